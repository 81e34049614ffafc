"""Gives back the names that other objects wait for, before all else is written."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from pulumi_liveperson.cli.backup.names import in_turn
from pulumi_liveperson.cli.backup.planning import RestorePlan
from pulumi_liveperson.cli.backup.step import ObjectKey, Result, Step
from pulumi_liveperson.client.equivalence.names import called
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.lines import External

_STILL_TAKEN = "the object that has its name could not be restored"


def give_names_back(
    plan: RestorePlan, do: Callable[[Step], Result]
) -> tuple[RestorePlan, dict[ObjectKey, Result]]:
    """Rename objects one after the other; return what is left to be done then, and what has failed.

    A run that is cut off leaves the objects under names of their own, and the next one finds them by id.
    """
    names: dict[ObjectKey, str] = {}
    failed: dict[ObjectKey, Result] = {}
    kept = set()
    for each in in_turn(plan.steps):
        step = _as_it_is(each.step, names)
        if step.live is None or step.place in failed:
            continue
        if (step.kind, called(each.name)) in kept:
            outcome = Result(step, (_STILL_TAKEN,))
        else:
            outcome = do(replace(step, item=_called(step.live, each.name), moves=False))
        if outcome.trouble:
            aside = (
                ("; it is called ", External(names[step.place]), " for now") if step.place in names else ()
            )
            failed[step.place] = Result(each.step, (*outcome.trouble, *aside))
            kept.add((step.kind, called(step.live.exact_name)))
        else:
            names[step.place] = each.name
    for step in plan.steps:
        if (step.renames or step.live is None) and (step.kind, called(step.item.exact_name)) in kept:
            failed.setdefault(step.place, Result(step, (_STILL_TAKEN,)))
    return _left(plan, names, failed), failed


def _left(
    plan: RestorePlan, names: Mapping[ObjectKey, str], failed: Mapping[ObjectKey, Result]
) -> RestorePlan:
    """Return the plan for the objects as they are called now."""
    steps = [_as_it_is(step, names) for step in plan.steps if step.place not in failed]
    return replace(
        plan,
        steps=tuple(steps),
        defaults={kind: _now(each, names) for kind, each in plan.defaults.items()},
        live=tuple(_now(each, names) for each in plan.live),
        standing=tuple((then, _now(now, names)) for then, now in plan.standing),
    )


def _as_it_is(step: Step, names: Mapping[ObjectKey, str]) -> Step:
    return step if step.live is None else replace(step, live=_now(step.live, names))


def _now(item: Item, names: Mapping[ObjectKey, str]) -> Item:
    name = names.get((item.kind, str(item.wire["id"])))
    return item if name is None else _called(item, name)


def _called(item: Item, name: str) -> Item:
    return Item(item.kind, {**item.wire, item.kind.key: name})
