"""The report as plain text for a terminal."""

from collections.abc import Iterator

from pulumi_liveperson.escaping import visible, without_commands
from pulumi_liveperson.review.effect.sentences import HEADING
from pulumi_liveperson.review.explanation import Group
from pulumi_liveperson.review.lines import External, Line
from pulumi_liveperson.review.messages import Message
from pulumi_liveperson.review.presentation import Presentation, unmanaged_line

_MOST_UNMANAGED = 100
BOLD, RED, YELLOW, GREEN, PLAIN = (f"\x1b[{number}m" for number in (1, 31, 33, 32, 0))
_COLOURS = {
    Group.DELETED: RED,
    Group.REPLACED: RED,
    Group.DEFAULT: YELLOW,
    Group.RETAINED: YELLOW,
    Group.CHANGED: YELLOW,
    Group.NEW: GREEN,
    Group.RENAMED: GREEN,
    Group.RELEASED: GREEN,
    Group.DRIFT: YELLOW,
    Group.KEPT: GREEN,
}


def as_text(presentation: Presentation, *, colour: bool) -> str:
    """Return the report, with or without colours."""
    text = "\n".join(_lines(presentation))
    return without_commands(f"{text if colour else without_colours(text)}\n")


def line_of_text(line: Line) -> str:
    """Return a line escaped for a terminal, without colours."""
    return without_colours(rendered(line))


def _lines(presentation: Presentation) -> Iterator[str]:
    yield f"{BOLD}{rendered(presentation.headline())}{PLAIN}"
    if presentation.origin_line():
        yield rendered(presentation.origin_line())
    yield from (f"{RED}{rendered(refusal.line())}{PLAIN}" for refusal in presentation.refusals)
    yield from (rendered(note) for note in presentation.notes())
    yield from _messages(f"{RED}Error", presentation.errors)
    if presentation.shows_hours:
        yield from ("", f"{BOLD}{HEADING}{PLAIN}")
        if presentation.hours_period:
            yield f"  {rendered(presentation.hours_period)}"
        yield from (f"  {rendered(each.line)}" for each in presentation.hours_lines)
        yield from (f"  {rendered(each)}" for each in presentation.hours_remarks)
    for group, heading, found in presentation.groups:
        yield ""
        yield f"{_COLOURS[group]}{heading}{PLAIN}"
        yield from (f"  {rendered(each.line)}" for each in found)
    if presentation.others():
        yield from ("", rendered(presentation.others()))
    yield from _messages(f"{YELLOW}Warning", presentation.warnings)
    if presentation.inventory is not None:
        yield from ("", rendered(presentation.unmanaged_title()))
        yield from (
            f"  {rendered(unmanaged_line(each))}" for each in presentation.unmanaged[:_MOST_UNMANAGED]
        )
        if left := presentation.unmanaged[_MOST_UNMANAGED:]:
            yield f"  and {len(left):,} more; `liveperson unmanaged` lists all"


def _messages(heading: str, found: list[Message]) -> Iterator[str]:
    for each in found:
        about = f" ({rendered(each.about)})" if each.about else ""
        yield from ("", f"{heading}{PLAIN}{about}")
        yield from (f"  {visible(line)}" for line in each.text.splitlines())


def rendered(line: Line) -> str:
    """Return a line escaped for a terminal, with its colours."""
    return "".join(piece if isinstance(piece, str) else _external(piece) for piece in line)


def _external(piece: External) -> str:
    return f"{BOLD}{visible(piece.text)}{PLAIN}" if piece.strong else visible(piece.text)


def without_colours(text: str) -> str:
    """Return a text without its colours; colours of other sources are already escaped."""
    for code in (BOLD, RED, YELLOW, GREEN, PLAIN):
        text = text.replace(code, "")
    return text
