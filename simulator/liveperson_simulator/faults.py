"""Faults, and foreign writes at an exact moment."""

import re
from dataclasses import dataclass, field
from typing import Any

from liveperson_simulator.messages import Answer, Body, Call

KINDS = ("status_before", "status_after", "drop_before", "drop_after", "delay", "throttle", "body")
FIELDS = {
    "status": int | None,
    "seconds": int | float | None,
    "retry_after": int | float | str | None,
    "body": str | None,
    "content_type": str | None,
    "headers": dict | None,
}
NAME = re.compile(r"[-!#$%&'*+.^_`|~0-9A-Za-z]+")
VALUE = re.compile(r"([!-~\x80-\xff]+([ \t]+[!-~\x80-\xff]+)*)?")
# Only the server sets the length of a body.
FRAMING = ("content-length", "transfer-encoding")
MOMENTS = ("before", "after")


class FaultError(ValueError):
    """An invalid fault or foreign write."""


@dataclass
class Match:
    """Selects requests by a method and a part of the path, a number of times."""

    method: str | None = None
    path: str | None = None
    times: int = 1

    def take(self, call: Call) -> bool:
        """Return whether the request matches, and count it."""
        if self.times < 1 or self.method not in (None, call.method) or (self.path or "") not in call.path:
            return False
        self.times -= 1
        return True


@dataclass
class Fault:
    """An error or a delay before or after the service handles a request."""

    kind: str
    match: Match
    status: int | None = None
    seconds: float | None = None
    retry_after: float | str | None = None
    body: str | None = None
    content_type: str | None = None
    headers: dict[str, str] | None = None

    @property
    def answers_instead(self) -> bool:
        """Whether the service never receives the request."""
        return self.kind in {"status_before", "throttle", "body"}

    def answer(self) -> Answer:
        """Return the answer that replaces the service's own."""
        status = self.status or {"throttle": 429, "body": 200}.get(self.kind, 500)
        after = self.retry_after
        said = f"{after:g}" if isinstance(after, float) else str(after)
        headers = {} if after is None else {"Retry-After": said}
        return Answer(
            status, headers=headers, raw=self.body or "", content_type=self.content_type or "text/plain"
        )


@dataclass
class ForeignWrite:
    """A write by another person, which happens when a matching request arrives."""

    match: Match
    moment: str
    account: str
    collection: str
    write: Body


def checked_match(method: Any, path: Any, times: Any) -> Match:
    """Return a match, or raise FaultError."""
    if not isinstance(times, int) or times < 1:
        raise FaultError(f"times must be a positive number, not {times!r}")
    return Match(method.upper() if method else None, path, times)


def _sendable(fields: Body) -> dict[str, bool]:
    """Return for each header field of a fault whether its value is valid."""
    headers = fields.get("headers") or {}
    return {
        "retry_after": _is_value(str(fields.get("retry_after"))),
        "content_type": _is_value(str(fields.get("content_type"))),
        "headers": all(
            NAME.fullmatch(name) and name.lower() not in FRAMING and _is_value(value)
            for name, value in headers.items()
        ),
    }


def _is_value(value: object) -> bool:
    return isinstance(value, str) and VALUE.fullmatch(value) is not None


@dataclass
class Faults:
    """Faults and foreign writes that wait for their request."""

    faults: list[Fault] = field(default_factory=list)
    foreign: list[ForeignWrite] = field(default_factory=list)

    def add(self, fields: Body) -> None:
        """Add a fault as the control API describes it."""
        kind = fields.pop("kind", None)
        if kind not in KINDS:
            raise FaultError(f"fault kind must be one of {', '.join(KINDS)}, not {kind!r}")
        match = checked_match(fields.pop("method", None), fields.pop("path", None), fields.pop("times", 1))
        unknown = fields.keys() - FIELDS
        malformed = [name for name, types in FIELDS.items() if not isinstance(fields.get(name), types)]
        if not malformed:
            malformed = [name for name, good in _sendable(fields).items() if not good]
        if unknown or malformed:
            raise FaultError(f"invalid fields of the fault: {', '.join([*unknown, *malformed])}")
        self.faults.append(Fault(kind, match, **fields))

    def add_foreign(self, account: str, collection: str, when: Body, write: Body) -> None:
        """Add a foreign write as the control API describes it."""
        if when.get("moment") not in MOMENTS:
            raise FaultError(f"moment must be one of {', '.join(MOMENTS)}")
        match = checked_match(when.get("method"), when.get("path"), when.get("times", 1))
        self.foreign.append(ForeignWrite(match, when["moment"], account, collection, write))

    def take(self, call: Call) -> Fault | None:
        """Return the first waiting fault that matches this request."""
        return next((fault for fault in self.faults if fault.match.take(call)), None)

    def take_foreign(self, call: Call, moment: str) -> list[ForeignWrite]:
        """Return the foreign writes for this moment of the request."""
        return [each for each in self.foreign if each.moment == moment and each.match.take(call)]

    def clear(self) -> None:
        """Remove all waiting faults and foreign writes."""
        self.faults.clear()
        self.foreign.clear()
