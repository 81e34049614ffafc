"""Finds the objects that moved in the order.

LivePerson may renumber positions, so the numbers are not compared. Only the order counts, among the objects
that have a position on both sides.
"""

from collections.abc import Sequence

from pulumi_liveperson.review.comparison.item import Item

Ranks = tuple[int, int]
"""The places on both sides, counted from 1 among the objects with a position on both."""


def moved(pairs: Sequence[tuple[Item, Item]]) -> dict[int, Ranks]:
    """Return the places of the fewest objects whose moves explain the difference, by pair number."""
    positions = {number: (one.position, other.position) for number, (one, other) in enumerate(pairs)}
    both = {number: (one, other) for number, (one, other) in positions.items() if None not in (one, other)}
    first = sorted(both, key=lambda number: both[number])
    second = sorted(first, key=lambda number: both[number][1] or 0)  # equal positions keep the first order
    ranks = {number: place for place, number in enumerate(second, 1)}
    places = [(place, ranks[number]) for place, number in enumerate(first, 1)]
    stay = _longest_that_stays(places)
    return {number: place for number, place in zip(first, places, strict=True) if place not in stay}


def _longest_that_stays(places: Sequence[Ranks]) -> set[Ranks]:
    """Return the longest part with the same order on both sides, preferably of objects in the same place."""
    best: list[tuple[tuple[int, int], list[Ranks]]] = []
    for place in places:
        before = max(
            (each for each in best if each[1][-1][1] < place[1]),
            key=lambda each: each[0],
            default=((0, 0), []),
        )
        (length, kept), chain = before
        best.append(((length + 1, kept + (place[0] == place[1])), [*chain, place]))
    return set(max(best, key=lambda each: each[0])[1]) if best else set()
