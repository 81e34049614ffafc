"""One request of a probe and its answer, whatever its status is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any

from pulumi_liveperson.client.http import headers as heads
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.kinds.kind import Kind

STALE = frozenset({HTTPStatus.NOT_MODIFIED, HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED})
"""The statuses that may mean that the revision in If-Match is outdated."""
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
"""The statuses of an object that does not exist, and of a list without objects."""


@dataclass(frozen=True)
class Exchange:
    """A request with its answer."""

    request: Request
    answer: Answer
    kind: Kind | None = None
    """The kind of the objects, if it is a request for account configuration."""

    @property
    def status(self) -> int:
        """The status."""
        return self.answer.status

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return self.answer.is_success

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the answer; upper and lower case in names do not differ."""
        return self.answer.headers

    @cached_property
    def body(self) -> Any:
        """The JSON of the answer; None if there is none."""
        try:
            return self.answer.body
        except ValueError:
            return None

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The objects in the answer: of an array, or the only one, or none."""
        items = self.body if isinstance(self.body, list) else [self.body]
        return [each for each in items if isinstance(each, dict)]

    @property
    def is_list(self) -> bool:
        """Whether it shows a list, of which an empty answer is an empty one."""
        return self.is_success and (self.body is None or isinstance(self.body, list))

    @property
    def refusal(self) -> str:
        """The status of a list that cannot be read."""
        return f"{self.status}, without a list" if self.is_success else str(self.status)

    @property
    def revision(self) -> int | None:
        """The revision in the headers; None if there is none."""
        digits = heads.revision(self.headers).strip('"')
        return int(digits) if digits.isascii() and digits.isdigit() else None

    def __str__(self) -> str:
        """Return the request and the status in a few words."""
        return f"{self.request.method} of {self.kind.noun if self.kind else 'a service'}: {self.status}"
