"""A version of the package `holidays` that knows better when a holiday is changes days under review."""

import copy
from collections.abc import Mapping

from pulumi_liveperson import Event, public_holidays
from tests.report.steps import occasion, update
from tests.report.test_occasions import sentence

KNOWN = public_holidays("SG", 2026, time_zone="Asia/Singapore")


def moved(events: list[Event], days: Mapping[str, str], label: str = "") -> list[Event]:
    """Return events as another version of the package has them, with a label in the names of moved days."""
    found = copy.deepcopy(events)
    for event in found:
        for moment in (event["start"], event["end"]):
            day, time = moment["date_time"].split("T")
            moment["date_time"] = f"{days.get(day, day)}T{time}"
        event["meta"]["name"] += label if day in days else ""
    return sorted(found, key=lambda each: each["start"]["date_time"])


def upgraded(before: list[Event], after: list[Event]) -> str:
    return sentence(update(occasion("Singapore", events=before), occasion("Singapore", events=after)))


def test_a_holiday_that_moves_by_a_day_is_named_with_both_days() -> None:
    before = moved(KNOWN, {"2026-03-21": "2026-03-20"})

    assert upgraded(before, KNOWN) == (
        "**Singapore** (Asia/Singapore): closed on 21 Mar 2026 instead of 20 Mar 2026 "
        f"(“Hari Raya Puasa”); the other {len(KNOWN) - 1} days stay unchanged."
    )


def test_an_estimate_that_is_confirmed_on_another_day_is_named_with_both_days() -> None:
    before = moved(KNOWN, {"2026-03-21": "2026-03-20"}, " (estimated)")

    assert upgraded(before, KNOWN) == (
        "**Singapore** (Asia/Singapore): no longer closed on 20 Mar 2026 (“Hari Raya Puasa (estimated)”); "
        f"also closed on 21 Mar 2026 (“Hari Raya Puasa”); the other {len(KNOWN) - 1} days stay unchanged."
    )


def test_an_estimate_that_is_confirmed_is_a_new_name_of_its_day() -> None:
    before = moved(KNOWN, {"2026-03-21": "2026-03-21"}, " (estimated)")

    assert upgraded(before, KNOWN) == (
        "**Singapore** (Asia/Singapore): 21 Mar 2026 is now named “Hari Raya Puasa”, was “Hari Raya Puasa "
        f"(estimated)”; the other {len(KNOWN) - 1} days stay unchanged."
    )


def test_the_same_version_changes_nothing() -> None:
    assert public_holidays("SG", 2026, time_zone="Asia/Singapore") == KNOWN
