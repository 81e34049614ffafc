"""What counts as a difference between two sides, and in which words."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson import closed, open_hours
from tests.cli.commands import occasion, reason
from tests.cli.sides import compared, declared, event, live, told

NEW_YEAR = event(**closed("2027-01-01", time_zone="Europe/London", name="New Year's Day"))
EPIPHANY = event(**closed("2027-01-06", time_zone="Europe/London"))
EVENING = event(**open_hours("2027-01-04", "08:00", "20:00", time_zone="Europe/London"))


def test_an_account_that_holds_what_is_declared_is_equal() -> None:
    objects = [occasion("Holidays", events=[NEW_YEAR, EPIPHANY]), reason("Lunch")]

    found = compared(declared(*objects), live(*reversed(objects)))

    assert found.is_equal
    assert found.equal == 2


def test_ids_revisions_and_what_liveperson_adds_are_no_difference() -> None:
    one, other = occasion("Holidays"), occasion("Holidays", dateUpdated="2026-01-01", ac_revision="7")

    assert told(live(one), live(other)) == {}


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ({"description": "Closed"}, {"description": " Closed\n"}),
        ({"description": "A & B"}, {"description": "A &amp; B"}),
        ({"events": [NEW_YEAR, EPIPHANY]}, {"events": [EPIPHANY, NEW_YEAR]}),
        ({"isDefault": False}, {"isDefault": None}),
        (
            {"events": [NEW_YEAR]},
            {"events": [{**NEW_YEAR, "start": {"dateTime": "2027-01-01T00:00", "timeZone": "GB"}}]},
        ),
    ],
)
def test_what_liveperson_writes_otherwise_means_the_same(
    written: dict[str, Any], held: dict[str, Any]
) -> None:
    assert told(declared(occasion("Holidays", **written)), live(occasion("Holidays", **held))) == {}


def test_two_accounts_are_no_copies_of_each_other_that_liveperson_may_have_escaped() -> None:
    plain, escaped = occasion("Holidays", "A & B"), occasion("Holidays", "A &amp; B")

    assert told(live(plain), live(escaped)) == {
        "different": ["Holidays: description becomes “A &amp; B”, was “A & B”"]
    }


def test_an_object_on_one_side_is_described() -> None:
    ours = declared(occasion("Holidays", events=[NEW_YEAR]), reason("Lunch", enabled=False))
    theirs = declared(occasion("Standard", isDefault=True), name="prod")

    assert told(ours, theirs) == {
        "first": [
            "Holidays: special occasion, closed on 1 Jan 2027 (“New Year's Day”)",
            "Lunch: status reason for Away, disabled",
        ],
        "second": ["Standard: special occasion without any days; it is the account's default occasion"],
    }


def test_differences_are_described_from_the_first_side_to_the_second() -> None:
    ours = declared(occasion("Holidays", "Old", events=[NEW_YEAR, EVENING]), reason("Lunch"))
    theirs = declared(occasion("Holidays", "New", events=[NEW_YEAR]), reason("Lunch", "Occupied"))

    assert told(ours, theirs) == {
        "different": [
            (
                "Holidays: no longer open 08:00 to 20:00 on 4 Jan 2027; the other day stays unchanged; "
                "description becomes “New”, was “Old”"
            ),
            "Lunch: its state becomes Occupied, was Away",
        ]
    }


def test_a_moved_default_is_described_with_both_names() -> None:
    ours = declared(occasion("Standard", isDefault=True), occasion("Long"))
    theirs = declared(occasion("Standard"), occasion("Long", isDefault=True))

    assert told(ours, theirs) == {
        "different": [
            "Long: becomes the account's default occasion, instead of Standard",
            "Standard: is no longer the account's default occasion; Long becomes the default",
        ]
    }


def test_names_are_matched_in_whatever_way_they_are_written_back() -> None:
    ours = declared(occasion("R & D"), occasion("Cafe\u0301"))
    theirs = live(occasion("R &amp; D"), occasion("Café"))

    assert told(ours, theirs) == {}


def test_of_names_that_nearly_agree_each_finds_its_own() -> None:
    ours = declared(occasion("R & D", "plain"), occasion("R &amp; D", "escaped"))
    theirs = live(occasion("R &amp; D", "escaped"), occasion("R & D", "plain"))

    assert told(ours, theirs) == {}


def test_of_names_that_nearly_agree_none_is_guessed() -> None:
    ours = declared(reason("Lunch", "Online"))
    theirs = live(reason("Lunch "), reason(" Lunch"))

    assert told(ours, theirs) == {
        "first": ["Lunch: status reason for Online"],
        "second": [" Lunch: status reason for Away", "Lunch : status reason for Away"],
    }
    assert told(theirs, live(*(reason(each) for each in (" Lunch", "Lunch ", "Lunch")))) == {
        "second": ["Lunch: status reason for Away"]
    }


def test_a_name_that_occurs_twice_on_one_side_loses_no_object() -> None:
    assert told(live(reason("Lunch"), reason("Lunch")), live(reason("Lunch"))) == {
        "first": ["Lunch: status reason for Away"]
    }


def test_capitals_and_kinds_keep_names_apart() -> None:
    found = compared(declared(occasion("Lunch"), reason("lunch")), declared(reason("Lunch")))

    assert (len(found.only_first), len(found.only_second), found.equal) == (2, 1, 0)


def test_invisible_names_are_names() -> None:
    assert told(live(reason("\t"), reason("\u3164")), live(reason("\u3164", "Online"), reason("\t"))) == {
        "different": ["\u3164: its state becomes Online, was Away"]
    }


def test_an_object_without_a_name_is_no_reason_to_fail() -> None:
    assert told(live({**occasion(""), "name": " "}), live()) == {
        "first": ["special occasion without a name: special occasion without any days"]
    }


def test_a_text_that_only_one_side_has_is_a_difference() -> None:
    without = {name: value for name, value in occasion("Holidays").items() if name != "description"}

    assert told(live(occasion("Holidays")), live(without)) == {
        "different": ["Holidays: description becomes “”, was “Closed”"]
    }


def ordered(*texts: str, first: int = 1, step: int = 1) -> list[dict[str, Any]]:
    return [reason(text, order=first + step * number) for number, text in enumerate(texts)]


def test_positions_are_compared_as_an_order() -> None:
    assert told(declared(*ordered("a", "b", "c")), live(*ordered("a", "b", "c", first=10, step=5))) == {}


def test_objects_in_between_are_not_a_difference_of_the_others() -> None:
    found = told(declared(*ordered("a", "b")), live(*ordered("a", "x", "b")))

    assert found == {"second": ["x: status reason for Away, at position 2"]}


def test_a_position_that_one_side_leaves_open_is_no_difference() -> None:
    assert told(declared(reason("a"), *ordered("b", "c")), live(*ordered("b", "c", "a"))) == {}


def test_only_the_reason_that_moves_is_reported() -> None:
    names = [*"abcdef"]

    assert told(declared(*ordered(*names)), live(*ordered("f", *names[:-1]))) == {
        "different": ["f: position becomes 1, was 6"]
    }


def test_equal_positions_are_no_order() -> None:
    tied = [reason("b", order=1), reason("a", order=1)]

    assert told(live(*ordered("a", "b")), live(*tied)) == {}
    assert told(live(*tied), live(*ordered("a", "b"))) == {}
    assert told(live(*reversed(ordered("a", "b"))), live(*tied)) == {}


@given(st.permutations(range(6)))
def test_without_the_reported_reasons_the_order_is_equal(order: list[int]) -> None:
    names = [f"r{number}" for number in range(6)]
    shuffled = [names[number] for number in order]

    found = compared(declared(*ordered(*names)), live(*ordered(*shuffled)))

    moved = {each.change.name for each in found.different}
    assert found.is_equal == (names == shuffled)
    assert [each for each in names if each not in moved] == [each for each in shuffled if each not in moved]


@given(st.permutations(range(5)))
def test_the_fewest_moves_are_reported(order: list[int]) -> None:
    names = [f"r{number}" for number in range(5)]
    found = compared(declared(*ordered(*names)), live(*ordered(*(names[number] for number in order))))

    most = max(
        size
        for size in range(1, 6)
        for chosen in itertools.combinations(order, size)
        if list(chosen) == sorted(chosen)
    )
    assert len(found.different) == 5 - most
