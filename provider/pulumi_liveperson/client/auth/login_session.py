"""A login session, which is refreshed during a run and ended at its end (Login Service API)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from pulumi_liveperson.client.http.messages import Answer, Request, Transport
from pulumi_liveperson.client.secrets import SECRETS

SERVICE = "agentVep"
COOKIE = "Session_id"
REFRESH_SECONDS = 240.0  # login refresh page: every 3 to 5 minutes


@dataclass(eq=False)
class LoginSession:
    """The session that a login opened."""

    transport: Transport
    account_id: str
    csrf: str = field(repr=False)
    cookies: Mapping[str, str] = field(repr=False)

    def __post_init__(self) -> None:
        SECRETS.learn([self.csrf, *self.cookies.values()])

    @classmethod
    def opened(cls, transport: Transport, account_id: str, answer: Answer) -> Self | None:
        """Return the session in the answer to a login; None if it cannot be refreshed or does not exist."""
        csrf, cookies = answer.body.get("csrf"), _session_cookie(answer)
        return cls(transport, account_id, csrf, cookies) if isinstance(csrf, str) and cookies else None

    def refresh(self) -> None:
        """Extend the session; the answer contains a new cookie."""
        self.cookies = _session_cookie(self._ask("refresh")) or self.cookies
        SECRETS.learn(self.cookies.values())

    def log_out(self) -> None:
        """End the session."""
        self._ask("logout")

    def _ask(self, what: str) -> Answer:
        request = login_request(self.account_id, what, {"csrf": self.csrf})
        return self.transport.handle_request(replace(request, cookies=self.cookies, may_retry=False))


def login_request(account_id: str, what: str, body: Mapping[str, str]) -> Request:
    """Return a request to the login service."""
    path = f"/api/account/{account_id}/{what}"
    return Request("POST", path, SERVICE, params={"v": "1.3"}, json=body, signs_in=True)


def _session_cookie(answer: Answer) -> dict[str, str]:
    return {COOKIE: answer.cookies[COOKIE]} if COOKIE in answer.cookies else {}
