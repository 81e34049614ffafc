"""The authorization that all threads of a process share."""

import logging
import threading
import time
from datetime import UTC, datetime
from http import HTTPStatus

from pulumi_liveperson.client.auth.authorization import Signature
from pulumi_liveperson.client.auth.login_session import REFRESH_SECONDS
from pulumi_liveperson.client.auth.sign_in import SignIn, Token
from pulumi_liveperson.client.errors import (
    ApiError,
    BlockedError,
    ConfigurationError,
    LivePersonError,
    ServerError,
    TooManyRequestsError,
    UnreachableError,
)
from pulumi_liveperson.client.http.clock import Clock
from pulumi_liveperson.client.http.messages import Transport
from pulumi_liveperson.client.http.retrying import SingleTry

LOG = logging.getLogger(__name__)
RENEW_AT = 0.8  # of a token's lifetime
RENEW_AGAIN_SECONDS = 60.0  # after a failed renewal, while the token is still valid
NOTICEABLE_SKEW_SECONDS = 60


class SharedToken:
    """Signs in on first use, renews the token before it expires, and extends a login session."""

    def __init__(self, sign_in: SignIn, transport: Transport, account_id: str, clock: Clock) -> None:
        self._sign_in = sign_in
        self._transport = transport
        self._account_id = account_id
        self._clock = clock
        self._turn = threading.Lock()
        self._token: Token | None = None
        self._unproven: Token | None = None
        """The token that replaced a rejected one, until LivePerson accepts it."""
        self._renew_at: float | None = None
        self._expires_at = 0.0
        self._rejection: LivePersonError | None = None

    def get(self) -> Token:
        """Return a token that is valid, as far as this process knows."""
        with self._turn:
            if self._token is None:
                return self._obtain()
            if self._renew_at is not None and self._clock.now() >= self._renew_at:
                return self._renew(self._token)
            return self._token

    def renewed(self, rejected: Token) -> Token | None:
        """Return a new token for the rejected one, or None if there is no other.

        If LivePerson rejects the new token too, it is not replaced: a third token would not help.
        """
        with self._turn:
            if rejected.lifetime is None or rejected is self._unproven:
                return None
            if rejected is self._token:
                self._unproven = self._obtain()
            return self._token

    def accepted(self, token: Token) -> None:
        """Record that LivePerson accepted a token."""
        if token is self._unproven:
            self._unproven = None

    def explain(self, error: ApiError, token: Token | None = None) -> ApiError:
        """Add to the error of a rejected request what to check."""
        error.add(self._sign_in.advice)
        if token is None and self._sign_in.end_of_support:
            error.add(self._sign_in.end_of_support)
        if token is not None and (expiry := _expired(token)):
            error.add(f"The token expired on {expiry:%Y-%m-%d at %H:%M:%S} UTC.")
        skew = error.clock_skew or 0.0
        if token is not None and isinstance(token.auth, Signature) and abs(skew) > NOTICEABLE_SKEW_SECONDS:
            direction = "ahead of" if skew > 0 else "behind"
            error.add(f"The clock of this machine is {abs(skew):.0f} s {direction} LivePerson's.")
        return error.add(
            "`pulumi config` shows which keys are set; LIVEPERSON_ environment variables have priority."
        )

    def close(self) -> None:
        """Log out, if there is a login session."""
        with self._turn:
            session = self._token.session if self._token is not None else None
            self._token = None
        if session is not None:
            try:
                session.log_out()
            except LivePersonError as error:
                LOG.debug("not logged out: %s", error)

    def _obtain(self, *, patient: bool = True) -> Token:
        """Sign in; this process does not repeat a rejected sign-in, so a wrong secret locks out no user."""
        if self._rejection is not None:
            raise self._rejection
        transport = self._transport if patient else SingleTry(self._transport)
        try:
            token = self._sign_in.obtain(transport, self._account_id)
        except (ServerError, TooManyRequestsError):
            raise
        except (ConfigurationError, BlockedError) as error:
            self._rejection = error
            raise
        except ApiError as error:
            is_rejected = error.status >= HTTPStatus.BAD_REQUEST
            self._rejection = self.explain(error) if is_rejected else error
            raise self._rejection from None
        if self._token is None and self._sign_in.end_of_support:
            LOG.warning("%s", self._sign_in.end_of_support)
        return self._stored(token)

    def _renew(self, token: Token) -> Token:
        """Extend the session, or sign in again; if that fails, continue with the token while it is valid."""
        if self._clock.now() >= self._expires_at:
            return self._obtain()
        try:
            return self._extended(token) or self._obtain(patient=False)
        except (ServerError, TooManyRequestsError, UnreachableError) as error:
            LOG.debug("not renewed yet: %s", error)
            self._renew_at = min(self._clock.now() + RENEW_AGAIN_SECONDS, self._expires_at)
            return token

    def _extended(self, token: Token) -> Token | None:
        """Extend a login session; return None if there is none, or if it has ended."""
        if token.session is None:
            return None
        try:
            token.session.refresh()
        except (BlockedError, ServerError, TooManyRequestsError, UnreachableError):
            raise
        except LivePersonError as error:
            LOG.debug("the session is lost: %s", error)
            return None
        return self._stored(token)

    def _stored(self, token: Token) -> Token:
        if token.lifetime is not None:
            due = RENEW_AT * token.lifetime
            self._expires_at = self._clock.now() + token.lifetime
            self._renew_at = self._clock.now() + (min(due, REFRESH_SECONDS) if token.session else due)
        self._token = token
        return token


def _expired(token: Token) -> datetime | None:
    """Return the time at which a token expired; None if it has not expired or contains no time."""
    expiry = token.claims.get("exp")
    if not isinstance(expiry, int | float) or not 0 < expiry < time.time():
        return None
    return datetime.fromtimestamp(expiry, UTC)
