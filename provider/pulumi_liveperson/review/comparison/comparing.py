"""Compares two sides, and describes the differences with the sentences of the report."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulumi_liveperson.review.comparison.changes import by_operation, changes_between, present
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.comparison.references import comparable
from pulumi_liveperson.review.comparison.side import Side
from pulumi_liveperson.review.explanation import Explanation
from pulumi_liveperson.review.lines import External, Line, joined
from pulumi_liveperson.review.model import Operation
from pulumi_liveperson.review.sentences import explain


@dataclass(frozen=True)
class Comparison:
    """Two sides and their differences, which are described from the first side to the second."""

    first: Side
    second: Side
    only_first: tuple[Explanation, ...]
    only_second: tuple[Explanation, ...]
    different: tuple[Explanation, ...]
    equal: int
    accepted: tuple[Explanation, ...] = ()
    """Accepted differences, which do not count."""
    stale: tuple[Line, ...] = ()
    """Lines about accepted differences that no longer exist."""

    @property
    def is_equal(self) -> bool:
        """Return whether the sides are equal, apart from accepted differences."""
        return not (self.only_first or self.only_second or self.different)

    def headline(self) -> Line:
        """Return the two sides and the number of differences."""
        first, second = External(self.first.name), External(self.second.name)
        counts: list[tuple[int, Line]] = [
            (len(self.only_first), (" only in ", first)),
            (len(self.only_second), (" only in ", second)),
            (len(self.different), (" different",)),
            (len(self.accepted), (" accepted",)),
        ]
        shown: list[Line] = [(f"{number:,}", *what) for number, what in counts if number]
        what = ("From ", first, f" ({self.first.description}) to ", second, f" ({self.second.description}): ")
        return (*what, *joined(shown or [("no difference",)], ", "), f"; {self.equal:,} equal")

    def notes(self) -> list[Line]:
        """Return the notes at the top of the comparison."""
        empty: list[Line] = [
            (
                "The state of ",
                External(each.name),
                " contains no objects: `pulumi up` creates the declared ones.",
            )
            for each in (self.first, self.second)
            if each.account is None and not each.items
        ]
        return [*empty, *self.stale]


def compare(first: Side, second: Side) -> Comparison:
    """Compare two sides by the names of their objects, and references by the names of their targets."""
    pairing = comparable(first, second)
    changes = changes_between(pairing)
    different = by_operation(changes, Operation.UPDATE)
    explanations = explain(changes)
    return Comparison(
        first,
        second,
        only_first=_described(pairing.only_first),
        only_second=_described(pairing.only_second),
        different=tuple(each for each in explanations if each.change.operation is Operation.UPDATE),
        equal=len(pairing.pairs) - len(different),
    )


def _described(items: Sequence[Item]) -> tuple[Explanation, ...]:
    """Return descriptions of objects without a change."""
    return tuple(explain([present(each) for each in items]))
