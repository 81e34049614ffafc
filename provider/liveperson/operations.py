"""What a caller wants done to one object, and when that may be sent.

An operation is settled without a request where LivePerson already holds what is wanted, and refused without
a request where the object is not what its caller knew.
"""

import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass

from provider.liveperson.conflicts import changed_message, gone_message, owned_message, taken_message
from provider.liveperson.errors import ConflictError, LivePersonError, NameTakenError
from provider.liveperson.kinds import Kind, Wire
from provider.liveperson.knowledge import Knowledge, Seen

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Known:
    """An object as this process knows it: its id, its managed content, and the revision of both."""

    id: str
    content: Wire
    revision: str


class Operation(ABC):
    """One write of one object."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.settled = False
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
    def is_needed(self, knowledge: Knowledge) -> bool:
        """Tell whether this must be sent; if not, settle it or let it fail."""

    def settle(self, result: Known | None = None) -> None:
        """Be done."""
        self.settled, self.result = True, result

    def fail(self, error: LivePersonError) -> None:
        """Be done, with an error."""
        self.settled, self.error = True, error

    def known(self, id_: str, seen: Seen) -> Known:
        """Return an object as callers see it."""
        return Known(id_, self.kind.content(seen.wire), seen.revision)


class Create(Operation):
    """Create an object, exactly once."""

    def __init__(self, kind: Kind, desired: Wire) -> None:
        super().__init__(kind)
        self.desired = desired
        self.is_acknowledged = False
        """Whether LivePerson has confirmed the create, so that the object of that name is ours."""

    @property
    def makes_default(self) -> bool:
        """Whether the new object is to be the default."""
        return bool(self.desired.get("isDefault"))

    def is_needed(self, knowledge: Knowledge) -> bool:
        """Look for an object of that name: an equal one is taken over, a different one is an error."""
        id_ = knowledge.named(self.desired[self.kind.key])
        seen = knowledge.live(id_) if id_ is not None else None
        if id_ is None or seen is None:
            return True
        if id_ in knowledge.owned:
            self.fail(NameTakenError(owned_message(self.kind, id_, seen.wire)))
        elif not self.is_acknowledged and self.kind.differences(seen.wire, self.desired):
            self.fail(NameTakenError(taken_message(self.kind, id_, seen.wire, self.desired)))
        else:
            if not self.is_acknowledged:
                LOG.warning("took over the %s %s, which already existed", self.kind.noun, id_)
            knowledge.owned.add(id_)
            self.settle(self.known(id_, seen))
        return False


class Update(Operation):
    """Give an object the desired content, provided that it still has the content of `base`."""

    def __init__(self, kind: Kind, id_: str, base: Wire, desired: Wire) -> None:
        super().__init__(kind)
        self.id = id_
        self.base = base
        self.desired = desired

    @property
    def ids(self) -> list[str]:
        """The object."""
        return [self.id]

    @property
    def makes_default(self) -> bool:
        """Whether the object is to be the default."""
        return bool(self.desired.get("isDefault"))

    def is_needed(self, knowledge: Knowledge) -> bool:
        """Compare what LivePerson holds with what is wanted, and with what the caller knew."""
        seen = knowledge.live(self.id)
        if seen is None:
            self.fail(ConflictError(gone_message(self.kind, self.id, self.base)))
            return False
        if not self.kind.differences(seen.wire, self.desired) and not self._moves(seen.wire):
            self.settle(self.known(self.id, seen))
            return False
        return not _in_conflict(self, seen.wire, self.desired, knowledge)

    def _moves(self, live: Wire) -> bool:
        """Tell whether a declared position differs from the live one, or the last known one."""
        position = self.kind.position
        wanted = self.desired.get(position) if position else None
        held = live.get(position, self.base.get(position)) if position else None
        return wanted is not None and wanted != held


class Delete(Operation):
    """Delete an object, provided that it still has the content of `base`; gone already is done."""

    def __init__(self, kind: Kind, id_: str, base: Wire) -> None:
        super().__init__(kind)
        self.id = id_
        self.base = base

    @property
    def ids(self) -> list[str]:
        """The object."""
        return [self.id]

    def is_needed(self, knowledge: Knowledge) -> bool:
        """Compare what LivePerson holds with what the caller knew.

        An object that a create of this process took over stays: its resource was renamed in the program,
        and Pulumi creates the new resource before it deletes the old one.
        """
        seen = knowledge.live(self.id)
        if seen is None or self.id in knowledge.owned:
            self.settle()
            return False
        return not _in_conflict(self, seen.wire, None, knowledge)


def _in_conflict(operation: Update | Delete, live: Wire, desired: Wire | None, knowledge: Knowledge) -> bool:
    """Fail the operation if somebody else changed the object. The default flag may be our own doing."""
    kind, id_, base = operation.kind, operation.id, operation.base
    changed = kind.differences(base, live)
    if id_ in knowledge.demoted and not live.get("isDefault"):
        changed = [name for name in changed if name != "isDefault"]
    if changed:
        operation.fail(
            ConflictError(changed_message(kind, id_, changed, base=base, live=live, desired=desired))
        )
    return bool(changed)
