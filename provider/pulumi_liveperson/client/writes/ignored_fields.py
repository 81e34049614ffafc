"""The errors about fields that LivePerson ignored in a write that it accepted."""

from collections.abc import Iterable

from pulumi_liveperson.client.errors import IgnoredFieldsError, LivePersonError, UnfinishedError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.conflict_messages import ignored_message


def ignored_fields_error(kind: Kind, id_: str, live: Wire, desired: Wire) -> IgnoredFieldsError | None:
    """Return the error about the fields that LivePerson ignored in a write, or None."""
    fields = kind.differences(live, desired)
    if not fields:
        return None
    return IgnoredFieldsError(ignored_message(kind, id_, fields, live=live, desired=desired), tuple(fields))


def unfinished_error(
    cause: LivePersonError, kind: Kind, id_: str, revision: str, fields: Iterable[str]
) -> UnfinishedError:
    """Return the error about an object that was written without these fields; the state keeps the others."""
    return UnfinishedError(
        cause, kind.noun, id_, revision, rest="write the ignored fields", unwritten=tuple(fields)
    )
