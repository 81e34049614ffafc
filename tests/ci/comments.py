"""What GitHub and GitLab keep of a pull request: its comments, behind their APIs."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

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


class _Server(ThreadingHTTPServer):
    def __init__(self, comments: Comments, api: "Api") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.comments = comments
        self.api = api


@dataclass(frozen=True)
class Api:
    """Where a forge keeps comments, and what it wants to see."""

    comments: str
    comment: str
    header: str
    token: str


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/user":
            self._answer({"id": US})
            return
        comments = self.server.comments
        page = int(parse_qs(address.query).get("page", ["1"])[0])
        numbers = sorted(comments.bodies)[(page - 1) * _PAGE : page * _PAGE]
        more = len(comments.bodies) > page * _PAGE
        following = comments.next_page or f"{comments.url}{self.server.api.comments}?page={page + 1}"
        more = more or bool(comments.next_page)
        self._answer([comments.shown(each) for each in numbers], f'<{following}>; rel="next"' if more else "")

    def do_POST(self) -> None:
        if self._is_allowed():
            self.server.comments.say(self._body(), THE_PIPELINE)
        self._answer({})

    def do_PATCH(self) -> None:
        if self._is_allowed():
            number = int(self.path.removeprefix(f"{self.server.api.comment}/"))
            self.server.comments.bodies[number] = self._body()
        self._answer({})

    do_PUT = do_PATCH  # noqa: N815 - http.server's name

    def _body(self) -> str:
        return str(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"])

    def _is_allowed(self) -> bool:
        api, path = self.server.api, urlsplit(self.path).path
        known = path in {api.comments, "/user"} or path.startswith(f"{api.comment}/")
        return known and not self.server.comments.refuses and self.headers.get(api.header) == api.token

    def _answer(self, content: Any, link: str = "") -> None:
        comments, token = self.server.comments, self.headers.get(self.server.api.header)
        comments.seen.append(f"{self.command} {token}")
        allowed = self._is_allowed()
        text = json.dumps(content if allowed else {"message": "Resource not accessible"})
        body = (comments.says.format(token) or text).encode()
        self.send_response(307 if comments.redirect else 200 if allowed else 403)
        for header, value in {"Link": link, "Location": comments.redirect}.items():
            if value:
                self.send_header(header, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Say nothing."""


@contextmanager
def served(api: Api) -> Iterator[Comments]:
    """Serve the comments of one pull request."""
    comments = Comments()
    server = _Server(comments, api)
    comments.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield comments
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
