"""The parts of a comparison, in the order of all formats."""

from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_liveperson.review.accepted import FILE
from pulumi_liveperson.review.comparison.comparing import Comparison
from pulumi_liveperson.review.explanation import Explanation
from pulumi_liveperson.review.lines import External, Line


@dataclass(frozen=True)
class Part:
    """A part of a comparison, with its heading."""

    heading: Line
    found: tuple[Explanation, ...]


def parts(comparison: Comparison) -> Iterator[Part]:
    """Yield the parts that are not empty."""
    first, second = External(comparison.first.name), External(comparison.second.name)
    for part in (
        Part(("Only in ", first), comparison.only_first),
        Part(("Only in ", second), comparison.only_second),
        Part(("Different, from ", first, " to ", second), comparison.different),
        Part((f"Accepted in {FILE}",), comparison.accepted),
    ):
        if part.found:
            yield part


def name(found: Explanation) -> Line:
    """Return the name of an object, and its time zone if all of its days have the same."""
    return (found.name, *((" (", *found.details, ")") if found.details else ()))
