"""A comparison as plain text for a terminal."""

from collections.abc import Iterator

from pulumi_liveperson.escaping import without_commands
from pulumi_liveperson.review.columns import columns
from pulumi_liveperson.review.comparison.comparing import Comparison
from pulumi_liveperson.review.comparison.layout import name, parts
from pulumi_liveperson.review.text import line_of_text

_INDENT = "  "


def as_text(comparison: Comparison) -> str:
    """Return a comparison as tables."""
    return without_commands("\n".join(_lines(comparison)) + "\n")


def _lines(comparison: Comparison) -> Iterator[str]:
    yield line_of_text(comparison.headline())
    yield from map(line_of_text, comparison.notes())
    for part in parts(comparison):
        yield ""
        yield line_of_text(part.heading)
        rows: list[tuple[str, ...]] = [
            (line_of_text(name(each)), line_of_text(each.sentence)) for each in part.found
        ]
        yield from (f"{_INDENT}{row}" for row in columns(rows))
