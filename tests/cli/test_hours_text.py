"""The table of hours, the states at a moment, and both as JSON."""

import datetime as dt
import time

import pytest

from pulumi_liveperson import weekly
from tests.cli.hours import HOLIDAYS, MANAGED, OFFICE, hours, same, shop
from tests.harmless import HOSTILE
from tests.report.steps import LONDON, closed, id_of, occasion, preview, skill, workdays

SALES = skill("Sales", **MANAGED)
WEEK = "--from", "2026-12-21"


def plain(text: str) -> str:
    """Return a text with hyphens instead of the dashes of ranges."""
    return text.replace("\u2013", "-")


def test_a_week_is_a_row_for_each_run_of_equal_days() -> None:
    found = hours(shop(sales=SALES), *WEEK)

    assert (found.exit_code, found.beside) == (0, "")
    assert plain(found.said) == (
        "Preview of stack prod, Mon 21 Dec to Sun 27 Dec 2026\n"
        "\n"
        "Billing (Europe/London, open 29 h 30 min)\n"
        "  Mon 21 Dec to Wed 23 Dec  09:00-17:30\n"
        "  Thu 24 Dec                09:00-13:00  Christmas Eve\n"
        "  Fri 25 Dec                closed       Christmas Day\n"
        "  Sat 26 Dec to Sun 27 Dec  closed\n"
        "\n"
        "Sales (Europe/London, open 42 h 30 min)\n"
        "  Mon 21 Dec to Fri 25 Dec  09:00-17:30\n"
        "  Sat 26 Dec to Sun 27 Dec  closed\n"
    )


def test_a_year_is_the_usual_week_and_the_days_that_differ() -> None:
    found = hours(shop(), "--year", "2026")

    assert plain(found.said) == (
        "Preview of stack prod, Thu 1 Jan to Thu 31 Dec 2026\n"
        "\n"
        "Billing (Europe/London, open 2205 h 30 min)\n"
        "  Mon to Fri  09:00-17:30\n"
        "  Sat to Sun  closed\n"
        "  Thu 24 Dec  09:00-13:00  Christmas Eve\n"
        "  Fri 25 Dec  closed       Christmas Day\n"
    )


def test_skills_with_the_same_hours_share_a_part_of_the_table() -> None:
    found = hours(shop(sales=SALES, care=skill("Care", **MANAGED)), "--day", "2026-12-22")

    assert "\nBilling, Care, Sales (Europe/London, open 8 h 30 min)\n  Tue 22 Dec  09:00-17:30\n" in plain(
        found.said
    )


def test_another_time_zone_moves_the_hours_to_its_days() -> None:
    found = hours(shop(), "--day", "2026-12-22", "--time-zone", "pacific/auckland")

    assert "Billing (Pacific/Auckland, open 8 h 30 min)" in found.said
    assert "  Tue 22 Dec  00:00-06:30, 22:00-24:00\n" in plain(found.said)


def test_each_open_question_is_explained_once() -> None:
    lunch = occasion(events=[closed("2026-12-22", name="Lunch")])
    lunch["events"][0]["start"]["date_time"] = "2026-12-22T12:00:00"
    used = skill("Chat", special_occasion_id=id_of("lunch"), working_hours_id="")
    office, chat = same("office", OFFICE), same("chat", used)

    found = hours(preview(office, same("lunch", lunch), chat), *WEEK)

    assert "  Tue 22 Dec                closed  Lunch [Q2]\n" in found.said
    assert found.said.count("[Q2] ") == 1
    assert "\n[Q2] Does an event that is closed for some hours close these hours or the day?" in found.said


def test_an_unknown_state_has_its_reason() -> None:
    found = hours(preview(same("sales", SALES)), "--day", "2026-12-22")

    assert "\nSales (UTC)\n  Tue 22 Dec  unknown  no workdays apply\n" in found.said
    assert found.said.endswith("is unknown here. `liveperson hours --live` reads\nthe account.\n")


def test_a_total_with_unknown_times_is_a_minimum() -> None:
    document = preview(same("holidays", HOLIDAYS | {"is_default": True}), same("sales", SALES))

    assert "\nSales (Europe/London, open at least 4 h)\n" in hours(document, *WEEK).said


def test_a_moment_has_a_state_and_its_end_for_each_skill() -> None:
    found = hours(shop(sales=SALES), "--at", "2026-12-25T11:00:00+01:00")

    assert plain(found.said) == (
        "Preview of stack prod, 2026-12-25 11:00:00+01:00\n"
        "\n"
        "Billing  closed  until Mon 28 Dec 2026 09:00 +00:00\n"
        "    Holidays: Christmas Day\n"
        "Sales    open    until Fri 25 Dec 2026 17:30 +00:00\n"
        "    Office (default)\n"
    )


def test_a_closed_skill_that_becomes_unknown_has_its_next_opening_too() -> None:
    holidays = occasion(
        events=[closed("2026-12-25"), *HOLIDAYS["events"][:1]], is_default=True
    )  # no workdays apply
    document = preview(same("holidays", holidays), same("sales", SALES))

    found = hours(document, "--at", "2026-12-23T12:00:00Z")
    ended = hours(document, "--at", "2026-12-25T12:00:00Z", "--json").json["skills"][0]

    assert "until Thu 24 Dec 2026 00:00 +00:00" in found.said
    assert "opens Thu 24 Dec 2026 09:00 +00:00" in found.said
    assert (ended["state"], ended["until"], ended["opens"]) == ("closed", "2026-12-26T00:00:00+00:00", None)


def test_a_skill_that_never_closes_has_no_end() -> None:
    always = workdays("Always", shifts=weekly("MO-SU", "00:00", "24:00", time_zone=LONDON), is_default=True)
    found = hours(preview(same("always", always), same("sales", SALES)), "--at", "2026-12-25T10:00:00Z")

    assert "Sales  open  no change within 400 days\n" in found.said


def test_a_moment_as_json_has_the_documented_keys() -> None:
    found = hours(shop(), "--at", "2026-07-01T10:00:00Z", "--json").json

    assert found == {
        "version": 1,
        "title": "preview of stack prod",
        "at": "2026-07-01T10:00:00+00:00",
        "skills": [
            {
                "skill": "Billing",
                "state": "open",
                "until": "2026-07-01T16:30:00+00:00",
                "id": id_of("billing"),
                "time_zone": LONDON,
                "opens": None,
                "cause": {
                    "kind": "workdays",
                    "id": id_of("office"),
                    "name": "Office",
                    "default": True,
                    "events": [],
                },
                "questions": [],
            }
        ],
    }


def test_days_as_json_are_whole_local_days_with_their_stretches() -> None:
    found = hours(shop(), "--from", "2026-10-25", "--to", "2026-10-26", "--json").json

    assert (found["from"], found["to"], found["questions"]) == ("2026-10-25", "2026-10-26", [])
    (billing,) = found["skills"]
    edges = [
        [each["from"], *(part["to"] for part in day["stretches"])]
        for day in billing["days"]
        for each in day["stretches"][:1]
    ]
    assert edges == [  # the clocks are set back on this Sunday
        ["2026-10-25T00:00:00+01:00", "2026-10-26T00:00:00+00:00"],
        [f"2026-10-{each}:00+00:00" for each in ("26T00:00", "26T09:00", "26T17:30", "27T00:00")],
    ]
    assert [(day["date"], day["special"], day["open_minutes"]) for day in billing["days"]] == [
        ("2026-10-25", False, 0),
        ("2026-10-26", False, 510),
    ]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("words", [WEEK, ("--at", "2026-12-25T10:00:00Z"), ("--horizon", "90d", *WEEK)])
def test_names_of_other_people_are_only_words(text: str, words: tuple[str, ...]) -> None:
    holidays = occasion(f"n{text}", events=[closed("2026-12-25", name=f"e{text}")])
    billing = skill(f"b{text}", special_occasion_id=id_of("holidays"), working_hours_id="")
    document = preview(same("office", OFFICE), same("holidays", holidays), same("billing", billing))

    assert hours(document, *words).exit_code in {0, 3}
    assert hours(document, *words, "--json").exit_code in {0, 3}


def test_a_year_of_100_skills_takes_less_than_two_seconds() -> None:
    document = shop(**{f"s{number}": skill(f"Skill {number}", **MANAGED) for number in range(100)})
    start = time.monotonic()

    found = hours(document, "--year", str(dt.date(2026, 1, 1).year))

    assert found.exit_code == 0
    assert time.monotonic() - start < 2
