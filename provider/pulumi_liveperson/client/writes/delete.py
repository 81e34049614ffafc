"""The delete of one object, and the checks before it is sent.

If LivePerson already contains the result, the operation is complete without a request. If the object differs
from the content that the caller knows, the operation fails without a request.
"""

from pulumi_liveperson.client.errors import (
    InUseError,
    LivePersonError,
    RejectedError,
    StaleError,
)
from pulumi_liveperson.client.writes.collection_cache import CollectionCache
from pulumi_liveperson.client.writes.conflicts import (
    changed_by_others,
    in_conflict,
)
from pulumi_liveperson.client.writes.operation import Guarded, Operation
from pulumi_liveperson.client.writes.owner_messages import shared_message
from pulumi_liveperson.client.writes.reference_messages import in_use_message


class Delete(Guarded):
    """Delete an object that no other resource has, if it still has the content of `base`.

    An object that is already deleted counts as deleted.
    """

    @property
    def batch_limit(self) -> int:
        """The maximum number of deletes in one request."""
        return self.kind.batch_limits.delete

    def overlaps(self, cache: CollectionCache) -> bool:
        """Return whether the server compares only this object, and the delete moves no other one."""
        changes_others = self.kind.is_default(self.base) or self.kind.position is not None
        return cache.is_mild and self.batch_limit == 1 and not changes_others

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
