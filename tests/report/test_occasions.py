"""What is said about special occasions; the sentences are what a contact-centre manager reads."""

from typing import Any

import pytest

from tests.report.reporting import bullets, report
from tests.report.steps import closed, event, occasion, open_all_day, open_hours, preview, step, update

CHRISTMAS = closed("2026-12-25")
CAVEAT = "note that LivePerson does not publish whether the last date of an entry without times belongs to it"
HALF_DAY = open_hours("2026-12-25", "09:00", "12:00")


def sentence(document: Any) -> str:
    """Return what is said about the only object that changes."""
    said = report(document)
    assert said.exit_code == 0, said.err
    [only] = bullets(said.out)
    return only


def test_whole_days_are_said_as_days_with_what_was_there() -> None:
    before = occasion("Christmas 2026", events=[HALF_DAY])
    after = occasion("Christmas 2026", events=[event("2026-12-25T00:00:00", "2026-12-27T00:00:00")])

    assert sentence(update(before, after)) == (
        "**Christmas 2026** (Europe/London): closed on 25 Dec 2026, was open 09:00 to 12:00; "
        "closed on 26 Dec 2026."
    )


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([closed("2026-12-25")], "closed on 25 Dec 2026"),
        ([closed("2026-12-25", days=2)], "closed on 25 and 26 Dec 2026"),
        ([closed("2026-12-24", days=11)], "closed from 24 Dec 2026 to 3 Jan 2027 (11 days)"),
        ([event("2026-12-25", "2026-12-26")], f"closed on 25 Dec 2026; {CAVEAT}"),
        ([event("2026-12-25", "2026-12-28")], f"closed from 25 to 27 Dec 2026 (3 days); {CAVEAT}"),
        ([open_hours("2026-12-24", "09:00", "12:00")], "open 09:00 to 12:00 on 24 Dec 2026"),
        ([open_all_day("2026-11-30")], "open all day on 30 Nov 2026"),
        (
            [open_hours("2027-03-16", "12:00", "16:00"), open_hours("2027-03-16", "20:00", "23:59")],
            "open 12:00 to 16:00 and 20:00 to 23:59 on 16 Mar 2027",
        ),
        (
            [event("2027-03-16T20:00:00", "2027-03-17T04:00:00", working=True)],
            "open 20:00 to 04:00 (next day) on 16 Mar 2027",
        ),
        (
            [event("2027-03-16T20:00:00", "2027-03-17T00:00:00", working=True)],
            "open 20:00 to 24:00 on 16 Mar 2027",
        ),
        ([event("2026-12-25T00:00:00", "2026-12-25T23:58:00")], "closed 00:00 to 23:58 on 25 Dec 2026"),
        (
            [event("2026-12-24T12:00:00", "2026-12-27T08:00:00")],
            "closed from 24 Dec 2026 12:00 to 27 Dec 2026 08:00",
        ),
        (
            [event("2026-12-24T12:00:00", "2026-12-26T00:00:00", name="Bridge")],
            "closed from 24 Dec 2026 12:00 to 26 Dec 2026 00:00 (“Bridge”)",
        ),
        (
            [
                event("2026-12-24T12:00:00", "2026-12-27T08:00:00"),
                event("2027-12-24T12:00:00", "2027-12-27T08:00:00"),
            ],
            (
                "closed from 24 Dec 2026 12:00 to 27 Dec 2026 08:00; "
                "closed from 24 Dec 2027 12:00 to 27 Dec 2027 08:00"
            ),
        ),
        (
            [event("2026-12-24T12:00:00", "2026-12-27T08:00:00"), open_hours("2026-12-24", "09:00", "11:00")],
            "closed from 24 Dec 2026 12:00 to 27 Dec 2026 08:00, and open 09:00 to 11:00 on 24 Dec 2026",
        ),
        (
            [closed(day) for day in ("2027-01-01", "2026-12-25", "2026-12-28")],
            "closed on 25 and 28 Dec 2026, and on 1 Jan 2027",
        ),
        ([closed("2027-03-26", name="Good Friday")], "closed on 26 Mar 2027 (“Good Friday”)"),
        (
            [closed("2027-03-26", name="Good Friday"), closed("2027-03-29", name="Easter Monday")],
            "closed on 26 Mar 2027 (“Good Friday”) and 29 Mar 2027 (“Easter Monday”)",
        ),
        (
            [CHRISTMAS, open_hours("2026-12-24", "08:00", "12:30")],
            "open 08:00 to 12:30 on 24 Dec 2026; closed on 25 Dec 2026",
        ),
    ],
)
def test_a_new_occasion_is_said_with_all_its_days(events: list[Any], words: str) -> None:
    created = preview(step("create", None, occasion(events=events)))

    assert sentence(created) == f"**Holidays** (Europe/London): new special occasion, {words}."


def test_an_occasion_may_have_no_days() -> None:
    assert sentence(preview(step("create", None, occasion()))) == (
        "**Holidays**: new special occasion without any days."
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([CHRISTMAS], [CHRISTMAS, closed("2026-12-28")], "also closed on 28 Dec 2026"),
        ([CHRISTMAS, closed("2026-12-28")], [CHRISTMAS], "no longer closed on 28 Dec 2026"),
        (
            [CHRISTMAS, open_hours("2026-12-28", "09:00", "12:00")],
            [CHRISTMAS, open_hours("2026-12-28", "10:00", "12:00")],
            "open 10:00 to 12:00 on 28 Dec 2026, was open 09:00 to 12:00",
        ),
        (
            [CHRISTMAS, closed("2027-05-03", name="Early May")],
            [CHRISTMAS, closed("2027-05-08", name="Early May")],
            "closed on 8 May 2027 instead of 3 May 2027 (“Early May”)",
        ),
        (
            [CHRISTMAS, event("2027-05-07T12:00:00", "2027-05-11T12:00:00", name="Move")],
            [CHRISTMAS, event("2027-05-07T12:00:00", "2027-05-11T18:00:00", name="Move")],
            (
                "closed from 7 May 2027 12:00 to 11 May 2027 18:00 (“Move”), "
                "was closed from 7 May 2027 12:00 to 11 May 2027 12:00"
            ),
        ),
        (
            [CHRISTMAS, event("2027-05-07T12:00:00", "2027-05-11T12:00:00", name="Move")],
            [CHRISTMAS, event("2027-05-14T12:00:00", "2027-05-18T12:00:00", name="Move")],
            (
                "closed from 14 May 2027 12:00 to 18 May 2027 12:00 (“Move”), "
                "was closed from 7 May 2027 12:00 to 11 May 2027 12:00"
            ),
        ),
        (
            [CHRISTMAS, event("2027-05-07T12:00:00", "2027-05-11T12:00:00")],
            [CHRISTMAS],
            "no longer closed from 7 May 2027 12:00 to 11 May 2027 12:00",
        ),
        (
            [CHRISTMAS, closed("2026-12-28", name="Boxing Day")],
            [CHRISTMAS, closed("2026-12-28", name="Boxing Day (substitute)")],
            "28 Dec 2026 is now named “Boxing Day (substitute)”, was “Boxing Day”",
        ),
    ],
)
def test_only_the_days_that_change_are_reported(before: list[Any], after: list[Any], words: str) -> None:
    said = sentence(update(occasion(events=before), occasion(events=after)))

    assert said == (f"**Holidays** (Europe/London): {words}; the other day stays unchanged.")


def test_a_new_year_is_no_move_of_every_day() -> None:
    names = ("New Year's Day", "Labour Day", "Christmas Day", "Boxing Day")
    before, after = (
        [closed(f"{year}-0{number}-15", name=name) for number, name in enumerate(names, 1)]
        for year in (2026, 2027)
    )

    assert sentence(update(occasion(events=before), occasion(events=after))) == (
        "**Holidays** (Europe/London): no longer closed on 15 Jan, 15 Feb, 15 Mar and 15 Apr 2026; "
        "closed on 15 Jan, 15 Feb, 15 Mar and 15 Apr 2027."
    )


def test_other_hours_on_another_day_are_no_move() -> None:
    before = open_hours("2026-12-24", "09:00", "12:00", name="Short day")
    after = open_hours("2026-12-31", "10:00", "12:00", name="Short day")

    assert sentence(update(occasion(events=[before]), occasion(events=[after]))) == (
        "**Holidays** (Europe/London): no longer open 09:00 to 12:00 on 24 Dec 2026 (“Short day”); "
        "open 10:00 to 12:00 on 31 Dec 2026 (“Short day”)."
    )


def test_a_shorter_closure_names_the_removed_day() -> None:
    before = occasion(events=[closed("2026-12-24", days=9)])
    after = occasion(events=[closed("2026-12-24", days=8)])

    assert sentence(update(before, after)) == (
        "**Holidays** (Europe/London): no longer closed on 1 Jan 2027; the other 8 days stay unchanged."
    )


def test_days_that_are_only_written_in_another_way_are_no_change_of_days() -> None:
    before = occasion(events=[closed("2026-12-24", days=2)])
    after = occasion(events=[closed(day) for day in ("2026-12-25", "2026-12-24")])

    assert sentence(update(before, after)) == (
        "**Holidays** (Europe/London): the same days and hours, written as other entries."
    )


def test_another_zone_is_said_once() -> None:
    before = occasion(events=[closed("2026-12-24", days=9)])
    after = occasion(events=[closed("2026-12-24", days=9, time_zone="Europe/Lisbon")])

    assert sentence(update(before, after)) == (
        "**Holidays** (Europe/Lisbon): its time zone becomes Europe/Lisbon, was Europe/London; "
        "its 9 days keep their local times."
    )


def test_several_zones_are_shown_with_the_hours() -> None:
    events = [CHRISTMAS, open_hours("2026-12-24", "09:00", "12:00", time_zone="Europe/Lisbon")]

    assert sentence(preview(step("create", None, occasion(events=events)))) == (
        "**Holidays**: new special occasion, open 09:00 to 12:00 in Europe/Lisbon on 24 Dec 2026; "
        "closed in Europe/London on 25 Dec 2026."
    )


def test_a_rename_and_another_description_are_reported() -> None:
    before = occasion("Xmas", events=[CHRISTMAS])
    after = occasion("Christmas", events=[CHRISTMAS], description="On call")

    assert sentence(update(before, after)) == (
        "**Christmas** (Europe/London): renamed, was “Xmas”; description becomes “On call”, was “Closed”."
    )


def test_changes_of_on_conflict_are_reported() -> None:
    assert sentence(update(occasion(), occasion(on_conflict="overwrite"))) == (
        "**Holidays**: from now on, updates overwrite changes made in the console."
    )


def test_the_default_is_reported_first_and_from_both_sides() -> None:
    said = report(
        preview(
            step("update", occasion("Old", is_default=True), occasion("Old"), resource="old"),
            step("update", occasion("New"), occasion("New", is_default=True), resource="new"),
            step("update", occasion("Another"), occasion("Another", description="x"), resource="another"),
        )
    )

    assert bullets(said.out) == [
        "**New**: becomes the account's default occasion, instead of **Old**.",
        "**Old**: is no longer the account's default occasion; **New** becomes the default.",
        "**Another**: description becomes “x”, was “Closed”.",
    ]


def test_a_deleted_default_is_reported_with_the_deletions() -> None:
    said = report(
        preview(
            step("delete", occasion("Old", events=[CHRISTMAS], is_default=True), None, resource="old"),
            step("create", None, occasion("New", is_default=True), resource="new"),
        )
    )

    assert bullets(said.out) == [
        (
            "**Old** (Europe/London): deleted; it was a special occasion, closed on 25 Dec 2026; "
            "it was the account's default occasion; **New** becomes the default."
        ),
        (
            "**New**: new special occasion without any days; "
            "becomes the account's default occasion, instead of **Old**."
        ),
    ]


def test_an_update_without_other_content_is_no_riddle() -> None:
    assert (
        sentence(update(occasion(), occasion())) == "**Holidays**: updated, with the same content as before."
    )


def test_an_unknown_field_is_reported() -> None:
    assert sentence(update(occasion(colour="red"), occasion(colour="blue"))) == (
        "**Holidays**: colour becomes “blue”, was “red”."
    )


def test_an_entry_that_cannot_be_read_is_counted() -> None:
    strange: list[Any] = [{"meta": {}}, "soon", event("2026-12-24T10:00:00", "2026-12-24T09:00:00")]
    weekly = event("2026-12-24", "2026-12-25", rule="RRULE:FREQ=WEEKLY;COUNT=2")
    endless = event("2026-12-24", "2026-12-25", rule="RRULE:FREQ=DAILY")

    said = sentence(preview(step("create", None, occasion(events=[*strange, weekly, endless, CHRISTMAS]))))

    assert said == (
        "**Holidays** (Europe/London): new special occasion, closed on 25 Dec 2026; "
        "5 entries that cannot be shown day by day."
    )


def test_many_days_are_cut_with_their_number() -> None:
    events = [closed(f"{2000 + year}-06-{day:02}") for year in range(3) for day in range(1, 30, 2)]

    said = sentence(preview(step("create", None, occasion(events=events))))

    assert said.endswith(", and on 21 more days.")


DATES = event("2026-12-25", "2026-12-27")
ONE_DATE = event("2026-12-25", "2026-12-25")
TIMES = event("2026-12-25T00:00:00", "2026-12-26T23:59:00")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([], [DATES], f"closed on 25 and 26 Dec 2026; {CAVEAT}"),
        ([TIMES], [DATES], f"the same days and hours, written as other entries; {CAVEAT}"),
        ([DATES], [TIMES], f"the same days and hours, written as other entries; {CAVEAT}"),
        ([], [ONE_DATE], "closed on 25 Dec 2026"),
        ([ONE_DATE], [closed("2026-12-25")], "the same days and hours, written as other entries"),
        (
            [ONE_DATE],
            [event("2026-12-25", "2026-12-26")],
            f"the same days and hours, written as other entries; {CAVEAT}",
        ),
        (
            [DATES],
            [DATES, closed("2027-01-01")],
            "also closed on 1 Jan 2027; the other 2 days stay unchanged",
        ),
    ],
)
def test_an_end_that_is_another_date_alone_comes_with_a_caveat(
    before: list[Any], after: list[Any], words: str
) -> None:
    said = sentence(update(occasion(events=before), occasion(events=after)))

    assert said == f"**Holidays** (Europe/London): {words}."
