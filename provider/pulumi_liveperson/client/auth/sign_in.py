"""The sign-in methods. Each is a dataclass with its credentials, and returns an authorization."""

import base64
import json
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Protocol, cast

from pulumi_liveperson.client.auth.authorization import Bearer, Signature
from pulumi_liveperson.client.auth.login_session import SERVICE as LOGIN_SERVICE
from pulumi_liveperson.client.auth.login_session import LoginSession, login_request
from pulumi_liveperson.client.errors import UnreachableError
from pulumi_liveperson.client.http.messages import Answer, Authorization, Request, Transport
from pulumi_liveperson.client.secrets import SECRETS

DEFAULT_LIFETIME_SECONDS = 3600.0
_USE_INSTEAD = "use OAuth 2.0 client credentials (liveperson:clientId, liveperson:clientSecret)"


@dataclass(frozen=True, eq=False)
class Token:
    """An authorization, its lifetime in seconds (None: until LivePerson rejects it), and its session."""

    auth: Authorization
    lifetime: float | None = None
    session: LoginSession | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    """The claims of a JWT (RFC 7519), or the `config` of a login."""


class SignIn(Protocol):
    """A method to obtain an authorization."""

    service: ClassVar[str] = ""
    """The LivePerson service that issues the token; empty if none is asked."""
    advice: ClassVar[str]
    """What to check if LivePerson rejects the credentials."""
    end_of_support: ClassVar[str] = ""
    """The day on which LivePerson ended the method, and the method to use instead."""

    def __post_init__(self) -> None:
        """Record the values of the secret fields, which are not in the repr, so that they are masked."""
        SECRETS.learn(getattr(self, each.name) for each in fields(cast("Any", self)) if not each.repr)

    def obtain(self, transport: Transport, account_id: str) -> Token:
        """Return a new token, which may need a request to LivePerson."""
        ...


@dataclass(frozen=True)
class BearerToken(SignIn):
    """A bearer token that another system issued."""

    bearer_token: str = field(repr=False)

    advice = "Check liveperson:bearerToken: it may be wrong or expired, or belong to another account."

    def obtain(self, _transport: Transport, _account_id: str) -> Token:
        """Return the configured token."""
        return Token(Bearer(self.bearer_token), claims=_claims(self.bearer_token))


@dataclass(frozen=True)
class ClientCredentials(SignIn):
    """OAuth 2.0 client credentials (Conversational Cloud Applications), with version 1 or 2 of Sentinel."""

    client_id: str
    client_secret: str = field(repr=False)
    sentinel_version: int = 2

    service = "sentinel"
    advice = (
        "Check liveperson:clientId and liveperson:clientSecret, and that this application is installed for "
        "the account of liveperson:accountId."
    )

    def obtain(self, transport: Transport, account_id: str) -> Token:
        """Request a token from Sentinel; its lifetime is `expires_in`, or else follows from its `exp`."""
        v2 = self.sentinel_version == 2  # noqa: PLR2004
        path = f"/sentinel/api/{'v2/' if v2 else ''}account/{account_id}/app/token"
        form = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "grant_type": "client_credentials",
        }
        params = None if v2 else {"v": "1.0"}
        request = Request("POST", path, self.service, params=params, form=form, signs_in=True)
        answer, token = _sign_in_answer(transport, request, "access_token")
        claims = _claims(token)
        lifetime = _number(answer.body.get("expires_in")) or _lifetime(claims) or DEFAULT_LIFETIME_SECONDS
        return Token(Bearer(token), lifetime, claims=claims)


@dataclass(frozen=True)
class UserLogin(SignIn):
    """User name and password (Login Service API, user login)."""

    username: str
    password: str = field(repr=False)

    service = LOGIN_SERVICE
    advice = "Check liveperson:username and liveperson:password, and that the user belongs to this account."

    def obtain(self, transport: Transport, account_id: str) -> Token:
        """Log in."""
        return _log_in(transport, account_id, {"username": self.username, "password": self.password})


@dataclass(frozen=True)
class ApplicationLogin(SignIn):
    """The login of a user of type bot with an API key (Login Service API, application login)."""

    username: str
    app_key: str = field(repr=False)
    app_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    access_token_secret: str = field(repr=False)

    service = LOGIN_SERVICE
    advice = (
        "Check liveperson:username, liveperson:appKey, liveperson:appSecret, liveperson:accessToken and "
        "liveperson:accessTokenSecret, and that the user has the type bot."
    )
    end_of_support = (
        f"LivePerson ended the application login with API keys on 2026-04-30: {_USE_INSTEAD}, or set the id "
        "and the secret of an OAuth 2.0 client as liveperson:appKey and liveperson:appSecret."
    )

    def obtain(self, transport: Transport, account_id: str) -> Token:
        """Log in."""
        body = {
            "username": self.username,
            "appKey": self.app_key,
            "secret": self.app_secret,
            "accessToken": self.access_token,
            "accessTokenSecret": self.access_token_secret,
        }
        return _log_in(transport, account_id, body)


@dataclass(frozen=True)
class ApiKey(SignIn):
    """An API key, with which every request is signed (OAuth 1.0 API keys)."""

    app_key: str = field(repr=False)
    app_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    access_token_secret: str = field(repr=False)

    advice = (
        "Check liveperson:appKey, liveperson:appSecret, liveperson:accessToken and "
        "liveperson:accessTokenSecret, and this machine's clock."
    )
    end_of_support = f"LivePerson ended the use of API keys on 2026-05-31: {_USE_INSTEAD}."

    def obtain(self, _transport: Transport, _account_id: str) -> Token:
        """Return the signature; no request is sent."""
        return Token(Signature(self.app_key, self.app_secret, self.access_token, self.access_token_secret))


def _log_in(transport: Transport, account_id: str, body: dict[str, str]) -> Token:
    """Log in. The session lasts `sessionTTl` milliseconds, a number that LivePerson sends as text."""
    answer, bearer = _sign_in_answer(transport, login_request(account_id, "login", body), "bearer")
    milliseconds, config = _number(answer.body.get("sessionTTl")), answer.body.get("config")
    return Token(
        Bearer(bearer),
        milliseconds / 1000 if milliseconds else DEFAULT_LIFETIME_SECONDS,
        LoginSession.opened(transport, account_id, answer),
        config if isinstance(config, dict) else {},
    )


def _sign_in_answer(transport: Transport, request: Request, name: str) -> tuple[Answer, str]:
    """Send a sign-in request, and return the answer, which is a JSON object, and the token in it."""
    answer = transport.handle_request(request)
    token = answer.body.get(name) if isinstance(answer.body, dict) else None
    if not isinstance(token, str) or not token:
        raise UnreachableError(f"The answer to POST {request.url} has no `{name}`, so the sign-in failed.")
    return answer, token


def _number(value: Any) -> float | None:
    """Return a positive number, which may be sent as text; None if there is none."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if 0 < number < float("inf") else None


def _claims(token: str) -> dict[str, Any]:
    """Return the claims of a JWT, unverified; nothing if the token is not a JWT."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (LookupError, ValueError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}


def _lifetime(claims: dict[str, Any]) -> float | None:
    """Return the lifetime of a JWT in seconds, which does not depend on this machine's clock."""
    begin, end = _number(claims.get("iat")), _number(claims.get("exp"))
    return None if begin is None or end is None or end <= begin else end - begin
