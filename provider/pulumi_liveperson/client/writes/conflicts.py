"""The checks before a write: it must not overwrite a change by another person or program."""

from typing import TYPE_CHECKING

from pulumi_liveperson.client.errors import ConflictError, NoSuchReferenceError, UnknownDefaultError
from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache
from pulumi_liveperson.client.writes.conflict_messages import (
    changed_message,
    default_message,
    default_overwritten_message,
    order_message,
    overwritten_message,
    unknown_default_message,
)
from pulumi_liveperson.client.writes.defaults import Defaults
from pulumi_liveperson.client.writes.operation import Guarded
from pulumi_liveperson.client.writes.positions import Positions
from pulumi_liveperson.client.writes.reference_messages import no_target_message

if TYPE_CHECKING:
    from pulumi_liveperson.client.writes.create import Create
    from pulumi_liveperson.client.writes.update import Update


def in_conflict(operation: Guarded, live: Wire, desired: Wire | None, cache: CollectionCache) -> bool:
    """Fail the operation if another person changed the object, and not to its desired content."""
    kind, id_, base = operation.kind, operation.id, operation.base
    changed = changed_by_others(operation, live, desired, cache)
    operation.overwritten = ""
    if changed and operation.overwrite:
        operation.overwritten = overwritten_message(kind, id_, changed, base=base, live=live)
        return False
    if changed:
        operation.fail(
            ConflictError(
                changed_message(
                    kind,
                    id_,
                    changed,
                    base=base,
                    live=live,
                    desired=desired,
                    newly_managed=operation.newly_managed,
                    targets=cache.target_names(kind, changed),
                )
            )
        )
    return bool(changed)


def changed_by_others(
    operation: Guarded, live: Wire, desired: Wire | None, cache: CollectionCache
) -> list[str]:
    """Return the fields that another person changed, and not to their desired values.

    A default that was lost to a write of this stack does not count.
    """
    kind = operation.kind
    changed = kind.differences(operation.base, live)
    if desired is not None:
        # A field that already has its desired value is not a conflict, no matter who wrote it.
        missing = kind.differences(live, desired)
        changed = [name for name in changed if name in missing]
    if not kind.is_default(live) and Defaults(cache).was_demoted(operation.id):
        changed = [name for name in changed if name != kind.default_flag]
    if _was_moved(operation, cache):
        changed.append(str(kind.position))
    return changed


def _was_moved(operation: Guarded, cache: CollectionCache) -> bool:
    """Return whether another person moved the operation's object, and not to its declared position."""
    if operation.destination is None:
        return False
    if not Positions(cache).was_moved(operation.id):
        return False
    # A server that numbers from 1 moves an object with a number beyond the end to the end.
    asked = (
        operation.sent_number
        if operation.is_uncertain and operation.sent_number is not None
        else operation.destination
    )
    live = cache.positions()
    ours = {asked, min(asked, len(live))} if operation.is_uncertain else {asked}
    return live[operation.id] not in ours


def has_order_conflict(operation: "Create | Update", cache: CollectionCache) -> bool:
    """Fail an operation that moves its object between others that another person has moved.

    If those may be overwritten, they are moved back with it.
    """
    if operation.destination is None:
        return False
    out_of_order = Positions(cache).out_of_order(overwrite=operation.overwrite)
    if out_of_order:
        operation.fail(ConflictError(order_message(operation.kind, out_of_order)))
    return bool(out_of_order)


def takes_default(operation: "Create | Update", cache: CollectionCache) -> bool:
    """Fail an operation that would take the default from an object that another person made the default."""
    defaults = Defaults(cache)
    if not operation.makes_default or any(map(defaults.is_default_now, operation.ids)):
        return False
    no_list = cache.no_list()
    if no_list is not None:
        operation.fail(
            UnknownDefaultError(unknown_default_message(operation.kind, str(no_list)), is_temporary=False)
        )
        return True
    holder = defaults.current()
    if holder is None or defaults.may_lose_default(holder):
        return False
    if operation.overwrite:
        taken = default_overwritten_message(operation.kind, holder)
        operation.overwritten = " ".join(filter(None, (operation.overwritten, taken)))
        return False
    operation.fail(ConflictError(default_message(operation.kind, holder, operation.desired)))
    return True


def has_no_target(operation: "Create | Update", live: Wire, cache: CollectionCache) -> bool:
    """Fail an operation that would refer to objects that do not exist, or that are of another kind."""
    kind = operation.kind
    if not kind.references:
        return False
    desired = kind.content(operation.desired)
    problems = {}
    for field in kind.differences(live, operation.desired):
        value = desired[field]
        for id_ in value if isinstance(value, list) else [value]:
            problem = cache.reference_problem(kind, field, id_) if field in kind.references and id_ else None
            if problem is not None:
                problems[field] = problem
    if problems:
        id_ = next(iter(operation.ids), None)
        wire = live or operation.desired
        operation.fail(NoSuchReferenceError(no_target_message(kind, id_, wire, problems)))
    return bool(problems)
