"""Operations on a part of an object that others own, such as the opening hours of a skill."""

from collections.abc import Hashable

from pulumi_liveperson.client.errors import NameTakenError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache
from pulumi_liveperson.client.writes.conflicts import changed_by_others
from pulumi_liveperson.client.writes.owner_messages import declared_twice_message, shared_message
from pulumi_liveperson.client.writes.update import Update


class TakePart(Update):
    """Write a part of an object for a resource that has not managed it until now."""

    def is_needed(self, cache: CollectionCache) -> bool:
        """Refuse an object that another resource has; take over fields that have the desired values."""
        seen, holders = cache.live(self.id), cache.expectations.holders
        if seen is not None and not holders.is_free(self.resource, self.id):
            self.fail(NameTakenError(declared_twice_message(self.kind, self.id, seen.wire)))
            return False
        was_sent = self.is_uncertain
        is_needed = super().is_needed(cache)
        if self.error is None:
            holders.record_taken_over(self.resource, self.id)
        is_done = not is_needed and self.error is None and not was_sent
        if is_done and self.newly_managed and any(self.desired.values()):
            self.notes.append(
                f"took over the hours of the {self.kind.noun} {self.id}, which had them already"
            )
        return is_needed


class ReleasePart(Update):
    """Clear the part of an object that a resource has managed, unless another resource has the object."""

    keeps_object = False  # the resource may have another object already, after a replacement

    def __init__(
        self, kind: Kind, id_: str, base: Wire, *, overwrite: bool = False, resource: Hashable = None
    ) -> None:
        cleared = {name: kind.defaults[name] for name in base if name in kind.fields}
        super().__init__(kind, id_, base, cleared, overwrite=overwrite, resource=resource)

    def is_needed(self, cache: CollectionCache) -> bool:
        """Complete the operation if the object is deleted, or if another resource has it."""
        seen = cache.live(self.id)
        if seen is None:
            self.settle()
            return False
        is_unchanged = not changed_by_others(self, seen.wire, self.desired, cache)
        holders = cache.expectations.holders
        is_shared = holders.is_shared(self.resource, self.id, is_unchanged=is_unchanged)
        is_own = holders.is_own_replacement(self.resource, self.id)
        if not self.has_resource or not (is_shared or is_own):
            return super().is_needed(cache)
        if not is_own:
            self.notes.append(shared_message(self.kind, self.id, seen.wire))
        self.settle()
        return False
