"""Compares an object after a write with what was requested, because LivePerson may ignore some fields.

It may ignore the fields that need a permission of their own (Skills API, hours of a skill).
"""

from collections.abc import Iterable

from pulumi_liveperson.client.errors import IgnoredFieldsError, LivePersonError
from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache, Seen
from pulumi_liveperson.client.writes.create import Create
from pulumi_liveperson.client.writes.ignored_fields import ignored_fields_error, unfinished_error
from pulumi_liveperson.client.writes.operation import Known
from pulumi_liveperson.client.writes.update import Update


class Confirmation:
    """Confirms the writes of one collection. Only one thread may use it at a time."""

    def __init__(self, cache: CollectionCache) -> None:
        self._cache = cache
        self._kind = cache.kind

    def is_written(self, operation: Update, before: Wire, echo: Wire | None, revision: str) -> bool:
        """Return whether LivePerson has written all fields; fail the operation if it has ignored some.

        If it has written others, the state must contain them, or a later update would find them in conflict.
        If another program has written since, the operation is not complete, and its next try compares again.
        """
        changed = operation.kind.differences(before, operation.desired)
        after = self._after(operation.id, echo, changed, revision)
        if after is None or after.revision != revision:
            return after is not None and not operation.kind.differences(after.wire, operation.desired)
        error = ignored_fields_error(operation.kind, operation.id, after.wire, operation.desired)
        if error is not None:
            wanted = operation.kind.differences(operation.base, operation.desired)
            operation.fail(
                error.add("Then run `pulumi up` again.")
                if set(wanted) <= {*error.fields}
                else unfinished_error(error, operation.kind, operation.id, revision, error.fields)
            )
        return self._confirm(changed, error)

    def check_created(self, operation: Create, known: Known, echo: Wire) -> None:
        """Fail a create of which LivePerson has ignored some fields; the state keeps its object.

        If the object cannot be read, it is unknown whether LivePerson has written these fields.
        """
        kind = operation.kind
        changed = kind.differences({}, operation.desired)
        try:
            after = self._after(known.id, echo, changed, known.revision)
        except LivePersonError as error:
            unknown = kind.restricted_fields.intersection(changed)
            operation.fail(unfinished_error(error, kind, known.id, known.revision, unknown))
            return
        if after is None:
            return  # another person has deleted it since
        ignored = ignored_fields_error(kind, known.id, after.wire, operation.desired)
        if not self._confirm(changed, ignored) and ignored is not None:
            operation.fail(unfinished_error(ignored, kind, known.id, known.revision, ignored.fields))

    def _after(self, id_: str, echo: Wire | None, changed: Iterable[str], revision: str) -> Seen | None:
        """Return the object after a write: from the answer, or from a read if that is not sufficient.

        An answer may repeat the request. So the first write of fields that need a permission of their own is
        read, and proves for this process that LivePerson writes them.
        """
        if self._cache.are_permitted(changed) and echo is not None and self._kind.is_complete(echo):
            return Seen(echo, revision)
        self._cache.forget_one(id_)
        return self._cache.live(id_)

    def _confirm(self, changed: Iterable[str], error: IgnoredFieldsError | None) -> bool:
        """Return whether all fields are written; remember it for fields that need a permission."""
        if error is None and not self._kind.restricted_fields.isdisjoint(changed):
            self._cache.restricted_are_permitted = True
        return error is None
