"""A login session: kept alive while work goes on, and ended when it is done (Login Service API)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pulumi_liveperson.client.secrets import SECRETS

if TYPE_CHECKING:
    from pulumi_liveperson.client.http.transport import Answer

Post = Callable[..., "Answer"]
"""Sends a POST to a service, as a sign-in: `post(service, path, **request)`; once if it is not `patient`."""

SERVICE = "agentVep"
COOKIE = "Session_id"
REFRESH_SECONDS = 240.0  # login refresh page: every 3 to 5 minutes


@dataclass(eq=False)
class LoginSession:
    """The session that a login opened."""

    post: Post
    account_id: str
    csrf: str = field(repr=False)
    cookies: Mapping[str, str] = field(repr=False)

    def __post_init__(self) -> None:
        SECRETS.learn([self.csrf, *self.cookies.values()])

    def refresh(self) -> None:
        """Keep the session alive; the answer sets the cookie again."""
        answer = self._ask("refresh")
        self.cookies = _session_cookie(answer) or self.cookies
        SECRETS.learn(self.cookies.values())

    def log_out(self) -> None:
        """End the session."""
        self._ask("logout")

    def _ask(self, what: str) -> "Answer":
        path = f"/api/account/{self.account_id}/{what}"
        body = {"csrf": self.csrf}
        return self.post(SERVICE, path, params={"v": "1.3"}, json=body, cookies=self.cookies, patient=False)


def opened_session(post: Post, account_id: str, answer: "Answer") -> LoginSession | None:
    """Return the session of a login's answer, or None where it names none that could be kept alive."""
    csrf = answer.body.get("csrf") if isinstance(answer.body, dict) else None
    cookies = _session_cookie(answer)
    if not isinstance(csrf, str) or not cookies:
        return None
    return LoginSession(post, account_id, csrf, cookies)


def _session_cookie(answer: "Answer") -> dict[str, Any]:
    return {COOKIE: answer.cookies[COOKIE]} if COOKIE in answer.cookies else {}
