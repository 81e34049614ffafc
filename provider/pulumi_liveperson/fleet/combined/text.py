"""The report for all accounts as plain text for a terminal."""

from collections.abc import Iterator, Sequence

from pulumi_liveperson.escaping import visible, without_commands
from pulumi_liveperson.fleet.combined.model import Block, Combined, Message, Section
from pulumi_liveperson.fleet.combined.parts import Part
from pulumi_liveperson.fleet.combined.sentences import (
    block_heading,
    headline,
    line_of,
    origin_line,
    periods,
    removed_remark,
    removed_title,
    stacks,
    summary,
    where,
)
from pulumi_liveperson.fleet.combined.unfinished import (
    MISSING,
    missing_remark,
    problem_line,
    problem_title,
    way_on,
)
from pulumi_liveperson.review.lines import count, limited, named
from pulumi_liveperson.review.text import BOLD, GREEN, PLAIN, RED, YELLOW, rendered, without_colours

_FIRST_NAMES = 12
_MOST_MISSING = 30
_MOST_RESOURCES = 10
_MOST_TOLD = 500
"""The number of changes of a part; a longer list does not help at a terminal."""
_COLOURS = {
    Part.DELETED: RED,
    Part.REPLACED: RED,
    Part.LOST: RED,
    Part.GAINED: GREEN,
}


def as_text(combined: Combined, *, colour: bool) -> str:
    """Return the report, with or without colours."""
    text = "\n".join(_lines(combined))
    return without_commands(f"{text if colour else without_colours(text)}\n")


def _lines(combined: Combined) -> Iterator[str]:
    yield f"{BOLD}{rendered(headline(combined))}{PLAIN}"
    if origin_line(combined):
        yield rendered(origin_line(combined))
    if said := summary(combined):
        yield rendered(said)
    yield from _problems(combined)
    if combined.removed:
        yield from ("", f"{YELLOW}{rendered(removed_title(combined))}{PLAIN}")
        yield f"  {rendered(removed_remark(combined))}"
    yield from (_note(combined, each) for each in combined.alerts)
    yield from _messages(f"{RED}Error", combined.errors)
    for section in combined.sections:
        yield from _section(combined, section)
    if combined.notes:
        yield from ("", f"{BOLD}Notes{PLAIN}")
        yield from (f"  {_note(combined, each)}" for each in combined.notes)
    yield from _messages(f"{YELLOW}Warning", combined.warnings)
    yield from _messages(f"{YELLOW}Check", combined.checks)


def _problems(combined: Combined) -> Iterator[str]:
    for each in combined.problems:
        yield ""
        names = rendered(stacks(each.members, _FIRST_NAMES))
        yield f"{RED}{rendered(problem_title(each))}{PLAIN}: {names}"
        if reason := problem_line(each):
            yield f"  {rendered(reason)}"
    if combined.missing:
        names = rendered(limited([named(each.stack) for each in combined.missing], _MOST_MISSING))
        yield from ("", f"{RED}{MISSING}: {count(len(combined.missing), 'account')}{PLAIN}: {names}")
        yield f"  {rendered(missing_remark())}"
    if on := way_on(combined):
        yield from ("", rendered(on))


def _note(combined: Combined, note: Message) -> str:
    if len(note.members) == len(combined.members):
        return visible(note.text)
    return f"In {rendered(where(note.members, _FIRST_NAMES))}: {visible(note.text)}"


def _section(combined: Combined, section: Section) -> Iterator[str]:
    colour = _COLOURS.get(section.part, YELLOW)
    if section.part is not Part.SAME:
        yield from ("", f"{colour}{section.part.value}{PLAIN}")
        if period := periods(combined, section.part):
            yield f"  {rendered(period)}"
    left = _MOST_TOLD
    for block in section.blocks:
        if left <= 0:
            break
        left -= len(block.told)
        yield from _block(section.part, block, colour)
    if left < 0 or len(section.blocks) > _MOST_TOLD:
        yield "  and more; `--format json` contains all"


def _block(part: Part, block: Block, colour: str) -> Iterator[str]:
    if part is Part.SAME:
        yield from ("", f"{colour}{rendered(block_heading(block))}{PLAIN}")
        yield f"  {rendered(stacks(block.members, _FIRST_NAMES))}:"
    else:
        yield f"  In {rendered(where(block.members, _FIRST_NAMES))}:"
    yield from (f"    {rendered(line_of(each))}" for each in block.told)


def _messages(heading: str, found: Sequence[Message]) -> Iterator[str]:
    for each in found:
        title = f" {visible(each.title)}" if each.title else ""
        names = limited([named(name) for name in each.resources], _MOST_RESOURCES)
        about = f", about {rendered(names)}" if names else ""
        yield from ("", f"{heading}{title}{PLAIN} in {rendered(where(each.members, _FIRST_NAMES))}{about}")
        yield from (f"  {visible(line)}" for line in each.text.splitlines())
