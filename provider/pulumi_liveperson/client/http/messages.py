"""A request, its answer, and the interface of a transport.

A transport may wrap another one: for example, one signs requests, one repeats them, one adds the hosts.
Tests use their own transports.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from math import inf
from typing import TYPE_CHECKING, Any, Protocol

from pulumi_liveperson.client.http import headers as heads
from pulumi_liveperson.client.http.body import parsed

if TYPE_CHECKING:
    from requests import PreparedRequest

Authorization = Callable[["PreparedRequest"], "PreparedRequest"]
"""Signs a request; an `auth` of the library `requests`."""


def no_authorization(request: "PreparedRequest") -> "PreparedRequest":
    """Sign nothing; without an authorization, `requests` would read a .netrc file."""
    return request


@dataclass(frozen=True)
class Request:
    """One request, to a URL or to a path of one of LivePerson's services."""

    method: str
    url: str
    """A complete URL; a path if there is a `service`."""
    service: str = ""
    auth: Authorization = field(default=no_authorization, repr=False)
    params: Mapping[str, str] | None = None
    json: Any = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    cookies: Mapping[str, str] | None = field(default=None, repr=False)
    revision: str | None = None
    """The value of If-Match."""
    meant_method: str | None = None
    """The value of X-HTTP-Method-Override: the method that a POST replaces."""
    needs: str = ""
    """A sentence about the privilege that the request needs."""
    signs_in: bool = False
    """Whether it contains credentials, so that no value of it or of its answer is shown."""
    may_retry: bool = True
    """Whether it is repeated after an error."""
    attempt: int = 1
    """The number of this try, from 1."""
    seconds: float = inf
    """The time limit of this try."""

    @property
    def is_repeatable(self) -> bool:
        """Whether sending it twice has no other effect than sending it once."""
        return self.signs_in or self.method == "GET"


@dataclass(frozen=True)
class Answer:
    """A complete answer, with any status."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Upper and lower case in names do not differ."""
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)
    content: bytes = field(default=b"", repr=False)
    seconds: float = 0.0
    """The time until its first byte."""

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @cached_property
    def body(self) -> Any:
        """The JSON content, None if it is empty; raises ValueError if it cannot be parsed."""
        return parsed(self.content)

    @property
    def text(self) -> str:
        """The content as text, with invalid UTF-8 replaced."""
        return self.content.decode("utf-8", "replace")

    @property
    def revision(self) -> str | None:
        """The revision of the collection; None if the answer has none."""
        return heads.revision(self.headers) or None

    @property
    def clock_skew(self) -> float | None:
        """Seconds by which this machine's clock is ahead, just after the answer; None if it has no Date."""
        return heads.clock_skew(self.headers)


class Transport(Protocol):
    """Sends requests and returns answers; safe to share between threads."""

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raise an `ApiError` for a rejected request, or `UnreachableError`."""
        ...
