"""Checks the signed-in user or client, and the claims of its token."""

import math
from collections.abc import Iterable

from pulumi_liveperson.cli.doctor.findings import Outcome, Results
from pulumi_liveperson.cli.numbers import count, duration
from pulumi_liveperson.client.auth.sign_in import ApiKey, BearerToken, SignIn, Token
from pulumi_liveperson.client.kinds.kind import Kind

_RENEW_STEPS = (
    "Set a new token with `pulumi config set --secret liveperson:bearerToken` or as LIVEPERSON_BEARER_TOKEN; "
    "or sign in with OAuth 2.0 client credentials, whose tokens are renewed automatically."
)


def identity(sign_in: SignIn, token: Token, now: float, kinds: Iterable[Kind]) -> Results:
    """Yield the signed-in user or client at a time, and problems of the credentials."""
    left = _seconds_left(token, now)
    if isinstance(sign_in, BearerToken) and left is not None and left <= 0:
        yield (
            Outcome.FAILED,
            f"The token in liveperson:bearerToken expired {duration(-left)} ago. {_RENEW_STEPS}",
        )
        return
    if isinstance(sign_in, ApiKey):
        yield Outcome.OK, "An API key signs each request. The next checks show whether LivePerson accepts it."
    elif "loginName" in token.claims:
        yield Outcome.OK, _user(token)
    elif token.claims:
        yield Outcome.OK, _client(sign_in, token, left)
    else:
        yield (
            Outcome.OK,
            "The token contains no readable claims. The next checks show whether LivePerson accepts it.",
        )
    if sign_in.end_of_support:
        yield Outcome.WARNING, sign_in.end_of_support
    for kind in kinds:
        if _lacks(token, kind) and kind.part_of is None:
            yield (
                Outcome.WARNING,
                f"LivePerson will reject writes of {kind.noun}s: the user lacks {kind.user_permission}.",
            )
        elif _lacks(token, kind):
            yield (
                Outcome.WARNING,
                (
                    f"LivePerson may not write the hours of {kind.noun}s: the user lacks the privilege "
                    f"{kind.privilege}. Skills need {kind.user_permission}."
                ),
            )


def _user(token: Token) -> str:
    role = "an administrator" if token.claims.get("isAdmin") else "not an administrator"
    privileges = token.claims.get("userPrivileges")
    privileges_text = f", with {count(len(privileges), 'privilege')}" if isinstance(privileges, list) else ""
    return f"Logged in as user {token.claims['loginName']}: {role}{privileges_text}."


def _client(sign_in: SignIn, token: Token, left: float | None) -> str:
    claims = token.claims
    client = f" for the client {claims['azp']}" if "azp" in claims else ""
    scope = f" with the scope {claims['scope']}" if "scope" in claims else ""
    renewed = "not renewed" if isinstance(sign_in, BearerToken) else "renewed automatically"
    validity = f"valid for {duration(left)} and " if left is not None else ""
    return f"A token{client}{scope}, {validity}{renewed}."


def _lacks(token: Token, kind: Kind) -> bool:
    """Return whether the privileges of a login are known, and do not contain the one that a kind needs."""
    privileges = token.claims.get("userPrivileges")
    return (
        isinstance(privileges, list)
        and kind.privilege is not None
        and str(kind.privilege) not in map(str, privileges)
    )


def _seconds_left(token: Token, now: float) -> float | None:
    end = token.claims.get("exp")
    return end - now if isinstance(end, int | float) and math.isfinite(end) else None
