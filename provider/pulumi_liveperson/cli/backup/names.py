"""Which names objects get back, and in which turn.

LivePerson lets no two objects have one name, not even for a moment. So an object gets its name after the one
that has it now gives it up; where names went round, one object steps aside under a name of its own first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pulumi_liveperson.cli.backup.step import LeftAlone, Reason, Step
from pulumi_liveperson.client.equivalence.names import called
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.lines import External

_Name = tuple[Kind, str]


@dataclass(frozen=True)
class Renaming:
    """One object gets another name, and keeps all else."""

    step: Step
    name: str
    """The one that the snapshot has; or one for a while, so that others can have theirs."""


def free(
    steps: Sequence[Step], others: Sequence[Item], made_since: Sequence[Item]
) -> tuple[list[Step], list[LeftAlone]]:
    """Return the steps of a kind whose names nobody keeps, and the objects that are left alone.

    An object that is left alone keeps its name too, so another one may be left alone because of it.
    """
    since = {_id(each) for each in made_since}
    live = [*others, *made_since]
    possible, left_alone = list(steps), list[LeftAlone]()
    while True:
        giving = {_id(step.live) for step in possible if step.live is not None and step.renames}
        keepers = {called(each.exact_name): each for each in live if _id(each) not in giving}
        found = list(_stuck(possible, keepers, since))
        if not found:
            return possible, left_alone
        left_alone += found
        stuck = {_id(each.item) for each in found}
        possible = [step for step in possible if _id(step.item) not in stuck]


def _stuck(steps: Iterable[Step], keepers: dict[str, Item], made_since: set[str]) -> Iterator[LeftAlone]:
    gets: set[str] = set()
    for step in steps:
        if step.live is not None and not step.renames:
            continue
        name = called(step.item.exact_name)
        keeper = keepers.get(name)
        if keeper is not None and _id(keeper) in made_since:
            yield LeftAlone(step.item, Reason.MADE_SINCE)
        elif keeper is not None:
            whose = (f": {keeper.kind.noun} ", External(_id(keeper)), " has it")
            yield LeftAlone(step.item, Reason.KEPT, whose)
        elif name in gets:
            yield LeftAlone(step.item, Reason.TWICE)
        gets.add(name)


def in_turn(steps: Sequence[Step]) -> Iterator[Renaming]:
    """Yield the renamings that have to come before all else, in their turn: names that others wait for."""
    renames = [step for step in steps if step.renames and _old(step) != _new(step)]
    gives = {_old(step): step for step in renames}
    wanted = {_new(step) for step in renames} | {_new(step) for step in steps if step.live is None}
    done: set[_Name] = set()
    for step in renames:
        row: list[Step] = []
        following: Step | None = step
        while following is not None and _old(following) not in done:
            done.add(_old(following))
            row.append(following)
            following = gives.get(_new(following))
        if row and following is step:
            yield Renaming(step, f"restoring {_id(step.item)}")
        if len(row) > 1 or _old(step) in wanted:
            yield from (Renaming(each, each.item.exact_name) for each in reversed(row))


def _old(step: Step) -> _Name:
    return step.kind, called((step.live or step.item).exact_name)


def _new(step: Step) -> _Name:
    return step.kind, called(step.item.exact_name)


def _id(item: Item) -> str:
    return str(item.wire["id"])
