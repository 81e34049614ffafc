"""Fills the template of the page."""

from dataclasses import dataclass
from pathlib import Path

from pulumi_liveperson.escaping import visible
from pulumi_liveperson.fleet.combined.document import Change
from pulumi_liveperson.fleet.combined.model import Block, Combined, Section, Told
from pulumi_liveperson.fleet.combined.page.matrix import SIGNS, matrix
from pulumi_liveperson.fleet.combined.parts import Part
from pulumi_liveperson.fleet.combined.sentences import (
    block_heading,
    by_ring,
    headline,
    in_accounts,
    line_of,
    name_of,
    origin_line,
    outcome,
    periods,
    removed_remark,
    removed_title,
    stacks,
    summary,
    title,
    where,
)
from pulumi_liveperson.fleet.combined.unfinished import (
    MISSING,
    PROBLEMS,
    missing_remark,
    problem_line,
    way_on,
)
from pulumi_liveperson.review.lines import External, Line, plain
from pulumi_liveperson.review.page.templates import STYLE, environment, style

_FOLDER = Path(__file__).parent
_MOST_CARDS = 1_000
_MOST_MESSAGES = 100
_FIRST_NAMES = 8
_HUES = {Part.LOST: "lost", Part.SAME: "changed", Part.ONE: "changed", Part.GAINED: "hours"}
_SIGNS = {Part.LOST: "◷", Part.GAINED: "◷", Part.SAME: "≠", Part.ONE: "≠", Part.OTHERS: "…"}


@dataclass(frozen=True)
class _Card:
    """A change."""

    told: Told
    details: Line
    """The text in brackets after the name, such as a time zone; may be empty."""
    sentence: Line
    rows: tuple[tuple[str, str, str], ...]

    @property
    def kind(self) -> str:
        """Return the kind of the object; empty for hours and other changes."""
        return self.told.content.kind if isinstance(self.told.content, Change) else ""


@dataclass(frozen=True)
class _Page:
    """The parts of the page, as far as it has room for their changes."""

    combined: Combined
    shown: frozenset[int]

    def cards(self, block: Block) -> list[_Card]:
        """Return the changes that are shown."""
        return [_card(each) for each in block.told if each.number in self.shown]

    def blocks(self, section: Section) -> list[Block]:
        """Return the blocks of which a change is shown."""
        return [each for each in section.blocks if any(told.number in self.shown for told in each.told)]

    def left_out(self, section: Section) -> int:
        """Return the number of changes of a part that are not shown."""
        numbers = [told.number for block in section.blocks for told in block.told]
        return len([each for each in numbers if each not in self.shown])


def as_page(combined: Combined) -> str:
    """Return the report as an HTML page."""
    shown = frozenset(each.number for each in combined.told[:_MOST_CARDS])
    environment_ = environment(_FOLDER)
    environment_.globals |= {
        "MOST_MESSAGES": _MOST_MESSAGES,
        "FIRST_NAMES": _FIRST_NAMES,
        "MISSING": MISSING,
        "PROBLEMS": PROBLEMS,
        "SIGNS": SIGNS,
        "PARTS": Part,
        "block_heading": block_heading,
        "by_ring": by_ring,
        "in_accounts": in_accounts,
        "name_of": name_of,
        "periods": periods,
        "problem_line": problem_line,
        "removed_remark": removed_remark,
        "removed_title": removed_title,
        "stacks": stacks,
        "where": where,
        "hue": lambda part: _HUES.get(part, part.name.lower()),
        "sign": _sign,
        "accounts_of": _accounts_of,
    }
    return environment_.get_template("fleet.html.jinja").render(
        combined=combined,
        page=_Page(combined, shown),
        matrix=matrix(combined, shown),
        title=visible(plain(headline(combined))),
        name=title(combined),
        outcome=outcome(combined),
        origin=origin_line(combined),
        summary=summary(combined),
        way_on=way_on(combined),
        missing_remark=missing_remark(),
        **style((STYLE, _FOLDER / "fleet.css")),
    )


def _card(told: Told) -> _Card:
    line = line_of(told)
    name = name_of(told)
    rest = plain(line).removeprefix(name.text)
    details, colon, sentence = rest.partition(": ")
    has_details = colon and (not details or (details.startswith(" (") and details.endswith(")")))
    content = told.content
    return _Card(
        told,
        (External(details[2:-1]),) if has_details and details else (),
        (External(sentence if has_details else rest),),
        tuple((each.label, each.before, each.after) for each in content.rows)
        if isinstance(content, Change)
        else (),
    )


def _sign(part: Part) -> str:
    return _SIGNS.get(part) or SIGNS[part.name.lower()][0]


def _accounts_of(section: Section) -> int:
    return len({each.stack for block in section.blocks for each in block.members})
