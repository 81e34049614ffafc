"""The ways to sign in, and the one token that all threads of a process share.

Each way is a value: what it needs, and how it turns into a bearer token.
"""

import base64
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from provider.liveperson.errors import (
    ConfigurationError,
    ForbiddenError,
    LivePersonError,
    RefusedError,
    UnauthorizedError,
    UnreachableError,
)

if TYPE_CHECKING:
    from provider.liveperson.domains import Domains
    from provider.liveperson.transport import Transport

RENEW_AT = 0.8  # of a token's life
DEFAULT_LIFE_SECONDS = 3600.0


@dataclass(frozen=True)
class Token:
    """A bearer token and how many seconds it lives (None: until refused)."""

    value: str = field(repr=False)
    life: float | None = None


class SignIn(Protocol):
    """A way to obtain a bearer token."""

    def obtain(self, transport: "Transport", domains: "Domains") -> Token:
        """Return a fresh token."""
        ...


@dataclass(frozen=True)
class BearerToken:
    """A bearer minted elsewhere."""

    bearer_token: str = field(repr=False)

    def obtain(self, _transport: "Transport", _domains: "Domains") -> Token:
        """Return the token as it was given."""
        return Token(self.bearer_token)


@dataclass(frozen=True)
class ClientCredentials:
    """OAuth 2.0 client credentials (Conversational Cloud Applications, V2 path)."""

    client_id: str
    client_secret: str = field(repr=False)

    def obtain(self, transport: "Transport", domains: "Domains") -> Token:
        """Ask Sentinel for a token; its life comes from `expires_in`, else from the token's own `exp`."""
        url = f"{domains.url('sentinel')}/sentinel/api/v2/account/{domains.account_id}/app/token"
        form = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "grant_type": "client_credentials",
        }
        answer = transport.send("POST", url, form=form, quoted=False).body
        token = _text(answer, "access_token", url)
        return Token(token, _number(answer.get("expires_in")) or _seconds_left(token))


@dataclass(frozen=True)
class UserLogin:
    """User name and password (Login Service API, user login)."""

    username: str
    password: str = field(repr=False)

    def obtain(self, transport: "Transport", domains: "Domains") -> Token:
        """Log in; the session lives for `sessionTTl` milliseconds, a number that arrives as text."""
        url = f"{domains.url('agentVep')}/api/account/{domains.account_id}/login"
        body = {"username": self.username, "password": self.password}
        answer = transport.send("POST", url, params={"v": "1.3"}, json=body, quoted=False).body
        token = _text(answer, "bearer", url)
        milliseconds = _number(answer.get("sessionTTl"))
        return Token(token, milliseconds / 1000 if milliseconds else DEFAULT_LIFE_SECONDS)


class SharedToken:
    """One token per process, obtained on first use and renewed before it expires."""

    def __init__(self, obtain: Callable[[], Token], clock: Callable[[], float] = time.monotonic) -> None:
        self._obtain = obtain
        self._clock = clock
        self._turn = threading.Lock()
        self._token = ""
        self._renew_at: float | None = None
        self._refusal: LivePersonError | None = None

    def value(self) -> str:
        """Return a token that is good as far as we know."""
        with self._turn:
            if not self._token or (self._renew_at is not None and self._clock() >= self._renew_at):
                self._sign_in()
            return self._token

    def renewed(self, refused: str) -> str:
        """Return another token than the refused one; the same where there is no other to be had."""
        with self._turn:
            if refused == self._token:
                self._sign_in()
            return self._token

    def _sign_in(self) -> None:
        """Obtain a token. A refusal is final for this process, so that a wrong secret locks nobody out."""
        if self._refusal is not None:
            raise self._refusal
        try:
            token = self._obtain()
        except (ConfigurationError, RefusedError, UnauthorizedError, ForbiddenError) as error:
            self._refusal = error
            raise
        if not (token.value.isascii() and token.value.isprintable()):
            raise ConfigurationError(
                "The bearer token holds characters that no HTTP header can carry, such as a line break; "
                "set liveperson:bearerToken (LIVEPERSON_BEARER_TOKEN) again, without them."
            )
        self._token = token.value
        self._renew_at = None if token.life is None else self._clock() + RENEW_AT * token.life


def _text(answer: Any, name: str, url: str) -> str:
    value = answer.get(name) if isinstance(answer, dict) else None
    if not isinstance(value, str) or not value:
        raise UnreachableError(f"POST {url} was answered without `{name}`, so nobody is signed in.")
    return value


def _number(value: Any) -> float | None:
    """Read a number that may arrive as text, or not at all."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _seconds_left(token: str) -> float:
    """Return a JWT's own life in seconds, or the documented hour if the token is no JWT."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return float(claims["exp"]) - float(claims["iat"])
    except (LookupError, TypeError, ValueError):
        return DEFAULT_LIFE_SECONDS
