"""Who is signed in, and what the credential says of itself."""

import math
from collections.abc import Iterable

from pulumi_liveperson.cli.doctor.findings import Outcome, Says
from pulumi_liveperson.cli.words import count, span
from pulumi_liveperson.client.auth.sign_in import ApiKey, BearerToken, SignIn, Token
from pulumi_liveperson.client.kinds.kind import Kind

_RENEW = (
    "Set a new one, with `pulumi config set --secret liveperson:bearerToken` or as "
    "LIVEPERSON_BEARER_TOKEN; or sign in with OAuth 2.0 client credentials, which are renewed by themselves."
)


def identity(sign_in: SignIn, token: Token, now: float, kinds: Iterable[Kind]) -> Says:
    """Yield who is signed in at a time, and what is wrong with that."""
    left = _seconds_left(token, now)
    if isinstance(sign_in, BearerToken) and left is not None and left <= 0:
        yield Outcome.FAILED, f"The token in liveperson:bearerToken expired {span(-left)} ago. {_RENEW}"
        return
    if isinstance(sign_in, ApiKey):
        yield Outcome.OK, "An API key signs each request by itself; the reads below try it."
    elif "loginName" in token.claims:
        yield Outcome.OK, _user(token)
    elif token.claims:
        yield Outcome.OK, _client(sign_in, token, left)
    else:
        yield Outcome.OK, "There is a token, which says nothing of itself; the reads below try it."
    if sign_in.end_of_support:
        yield Outcome.WARNING, sign_in.end_of_support
    for kind in kinds:
        if _lacks(token, kind):
            yield (
                Outcome.WARNING,
                f"Writing {kind.noun}s will be refused: the user lacks {kind.user_permission}.",
            )


def _user(token: Token) -> str:
    who = "an administrator" if token.claims.get("isAdmin") else "no administrator"
    privileges = token.claims.get("userPrivileges")
    having = f" with {count(len(privileges), 'privilege')}" if isinstance(privileges, list) else ""
    return f"The user {token.claims['loginName']} is logged in: {who}{having}."


def _client(sign_in: SignIn, token: Token, left: float | None) -> str:
    claims = token.claims
    client = f" for the client {claims['azp']}" if "azp" in claims else ""
    scope = f" with the scope {claims['scope']}" if "scope" in claims else ""
    renewed = "not renewed" if isinstance(sign_in, BearerToken) else "renewed by itself"
    life = f"good for {span(left)} and " if left is not None else ""
    return f"A token{client}{scope}, {life}{renewed}."


def _lacks(token: Token, kind: Kind) -> bool:
    """Tell whether a login names its privileges, and not the one that a kind takes."""
    privileges = token.claims.get("userPrivileges")
    return (
        isinstance(privileges, list)
        and kind.privilege is not None
        and str(kind.privilege) not in map(str, privileges)
    )


def _seconds_left(token: Token, now: float) -> float | None:
    end = token.claims.get("exp")
    return end - now if isinstance(end, int | float) and math.isfinite(end) else None
