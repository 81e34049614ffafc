"""What a preview tells, in terms of LivePerson: the model that every format of the report shows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.pulumi_cli.values import Content, masked


class Operation(StrEnum):
    """What happens to an object."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    REPLACE = "replace"
    """Deleted, and created again with another id."""
    IMPORT = "import"
    """Taken over as it is."""
    RETAIN = "retain"
    """No longer managed, and kept in LivePerson."""
    RENAME = "rename"
    """Managed by a resource with another name, and otherwise as it was."""
    PRESENT = "present"
    """There, on one side of a comparison; nothing happens to it."""
    RELEASE = "release"
    """Managed by a resource that stays, while a second entry for it goes from the state."""

    @property
    def deletes(self) -> bool:
        """Tell whether an object is gone afterwards, by its id."""
        return self in {Operation.DELETE, Operation.REPLACE}


class Source(StrEnum):
    """What a report was made from."""

    PREVIEW = "preview"
    PLAN = "plan"
    """A plan file, which does not hold what was there before."""
    REFRESH = "refresh"
    """The preview of a refresh: what others have changed, and nothing that is going to change."""


@dataclass(frozen=True)
class Field:
    """A field that changes; `None` where there is no value, or where it is not told."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """What happens, or has happened, to one object."""

    operation: Operation
    kind: Kind
    urn: str
    resource_name: str
    id: str | None
    before: Content | None
    """`None` for a new object, and where a plan file does not tell it."""
    after: Content | None
    """`None` for an object that is gone."""
    fields: tuple[Field, ...]
    """The fields that change, by name; of a new or deleted object, all that it has."""
    former: str | None = None
    """The name of the resource whose entry goes, where the object has another resource and stays."""
    leftover: bool = False
    """Whether an earlier update replaced the object, and did not come to delete it."""

    @property
    def name(self) -> str:
        """Return what people call the object afterwards; its resource's name where that is not shown."""
        name = (self.after or self.before or {}).get(self.kind.key)
        return name if isinstance(name, str) and name.strip() and not masked(name) else self.resource_name

    def field(self, name: str) -> Field | None:
        """Return a field, if it changes."""
        return next((each for each in self.fields if each.name == name), None)


@dataclass(frozen=True)
class Other:
    """Something that happens and is not explained: to another provider's resource, or not understood."""

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
    """All that a preview tells."""

    source: Source
    project: str | None
    stack: str | None
    changes: tuple[Change, ...] = ()
    drift: tuple[Change, ...] = ()
    """What others have changed in LivePerson: from what Pulumi knew, to what LivePerson holds."""
    others: tuple[Other, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    unchanged: int = 0
    """How many objects stay as they are."""
    existing: int = 0
    """How many objects there are before anything changes, as far as they are shown."""
    hidden: int = 0
    """How many resources stay and are not shown, of which nothing tells whether they are objects of ours."""
    looked_for_drift: bool = False
    """Whether LivePerson was asked what it holds, about every object that is shown."""
    changes_account: bool = False
    """Whether objects are deleted in one account and created in another."""
    shows_leftovers: bool = True
    """Whether it tells what an earlier update replaced and did not come to delete."""
    complete: bool = True
    """Whether the preview came to its end."""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return the errors."""
        return tuple(each for each in self.diagnostics if each.severity == "error")

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """Return the warnings."""
        return tuple(each for each in self.diagnostics if each.severity == "warning")

    @property
    def interrupted(self) -> bool:
        """Tell whether somebody or something ended the preview, and nothing else went wrong."""
        return not self.complete and all(each.message == "preview canceled" for each in self.errors)

    @property
    def failed(self) -> bool:
        """Tell whether the preview failed or was interrupted, so that this may not be all."""
        return bool(self.errors) or not self.complete
