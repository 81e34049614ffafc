"""A comparison as Markdown for a comment; if it is too long, first tables and then lines are left out."""

from collections.abc import Iterator
from urllib.parse import quote

from pulumi_liveperson.review.comparison.comparing import Comparison
from pulumi_liveperson.review.comparison.layout import name, parts
from pulumi_liveperson.review.markdown import LONGEST, length, render, table

_MARKER = "liveperson-accounts compare"
_LIMIT_OF_LINES = 50_000


def as_markdown(comparison: Comparison) -> str:
    """Return a comparison, shortened to the maximum length of a comment."""
    complete = _joined([*_head(comparison), *_lists(comparison, LONGEST), *_tables(comparison)])
    if length(complete) <= LONGEST:
        return complete
    shorter = (
        "Shortened, because a comment has a maximum length: for the complete comparison, use `--format json`."
    )
    return _joined([*_head(comparison), shorter, *_lists(comparison, _LIMIT_OF_LINES)])


def _joined(blocks: list[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _head(comparison: Comparison) -> Iterator[str]:
    names = " ".join(quote(each.name, safe=":/") for each in (comparison.first, comparison.second))
    yield f"<!-- {_MARKER}: {names} -->\n### {render(comparison.headline())}"
    yield from map(render, comparison.notes())


def _lists(comparison: Comparison, limit: int) -> Iterator[str]:
    for part in parts(comparison):
        lines = []
        for each in part.found:
            line = f"- {render((*name(each), ': ', *each.sentence, '.'))}"
            limit -= length(line) + 1
            if limit < 0:
                break
            lines.append(line)
        if left := len(part.found) - len(lines):
            lines.append(f"- and {left:,} more")
        yield f"#### {render(part.heading)}"
        yield "\n".join(lines)


def _tables(comparison: Comparison) -> Iterator[str]:
    first, second = (render((each.name,)) for each in (comparison.first, comparison.second))
    yield from (table(each, first, second) for each in comparison.different)
