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

_VALUES: Mapping[str, Sequence[str]] = {
    "same": ["id_revision", "default_handover_revision"],
    "stale": ["larger_if_match"],
    "304": ["get_if_match"],
    "200": ["get_minus_one", "description_length"],
    "201": ["skill_create_status"],
    "array": ["array_create"],
    "50": ["batch_size", "name_length"],
    "404 code 12": ["delete_of_deleted"],
    "deleted": ["delete_effect"],
    "distinct": ["unique_blanks", "unique_composition"],
    "accept": [
        "unknown_parameters",
        "method_override",
        "occasion_without_events",
        "unset_default",
        "date_and_time",
        "same_date_as_start_and_end",
        "seconds_in_times",
        "any_minute_in_times",
        "seconds_in_shifts",
        "any_minute_in_shifts",
        "working_count_400",
        "several_events_on_one_date",
        "several_zones",
        "end_of_23_59",
        "end_at_next_midnight",
        "dates_of_a_full_day",
        "old_start_in_create",
        "old_start_in_put",
        "overlapping_shifts",
        "missing_state",
    ],
    "reject400": [
        "empty_description",
        "missing_is_default",
        "different_zones_of_start_and_end",
        "end_before_start",
        "day_off_count_31",
        "end_of_24_00",
        "skill_references_unknown_id",
        "skill_references_other_kind",
    ],
    "yes": ["default_handover_in_create", "default_handover_in_update"],
    "none": ["other_zone_names"],
    "summary": ["list_content"],
    "all": ["delete_several", "reason_accepted_characters"],
    "kept": ["skill_deleted_hours_id", "skill_unknown_field"],
    "100": ["reason_length"],
    "less-than, greater-than, quote, ampersand, tab": ["reason_refused_characters"],
    "at least 255": ["skill_name_length", "skill_description_length"],
    "cleared": ["skill_description_null", "skill_hours_cleared_by_null", "skill_hours_cleared_by_absence"],
    "accepted": [
        "skill_transfer_list_null",
        "skill_description_empty",
        "skill_lobs_empty",
        "skill_wait_as_text",
        "skill_post_array",
        "skill_put_collection",
        "skill_delete_listed",
    ],
    "as_null": ["skill_transfer_list_empty"],
    "ignored": ["skill_date_updated_sent"],
    "list": ["shift_status_answer"],
    "each_day": ["daily_rule"],
    "each": ["occasion_zones"],
    "no effect": ["manual_with_default"],
    "at once": ["hours_take_effect"],
}
AGREE: Mapping[str, frozenset[str]] = {
    name: frozenset({value}) for value, names in _VALUES.items() for name in names
}
"""For each question of the probe without a knob: the values with which an account follows the rule.

To connect a question with its rule, write its name into the rule's column "Knob or question", and the values
here.
"""
AGREE_IN_RULE: Mapping[str, Mapping[str, frozenset[str]]] = {
    "If it is returned, it is a sequence from 1": {"order_policy": frozenset({"append", "prepend"})},
    "Lists contain complete objects": {"list_content": frozenset({"complete"})},
}
"""The same for rules, by their first words, that are not about the default of a knob."""

_HOURS = frozenset({"special occasions", "workdays objects"})
KINDS_OF_RULE: Mapping[str, frozenset[str]] = {
    "Lists contain `id`, `name`, `deleted`, `isDefault`": _HOURS,
    "Lists contain complete objects": frozenset({"status reasons"}),
    "Lists contain `id`, `deleted`, `name` unless": frozenset({"skills"}),
}
"""The kinds of objects of rules, by their first words, whose question is also asked about other kinds."""
NOT_OF_A_RULE: Mapping[str, str] = {
    "throttled": "It depends on who else sends requests; `rate_limit` is about the limit.",
    "hours_agree": "It compares with the provider, and not with a rule of the simulator.",
}
"""The questions of the probe that belong to no rule, each with the reason."""


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

    def is_about(self, objects: str | None) -> bool:
        """Return whether the rule is about a kind of objects."""
        kinds = (kinds for beginning, kinds in KINDS_OF_RULE.items() if self.text.startswith(beginning))
        return objects in next(kinds, {objects})

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
        seen = {(name, value) for name in rule.names for value in observed(result, name, rule)}
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


def observed(result: Result, name: str, rule: Rule) -> set[str]:
    """Return the values of a question on one account; several, if kinds of objects differ."""
    rows = [each for each in result["questions"] if each["name"] == name and rule.is_about(each["objects"])]
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
