"""Sides of a comparison, made by hand: what a state declares, and what an account holds."""

from itertools import count
from typing import Any

from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.review.comparison.comparing import Comparison, compare
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.comparison.side import Side
from pulumi_liveperson.review.explanation import Explanation
from pulumi_liveperson.review.lines import plain
from pulumi_liveperson.wire import to_wire

_IDS = count(4_410_020_310, 100)


def declared(*objects: Wire, name: str = "dev") -> Side:
    """Return what a state declares; an object with a text is a status reason."""
    return Side(name, None, tuple(Item(_kind(each), each) for each in objects))


def live(*objects: Wire, name: str = "live:dev") -> Side:
    """Return what an account holds, under ids of its own."""
    held = [{"id": next(_IDS), "deleted": False, **each} for each in objects]
    return Side(name, "71234567", tuple(Item(_kind(each), each) for each in held))


def event(**declared: Any) -> Wire:
    """Return an event of `closed` or `open_hours` in LivePerson's spelling."""
    return to_wire(dict(declared))


def told(first: Side, second: Side) -> dict[str, list[str]]:
    """Return what a comparison says, part by part; a part without objects is left out."""
    found = compare(first, second)
    parts = {"first": found.only_first, "second": found.only_second, "different": found.different}
    return {name: [_line(each) for each in part] for name, part in parts.items() if part}


def compared(first: Side, second: Side) -> Comparison:
    return compare(first, second)


def _line(found: Explanation) -> str:
    return f"{found.change.name}: {plain(found.sentence)}"


def _kind(wire: Wire) -> Any:
    return STATUS_REASON if "text" in wire else SPECIAL_OCCASION
