"""The column of docs/simulator.md that says on how many accounts each rule was observed.

`make docs` writes it from the contributed results in docs/profiles.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from liveperson_simulator.knobs import BY_NAME
from tests.docs.profiles import PROFILES, Result, contributed, loaded
from tests.docs.workspace import ROOT

PAGE = ROOT / "docs" / "simulator.md"
HEAD = ("Rule", "LivePerson's page", "How certain", "Knob or question", "Proof")

AGREE: Mapping[str, frozenset[str]] = {}
"""For each question of the probe without a knob: the values with which an account follows the rule.

To connect a question with its rule, write its name into the rule's column "Knob or question", and the values
here.
"""
AGREE_IN_RULE: Mapping[str, Mapping[str, frozenset[str]]] = {
    "If it is returned, it is a sequence from 1": {"order_policy": frozenset({"append", "prepend"})},
}
"""The same for rules, by their first words, that are not about the default of a knob."""


@dataclass(frozen=True)
class Rule:
    """A row of a table: the rule, how certain it is, and the names of its knobs and questions."""

    text: str
    certain: str
    names: tuple[str, ...]

    @property
    def source(self) -> str:
        """Whether current pages of LivePerson say the rule, or a part of it."""
        if self.certain.startswith("a rule of the simulator"):
            return "of the simulator"
        if self.certain in ("documented", "documented, seen in traffic"):
            return "documented"
        return "documented in part" if re.match(r"(\w+ ){0,2}documented\b", self.certain) else "assumed"

    def agreeing(self, name: str) -> frozenset[str]:
        """Return the values of a question with which an account follows this rule."""
        for beginning, names in AGREE_IN_RULE.items():
            if self.text.startswith(beginning) and name in names:
                return names[name]
        return frozenset({BY_NAME[name].values[0]}) if name in BY_NAME else AGREE[name]


def proof(rule: Rule, results: Sequence[Result]) -> str:
    """Return what was observed about a rule: on how many accounts, and what else others do."""
    agreeing, others = 0, list[str]()
    for result in results:
        seen = {(name, value) for name in rule.names for value in observed(result, name)}
        different = sorted(f"`{name}` {value}" for name, value in seen if value not in rule.agreeing(name))
        if different:
            others.append(", ".join(different))
        elif seen:
            agreeing += 1
    if not agreeing and not others:
        return rule.source
    parts = [f"observed on {_accounts(agreeing)}"] if agreeing else [rule.source]
    if others:
        values = "; ".join(f"{each} on {others.count(each)}" for each in sorted({*others}))
        parts.append(f"different on {_accounts(len(others))} ({values})")
    return ", ".join(parts)


def observed(result: Result, name: str) -> set[str]:
    """Return the values of a question on one account; several, if kinds of objects differ."""
    rows = [each for each in result["questions"] if each["name"] == name]
    return {each["observed"] for each in rows if each["observed"] is not None}


def rules(page: str) -> Iterator[tuple[str, Rule]]:
    """Yield the rows of rules with their rules."""
    is_rule = False
    for line in page.splitlines():
        cells = _cells(line)
        if cells[:1] == [HEAD[0]]:
            is_rule = True
        elif not cells:
            is_rule = False
        elif is_rule and not line.startswith("|---"):
            yield line, Rule(cells[0], cells[2], tuple(re.findall(r"`(\w+)`", cells[3])))


def written(page: str, results: Sequence[Result]) -> str:
    """Return the page with the column of what was observed."""
    for line, rule in rules(page):
        cells = [*_cells(line)[: len(HEAD) - 1], proof(rule, results)]
        page = page.replace(f"{line}\n", "| " + " | ".join(cells) + " |\n")
    return page


def page(folder: Path = PROFILES) -> str:
    """Return the page as it has to be with the contributed results in a folder."""
    return written(PAGE.read_text(), [loaded(path) for path in contributed(folder)])


def _cells(line: str) -> list[str]:
    return [each.strip() for each in line[1:-1].split("|")] if line.startswith("|") else []


def _accounts(number: int) -> str:
    return "1 account" if number == 1 else f"{number} accounts"
