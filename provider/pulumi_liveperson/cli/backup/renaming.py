"""Restores the names that other steps need, before all other writes."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from pulumi_liveperson.cli.backup.names import renamings_in_order
from pulumi_liveperson.cli.backup.planning import RestorePlan
from pulumi_liveperson.cli.backup.references import Ids, other_fields, resolved
from pulumi_liveperson.cli.backup.step import ObjectKey, Result, Step
from pulumi_liveperson.client.equivalence.names import name_key
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.lines import External

_STILL_TAKEN = "the object that has its name could not be restored"


def restore_names(
    plan: RestorePlan, do: Callable[[Step], Result], ids: Ids
) -> tuple[RestorePlan, dict[ObjectKey, Result]]:
    """Rename objects one after the other; return the remaining plan, and the failed results.

    A renamed object also gets the ids of the objects that were created, because LivePerson may reject a
    write of an object that refers to a deleted one.
    An interrupted run may leave objects with temporary names; the next run finds them by id.
    """
    names: dict[ObjectKey, str] = {}
    failed: dict[ObjectKey, Result] = {}
    unavailable = set()
    for each in renamings_in_order(plan.steps):
        step = _with_current_name(each.step, names)
        if step.live is None or step.key in failed:
            continue
        if (step.kind, name_key(each.name)) in unavailable:
            outcome = Result(step, (_STILL_TAKEN,))
        else:
            renamed = replace(step, item=_with_name(step.live, each.name), moves=False)
            outcome = do(resolved(renamed, ids, other_fields(step)))
        if outcome.problem:
            note = ("; its temporary name is “", External(names[step.key]), "”") if step.key in names else ()
            failed[step.key] = Result(each.step, (*outcome.problem, *note))
            unavailable.add((step.kind, name_key(step.live.exact_name)))
        else:
            names[step.key] = each.name
    for step in plan.steps:
        if (step.renames or step.live is None) and (step.kind, name_key(step.item.exact_name)) in unavailable:
            failed.setdefault(step.key, Result(step, (_STILL_TAKEN,)))
    return _remaining(plan, names, failed), failed


def _remaining(
    plan: RestorePlan, names: Mapping[ObjectKey, str], failed: Mapping[ObjectKey, Result]
) -> RestorePlan:
    """Return the remaining plan with the current names of the objects."""
    steps = [_with_current_name(step, names) for step in plan.steps if step.key not in failed]
    return replace(
        plan,
        steps=tuple(steps),
        defaults={kind: _renamed(each, names) for kind, each in plan.defaults.items()},
        live=tuple(_renamed(each, names) for each in plan.live),
        in_place=tuple((then, _renamed(now, names)) for then, now in plan.in_place),
    )


def _with_current_name(step: Step, names: Mapping[ObjectKey, str]) -> Step:
    return step if step.live is None else replace(step, live=_renamed(step.live, names))


def _renamed(item: Item, names: Mapping[ObjectKey, str]) -> Item:
    name = names.get((item.kind, str(item.wire["id"])))
    return item if name is None else _with_name(item, name)


def _with_name(item: Item, name: str) -> Item:
    return Item(item.kind, {**item.wire, item.kind.key: name})
