"""The create of one object, and the checks before it is sent: it happens exactly once."""

from collections.abc import Hashable

from pulumi_liveperson.client.equivalence.names import may_match
from pulumi_liveperson.client.errors import (
    NameMaybeFreedError,
    NameNotYetFreeError,
    NameTakenError,
)
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache, Seen
from pulumi_liveperson.client.writes.conflicts import (
    has_no_target,
    has_order_conflict,
    takes_default,
)
from pulumi_liveperson.client.writes.ignored_fields import ignored_fields_error, unfinished_error
from pulumi_liveperson.client.writes.operation import Operation
from pulumi_liveperson.client.writes.owner_messages import (
    name_declared_twice_message,
    name_taken_message,
    namesakes_message,
    not_yet_free_message,
    replaced_message,
)


class Create(Operation):
    """Create an object, exactly once."""

    def __init__(
        self, kind: Kind, desired: Wire, *, overwrite: bool = False, resource: Hashable = None
    ) -> None:
        super().__init__(kind, resource)
        self.desired = desired
        self.overwrite = overwrite
        self.is_sent = False
        """Whether it was sent, so that an equal object may be the result."""
        self.is_acknowledged = False
        """Whether LivePerson has confirmed it, so that the object with the name is the result."""

    @property
    def batch_limit(self) -> int:
        """The maximum number of creates in one request."""
        return self.kind.batch_limits.post

    def overlaps(self, cache: CollectionCache) -> bool:
        """Return whether it changes no other object; it has no revision, so no other makes it stale."""
        changes_others = self.makes_default or self.destination is not None
        return not changes_others and cache.are_permitted(self.kind.differences({}, self.desired))

    @property
    def makes_default(self) -> bool:
        """Whether the new object becomes the default."""
        return self.kind.is_default(self.desired)

    @property
    def destination(self) -> int | None:
        """The declared position."""
        return self.kind.position_of(self.desired)

    @property
    def has_declared_position(self) -> bool:
        """Whether a position is declared."""
        return self.destination is not None

    def clashes(self, other: Operation) -> bool:
        """Return whether the two must not be in one request: only one object with a name can be created."""
        key = self.kind.key
        is_same = isinstance(other, Create) and may_match(self.desired[key], other.desired[key])
        return is_same or super().clashes(other)

    def is_needed(self, cache: CollectionCache) -> bool:
        """Look for an object with the name: take over an equal one, and fail if it has other content.

        The create also fails if several objects may have the name.
        """
        name = self.desired[self.kind.key]
        if any(may_match(name, each) for each in cache.being_created):
            self.fail(NameTakenError(name_declared_twice_message(self.kind, name)))
            return False
        namesakes = cache.namesakes(name)
        if len(namesakes) > 1:
            self.fail(NameTakenError(namesakes_message(self.kind, name, namesakes)))
            return False
        id_ = next(iter(namesakes), None)
        seen = cache.live(id_) if id_ is not None else None
        if id_ is None or seen is None:
            self.is_acknowledged = False
            return not (
                has_order_conflict(self, cache)
                or takes_default(self, cache)
                or has_no_target(self, {}, cache)
            )
        holders = cache.expectations.holders
        if not self.is_sent and not cache.expectations.is_free(name):
            self.fail(NameNotYetFreeError(not_yet_free_message(self.kind, id_, seen.wire)))
        elif not holders.is_free(self.resource, id_):
            self.fail(NameTakenError(name_declared_twice_message(self.kind, name)))
        elif not self.is_sent and holders.is_own(self.resource, id_):
            self.fail(NameTakenError(replaced_message(self.kind, id_, seen.wire)))
        elif not self.is_acknowledged and (fields := self._differences(seen.wire)):
            if self.is_uncertain and self._was_ignored(fields, seen.wire):
                self._complete_with(id_, seen, cache)
                return False
            message = name_taken_message(self.kind, id_, fields, live=seen.wire, desired=self.desired)
            # Names are asked for again, and last: the engine may have reported the resource meanwhile.
            may_be_freed = not self.is_sent and (
                holders.is_unreported(self.resource, id_) or not cache.expectations.is_free(name)
            )
            self.fail(NameMaybeFreedError(message) if may_be_freed else NameTakenError(message))
        else:
            self._complete_with(id_, seen, cache)
        return False

    def _differences(self, live: Wire) -> list[str]:
        """Return the fields in which an object differs from the result of this create.

        LivePerson fills the fields that a program leaves out with their defaults.
        """
        desired = {**self.kind.defaults, **self.desired} if self.kind.is_partial else self.desired
        return self.kind.differences(live, desired)

    def _was_ignored(self, fields: list[str], live: Wire) -> bool:
        """Return whether an object is the result of this create, of which LivePerson ignored these fields."""
        content = self.kind.content(live)
        are_empty = all(content.get(name) == self.kind.defaults.get(name) for name in fields)
        return are_empty and self.kind.restricted_fields.issuperset(fields)

    def _complete_with(self, id_: str, seen: Seen, cache: CollectionCache) -> None:
        """Complete the create with an equal object, which this create has created or now takes over."""
        if self.is_sent:
            cache.expectations.holders.record_created(self.resource, id_)
        else:
            cache.expectations.holders.record_taken_over(self.resource, id_)
            self.notes.append(f"took over the {self.kind.noun} {id_}, which already existed")
        self.settle(self.known(id_, seen))
        if self.kind.restricted_fields:
            error = ignored_fields_error(self.kind, id_, seen.wire, self.desired)
            if error is not None:
                self.fail(unfinished_error(error, self.kind, id_, seen.revision, error.fields))
