"""The content of a preview in LivePerson's terms: the model of all formats of the report."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.pulumi_cli.values import Content, masked
from pulumi_liveperson.review.dates import today
from pulumi_liveperson.wire import prop

Dependencies = Mapping[str, tuple[str, ...]]
"""The URNs of the resources on which each input depends."""


class Operation(StrEnum):
    """The operation on an object."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    REPLACE = "replace"
    """Deleted, and created again with another id."""
    IMPORT = "import"
    """Taken over unchanged."""
    RETAIN = "retain"
    """No longer managed, but kept in LivePerson."""
    RENAME = "rename"
    """Unchanged, but managed by a resource with another name."""
    PRESENT = "present"
    """Unchanged, on one side of a comparison."""
    RELEASE = "release"
    """Still managed by a resource; a second entry for it is removed from the state."""
    CLEAR = "clear"
    """No longer managed; the fields that a resource managed are cleared, and the object stays."""

    @property
    def deletes(self) -> bool:
        """Return whether the object with this id is deleted."""
        return self in {Operation.DELETE, Operation.REPLACE}


class Source(StrEnum):
    """The source of a report."""

    PREVIEW = "preview"
    PLAN = "plan"
    """A plan file, which does not contain the previous content."""
    REFRESH = "refresh"
    """The preview of `pulumi refresh`: it shows changes of other people, and changes nothing."""
    RESTORE = "restore"
    """The preview of a restore, which contains only the objects that the restore changes."""


@dataclass(frozen=True)
class Field:
    """A field that changes; `None` means no value or an unknown one."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """A change of one object, planned or made by other people."""

    operation: Operation
    kind: Kind
    urn: str
    resource_name: str
    id: str | None
    before: Content | None
    """`None` for a new object, and for an object of a plan file."""
    after: Content | None
    """`None` for a deleted object."""
    fields: tuple[Field, ...]
    """The fields that change, ordered by name; all fields of a new or deleted object."""
    former: str | None = None
    """The resource name of the removed entry, if another resource keeps the object."""
    leftover: bool = False
    """Whether an earlier update replaced the object and did not delete it."""
    successor: str | None = None
    """The name of the object that a resource manages from now on, instead of the one that it clears."""
    dependencies_before: Dependencies = dataclass_field(default_factory=dict)
    dependencies_after: Dependencies = dataclass_field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the new name of the object; the name of its resource if that name is not shown."""
        content = self.after or self.before or {}
        if self.kind.part_of is not None:  # a program can change from the name of the object to its id
            content = {**(self.before or {}), **content}
        return object_name(self.kind, content) or self.resource_name

    @property
    def noun(self) -> str:
        """Return the noun of what the resource manages, such as `skill` or `skill hours`."""
        return self.kind.noun if self.kind.part_of is None else f"{self.kind.noun} hours"

    def field(self, name: str) -> Field | None:
        """Return a field if it changes."""
        return next((each for each in self.fields if each.name == name), None)


@dataclass(frozen=True)
class Resource:
    """A resource of the preview, changed or not."""

    kind: Kind
    urn: str
    resource_name: str
    id: str | None
    content: Content
    """Its content after the update; the previous content if it is deleted."""
    dependencies: Dependencies
    stays: bool
    """Whether it is still there after the update."""

    @property
    def object_name(self) -> str | None:
        """Return the name of its object, or `None` if that is not shown."""
        return object_name(self.kind, self.content)


@dataclass(frozen=True)
class Other:
    """An operation that is not explained: on a resource of another provider, or unknown."""

    operation: str
    type: str
    resource_name: str


@dataclass(frozen=True)
class Diagnostic:
    """An error or a warning of the preview."""

    severity: str
    """`error` or `warning`."""
    message: str
    resource_name: str | None


@dataclass(frozen=True)
class Report:
    """The content of a preview."""

    source: Source
    project: str | None
    stack: str | None
    changes: tuple[Change, ...] = ()
    drift: tuple[Change, ...] = ()
    """Changes that other people made: from the content in the state to that in LivePerson."""
    resources: tuple[Resource, ...] = ()
    """The resources for LivePerson objects that are shown, changed or not."""
    others: tuple[Other, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    unchanged: int = 0
    """The number of unchanged objects."""
    existing: int = 0
    """The number of objects before the changes, as far as they are shown."""
    existing_parts: int = 0
    """The number of resources before the changes that manage a part of an object only."""
    hidden: int = 0
    """The number of unchanged resources that are not shown; their types are unknown."""
    looked_for_drift: bool = False
    """Whether every object that is shown was read from LivePerson."""
    changes_account: bool = False
    """Whether objects are deleted in one account and created in another."""
    shows_leftovers: bool = True
    """Whether it shows objects that an earlier update replaced and did not delete."""
    complete: bool = True
    """Whether the preview finished."""
    hours_from: dt.date = dataclass_field(default_factory=today)
    """The first day of the period in which the hours of skills are compared."""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return the errors."""
        return tuple(each for each in self.diagnostics if each.severity == "error")

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """Return the warnings."""
        return tuple(each for each in self.diagnostics if each.severity == "warning")

    def keeps(self, drift: Change) -> bool:
        """Return whether the program contains a change of other people, so that an update only records it."""
        if self.source is not Source.PREVIEW or self.failed:
            return False
        return not any(
            each.urn == drift.urn or each.id == drift.id or (each.kind, each.name) == (drift.kind, drift.name)
            for each in self.changes
        )

    @property
    def interrupted(self) -> bool:
        """Return whether the preview was interrupted, without any other error."""
        return not self.complete and all(each.message == "preview canceled" for each in self.errors)

    @property
    def failed(self) -> bool:
        """Return whether the preview failed or was interrupted, so the report may be incomplete."""
        return bool(self.errors) or not self.complete


def object_name(kind: Kind, content: Content) -> str | None:
    """Return the name of an object, with its noun if only its id is known; `None` if neither is shown."""
    name = content.get(prop(kind.key))
    if isinstance(name, str) and name.strip() and not masked(name):
        return name
    id_ = None if kind.id_key is None else content.get(prop(kind.id_key))
    return f"{kind.noun} {id_}" if isinstance(id_, str) and id_ and not masked(id_) else None
