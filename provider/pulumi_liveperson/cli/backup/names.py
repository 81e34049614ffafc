"""Decides which objects get their names back, and in which order.

LivePerson never allows two objects with the same name. So an object gets its name after the object that has
the name now is renamed. If the names were exchanged in a circle, one object first gets a temporary name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pulumi_liveperson.cli.backup.step import Reason, SkippedObject, Step
from pulumi_liveperson.client.equivalence.names import name_key
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.lines import External

_Name = tuple[Kind, str]


@dataclass(frozen=True)
class Renaming:
    """A change of one object's name only."""

    step: Step
    name: str
    """The name in the snapshot, or a temporary name that makes the previous name available."""


def without_name_conflicts(
    steps: Sequence[Step], others: Sequence[Item], created_since: Sequence[Item]
) -> tuple[list[Step], list[SkippedObject]]:
    """Return the steps of a kind whose names become available, and the objects that are skipped.

    A skipped object keeps its current name, so another object may have to be skipped because of it.
    """
    since = {_id(each) for each in created_since}
    live = [*others, *created_since]
    possible, skipped = list(steps), list[SkippedObject]()
    while True:
        renamed = {_id(step.live) for step in possible if step.live is not None and step.renames}
        holders = {name_key(each.exact_name): each for each in live if _id(each) not in renamed}
        found = list(_name_conflicts(possible, holders, since))
        if not found:
            return possible, skipped
        skipped += found
        conflicting = {_id(each.item) for each in found}
        possible = [step for step in possible if _id(step.item) not in conflicting]


def _name_conflicts(
    steps: Iterable[Step], holders: dict[str, Item], created_since: set[str]
) -> Iterator[SkippedObject]:
    new_names: set[str] = set()
    for step in steps:
        if step.live is not None and not step.renames:
            continue
        name = name_key(step.item.exact_name)
        holder = holders.get(name)
        if holder is not None and _id(holder) in created_since:
            yield SkippedObject(step.item, Reason.CREATED_SINCE)
        elif holder is not None:
            details = (f": {holder.kind.noun} ", External(_id(holder)), " has this name")
            yield SkippedObject(step.item, Reason.NAME_KEPT, details)
        elif name in new_names:
            yield SkippedObject(step.item, Reason.NAME_USED_TWICE)
        new_names.add(name)


def renamings_in_order(steps: Sequence[Step]) -> Iterator[Renaming]:
    """Yield, in order, the renamings that other steps depend on; they are done before all other writes."""
    renames = [step for step in steps if step.renames and _old(step) != _new(step)]
    by_old_name = {_old(step): step for step in renames}
    needed = {_new(step) for step in renames} | {_new(step) for step in steps if step.live is None}
    done: set[_Name] = set()
    for step in renames:
        chain: list[Step] = []
        following: Step | None = step
        while following is not None and _old(following) not in done:
            done.add(_old(following))
            chain.append(following)
            following = by_old_name.get(_new(following))
        if chain and following is step:
            yield Renaming(step, f"restoring {_id(step.item)}")
        if len(chain) > 1 or _old(step) in needed:
            yield from (Renaming(each, each.item.exact_name) for each in reversed(chain))


def _old(step: Step) -> _Name:
    return step.kind, name_key((step.live or step.item).exact_name)


def _new(step: Step) -> _Name:
    return step.kind, name_key(step.item.exact_name)


def _id(item: Item) -> str:
    return str(item.wire["id"])
