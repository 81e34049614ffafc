"""The text of an exported program: what it declares, and what is a comment."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.cli.export.program import declarations, program
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.wire import Props, to_wire
from tests.cli.accounts import OCCASIONS, REASONS, account
from tests.cli.commands import occasion, reason
from tests.cli.exported import declared, formatted, planned
from tests.engine.trial import ROOT
from tests.objects import event_wire
from tests.processes import ran

SEEDS = st.integers(0, 2**32)
_DEFAULTS: dict[Kind, Props] = {
    SPECIAL_OCCASION: {"is_default": False, "events": []},
    STATUS_REASON: {"state": "Away", "enabled": True},
}
DECLARED = """\
SpecialOccasion(
    "year-end",
    name="Year end",
    description="Closed",
    events=[
        closed("2026-12-24", time_zone="Europe/Lisbon"),
        closed("2026-12-24", days=9, time_zone="Europe/Lisbon", name="Year end"),
        open_hours("2026-12-24", "08:00", "22:30", time_zone="Europe/Lisbon"),
        open_hours("2026-12-24", "08:00:30", "22:30", days=400, time_zone="Asia/Tokyo", name="Long"),
        open_all_day("2026-12-24", time_zone="Europe/Lisbon"),
        {
            "meta": {"working": True, "name": "closed"},
            "start": {"date_time": "2026-12-24", "time_zone": "Europe/Lisbon"},
            "end": {"date_time": "2026-12-25", "time_zone": "Europe/Lisbon"},
        },
        {
            "meta": {"working": False, "name": "closed"},
            "start": {"date_time": "2026-12-24T22:00:00", "time_zone": "Europe/Lisbon"},
            "end": {"date_time": "2026-12-25T06:00:00", "time_zone": "Europe/Lisbon"},
            "recurrence": ["RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1"],
        },
        {
            "meta": {"working": False, "name": "closed"},
            "start": {"date_time": "2026-12-24T00:00:00", "time_zone": "Europe/Lisbon"},
            "end": {"date_time": "2026-12-24T23:59:00", "time_zone": "Europe/Lisbon"},
            "recurrence": ["RRULE:FREQ=DAILY;COUNT=1;INTERVAL=1"],
        },
    ],
)
StatusReason("lunch", text="Lunch")
StatusReason("training", text="Training", state="Occupied", enabled=False)
"""


def test_what_the_helpers_say_is_said_by_them_and_the_rest_as_plain_dicts() -> None:
    events = [
        event_wire("2026-12-24T00:00:00", "2026-12-24T23:59:00"),
        event_wire("2026-12-24T00:00:00", "2026-12-24T23:59:00", name="Year end", count=9),
        event_wire("2026-12-24T08:00:00", "2026-12-24T22:30:00", working=True, name="open"),
        event_wire(
            *("2026-12-24T08:00:30", "2026-12-24T22:30:00"),
            working=True,
            name="Long",
            count=400,
            zone="Asia/Tokyo",
        ),
        event_wire("2026-12-24T00:00:00", "2026-12-24T23:59:00", working=True, name="open all day"),
        event_wire("2026-12-24", "2026-12-25", working=True),
        event_wire("2026-12-24T22:00:00", "2026-12-25T06:00:00", count=2),
        event_wire("2026-12-24T00:00:00", "2026-12-24T23:59:00", count=1),
    ]
    reasons = [reason("Lunch"), reason("Training", "Occupied", enabled=False)]
    objects = {REASONS: reasons, OCCASIONS: [occasion("Year end", events=events)]}

    text = program(planned(objects).new, "71234567")

    body = "".join(f"    {line}\n" for line in DECLARED.splitlines())
    assert text == (
        '"""The objects of account 71234567 at the time of the export."""\n'
        "\n"
        "from pulumi_liveperson import SpecialOccasion, StatusReason, closed, open_all_day, open_hours\n"
        "\n"
        "\n"
        "def program() -> None:\n"
        '    """Declare the account."""\n'
        f"{body}"
    )
    assert declarations(planned(objects).new, {}, []) == body


def test_a_time_zone_that_all_events_are_in_has_a_name() -> None:
    events = [
        event_wire("2026-12-24T00:00:00", "2026-12-24T23:59:00"),
        event_wire("2027-01-01", "2027-01-02"),
    ]

    text = program(planned({OCCASIONS: [occasion("Year end", events=events)]}).new, "71234567")

    assert '\nZONE = "Europe/Lisbon"\n' in text
    assert '        closed("2026-12-24", time_zone=ZONE),\n' in text
    assert '"start": {"date_time": "2027-01-01", "time_zone": ZONE},' in text.replace("\n", "")
    assert formatted(text) == text
    alone = program(planned({OCCASIONS: [occasion("Year end", events=events[:1])]}).new, "71234567")
    assert 'closed("2026-12-24", time_zone="Europe/Lisbon")' in alone


@pytest.mark.threat("foreign-program")
@given(SEEDS)
def test_a_program_declares_what_the_account_holds_and_is_formatted(seed: int) -> None:
    objects = account(Random(seed), 12)  # noqa: S311 - no secret
    found = planned(objects).new

    text = program(found, "71234567")

    assert formatted(text) == text
    said = declared(text)
    assert len(said) == len(found) == sum(map(len, objects.values()))
    for each in found:
        kind = each.live.kind
        assert each.mistakes == ()
        props = _DEFAULTS[kind] | said[kind.type_name, each.resource_name]
        assert kind.differences(to_wire(props), each.live.wire) == []


def test_what_breaks_a_documented_rule_is_declared_as_unchecked() -> None:
    fractional = event_wire("2026-12-24T00:00:00.5", "2026-12-24T23:59:00", count=2)
    objects = {
        OCCASIONS: [
            occasion("Undescribed", ""),
            occasion("Fractional\n\u202e", events=[fractional, {"meta": 7}, "soon"]),
            occasion("n" * 51),
        ],
        REASONS: [reason("A & B"), reason("Odd", "Asleep")],
    }

    found = planned(objects).new
    text = program(found, "71234567")

    assert {each.live.id[-1]: each.unchecked for each in found} == {
        "0": ("description",),
        "1": ("events",),
        "2": ("name",),
        "3": ("text",),
        "4": ("state",),
    }
    said = declared(text)
    for each in found:
        kind = each.live.kind
        assert each.mistakes == ()
        props = _DEFAULTS[kind] | said[kind.type_name, each.resource_name]
        assert kind.differences(to_wire(props), each.live.wire) == []
    assert formatted(text) == text
    for part in (
        'SpecialOccasion("undescribed", name="Undescribed", description=unchecked(""))\n',
        'StatusReason("a-b", text=unchecked("A & B"))\n',
        '           "start": {"date_time": "2026-12-24T00:00:00.5", "time_zone": "Europe/Lisbon"},\n',
        "from pulumi_liveperson import SpecialOccasion, StatusReason, unchecked\n",
    ):
        assert part in text


def test_what_no_program_can_declare_is_a_comment_that_says_why() -> None:
    objects = {
        OCCASIONS: [
            occasion("Default", isDefault=True),
            occasion("Other default\n\u202e", isDefault=True),
            {**occasion("No name"), "name": None},
        ],
        REASONS: [reason("Lunch"), reason("Lunch"), reason("A & B", enabled="perhaps")],
    }

    found = planned(objects).new
    text = program(found, "71234567")

    broken = {each.live.id: each.mistakes for each in found if each.mistakes}
    assert {id_[-1]: [each.partition(":")[0] for each in mistakes] for id_, mistakes in broken.items()} == {
        "1": ["only one object can be the default, and the object with the id 4400000000 does"],
        "2": ["name"],
        "4": ["only one object can have the text 'Lunch', and the object with the id 4400000003 does"],
        "5": ["enabled"],
    }
    assert sorted(declared(text)) == [("SpecialOccasion", "default"), ("StatusReason", "lunch")]
    assert formatted(text) == text
    assert max(map(len, text.splitlines())) <= 110
    for part in (
        "    # The special occasion Other default⏎[U+202E], id 4400000001:\n    # - only one object can ",
        '    # StatusReason("lunch-2", text="Lunch", state="Away", enabled=True)\n',
    ):
        assert part in text


def test_a_program_may_hold_nothing_but_comments() -> None:
    text = program(planned({REASONS: [reason("Odd", enabled="perhaps")]}).new, "71234567")

    assert declared(text) == {}
    assert formatted(text) == text


def test_many_statements_in_one_function_are_no_finding_of_the_linter(tmp_path: Path) -> None:
    objects = {REASONS: [reason(f"Reason {number} {'word ' * 15}") for number in range(60)]}
    file = tmp_path / "stacks" / "exported.py"
    file.parent.mkdir()
    (file.parent / "__init__.py").write_text('"""Stack programs."""\n')
    file.write_text(program(planned(objects).new, "71234567"))

    done = ran(["ruff", "check", "--no-cache", "--config", ROOT / "pyproject.toml", file])

    assert (done.returncode, done.stdout) == (0, "All checks passed!\n")
