"""What a caller wants done to one object, and when that may be sent.

An operation is settled without a request where LivePerson already holds what is wanted, and refused without
a request where the object is not what its caller knew.
"""

from collections.abc import Hashable

from pulumi_liveperson.client.equivalence.names import called, may_be_one
from pulumi_liveperson.client.errors import ConflictError, InUseError, NameNotYetFreeError, NameTakenError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache, Seen
from pulumi_liveperson.client.writes.conflict_messages import (
    gone_message,
    in_use_message,
    lost_message,
    namesakes_message,
    not_yet_free_message,
    own_message,
    owned_message,
    shared_message,
    taken_message,
)
from pulumi_liveperson.client.writes.conflicts import (
    changed_by_others,
    in_conflict,
    is_disturbed,
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
        """Whether it has gone out, so that an equal object may well be ours."""
        self.is_acknowledged = False
        """Whether LivePerson has confirmed it, so that the object of that name is ours."""

    @property
    def at_once(self) -> int:
        """How many creates one request takes."""
        return self.kind.at_once.post

    @property
    def overlaps(self) -> bool:
        """A create carries no revision, so others cannot make it stale; unless it moves something else."""
        return not self.makes_default and self.destination is None

    @property
    def makes_default(self) -> bool:
        """Whether the new object is to be the default."""
        return self.kind.is_default(self.desired)

    @property
    def destination(self) -> int | None:
        """The declared position."""
        return self.kind.position_of(self.desired)

    @property
    def has_place(self) -> bool:
        """Whether a position is declared."""
        return self.destination is not None

    def clashes(self, other: Operation) -> bool:
        """Tell whether the two must not go out in one request: of one name, only one can be created."""
        key = self.kind.key
        is_same = isinstance(other, Create) and may_be_one(self.desired[key], other.desired[key])
        return is_same or super().clashes(other)

    def is_needed(self, cache: CollectionCache) -> bool:
        """Look for an object of that name: an equal one is taken over, a different one is an error.

        So are several that only may have that name.
        """
        name = self.desired[self.kind.key]
        if any(may_be_one(name, each) for each in cache.under_way):
            self.fail(NameTakenError(owned_message(self.kind, name)))
            return False
        namesakes = cache.namesakes(name)
        if len(namesakes) > 1:
            self.fail(NameTakenError(namesakes_message(self.kind, name, namesakes)))
            return False
        id_ = next(iter(namesakes), None)
        seen = cache.live(id_) if id_ is not None else None
        if id_ is None or seen is None:
            self.is_acknowledged = False
            return not (is_disturbed(self, cache) or takes_default(self, cache))
        holders = cache.expectations.holders
        if not self.is_sent and not cache.expectations.is_free(name):
            self.fail(NameNotYetFreeError(not_yet_free_message(self.kind, id_, seen.wire)))
        elif not holders.is_free(self.resource, id_):
            self.fail(NameTakenError(owned_message(self.kind, name)))
        elif not self.is_sent and holders.is_own(self.resource, id_):
            self.fail(NameTakenError(own_message(self.kind, id_, seen.wire)))
        elif not self.is_acknowledged and self.kind.differences(seen.wire, self.desired):
            self.fail(NameTakenError(taken_message(self.kind, id_, seen.wire, self.desired)))
        else:
            self._have(id_, seen, cache)
        return False

    def _have(self, id_: str, seen: Seen, cache: CollectionCache) -> None:
        """Be done with the equal object that there is, which this has made or takes over."""
        if self.is_sent:
            cache.expectations.holders.make(self.resource, id_)
        else:
            cache.expectations.holders.get(self.resource, id_)
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
        super().__init__(kind, id_, base, overwrite=overwrite, resource=resource)
        self.desired = desired

    @property
    def at_once(self) -> int:
        """How many updates one request takes."""
        return self.kind.at_once.put

    @property
    def makes_default(self) -> bool:
        """Whether the object is to be the default."""
        return self.kind.is_default(self.desired)

    def is_needed(self, cache: CollectionCache) -> bool:
        """Compare what LivePerson holds with what is wanted, and with what the caller knew."""
        seen = cache.live(self.id)
        if seen is None:
            self.fail(ConflictError(gone_message(self.kind, self.id, self.base)))
            return False
        holders = cache.expectations.holders
        if self.has_resource and self._renames and holders.has_lost(self.resource, self.id):
            self.fail(ConflictError(lost_message(self.kind, self.id, self.base, self.desired)))
            return False
        holders.have(self.resource, self.id)
        differs = self.kind.differences(seen.wire, self.desired) or self._is_its_twin(cache)
        if not differs and not self._moves(cache):
            self.settle(self.known(self.id, seen))
            return False
        return not (
            in_conflict(self, seen.wire, self.desired, cache)
            or is_disturbed(self, cache)
            or takes_default(self, cache)
        )

    def _moves(self, cache: CollectionCache) -> bool:
        """Tell whether another number brings the object to its place, among those that are known.

        Where it stands right, only a first look may ask for the declared number: a server that keeps that may
        have it. Where it stands wrong with the number that it is to have, others have to move.
        """
        destination = self.destination
        if destination is None:
            return False
        places = Positions(cache)
        if self.asked is not None and places.is_right(self.id, destination):
            return False
        return places.number(self.id, destination, self.asked) != cache.positions().get(self.id)

    def _is_its_twin(self, cache: CollectionCache) -> bool:
        """Tell whether another object has exactly the desired name, so that this one's is not that."""
        name = self.desired[self.kind.key]
        return any(each == name and id_ != self.id for id_, each in cache.namesakes(name).items())

    @property
    def _renames(self) -> bool:
        key = self.kind.key
        return bool(called(self.base.get(key)) != called(self.desired.get(key)))

    @property
    def destination(self) -> int | None:
        """The declared position if it has changed. The live one may be renumbered at any time."""
        position = self.kind.position_of(self.desired)
        return None if position == self.kind.position_of(self.base) else position

    @property
    def has_place(self) -> bool:
        """Whether a position is declared, a new one or not."""
        return self.kind.position_of(self.desired) is not None

    def body(self, live: Wire, cache: CollectionCache) -> Wire:
        """Return what to send: the live object with the desired content, at its place unless it moves."""
        wire = self.kind.merge_unknown(live, self.desired)
        position, destination = self.kind.position, self.destination
        if position is None:
            return wire
        wire.pop(position, None)
        place = self.kind.position_of(live)
        if destination is not None and self._moves(cache):
            self.asked = place = Positions(cache).number(self.id, destination, self.asked)
        return wire if place is None else {**wire, position: place}


class Delete(Guarded):
    """Delete an object that no other resource holds, provided that it still has the content of `base`.

    One that was deleted already counts as deleted.
    """

    @property
    def at_once(self) -> int:
        """How many deletes one request takes."""
        return self.kind.at_once.delete

    def clashes(self, other: Operation) -> bool:
        """Tell whether the two must not go out in one request.

        The default may be refused, and the answer to a bulk delete does not say which it left out.
        """
        return any(isinstance(each, Delete) and self.kind.is_default(each.base) for each in (self, other))

    def is_needed(self, cache: CollectionCache) -> bool:
        """Compare what LivePerson holds with what the caller knew, and look who else holds the object.

        One that another resource holds stays: Pulumi deletes the old resource of a renamed one, for example.
        """
        seen = cache.live(self.id)
        if seen is None:
            self.settle()
            return False
        is_as_known = not changed_by_others(self, seen.wire, None, cache)
        holders = cache.expectations.holders
        if self.has_resource and holders.gives_up(self.resource, self.id, is_as_known=is_as_known):
            self.notes.append(shared_message(self.kind, self.id, seen.wire))
            self.settle()
            return False
        if in_conflict(self, seen.wire, None, cache):
            return False
        skills = cache.skills(self.id)
        if skills:
            self.fail(InUseError(in_use_message(self.kind, self.id, seen.wire, skills)))
        return not skills
