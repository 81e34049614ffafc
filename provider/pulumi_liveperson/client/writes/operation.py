"""One write of one object, on its way."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from pulumi_liveperson.client.discretion import current
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache, Seen


@dataclass(frozen=True)
class Known:
    """An object as this process knows it: its id, its managed content, and the revision of both."""

    id: str
    content: Wire
    revision: str


class Operation(ABC):
    """One write of one object."""

    def __init__(self, kind: Kind, resource: Hashable = None) -> None:
        self.kind = kind.quoted_with(current())
        self.has_resource = resource is not None
        self.resource = self if resource is None else resource
        """What its caller calls the resource that has the object; a caller without resources gives none."""
        self.overwrite = False
        """Whether what somebody else has written may be overwritten."""
        self.settled = False
        self.is_over = False
        """Whether the batch that it was in has ended, so that its outcome is final."""
        self.is_in_doubt = False
        """Whether its last answer was lost, or did not show it, so that it may have taken effect."""
        self.overwritten = ""
        """What somebody else had written, if this overwrites it."""
        self.notes: list[str] = []
        """What its caller should know although it went well."""
        self.error: LivePersonError | None = None
        self.result: Known | None = None

    @property
    def ids(self) -> list[str]:
        """The objects that must be known before this can be sent."""
        return []

    @property
    def makes_default(self) -> bool:
        """Whether this makes its object the account's default, which one object at a time can be."""
        return False

    @abstractmethod
    def is_needed(self, cache: CollectionCache) -> bool:
        """Tell whether this must be sent; if not, settle it or let it fail."""

    @property
    def at_once(self) -> int:
        """How many of these one request takes; where it is several, waiting for company is worth a moment."""
        return 1

    @property
    def overlaps(self) -> bool:
        """Whether this may be on its way together with others of its type, in requests of their own."""
        return False

    def clashes(self, other: "Operation") -> bool:
        """Tell whether the two must not go out in one request."""
        return self.makes_default and other.makes_default

    @property
    def destination(self) -> int | None:
        """The declared position that this moves its object to, if any."""
        return None

    @property
    def has_place(self) -> bool:
        """Whether a position of its object is declared, moved or not."""
        return False

    def sent(self, result: Known | None) -> None:
        """Take note of an accepted request, and of what it has overwritten on purpose."""
        if self.overwritten:
            self.notes.append(self.overwritten)
        self.settle(result)

    def settle(self, result: Known | None = None) -> None:
        """Be done."""
        self.settled, self.result = True, result

    def fail(self, error: LivePersonError) -> None:
        """Be done, with an error."""
        self.settled, self.error = True, error

    def known(self, id_: str, seen: Seen) -> Known:
        """Return an object as callers see it."""
        return Known(id_, self.kind.content(seen.wire), seen.revision)


class Guarded(Operation):
    """Change an object that its caller knew with the content of `base`."""

    def __init__(
        self, kind: Kind, id_: str, base: Wire, *, overwrite: bool, resource: Hashable = None
    ) -> None:
        super().__init__(kind, resource)
        self.id = id_
        self.base = base
        self.overwrite = overwrite
        self.asked: int | None = None
        """The number with which it was last to come to its place."""

    @property
    def ids(self) -> list[str]:
        """The object."""
        return [self.id]


def ids_of(operations: Iterable[Operation]) -> list[str]:
    """Return the objects that must be known before any of these can be sent."""
    return [id_ for operation in operations for id_ in operation.ids]
