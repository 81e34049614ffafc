"""Which special occasions end soon, and which skills have none."""

import datetime as dt
from typing import Any

import pytest

from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion
from pulumi_liveperson.review.effective.horizon import horizon, render
from tests.cli.hours import HOLIDAYS, hours, same, shop
from tests.report.steps import closed, id_of, occasion, preview, skill

AT = "--from", "2026-11-29"
ADVICE = (
    "\nAdd the dates of the next year to these special occasions. An occasion without\n"
    "events has no end; it is for skills that have no special days.\n"
)


def shops(number: int, holidays: dict[str, Any] = HOLIDAYS) -> dict[str, Any]:
    """Return a preview of many skills that use the same holidays."""
    used = skill(working_hours_id="", special_occasion_id=id_of("holidays"))
    skills = [same(f"s{place}", used | {"name": f"Shop {place}"}) for place in range(number)]
    return preview(same("holidays", holidays), *skills)


def test_an_occasion_that_ends_is_listed_with_the_skills_that_use_it() -> None:
    found = hours(shops(6), "--horizon", "90d", *AT)

    assert (found.exit_code, found.beside) == (3, "")
    assert found.said == (
        "Preview of stack prod, Sun 29 Nov 2026\n"
        "\n"
        "Holidays ends on Fri 25 Dec 2026, in 26 days; used by Shop 0, Shop 1, Shop 2 and\n"
        f"    3 more\n{ADVICE}"
    )


def test_a_default_is_listed_even_if_no_skill_is_known() -> None:
    found = hours(shops(0, HOLIDAYS | {"is_default": True}), "--horizon", "4w", *AT)

    assert "in 26 days; used by no known skill (default)\n" in found.said


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-12-25", "ends on Fri 25 Dec 2026, today"),
        ("2026-12-27", "ended on Fri 25 Dec 2026, 2 days ago"),
    ],
)
def test_an_occasion_that_has_ended_is_listed_too(today: str, words: str) -> None:
    assert f"Holidays {words}; used by Shop 0\n" in hours(shops(1), "--horizon", "1d", "--from", today).said


@pytest.mark.parametrize(("days", "code"), [("26d", 0), ("27d", 3), ("3w", 0), ("4w", 3)])
def test_only_what_ends_within_the_time_is_found(days: str, code: int) -> None:
    found = hours(shops(1), "--horizon", days, *AT)

    assert found.exit_code == code
    if not code:
        assert found.said.endswith(f"\nNo special occasion ends within {26 if days == '26d' else 21} days.\n")


def test_an_empty_occasion_and_one_without_users_do_not_end() -> None:
    unused = same("unused", occasion("Unused", events=[closed("2026-12-01")]))
    document = shops(2, occasion("None"))
    document["steps"].append(unused)

    assert hours(document, "--horizon", "90d", *AT).exit_code == 0


def test_a_skill_of_an_account_to_which_no_occasion_applies_is_listed() -> None:
    empty = SpecialOccasion("3", "Empty")
    account = Configuration([Skill("1", "Sales"), Skill("2", "Chat", None, "3")], (), [empty])
    today, day = dt.date(2026, 11, 29), dt.timedelta(days=1)

    live = horizon(account, "account 7", today, day, is_live=True)
    declared = horizon(account, "stack prod", today, day, is_live=False)

    assert "\nNo special occasion applies to Sales.\n" in render(live)
    assert declared.is_empty  # the account may have a default that the stack does not manage


def test_one_skill_is_asked_about_alone() -> None:
    document = shop(sales=skill("Sales", working_hours_id="", special_occasion_id=id_of("none")))
    document["steps"].append(same("none", occasion("None")))

    assert hours(document, "--horizon", "90d", *AT, "--skill", "Sales").exit_code == 0
    assert hours(document, "--horizon", "90d", *AT, "--skill", "Billing").exit_code == 3


def test_json_has_the_days_that_are_left_and_the_exit_code() -> None:
    assert hours(shops(1), "--horizon", "90d", *AT, "--json").json == {
        "version": 1,
        "title": "preview of stack prod",
        "today": "2026-11-29",
        "days": 90,
        "endings": [
            {
                "occasion": "Holidays",
                "id": id_of("holidays"),
                "last": "2026-12-25",
                "days_left": 26,
                "default": False,
                "skills": [{"skill": "Shop 0", "id": id_of("s0")}],
            }
        ],
        "without": [],
        "exit_code": 3,
    }
