"""What GitHub and GitLab keep of a pull request: its comments, behind their APIs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.serving import Handler, serving

TOKEN = "token-of-the-job"
THE_PIPELINE = "the pipeline"
US = 7
_PAGE = 2
"""So few on a page that there are several."""


@dataclass
class Comments:
    """The comments of one pull request, and who may write them."""

    bodies: dict[int, str] = field(default_factory=dict)
    authors: dict[int, str] = field(default_factory=dict)
    refuses: bool = False
    redirect: str = ""
    """Where all requests are sent instead, if anywhere."""
    says: str = ""
    """What all requests are answered with instead, if anything; `{}` stands for their token."""
    next_page: str = ""
    """Where the next page is said to be, if elsewhere."""
    seen: list[str] = field(default_factory=list, compare=False)
    """The requests that have come, with their tokens."""
    url: str = ""

    def say(self, body: str, author: str = "somebody") -> int:
        """Add a comment."""
        number = len(self.bodies) + 1
        self.bodies[number], self.authors[number] = body, author
        return number

    @property
    def ours(self) -> list[str]:
        """Return what the pipeline has said."""
        return [body for number, body in self.bodies.items() if self.authors[number] == THE_PIPELINE]

    def shown(self, number: int) -> dict[str, Any]:
        """Return a comment as both APIs show it."""
        ours = self.authors[number] == THE_PIPELINE
        return {
            "id": number,
            "body": self.bodies[number],
            "user": {"type": "Bot" if ours else "User"},
            "author": {"id": US if ours else US + 1},
        }


@dataclass(frozen=True)
class Api:
    """Where a forge keeps comments, and what it wants to see."""

    comments: str
    comment: str
    header: str
    token: str


class _Handler(Handler, BaseHTTPRequestHandler):
    comments: Comments
    api: Api

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/user":
            self._answer({"id": US})
            return
        comments = self.comments
        page = int(parse_qs(address.query).get("page", ["1"])[0])
        numbers = sorted(comments.bodies)[(page - 1) * _PAGE : page * _PAGE]
        more = len(comments.bodies) > page * _PAGE
        following = comments.next_page or f"{comments.url}{self.api.comments}?page={page + 1}"
        more = more or bool(comments.next_page)
        self._answer([comments.shown(each) for each in numbers], f'<{following}>; rel="next"' if more else "")

    def do_POST(self) -> None:
        if self._is_allowed():
            self.comments.say(self._comment(), THE_PIPELINE)
        self._answer({})

    def do_PATCH(self) -> None:
        if self._is_allowed():
            number = int(self.path.removeprefix(f"{self.api.comment}/"))
            self.comments.bodies[number] = self._comment()
        self._answer({})

    do_PUT = do_PATCH  # noqa: N815 - http.server's name

    def _comment(self) -> str:
        return str(json.loads(self.body())["body"])

    def _is_allowed(self) -> bool:
        api, path = self.api, urlsplit(self.path).path
        known = path in {api.comments, "/user"} or path.startswith(f"{api.comment}/")
        return known and not self.comments.refuses and self.headers.get(api.header) == api.token

    def _answer(self, content: Any, link: str = "") -> None:
        comments, token = self.comments, self.headers.get(self.api.header)
        comments.seen.append(f"{self.command} {token}")
        allowed = self._is_allowed()
        text = json.dumps(content if allowed else {"message": "Resource not accessible"})
        body = (comments.says.format(token) or text).encode()
        status = 307 if comments.redirect else 200 if allowed else 403
        self.answer(status, body, Link=link, Location=comments.redirect)


@contextmanager
def served(api: Api) -> Iterator[Comments]:
    """Serve the comments of one pull request."""
    found, its_api = Comments(), api

    class ForThese(_Handler):
        comments, api = found, its_api

    with serving(ForThese) as host:
        found.url = f"http://{host}"
        yield found
