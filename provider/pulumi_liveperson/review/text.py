"""The report as plain text for a terminal."""

from collections.abc import Iterator

from pulumi_liveperson.escaping import visible, without_commands
from pulumi_liveperson.review.effect.sentences import HEADING
from pulumi_liveperson.review.explanation import Group
from pulumi_liveperson.review.lines import External, Line
from pulumi_liveperson.review.messages import Message
from pulumi_liveperson.review.presentation import Presentation, unmanaged_line

_MOST_UNMANAGED = 100
_BOLD, _RED, _YELLOW, _GREEN, _PLAIN = (f"\x1b[{number}m" for number in (1, 31, 33, 32, 0))
_COLOURS = {
    Group.DELETED: _RED,
    Group.REPLACED: _RED,
    Group.DEFAULT: _YELLOW,
    Group.RETAINED: _YELLOW,
    Group.CHANGED: _YELLOW,
    Group.NEW: _GREEN,
    Group.RENAMED: _GREEN,
    Group.RELEASED: _GREEN,
    Group.DRIFT: _YELLOW,
    Group.KEPT: _GREEN,
}


def as_text(presentation: Presentation, *, colour: bool) -> str:
    """Return the report, with or without colours."""
    text = "\n".join(_lines(presentation))
    return without_commands(f"{text if colour else _without_colours(text)}\n")


def line_of_text(line: Line) -> str:
    """Return a line escaped for a terminal, without colours."""
    return _without_colours(_render(line))


def _lines(presentation: Presentation) -> Iterator[str]:
    yield f"{_BOLD}{_render(presentation.headline())}{_PLAIN}"
    if presentation.origin_line():
        yield _render(presentation.origin_line())
    yield from (f"{_RED}{_render(refusal.line())}{_PLAIN}" for refusal in presentation.refusals)
    yield from (_render(note) for note in presentation.notes())
    yield from _messages(f"{_RED}Error", presentation.errors)
    if presentation.shows_hours:
        yield from ("", f"{_BOLD}{HEADING}{_PLAIN}")
        if presentation.hours_period:
            yield f"  {_render(presentation.hours_period)}"
        yield from (f"  {_render(each.line)}" for each in presentation.hours_lines)
        yield from (f"  {_render(each)}" for each in presentation.hours_remarks)
    for group, heading, found in presentation.groups:
        yield ""
        yield f"{_COLOURS[group]}{heading}{_PLAIN}"
        yield from (f"  {_render(each.line)}" for each in found)
    if presentation.others():
        yield from ("", _render(presentation.others()))
    yield from _messages(f"{_YELLOW}Warning", presentation.warnings)
    if presentation.inventory is not None:
        yield from ("", _render(presentation.unmanaged_title()))
        yield from (f"  {_render(unmanaged_line(each))}" for each in presentation.unmanaged[:_MOST_UNMANAGED])
        if left := presentation.unmanaged[_MOST_UNMANAGED:]:
            yield f"  and {len(left):,} more; `liveperson unmanaged` lists all"


def _messages(heading: str, found: list[Message]) -> Iterator[str]:
    for each in found:
        about = f" ({_render(each.about)})" if each.about else ""
        yield from ("", f"{heading}{_PLAIN}{about}")
        yield from (f"  {visible(line)}" for line in each.text.splitlines())


def _render(line: Line) -> str:
    return "".join(piece if isinstance(piece, str) else _external(piece) for piece in line)


def _external(piece: External) -> str:
    return f"{_BOLD}{visible(piece.text)}{_PLAIN}" if piece.strong else visible(piece.text)


def _without_colours(text: str) -> str:
    for code in (_BOLD, _RED, _YELLOW, _GREEN, _PLAIN):
        text = text.replace(code, "")  # those in names are already escaped
    return text
