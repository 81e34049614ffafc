"""What it takes to bring an account back to a snapshot."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cli.backup.snapshot import Held
from cli.compare.changes import changed_pair, new, without_position
from cli.compare.item import Item
from cli.compare.pairs import paired
from cli.compare.positions import moved
from cli.report.model import Change
from provider.liveperson.kinds import Kind, Wire
from provider.liveperson.names import called

_ELSEWHERE = 0  # positions begin at 1

Wanted = Callable[[str], bool]
"""Tells whether an object of this name is to be brought back."""


@dataclass(frozen=True)
class Step:
    """One object that is brought back: changed, or made again under its name."""

    item: Item
    """As the snapshot has it."""
    live: Item | None
    """As the account holds it now; `None` where it holds none."""
    change: Change
    moves: bool = False
    """Whether it takes another place among the objects that have a position."""

    @property
    def kind(self) -> Kind:
        """Return its kind."""
        return self.item.kind

    @property
    def base(self) -> Wire:
        """Return what the preview has shown; with its id, so that it is compared as something held."""
        if self.live is None:
            return {}
        content = {**without_position(self.live), "id": self.live.wire["id"]}
        position = self.live.position
        if position is None or self.kind.position is None:
            return content
        # One that moves may move to the number that it has, where the others move around it.
        is_same = self.moves and position == self.item.position
        return {**content, self.kind.position: _ELSEWHERE if is_same else position}

    @property
    def desired(self) -> Wire:
        """Return what LivePerson is to hold: the live content with nothing but what differs put back."""
        if self.live is None:
            return self.kind.content(self.item.wire)
        wanted = self.kind.content(self.item.wire)
        differing = self.kind.differences(self.live.wire, self.item.wire)
        content = {**without_position(self.live), **{name: wanted.get(name, "") for name in differing}}
        position = self.item.position if self.moves else self.live.position
        if position is not None and self.kind.position is not None:
            content[self.kind.position] = position
        return content


@dataclass(frozen=True)
class Plan:
    """All that is to be done, and what is left alone."""

    steps: tuple[Step, ...]
    unchanged: int
    made_since: tuple[Item, ...]
    """Objects that the snapshot does not have."""
    blocked: tuple[Item, ...]
    """Objects of the snapshot whose names belong to objects made since."""
    default: Item | None
    """The occasion that is the account's default now."""
    live: tuple[Item, ...]
    """What the account holds of the snapshot's objects."""
    standing: tuple[tuple[Item, Item], ...]
    """Objects whose places among the others are those of the snapshot: as it has them, and as they are."""


def planned(
    snapshot: Mapping[Kind, Held], live: Mapping[Kind, Held], wanted: Wanted, *, same_account: bool
) -> Plan:
    """Return what brings the wanted objects of a snapshot back; ids mean nothing in another account."""
    steps: list[Step] = []
    made_since: list[Item] = []
    blocked: list[Item] = []
    known: list[Item] = []
    standing: list[tuple[Item, Item]] = []
    unchanged = 0
    for kind, before in snapshot.items():
        pairs, missing, rest = _matched(_items(kind, before), _items(kind, live[kind]), by_id=same_account)
        made_since += [each for each in rest if wanted(each.name)]
        places = moved([(now, then) for then, now in pairs])
        known += [now for _, now in pairs]
        standing += [pair for number, pair in enumerate(pairs) if number not in places]
        taken = {called(each.exact_name) for each in rest}
        for number, (then, now) in enumerate(pairs):
            change = changed_pair(now, then, places.get(number))
            if not wanted(then.name) or not change.fields:
                unchanged += wanted(then.name)
            elif change.field(kind.key) is not None and called(then.exact_name) in taken:
                blocked.append(then)
            else:
                steps.append(Step(then, now, change, moves=number in places))
        steps += [Step(each, None, new(each)) for each in missing if wanted(each.name)]
    everything = [each for kind, held in live.items() for each in _items(kind, held)]
    return Plan(
        steps=tuple(steps),
        unchanged=unchanged,
        made_since=tuple(made_since),
        blocked=tuple(blocked),
        default=next((each for each in everything if each.kind.is_default(each.wire)), None),
        live=tuple(known),
        standing=tuple(standing),
    )


def _items(kind: Kind, held: Held) -> list[Item]:
    return [Item(kind, wire) for wire in held.objects]


def _matched(
    then: Sequence[Item], now: Sequence[Item], *, by_id: bool
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Return which object is which: by id, so that a renamed one is the same, and then by name."""
    ids = {str(each.wire["id"]): each for each in now} if by_id else {}
    pairs = [(each, ids[str(each.wire["id"])]) for each in then if str(each.wire["id"]) in ids]
    first, second = (_left(items, [pair[side] for pair in pairs]) for side, items in enumerate((then, now)))
    named = paired(first, second)
    return [*pairs, *named.pairs], list(named.only_first), list(named.only_second)


def _left(items: Iterable[Item], taken: Iterable[Item]) -> list[Item]:
    gone = {id(each) for each in taken}
    return [each for each in items if id(each) not in gone]
