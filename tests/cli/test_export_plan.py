"""Which resources there are to export, and how they are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.cli.export.names import resource_name
from pulumi_liveperson.cli.export.plan import Addition, plan
from pulumi_liveperson.cli.inventory.state import Managed
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.wire import Props
from tests.cli.accounts import OCCASIONS, REASONS
from tests.cli.commands import occasion, reason
from tests.cli.exported import lives, planned, resources
from tests.objects import event_wire

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

OLD_IS_THE_DEFAULT = (
    "only one object can be the default, and the resource old declares this for the id 8; if that is no "
    "longer correct, run `pulumi refresh` first"
)


def managed(id_: str, resource: str, declared: Props) -> Managed:
    urn = f"urn:pulumi:s::p::t::{resource}"
    return Managed(SPECIAL_OCCASION, id_, resource, urn, is_replaced=False, declared=declared)


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
            STATUS_REASON,
            each.id,
            each.name,
            f"urn:pulumi:s::p::t::{NUMBERED[each.name]}",
            is_replaced=False,
        )
        for each in listed
        if are_managed and each.name in others
    ]

    found = plan(selected if are_managed else listed, selected, known, [])

    assert resources(found.new) == {name: NUMBERED[name] for name in LUNCHES if name not in others}


def test_names_are_those_of_a_kind() -> None:
    found = planned({OCCASIONS: [occasion("Lunch")], REASONS: [reason("Lunch")]})

    assert [each.resource_name for each in found.new] == ["lunch", "lunch"]


def test_reasons_are_in_their_order_where_it_is_shown() -> None:
    found = planned(
        {REASONS: [reason("a", order=2), reason("c", order=1), reason("b"), reason("B", order=3)]}
    )

    assert [each.live.name for each in found.new] == ["c", "a", "B", "b"]


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
        "A &amp; B", "Shut", events=[event_wire("2026-12-24T00:00:00.000", "2026-12-24T23:59", name="x")]
    )
    found = lives({OCCASIONS: [live], REASONS: [reason("Lunch", order=4), reason("Break", order=5)]})
    program_ = [
        Addition(SPECIAL_OCCASION, "mine", inputs, in_component=False),
        Addition(
            STATUS_REASON, "yours", {"text": "Lunch", "state": "Online", "order": 4.0}, in_component=False
        ),
        Addition(STATUS_REASON, "break", {"text": "Break"}, in_component=True),
        Addition(STATUS_REASON, "no-object", {"text": "New"}, in_component=False),
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


def test_of_names_that_mean_the_same_each_keeps_its_own_resource() -> None:
    texts = ["A & B", "A &amp; B", "e\u0301", "é"]
    found = lives({OCCASIONS: [occasion(each) for each in texts]})
    program_ = [
        Addition(SPECIAL_OCCASION, f"r{place}", {"name": each, "description": "Closed"}, in_component=False)
        for place, each in enumerate(texts)
    ]

    both = plan(found, found, [], program_)
    one = plan(found[:1], found[:1], [], program_)

    assert resources(both.declared) == {each: f"r{place}" for place, each in enumerate(texts)}
    assert resources(one.declared) == {"A & B": "r0"}


def test_what_only_one_may_have_is_that_of_the_resource_that_declares_it() -> None:
    found = lives({OCCASIONS: [occasion("New", isDefault=True), occasion("Twin"), occasion("Other")]})
    known = [managed("7", "twin", {"name": "Twin"}), managed("8", "old", {"name": "Old", "is_default": True})]

    broken = {each.live.name: each.mistakes for each in plan(found, found, known, []).new}

    assert broken["Other"] == ()
    assert broken["New"] == (OLD_IS_THE_DEFAULT,)
    assert "the resource twin declares this for the id 7" in broken["Twin"][0]


@pytest.mark.parametrize("twin", ["Twin ", "\u00a0Twin", "T&#119;in"])
def test_of_twins_that_no_program_can_declare_together_the_first_is_exported(twin: str) -> None:
    found = lives({OCCASIONS: [occasion("Twin"), occasion(twin), occasion("Other")]})

    broken = {each.live.name: each.mistakes for each in plan(found, found, [], []).new}

    assert broken["Twin"] == broken["Other"] == ()
    assert broken[twin] == (
        (
            f"only one object can have the name {twin!r} or the name 'Twin', and the object with the id "
            "4400000000 does"
        ),
    )
    known = [managed("7", "twin", {"name": "Twin"})]
    assert "the resource twin declares this for the id 7" in str(
        plan(found, found, known, []).new[1].mistakes
    )


def _moments(zone: str) -> Props:
    return {
        "start": {"date_time": "2026-12-24T00:00:00", "time_zone": zone},
        "end": {"date_time": "2026-12-24T23:59:00", "time_zone": zone},
    }


def test_a_field_that_is_left_out_because_it_is_empty_is_no_broken_rule() -> None:
    live = occasion("Year end", events=[event_wire("2026-12-24T00:00:00", "2026-12-24T23:59:00")])
    del live["events"][0]["meta"]["name"], live["events"][0]["recurrence"]

    (found,) = planned({OCCASIONS: [live]}).new

    assert found.mistakes == ()
    assert found.declared["events"][0]["meta"] == {"working": False, "name": ""}
