"""The report as Markdown for a comment on a pull request.

A comment has a maximum length. If the report is too long, it is shortened in steps: without the tables, then
with names instead of sentences for changed and new objects, then with names only, as many as fit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from pulumi_liveperson.review.effect.sentences import HEADING
from pulumi_liveperson.review.escaping import code_block, for_html, for_markdown
from pulumi_liveperson.review.explanation import Explanation, Group, Row
from pulumi_liveperson.review.lines import External, Line, count, shortened
from pulumi_liveperson.review.messages import Message
from pulumi_liveperson.review.presentation import Presentation, unmanaged_line

LONGEST = 65_536
"""The maximum number of characters of a comment on GitHub; GitLab and Azure allow more."""
MARKER = "liveperson-accounts report"
_HARD_TO_UNDO = frozenset({Group.DELETED, Group.REPLACED, Group.DEFAULT})
_MOST_REFUSALS = 5
_ADDRESS = re.compile(r"https?://[!-;=?-~]{1,500}", re.ASCII)
_LONGEST_NAME = 200
_LONGEST_REFUSAL = 1_200
_LONGEST_OTHERS = 3_000
_LONGEST_ABOUT = 500


@dataclass(frozen=True)
class _Limits:
    """Limits of one step of the shortening."""

    tables: bool
    sentences: bool
    """Whether all groups have sentences."""
    any_sentences: bool
    """Whether the groups that are hard to undo have sentences."""
    errors: int
    """The number of characters for errors, and for warnings."""
    unmanaged: int
    """The number of characters for unmanaged objects."""
    hours: int
    """The number of characters for the hours of skills."""
    names: int = LONGEST
    """The number of characters for the names of a group without sentences."""


_LIMITS = (
    _Limits(tables=True, sentences=True, any_sentences=True, errors=40_000, unmanaged=12_000, hours=30_000),
    _Limits(tables=True, sentences=True, any_sentences=True, errors=40_000, unmanaged=1_000, hours=30_000),
    _Limits(tables=False, sentences=True, any_sentences=True, errors=20_000, unmanaged=1_000, hours=20_000),
    _Limits(
        tables=False,
        sentences=False,
        any_sentences=True,
        errors=10_000,
        unmanaged=1_000,
        hours=10_000,
        names=30_000,
    ),
    _Limits(
        tables=False,
        sentences=False,
        any_sentences=False,
        errors=5_000,
        unmanaged=1_000,
        hours=5_000,
        names=3_500,
    ),
)


def as_markdown(presentation: Presentation) -> str:
    """Return the report, shortened to the maximum length of a comment."""
    text = ""
    for limits in _LIMITS:
        text = "\n\n".join(_blocks(presentation, limits)) + "\n"
        if length(text) <= LONGEST:
            break
    return text


def length(text: str) -> int:
    """Return the length in units of UTF-16, which is the highest of the counts that services use."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def render(line: Line, most: int = LONGEST) -> str:
    """Return a line as Markdown, cut before the piece that would make it too long."""
    text = ""
    for piece in line:
        shown = piece if isinstance(piece, str) else _external(piece)
        if length(text) + length(shown) > most:
            return f"{text}…"
        text += shown
    return text


def _external(piece: External) -> str:
    text = for_markdown(piece.text)
    return f"**{text.strip()}**" if piece.strong else text


def marker(presentation: Presentation) -> str:
    """Return the HTML comment by which the next report finds and replaces this one."""
    return marker_of(presentation.report.project, presentation.report.stack)


def marker_of(*given_names: str | None) -> str:
    """Return the HTML comment of the report for a project, and for one of its stacks if it is of one."""
    given = [name[:_LONGEST_NAME] for name in given_names if name]
    names = "/".join(quote(name, safe="", errors="surrogatepass") for name in given)
    return f"<!-- {MARKER}{': ' if names else ''}{names} -->"


def _blocks(presentation: Presentation, limits: _Limits) -> Iterator[str]:
    yield f"{marker(presentation)}\n### {render(presentation.headline())}"
    if presentation.origin_line():
        yield render(presentation.origin_line())
    for refusal in presentation.refusals[:_MOST_REFUSALS]:
        yield f"> **Refused** {render(refusal.line(), _LONGEST_REFUSAL).removeprefix('Refused ')}"
    yield from (render(note) for note in presentation.notes())
    if presentation.full_report:
        yield f"Calendars and details: {location(presentation.full_report)}"
    yield from _messages("Errors", presentation.errors, limits.errors)
    yield from _hours(presentation, limits)
    for group, heading, found in presentation.groups:
        yield f"#### {heading}"
        full = limits.sentences or (limits.any_sentences and group in _HARD_TO_UNDO)
        yield "\n".join(f"- {render(each.line)}" for each in found) if full else _names(found, limits.names)
    if presentation.others():
        yield render(presentation.others(), _LONGEST_OTHERS)
    yield from _messages("Warnings", presentation.warnings, limits.errors)
    if limits.tables:
        yield from _tables(presentation)
    else:
        where = "see the page" if presentation.full_report else "for the complete report, use `--format html`"
        yield f"Shortened, because a comment has a maximum length: {where}."
    yield from _unmanaged(presentation, limits.unmanaged)


def _hours(presentation: Presentation, limits: _Limits) -> Iterator[str]:
    if not presentation.shows_hours:
        return
    yield f"#### {HEADING}"
    lines: list[str] = []
    most = limits.hours
    for each in presentation.hours_lines:
        line = f"- {render(each.line, most)}"
        most -= length(line)
        if most < 0:
            left = len(presentation.hours_lines) - len(lines)
            lines.append(f"- {count(left, 'more line')} about other skills")
            break
        lines.append(line)
    if lines:
        yield render(presentation.hours_period)
        yield "\n".join(lines)
    yield from (render(each) for each in presentation.hours_remarks)


def _messages(heading: str, messages: Sequence[Message], most: int) -> Iterator[str]:
    blocks: list[str] = []
    for message in messages:
        left = most - sum(map(len, blocks))
        if left <= 0:
            break
        about = f"About {render(message.about, _LONGEST_ABOUT)}:\n\n" if message.about else ""
        blocks.append(f"{about}{code_block(message.text, left)}")
    if blocks:
        yield f"#### {heading}"
        yield from blocks
    if hidden := len(messages) - len(blocks):
        yield f"There {'is' if hidden == 1 else 'are'} {count(hidden, 'more message')}."


def _names(found: list[Explanation], most: int) -> str:
    names: list[str] = []
    for each in found:
        name = render((each.name,))
        most -= length(name) + 2
        if most < 0:
            break
        names.append(name)
    left = len(found) - len(names)
    return f"{', '.join(names)}{f', and {left:,} more' if left else ''}."


def _tables(presentation: Presentation) -> Iterator[str]:
    ours = [(each, "") for each in presentation.changes if each.rows]
    theirs = [(each, ", as changed by other people") for each in presentation.drift if each.rows]
    if ours or theirs:
        yield "#### Before and after"
    for each, suffix in [*ours, *theirs]:
        yield table(each, "Before", "After", suffix=suffix)


def table(found: Explanation, first: str, second: str, *, suffix: str = "") -> str:
    """Return the content of an object on two sides, collapsed below its name."""
    return table_of(found.name.text, found.rows, first, second, suffix=suffix)


def table_of(name: str, rows: Iterable[Row], first: str, second: str, *, suffix: str = "") -> str:
    """Return rows with two sides, collapsed below a name."""
    lines = "\n".join(f"| {render(row.label)} | {render(row.before)} | {render(row.after)} |" for row in rows)
    return (
        f"<details><summary>{for_html(name)}{suffix}</summary>\n\n"
        f"| | {first} | {second} |\n|---|---|---|\n{lines}\n\n</details>"
    )


def _unmanaged(presentation: Presentation, most: int) -> Iterator[str]:
    if not presentation.unmanaged:
        if presentation.inventory is not None:
            yield render(presentation.unmanaged_title())
        return
    lines: list[str] = []
    for each in presentation.unmanaged:
        line = f"- {render(unmanaged_line(each))}"
        most -= length(line)
        if most < 0:
            lines.append(f"- and {len(presentation.unmanaged) - len(lines):,} more")
            break
        lines.append(line)
    # Within HTML, Markdown is interpreted again after an empty line.
    yield "\n".join(
        [
            f"<details><summary>{render(presentation.unmanaged_title())}</summary>",
            "",
            *lines,
            "",
            "</details>",
        ]
    )


def location(text: str) -> str:
    """Return the location of the complete report; an address is a link, because the pipeline provides it."""
    return f"<{text}>" if _ADDRESS.fullmatch(text) else for_markdown(shortened(text, _LONGEST_NAME))
