"""A request and its answer, and the one call that leads from one to the other.

Whatever passes requests on is a transport, and may stand in front of another one: what signs them, what tries
them again, what knows the hosts. Tests give an account a transport of their own.
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


def nobody(request: "PreparedRequest") -> "PreparedRequest":
    """Sign nothing; as any authorization this keeps `requests` from looking into a .netrc file."""
    return request


@dataclass(frozen=True)
class Request:
    """One request, to an address or to a path of one of LivePerson's services."""

    method: str
    url: str
    """A whole address; only a path where `service` says whose."""
    service: str = ""
    auth: Authorization = field(default=nobody, repr=False)
    params: Mapping[str, str] | None = None
    json: Any = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    cookies: Mapping[str, str] | None = field(default=None, repr=False)
    revision: str | None = None
    """What goes into If-Match."""
    needs: str = ""
    """Which privilege it takes, in a sentence."""
    signs_in: bool = False
    """Whether it is about credentials, so that nothing in it or its answer is ever told."""
    is_patient: bool = True
    """Whether it is worth more than one try."""
    attempt: int = 1
    """The number of this try, from 1."""
    seconds: float = inf
    """How long this try may take."""

    @property
    def is_repeatable(self) -> bool:
        """Whether nothing more happens if it is sent twice."""
        return self.signs_in or self.method == "GET"


@dataclass(frozen=True)
class Answer:
    """A whole answer, whatever its status."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By names in any case."""
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)
    content: bytes = field(default=b"", repr=False)
    seconds: float = 0.0
    """How long it took to begin."""

    @property
    def is_success(self) -> bool:
        """Whether the request was handled."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @cached_property
    def body(self) -> Any:
        """The JSON content, None if there is none; raises ValueError where it cannot be read as JSON."""
        return parsed(self.content)

    @property
    def text(self) -> str:
        """The content as text, whatever it is."""
        return self.content.decode("utf-8", "replace")

    @property
    def revision(self) -> str | None:
        """The revision of the collection, if the answer names one."""
        return heads.revision(self.headers) or None

    @property
    def clock_skew(self) -> float | None:
        """Seconds by which this machine's clock is ahead, right after the answer; None if it has no date."""
        return heads.clock_skew(self.headers)


class Transport(Protocol):
    """Gets requests answered; safe to share between threads."""

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raises an `ApiError` for a refusal, or `UnreachableError`."""
        ...
