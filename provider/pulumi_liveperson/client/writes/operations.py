"""The creates, updates and deletes of one object, and the checks before they are sent.

If LivePerson already contains the result, the operation is complete without a request. If the object differs
from the content that the caller knows, the operation fails without a request.
"""

from collections.abc import Hashable

from pulumi_liveperson.client.equivalence.names import may_match, name_key
from pulumi_liveperson.client.errors import (
    ConflictError,
    InUseError,
    LivePersonError,
    NameNotYetFreeError,
    NameTakenError,
    RejectedError,
    StaleError,
)
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache, Seen
from pulumi_liveperson.client.writes.conflict_messages import (
    deleted_message,
    in_use_message,
    name_declared_twice_message,
    name_taken_message,
    namesakes_message,
    not_yet_free_message,
    replaced_message,
    shared_message,
    taken_over_message,
    vanished_message,
)
from pulumi_liveperson.client.writes.conflicts import (
    changed_by_others,
    has_no_target,
    has_order_conflict,
    in_conflict,
    takes_default,
)
from pulumi_liveperson.client.writes.operation import Guarded, Operation
from pulumi_liveperson.client.writes.positions import Positions


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

    @property
    def overlaps(self) -> bool:
        """A create has no revision, so others cannot make it stale; false if it changes other objects."""
        return not self.makes_default and self.destination is None

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
            message = name_taken_message(self.kind, id_, fields, live=seen.wire, desired=self.desired)
            self.fail(NameTakenError(message))
        else:
            self._complete_with(id_, seen, cache)
        return False

    def _differences(self, live: Wire) -> list[str]:
        """Return the fields in which an object differs from the result of this create.

        LivePerson fills the fields that a program leaves out with their defaults.
        """
        desired = {**self.kind.defaults, **self.desired} if self.kind.is_partial else self.desired
        return self.kind.differences(live, desired)

    def _complete_with(self, id_: str, seen: Seen, cache: CollectionCache) -> None:
        """Complete the create with an equal object, which this create has created or now takes over."""
        if self.is_sent:
            cache.expectations.holders.record_created(self.resource, id_)
        else:
            cache.expectations.holders.record_taken_over(self.resource, id_)
            self.notes.append(f"took over the {self.kind.noun} {id_}, which already existed")
        self.settle(self.known(id_, seen))


class Update(Guarded):
    """Give an object the desired content, provided that it still has the content of `base`."""

    def __init__(
        self,
        kind: Kind,
        id_: str,
        base: Wire,
        desired: Wire,
        *,
        overwrite: bool = False,
        resource: Hashable = None,
    ) -> None:
        super().__init__(
            kind, id_, kind.with_unmanaged(base, desired), overwrite=overwrite, resource=resource
        )
        self.desired = desired
        if kind.is_partial:
            self.newly_managed = frozenset(desired.keys() - base.keys())

    @property
    def batch_limit(self) -> int:
        """The maximum number of updates in one request."""
        return self.kind.batch_limits.put

    @property
    def makes_default(self) -> bool:
        """Whether the object becomes or stays the default."""
        return self.kind.is_default(self.desired)

    def is_needed(self, cache: CollectionCache) -> bool:
        """Compare the live object with the desired content, and with the content that the caller knows."""
        seen = cache.live(self.id)
        if seen is None:
            message = vanished_message if self.kind.part_of else deleted_message
            self.fail(ConflictError(message(self.kind, self.id, self.base)))
            return False
        holders = cache.expectations.holders
        if self.has_resource and self._renames and holders.was_taken_over(self.resource, self.id):
            self.fail(ConflictError(taken_over_message(self.kind, self.id, self.base, self.desired)))
            return False
        holders.record_kept(self.resource, self.id)
        differs = self.kind.differences(seen.wire, self.desired) or self._name_is_taken(cache)
        if not differs and not self._moves(cache):
            self.settle(self.known(self.id, seen))
            return False
        return not (
            in_conflict(self, seen.wire, self.desired, cache)
            or has_order_conflict(self, cache)
            or takes_default(self, cache)
            or has_no_target(self, seen.wire, cache)
        )

    def _moves(self, cache: CollectionCache) -> bool:
        """Return whether another number moves the object to its place among the known objects.

        If its place is right, only the first request may contain the declared number, because some servers
        keep that number. If its place is wrong although it has the right number, other objects must move.
        """
        destination = self.destination
        if destination is None:
            return False
        places = Positions(cache)
        if self.sent_number is not None and places.is_in_place(self.id, destination):
            return False
        return places.number(self.id, destination, self.sent_number) != cache.positions().get(self.id)

    def _name_is_taken(self, cache: CollectionCache) -> bool:
        """Return whether another object has exactly the desired name, so that this one does not have it."""
        name = self.desired.get(self.kind.key)
        if name is None:
            return False  # a part of an object does not contain its name
        return any(each == name and id_ != self.id for id_, each in cache.namesakes(name).items())

    @property
    def _renames(self) -> bool:
        key = self.kind.key
        return key in self.desired and name_key(self.base.get(key)) != name_key(self.desired[key])

    @property
    def destination(self) -> int | None:
        """The declared position if it has changed; LivePerson may renumber the live position at any time."""
        position = self.kind.position_of(self.desired)
        return None if position == self.kind.position_of(self.base) else position

    @property
    def has_declared_position(self) -> bool:
        """Whether a position is declared, new or unchanged."""
        return self.kind.position_of(self.desired) is not None

    def body(self, live: Wire, cache: CollectionCache) -> Wire:
        """Return the body of the request: the live object with the desired content, and its number."""
        wire = self.kind.merge_unknown(live, self.desired)
        position, destination = self.kind.position, self.destination
        if position is None:
            return wire
        wire.pop(position, None)
        place = self.kind.position_of(live)
        if destination is not None and self._moves(cache):
            self.sent_number = place = Positions(cache).number(self.id, destination, self.sent_number)
        return wire if place is None else {**wire, position: place}


class Delete(Guarded):
    """Delete an object that no other resource has, if it still has the content of `base`.

    An object that is already deleted counts as deleted.
    """

    @property
    def batch_limit(self) -> int:
        """The maximum number of deletes in one request."""
        return self.kind.batch_limits.delete

    def clashes(self, other: Operation) -> bool:
        """Return whether the two must not be in one request.

        LivePerson may keep the default, and the answer to a bulk delete does not show which object it kept.
        """
        return any(isinstance(each, Delete) and self.kind.is_default(each.base) for each in (self, other))

    def is_needed(self, cache: CollectionCache) -> bool:
        """Compare the live object with the content that the caller knows, and check who else uses the object.

        If another resource has the object, it stays: after a rename, Pulumi deletes the old resource.
        """
        seen = cache.live(self.id)
        if seen is None:
            self.settle()
            return False
        is_unchanged = not changed_by_others(self, seen.wire, None, cache)
        holders = cache.expectations.holders
        if self.has_resource and holders.is_shared(self.resource, self.id, is_unchanged=is_unchanged):
            self.notes.append(shared_message(self.kind, self.id, seen.wire))
            self.settle()
            return False
        if in_conflict(self, seen.wire, None, cache):
            return False
        skills = cache.users(self.id)
        if skills:
            self.fail(InUseError(in_use_message(self.kind, self.id, seen.wire, skills)))
        return not skills

    def fail(self, error: LivePersonError) -> None:
        """Fail the delete; if LivePerson rejected it, add what may prevent it."""
        is_rejected = isinstance(error, RejectedError | StaleError)
        super().fail(error.add(self.kind.delete_hint) if is_rejected and self.kind.delete_hint else error)
