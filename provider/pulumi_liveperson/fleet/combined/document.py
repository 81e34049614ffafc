"""Reads what the report for all accounts needs from the JSON report of one account.

The dictionaries of changes stay as they are until one of them is described: most of them equal a change of
another account.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from pulumi_liveperson.fleet.account import FleetError
from pulumi_liveperson.fleet.result import Result

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Diagnostic:
    """An error or a warning."""

    severity: Literal["error", "warning"]
    message: str
    resource: str | None


@dataclass(frozen=True)
class RefusalOfOne:
    """A refusal of a safety valve."""

    rule: str
    reason: str
    objects: tuple[str, ...]


@dataclass(frozen=True)
class Hours:
    """When customers can reach skills."""

    first: Annotated[dt.date, Field(alias="from")]
    skills: tuple[Raw, ...]
    days: int
    compared: bool
    remark: str | None = None
    questions: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Counts:
    """Numbers of objects."""

    unchanged: int


@dataclass(frozen=True)
class Document:
    """The report of one account."""

    version: Literal[1]
    project: str | None
    time: str | None
    notes: tuple[str, ...]
    counts: Counts
    hours: Raw | None
    changes: tuple[Raw, ...]
    drift: tuple[Raw, ...]
    others: tuple[Raw, ...]
    diagnostics: tuple[Diagnostic, ...]
    refusals: tuple[RefusalOfOne, ...]


@dataclass(frozen=True)
class Row:
    """A row of the table with the content before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A change of an object."""

    group: str
    operation: str
    kind: str
    name: str
    resource: str
    sentence: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class SkillHours:
    """When customers can reach skills before and after an update."""

    skills: tuple[str, ...]
    operation: str
    time_zone: str
    sentence: str
    lost: float
    gained: float
    unknown: float


@dataclass(frozen=True)
class Other:
    """A change that the report does not explain."""

    operation: str
    type: str
    resource: str


_DOCUMENT = TypeAdapter(Document)
_HOURS = TypeAdapter(Hours)
_CHANGE = TypeAdapter(Change)
_SKILL_HOURS = TypeAdapter(SkillHours)
_OTHER = TypeAdapter(Other)


def read_document(result: Result) -> tuple[Document, Hours | None] | None:
    """Return the report of an account, and its hours; `None` without a report.

    Raises a `FleetError` if the report is not one of this version.
    """
    if result.report is None:
        return None
    try:
        document = _DOCUMENT.validate_python(result.report)
        return document, None if document.hours is None else _HOURS.validate_python(document.hours)
    except ValidationError:
        raise unreadable(result.stack) from None


def unreadable(stack: str) -> FleetError:
    """Return the error about a report that is not one of this version."""
    return FleetError(
        f"the result of stack {stack} contains a report of another version of this package: delete the file, "
        "and run the command again for this stack."
    )


def read_change(raw: Raw) -> Change:
    """Return a change; raises a `ValidationError`."""
    return _CHANGE.validate_python(raw)


def read_skill_hours(raw: Raw) -> SkillHours:
    """Return the hours of skills; raises a `ValidationError`."""
    return _SKILL_HOURS.validate_python(raw)


def read_other(raw: Raw) -> Other:
    """Return a change that the report does not explain; raises a `ValidationError`."""
    return _OTHER.validate_python(raw)
