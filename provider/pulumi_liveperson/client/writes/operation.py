"""One write of one object."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.hidden_fields import current
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache, Seen


@dataclass(frozen=True)
class Known:
    """An object as this process knows it: its id, its managed content, and the revision of the content."""

    id: str
    content: Wire
    revision: str


class Operation(ABC):
    """One write of one object."""

    def __init__(self, kind: Kind, resource: Hashable = None) -> None:
        self.kind = kind.with_hidden_fields(current())
        self.has_resource = resource is not None
        self.resource = self if resource is None else resource
        """The caller's key for the resource that has the object; the operation itself if there is none."""
        self.overwrite = False
        """Whether a change by another person may be overwritten."""
        self.settled = False
        self.is_over = False
        """Whether its batch has ended, so that its result is final."""
        self.is_uncertain = False
        """Whether its last answer was lost, or did not contain it, so that it may have taken effect."""
        self.overwritten = ""
        """A warning about the change by another person that the operation overwrites."""
        self.notes: list[str] = []
        """Warnings for the caller of a successful operation."""
        self.error: LivePersonError | None = None
        self.result: Known | None = None

    @property
    def ids(self) -> list[str]:
        """The ids of the objects that must be read before the operation is sent."""
        return []

    @property
    def makes_default(self) -> bool:
        """Whether the operation makes its object the account's default, which only one object can be."""
        return False

    @abstractmethod
    def is_needed(self, cache: CollectionCache) -> bool:
        """Return whether the operation must be sent; if not, complete it, or fail it with an error."""

    @property
    def batch_limit(self) -> int:
        """The maximum number of such operations in a request; if it is not 1, a short wait collects more."""
        return 1

    def overlaps(self, _cache: CollectionCache) -> bool:
        """Return whether the operation may be in flight in parallel with others."""
        return False

    def clashes(self, other: "Operation") -> bool:
        """Return whether the two operations must not be in one request."""
        return self.makes_default and other.makes_default

    @property
    def destination(self) -> int | None:
        """The declared position to which the operation moves its object; None if it does not move it."""
        return None

    @property
    def has_declared_position(self) -> bool:
        """Whether a position of its object is declared, also if the operation does not move the object."""
        return False

    def sent(self, result: Known | None) -> None:
        """Record that LivePerson accepted the request, and add the warning about an overwritten change."""
        if self.overwritten:
            self.notes.append(self.overwritten)
        self.settle(result)

    def settle(self, result: Known | None = None) -> None:
        """Complete the operation."""
        self.settled, self.result = True, result

    def fail(self, error: LivePersonError) -> None:
        """Fail the operation with an error."""
        self.settled, self.error = True, error

    def known(self, id_: str, seen: Seen) -> Known:
        """Return a live object in the form for callers."""
        return Known(id_, self.kind.content(seen.wire), seen.revision)


class Guarded(Operation):
    """A write of an existing object, which the caller knows with the content of `base`."""

    def __init__(
        self, kind: Kind, id_: str, base: Wire, *, overwrite: bool, resource: Hashable = None
    ) -> None:
        super().__init__(kind, resource)
        self.id = id_
        self.base = base
        self.newly_managed: frozenset[str] = frozenset()
        """The fields that the resource did not manage until now."""
        self.overwrite = overwrite
        self.sent_number: int | None = None
        """The number that the last request to move the object contained."""

    @property
    def ids(self) -> list[str]:
        """The id of the object."""
        return [self.id]


def ids_of(operations: Iterable[Operation]) -> list[str]:
    """Return the ids of the objects that must be read before these operations are sent."""
    return [id_ for operation in operations for id_ in operation.ids]
