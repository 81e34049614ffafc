"""The report for all accounts as Markdown for a comment on a pull request.

A comment has a maximum length. If the report is too long, it is shortened in steps: without tables, without
complete lists of accounts, with names instead of sentences. Failures, deletes and lost hours stay longest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pulumi_liveperson.fleet.combined.document import Change
from pulumi_liveperson.fleet.combined.model import Block, Combined, Members, Message, Section, Told
from pulumi_liveperson.fleet.combined.parts import Part
from pulumi_liveperson.fleet.combined.sentences import (
    block_heading,
    by_ring,
    headline,
    line_of,
    name_of,
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
from pulumi_liveperson.review.escaping import code_block, without_actions
from pulumi_liveperson.review.explanation import Row
from pulumi_liveperson.review.lines import External, Line, count, joined, limited, named, shortened
from pulumi_liveperson.review.markdown import LONGEST, length, location, marker_of, render, table_of

_FIRST_NAMES = 6
_HARD_TO_UNDO = frozenset({Part.DELETED, Part.REPLACED, Part.LOST, Part.DEFAULT})
_LONGEST_ABOUT, _LONGEST_NOTE = 600, 1_000
_LONGEST_REASON = 2_500
_MOST_RESOURCES = 10
_MOST_MISSING = 30


@dataclass(frozen=True)
class _Limits:
    """Limits of one step of the shortening, in characters."""

    tables: int
    all_names: int
    """For each complete list of accounts; 0 for none."""
    problems: int
    hard: int
    """For each part that is hard to undo."""
    others: int
    """For each other part."""
    sentences: bool
    """Whether the other parts have sentences."""
    messages: int
    """For errors, for warnings, for notes and for checks."""


_LIMITS = (
    _Limits(40_000, 8_000, 20_000, 30_000, 40_000, sentences=True, messages=10_000),
    _Limits(0, 8_000, 20_000, 30_000, 40_000, sentences=True, messages=10_000),
    _Limits(0, 0, 15_000, 20_000, 25_000, sentences=True, messages=5_000),
    _Limits(0, 0, 12_000, 9_000, 4_000, sentences=False, messages=2_500),
    _Limits(0, 0, 10_000, 6_000, 1_500, sentences=False, messages=1_500),
)


def as_markdown(combined: Combined, *, full_report: str | None = None) -> str:
    """Return the report, shortened to the maximum length of a comment."""
    text = ""
    for limits in _LIMITS:
        text = "\n\n".join(_Writer(combined, limits, full_report).blocks()) + "\n"
        if length(without_actions(text)) <= LONGEST:  # as `liveperson ci comment` posts it
            break
    return text


def notice(name: str, message: str) -> str:
    """Return a comment that replaces the report of this name, because there is none."""
    heading = render(("Fleet ", *named(name), ": there is no report"))
    return f"{marker_of(name)}\n### {heading}\n\n{code_block(message, _LONGEST_NOTE)}\n"


@dataclass
class _Writer:
    """Writes the report within the limits of one step."""

    combined: Combined
    limits: _Limits
    full_report: str | None
    is_shortened: bool = False

    def blocks(self) -> Iterator[str]:
        combined, limits = self.combined, self.limits
        yield f"{marker_of(combined.name)}\n### {render(headline(combined))}"
        if origin_line(combined):
            yield render(origin_line(combined))
        if said := summary(combined):
            yield render(said)
        yield from self._problems()
        if combined.removed:
            yield f"> **{render(removed_title(combined))}**. {render(removed_remark(combined))}"
        yield from self._notes(combined.alerts)
        if self.full_report:
            yield f"All accounts and details: {location(self.full_report)}"
        yield from self._messages("Errors", combined.errors)
        for section in combined.sections:
            yield from self._section(section)
        notes = list(self._notes(combined.notes))
        yield from ["#### Notes", *notes] if notes else []
        yield from self._messages("Warnings", combined.warnings)
        yield from self._messages("Checks", combined.checks)
        yield from self._tables(limits.tables)
        if self.is_shortened:
            more = "see the page" if self.full_report else "for the complete report, use `--format html`"
            yield f"Shortened, because a comment has a maximum length: {more}."

    def _problems(self) -> Iterator[str]:
        combined = self.combined
        lines: list[str] = []
        for each in combined.problems:
            reason = render(problem_line(each), _LONGEST_REASON)
            words: Line = ("**", *problem_title(each), "**: ", *self._names(each.members))
            lines.append(f"> {render(words)}{': ' if reason else ''}{reason}")
        if combined.missing:
            names = [named(each.stack) for each in combined.missing]
            first = joined(names[:_MOST_MISSING], ", ")
            more = f" and {len(names) - _MOST_MISSING:,} more" if names[_MOST_MISSING:] else ""
            lines.append(
                f"> **{MISSING}: {count(len(names), 'account')}**: {render(first)}{more}. "
                f"{render(missing_remark())}"
            )
        yield from self._fitting(lines, self.limits.problems, "more problem", "\n>\n")
        if on := way_on(combined):
            yield render(on)

    def _section(self, section: Section) -> Iterator[str]:
        is_hard = section.part in _HARD_TO_UNDO
        full = is_hard or self.limits.sentences
        left = self.limits.hard if is_hard else self.limits.others
        if section.part is not Part.SAME:
            yield f"#### {section.part.value}"
            if period := periods(self.combined, section.part):
                yield render(period)
        hidden: list[Told] = []
        for block in section.blocks:
            text = "\n\n".join(self._block(section.part, block, full=full))
            left -= length(text) + 2
            if left < 0:
                hidden += block.told
            else:
                yield text
        if hidden:
            self.is_shortened = True
            accounts = len({each.stack for told in hidden for each in told.members})
            yield f"{count(len(hidden), 'more change')} in {count(accounts, 'account')}."

    def _block(self, part: Part, block: Block, *, full: bool) -> Iterator[str]:
        if part is Part.SAME:
            yield f"#### {render(block_heading(block))}"
            yield f"{render(self._names(block.members))}:"
        else:
            yield f"In {render(where(block.members, _FIRST_NAMES))}:"
        if full:
            yield "\n".join(f"- {render(line_of(each))}" for each in block.told)
        else:
            self.is_shortened = True
            yield f"{render(joined([(name_of(each),) for each in block.told], ', '))}."
        yield from self._all_names(block.members)

    def _names(self, members: Members) -> Line:
        return stacks(members, _FIRST_NAMES)

    def _all_names(self, members: Members) -> Iterator[str]:
        if len(members) <= _FIRST_NAMES + 1 or not self.limits.all_names:
            return
        text = "\n".join(f"- {render(ring)}: {render(names)}" for ring, names in by_ring(members))
        if length(text) <= self.limits.all_names:
            yield f"<details><summary>All {len(members):,} accounts</summary>\n\n{text}\n\n</details>"

    def _notes(self, notes: Sequence[Message]) -> Iterator[str]:
        every = len(self.combined.members)
        lines = []
        for each in notes:
            place = "" if len(each.members) == every else f"In {render(where(each.members, _FIRST_NAMES))}: "
            lines.append(f"{place}{render((External(shortened(each.text, _LONGEST_NOTE)),))}")
        yield from self._fitting(lines, self.limits.messages, "more note", "\n\n")

    def _messages(self, heading: str, found: Sequence[Message]) -> Iterator[str]:
        blocks: list[str] = []
        left = self.limits.messages
        for each in found:
            if left <= 0:
                break
            what = f"{render(named(each.title, strong=True))} in" if each.title else "In"
            names = limited([named(name) for name in each.resources], _MOST_RESOURCES)
            about = f", about {render(names, _LONGEST_ABOUT)}" if names else ""
            place = render(where(each.members, _FIRST_NAMES))
            block = f"{what} {place}{about}:\n\n{code_block(each.text, left)}"
            left -= length(block)
            blocks.append(block)
        if blocks:
            yield f"#### {heading}"
            yield from blocks
        if hidden := len(found) - len(blocks):
            self.is_shortened = True
            yield f"There {'is' if hidden == 1 else 'are'} {count(hidden, 'more message')}."

    def _fitting(self, lines: Sequence[str], most: int, more: str, separator: str) -> Iterator[str]:
        shown: list[str] = []
        for line in lines:
            most -= length(line) + len(separator)
            if most < 0:
                break
            shown.append(line)
        if shown:
            yield separator.join(shown)
        if hidden := len(lines) - len(shown):
            self.is_shortened = True
            yield f"{count(hidden, more)} not shown."

    def _tables(self, most: int) -> Iterator[str]:
        changes = [(each, each.content) for each in self.combined.told if isinstance(each.content, Change)]
        if not any(change.rows for _, change in changes):
            return
        found = [_table(told, change) for told, change in changes if change.rows] if most else []
        if not found or sum(map(length, found)) > most:
            self.is_shortened = True
            return
        yield "#### Before and after"
        yield from found


def _table(told: Told, change: Change) -> str:
    rows = [
        Row((External(each.label),), (External(each.before),), (External(each.after),))
        for each in change.rows
    ]
    return table_of(
        name_of(told).text,
        rows,
        "Before",
        "Now" if told.part is Part.DRIFT else "After",
        suffix=f", in {count(len(told.members), 'account')}",
    )
