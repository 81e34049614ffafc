"""Plans the restore of an account from a snapshot."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pulumi_liveperson.cli.backup.names import without_name_conflicts
from pulumi_liveperson.cli.backup.references import References
from pulumi_liveperson.cli.backup.rules import allowed
from pulumi_liveperson.cli.backup.snapshot_file import CollectionContent
from pulumi_liveperson.cli.backup.step import SkippedObject, Step
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.review.comparison.changes import changed_pair, new
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.comparison.pairs import paired
from pulumi_liveperson.review.comparison.positions import moved

NameFilter = Callable[[str], bool]
"""Returns whether an object with this name is selected for the restore."""


@dataclass(frozen=True)
class RestorePlan:
    """The steps of a restore, and the objects that are not written."""

    steps: tuple[Step, ...]
    unchanged: int
    created_since: tuple[Item, ...]
    """Objects that are not in the snapshot."""
    skipped: tuple[SkippedObject, ...]
    """Objects of the snapshot that cannot be restored."""
    defaults: Mapping[Kind, Item]
    """The current default objects of the account."""
    live: tuple[Item, ...]
    """The objects of the snapshot as they are in the account now."""
    in_place: tuple[tuple[Item, Item], ...]
    """Objects with the same relative position as in the snapshot: each as in the snapshot, and as now."""
    ids: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The ids of objects in the account, by the name of their type and their id in the snapshot."""
    kinds: frozenset[Kind] = frozenset()
    """The kinds of objects that the restore covers."""
    unresolved: tuple[tuple[Item, tuple[tuple[str, str], ...]], ...] = ()
    """Objects that refer to objects which the account does not have: their fields and the names of these."""


def planned(
    snapshot: Mapping[Kind, CollectionContent],
    live: Mapping[Kind, CollectionContent],
    is_selected: NameFilter,
    *,
    same_account: bool,
) -> RestorePlan:
    """Return the plan that restores the selected objects; in another account, ids are not compared."""
    steps: list[Step] = []
    created_since: list[Item] = []
    skipped: list[SkippedObject] = []
    known: list[Item] = []
    in_place: list[tuple[Item, Item]] = []
    unresolved: list[tuple[Item, tuple[tuple[str, str], ...]]] = []
    references = References(snapshot, live, same_account)
    unchanged = 0
    for kind, before in sorted(snapshot.items(), key=lambda each: bool(each[0].references)):
        pairs, missing, rest = _matched(_items(kind, before), _items(kind, live[kind]), by_id=same_account)
        created_since += [each for each in rest if is_selected(each.exact_name)]
        places = moved([(now, then) for then, now in pairs])
        known += [now for _, now in pairs]
        in_place += [pair for number, pair in enumerate(pairs) if number not in places]
        found = []
        to_create = [each for each in missing if is_selected(each.exact_name)]
        references.record(kind, pairs, to_create)
        for number, (then, now) in enumerate(pairs):
            is_chosen = is_selected(then.exact_name)
            target = references.translated(then, now) if is_chosen else references.reassigned(then, now)
            change = changed_pair(
                references.named_now(now), references.named_then(target), places.get(number)
            )
            if change.fields and (is_chosen or target.pending):
                found.append(Step(target.item, now, change, moves=number in places, pending=target.pending))
            else:
                unchanged += is_chosen
            unresolved += [(then, target.unresolved)] if target.unresolved else []
        for each in to_create:
            target = references.translated(each, None)
            change = new(references.named_then(target))
            found.append(Step(target.item, None, change, pending=target.pending))
            unresolved += [(each, target.unresolved)] if target.unresolved else []
        allowed_steps, forbidden = allowed(found)
        possible, conflicts = without_name_conflicts(allowed_steps, [now for _, now in pairs], rest)
        steps += possible
        skipped += [*forbidden, *conflicts]
    everything = [each for kind, content in live.items() for each in _items(kind, content)]
    return RestorePlan(
        steps=tuple(steps),
        unchanged=unchanged,
        created_since=tuple(created_since),
        skipped=tuple(skipped),
        defaults={each.kind: each for each in everything if each.kind.is_default(each.wire)},
        live=tuple(known),
        in_place=tuple(in_place),
        ids=references.ids,
        kinds=frozenset(snapshot),
        unresolved=tuple(unresolved),
    )


def _items(kind: Kind, content: CollectionContent) -> list[Item]:
    return [Item(kind, wire) for wire in content.objects]


def _matched(
    then: Sequence[Item], now: Sequence[Item], *, by_id: bool
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Match objects by id, which also finds renamed objects, and then by name."""
    ids = {str(each.wire["id"]): each for each in now} if by_id else {}
    pairs = [(each, ids[str(each.wire["id"])]) for each in then if str(each.wire["id"]) in ids]
    first, second = (
        _remaining(items, [pair[side] for pair in pairs]) for side, items in enumerate((then, now))
    )
    named = paired(first, second)
    return [*pairs, *named.pairs], list(named.only_first), list(named.only_second)


def _remaining(items: Iterable[Item], taken: Iterable[Item]) -> list[Item]:
    matched = {id(each) for each in taken}
    return [each for each in items if id(each) not in matched]
