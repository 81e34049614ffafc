"""The text of an exported program: what it means, and how it is laid out."""

import subprocess
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

import provider
from cli.export.code import Call, lines, literal
from cli.export.names import resource_name
from cli.export.objects import Exported
from cli.export.plan import Addition, Plan, plan
from cli.export.program import declarations, program
from cli.live.account import Live
from cli.live.state import Managed
from provider.liveperson.kinds import SPECIAL_OCCASION, STATUS_REASON, Kind
from provider.wire import Props, to_wire
from tests.cli.accounts import NASTY, OCCASIONS, REASONS, account
from tests.cli.commands import occasion, reason
from tests.engine.trial import ROOT

KINDS = {OCCASIONS: SPECIAL_OCCASION, REASONS: STATUS_REASON}
SEEDS = st.integers(0, 2**32)
_DEFAULTS: dict[Kind, Props] = {
    SPECIAL_OCCASION: {"is_default": False, "events": []},
    STATUS_REASON: {"state": "Away", "enabled": True},
}
TEXTS = st.text() | st.lists(st.sampled_from(NASTY), max_size=5).map("".join)
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
LUNCHES = ["lunch!", "Lunch", "lunch 2", "Import", "import", "None", "LUNCH"]
NUMBERED = {
    "lunch!": "lunch",
    "Lunch": "lunch-2",
    "lunch 2": "lunch-2-2",
    "Import": "import",
    "import": "import-2",
    "None": "none",
    "LUNCH": "lunch-3",
}


def event(start: str, end: str, **fields: Any) -> Props:
    zone = fields.get("zone", "Europe/Lisbon")
    return {
        "meta": {"working": fields.get("working", False), "name": fields.get("name", "closed")},
        "start": {"dateTime": start, "timeZone": zone},
        "end": {"dateTime": end, "timeZone": zone},
        "recurrence": [f"RRULE:FREQ=DAILY;COUNT={fields['count']};INTERVAL=1"] if "count" in fields else [],
    }


def lives(objects: dict[str, list[Props]]) -> list[Live]:
    found = [(KINDS[collection], wire) for collection, wires in objects.items() for wire in wires]
    return [Live(kind, {"id": place, **wire}, "7") for place, (kind, wire) in enumerate(found, 4400000000)]


def planned(objects: dict[str, list[Props]]) -> Plan:
    found = lives(objects)
    return plan(found, found, [], [])


def resources(found: Iterable[Exported]) -> dict[str, str]:
    return {each.live.name: each.resource_name for each in found}


def formatted(text: str) -> str:
    """Return what `ruff format` makes of a program in the folder of this project's programs."""
    done = subprocess.run(
        ["ruff", "format", "--stdin-filename", ROOT / "stacks" / "exported.py", "-"],
        cwd=ROOT,
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, (done.stderr, text)
    return done.stdout.decode()


def declared(text: str) -> dict[tuple[str, str], Props]:
    """Run a program, and return what its resources declare, by type and name."""
    found: dict[tuple[str, str], Props] = {}

    def stand_in(kind: str) -> Any:
        def resource(name: str, /, **fields: Any) -> None:
            assert (kind, name) not in found
            found[kind, name] = fields

        return resource

    with mock.patch.multiple(
        provider, **{each.type_name: stand_in(each.type_name) for each in KINDS.values()}
    ):
        module: dict[str, Any] = {}
        exec(compile(text, "program", "exec"), module)  # noqa: S102 - the real resources need an engine
        module["program"]()
    return found


def test_what_the_helpers_say_is_said_by_them_and_the_rest_as_plain_dicts() -> None:
    events = [
        event("2026-12-24T00:00:00", "2026-12-24T23:59:00"),
        event("2026-12-24T00:00:00", "2026-12-24T23:59:00", name="Year end", count=9),
        event("2026-12-24T08:00:00", "2026-12-24T22:30:00", working=True, name="open"),
        event(
            *("2026-12-24T08:00:30", "2026-12-24T22:30:00"),
            working=True,
            name="Long",
            count=400,
            zone="Asia/Tokyo",
        ),
        event("2026-12-24T00:00:00", "2026-12-24T23:59:00", working=True, name="open all day"),
        event("2026-12-24", "2026-12-25", working=True),
        event("2026-12-24T22:00:00", "2026-12-25T06:00:00", count=2),
        event("2026-12-24T00:00:00", "2026-12-24T23:59:00", count=1),
    ]
    reasons = [reason("Lunch"), reason("Training", "Occupied", enabled=False)]
    objects = {REASONS: reasons, OCCASIONS: [occasion("Year end", events=events)]}

    text = program(planned(objects).new, "71234567")

    body = "".join(f"    {line}\n" for line in DECLARED.splitlines())
    assert text == (
        '"""The objects of account 71234567, as they were exported."""\n'
        "\n"
        "from provider import SpecialOccasion, StatusReason, closed, open_all_day, open_hours\n"
        "\n"
        "\n"
        "def program() -> None:\n"
        '    """Declare the account."""\n'
        f"{body}"
    )
    assert declarations(planned(objects).new) == body


def test_a_time_zone_that_all_events_are_in_has_a_name() -> None:
    events = [event("2026-12-24T00:00:00", "2026-12-24T23:59:00"), event("2027-01-01", "2027-01-02")]

    text = program(planned({OCCASIONS: [occasion("Year end", events=events)]}).new, "71234567")

    assert '\nZONE = "Europe/Lisbon"\n' in text
    assert '        closed("2026-12-24", time_zone=ZONE),\n' in text
    assert '"start": {"date_time": "2027-01-01", "time_zone": ZONE},' in text.replace("\n", "")
    assert formatted(text) == text


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


@given(TEXTS)
def test_a_text_is_a_literal_of_the_same_text_on_one_line_that_shows_all_of_it(text: str) -> None:
    written = literal(text)

    assert eval(written) == text  # noqa: S307 - a literal, as the next lines see to
    assert len(written.splitlines()) == 1
    assert all(each.isprintable() for each in written)
    assert not set(written) & set("\u3164\u2800\u115f")
    assert formatted(f"x = {written}\n") == f"x = {written}\n"


@given(
    st.dictionaries(st.sampled_from("abcde"), TEXTS | st.booleans() | st.lists(TEXTS, max_size=3)),
    st.integers(0, 9),
)
def test_a_call_is_laid_out_as_the_formatter_would(named: dict[str, Any], depth: int) -> None:
    outside = "".join(f"{'    ' * each}if True:\n" for each in range(depth))

    text = outside + "".join(f"{line}\n" for line in lines(Call("call", ["x"], named), depth))

    assert formatted(text) == text


@pytest.mark.parametrize("length", range(60, 130))
def test_a_long_text_is_broken_where_the_formatter_keeps_it_so(length: int) -> None:
    words = ("word " * 50)[:length]

    text = "\n".join(lines(Call("StatusReason", ["x"], {"text": words, "state": "Away"}))) + "\n"

    assert formatted(text) == text
    assert max(map(len, text.splitlines())) <= 110


@pytest.mark.parametrize(
    ("called", "named"),
    [
        ("Bank holidays 2026", "bank-holidays-2026"),
        ("  Out -- of   office! ", "out-of-office"),
        ("class", "class"),
        ("Férias & Straße", "ferias-strasse"),
        ("snake_case", "snake-case"),
        ("クリスマス 2026", "クリスマス-2026"),
        ("दिवाली", "दिवाली"),
        ("\u202eLunch\u2066\n", "lunch"),
        ("🎄🎄", "special-occasion"),
        ("\u3164", "special-occasion"),
        ("x" * 200, "x" * 60),
        (f"{'x' * 59} yes", "x" * 59),
    ],
)
def test_a_resource_is_named_after_its_object(called: str, named: str) -> None:
    assert resource_name(called, "special occasion", set()) == named


def test_objects_that_would_have_one_name_are_numbered_by_their_ids() -> None:
    assert resources(planned({REASONS: [reason(each) for each in LUNCHES]}).new) == NUMBERED


@given(st.sets(st.sampled_from(LUNCHES)), st.booleans())
def test_a_number_stays_whatever_is_managed_or_left_out(others: set[str], are_managed: bool) -> None:  # noqa: FBT001 - drawn
    listed = lives({REASONS: [reason(each) for each in LUNCHES]})
    selected = [each for each in listed if each.name not in others]
    known = [
        Managed(
            STATUS_REASON, each.id, each.name, f"urn:pulumi:s::p::t::{NUMBERED[each.name]}", is_going=False
        )
        for each in listed
        if are_managed and each.name in others
    ]

    found = plan(selected if are_managed else listed, selected, known, [])

    assert resources(found.new) == {name: NUMBERED[name] for name in LUNCHES if name not in others}


def test_names_are_those_of_a_kind() -> None:
    found = planned({OCCASIONS: [occasion("Lunch")], REASONS: [reason("Lunch")]})

    assert [each.resource_name for each in found.new] == ["lunch", "lunch"]


def test_reasons_stand_in_their_order_where_that_is_shown() -> None:
    found = planned(
        {REASONS: [reason("a", order=2), reason("c", order=1), reason("b"), reason("B", order=3)]}
    )

    assert [each.live.name for each in found.new] == ["c", "a", "B", "b"]


def test_what_breaks_a_rule_is_a_comment_that_names_the_rule() -> None:
    fractional = event("2026-12-24T00:00:00.5", "2026-12-24T23:59:00", count=2)
    objects = {
        OCCASIONS: [
            occasion("Undescribed", ""),
            occasion("Fractional\n\u202e", events=[fractional, {"meta": 7}, "soon"]),
            occasion("Default", isDefault=True),
            occasion("Other default", isDefault=True),
            occasion("n" * 51),
        ],
        REASONS: [reason("A & B"), reason("Lunch"), reason("Lunch"), reason("Odd", "Asleep")],
    }

    found = planned(objects).new
    text = program(found, "71234567")

    broken = {each.live.id: each.mistakes for each in found if each.mistakes}
    assert {id_[-1]: [each.partition(":")[0] for each in mistakes] for id_, mistakes in broken.items()} == {
        "0": ["description"],
        "1": ["events[0].start.date_time", "events[1].end", "events[1].meta", "events[1].start", "events[2]"],
        "3": ["only one object can be the default, and the id 4400000002 does"],
        "4": ["name"],
        "5": ["text"],
        "7": ["only one object can have the text 'Lunch', and the id 4400000006 does"],
        "8": ["state"],
    }
    assert sorted(declared(text)) == [("SpecialOccasion", "default"), ("StatusReason", "lunch")]
    assert formatted(text) == text
    assert max(map(len, text.splitlines())) <= 110
    for part in (
        "    # The special occasion Undescribed, id 4400000000:\n    # - description: must not be empty\n",
        "    # The special occasion Fractional⏎[U+202E], id 4400000001:\n",
        '    #             "start": {"date_time": "2026-12-24T00:00:00.5", "time_zone": "Europe/Lisbon"},\n',
        '    # StatusReason("a-b", text="A & B", state="Away", enabled=True)\n',
    ):
        assert part in text


def test_a_program_may_hold_nothing_but_comments() -> None:
    text = program(planned({OCCASIONS: [occasion("Undescribed", "")]}).new, "71234567")

    assert declared(text) == {}
    assert formatted(text) == text


def test_what_a_program_declares_already_keeps_its_name_and_its_words() -> None:
    inputs = {
        "__provider": "x",
        "name": "A & B",
        "description": "Closed",
        "is_default": False,
        "events": [{"meta": {"working": False, "name": "x"}, "recurrence": [], **_moments("Europe/Lisbon")}],
        "on_conflict": "overwrite",
    }
    live = occasion(
        "A &amp; B", "Shut", events=[event("2026-12-24T00:00:00.000", "2026-12-24T23:59", name="x")]
    )
    found = lives({OCCASIONS: [live], REASONS: [reason("Lunch", order=4), reason("Break", order=5)]})
    program_ = [
        Addition(SPECIAL_OCCASION, "mine", inputs, is_inside=False),
        Addition(STATUS_REASON, "yours", {"text": "Lunch", "state": "Online", "order": 4.0}, is_inside=False),
        Addition(STATUS_REASON, "break", {"text": "Break"}, is_inside=True),
        Addition(STATUS_REASON, "no-object", {"text": "New"}, is_inside=False),
    ]

    planned_ = plan(found, found, [], program_)

    assert [(each.resource_name, each.mistakes) for each in planned_.declared] == [
        ("mine", ()),
        ("yours", ()),
    ]
    mine, yours = (each.declared for each in planned_.declared)
    kept = {name: value for name, value in inputs.items() if name != "__provider"}
    assert mine == {**kept, "description": "Shut"}
    assert yours == {"text": "Lunch", "state": "Away", "enabled": True, "order": 4}
    assert [each.resource_name for each in planned_.inside] == ["break"]
    assert planned_.new == ()


def _moments(zone: str) -> Props:
    return {
        "start": {"date_time": "2026-12-24T00:00:00", "time_zone": zone},
        "end": {"date_time": "2026-12-24T23:59:00", "time_zone": zone},
    }


def test_a_field_that_is_left_out_because_it_is_empty_is_no_broken_rule() -> None:
    live = occasion("Year end", events=[event("2026-12-24T00:00:00", "2026-12-24T23:59:00")])
    del live["events"][0]["meta"]["name"], live["events"][0]["recurrence"]

    (found,) = planned({OCCASIONS: [live]}).new

    assert found.mistakes == ()
    assert found.declared["events"][0]["meta"] == {"working": False, "name": ""}


def test_many_statements_in_one_function_are_no_finding_of_the_linter(tmp_path: Path) -> None:
    objects = {REASONS: [reason(f"Reason {number} {'word ' * 15}") for number in range(60)]}
    file = tmp_path / "stacks" / "exported.py"
    file.parent.mkdir()
    (file.parent / "__init__.py").write_text('"""Stack programs."""\n')
    file.write_text(program(planned(objects).new, "71234567"))

    done = subprocess.run(
        ["ruff", "check", "--no-cache", "--config", ROOT / "pyproject.toml", file],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "All checks passed!\n")
