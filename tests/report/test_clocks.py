"""Changes of the clocks that fall into what is new are remarked."""

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.events.expansion import occurrences
from pulumi_liveperson.review.clock_changes import remarks
from tests.report.reporting import bullets, report
from tests.report.steps import LONDON, closed, event, occasion, open_hours, preview, step, update

ZONES = [
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Tokyo",
    "Africa/Casablanca",
]


@pytest.mark.parametrize(
    ("start", "end", "zone", "expected"),
    [
        (
            "2027-03-28T00:00:00",
            "2027-03-28T08:00:00",
            LONDON,
            ["the clocks go forward from 01:00 to 02:00 on 28 Mar 2027 in Europe/London"],
        ),
        (
            "2027-03-28T01:30:00",
            "2027-03-28T08:00:00",
            LONDON,
            ["01:30 on 28 Mar 2027 does not exist in Europe/London"],
        ),
        (
            "2027-10-31T01:30:00",
            "2027-10-31T08:00:00",
            LONDON,
            [
                "01:30 on 31 Oct 2027 occurs twice in Europe/London",
                "the clocks go back from 02:00 to 01:00 on 31 Oct 2027 in Europe/London",
            ],
        ),
        ("2026-04-24", "2026-04-25", "Africa/Cairo", ["00:00 on 24 Apr 2026 does not exist in Africa/Cairo"]),
        (
            "2027-04-04",
            "2027-04-05",
            "Australia/Lord_Howe",
            ["the clocks go back from 02:00 to 01:30 on 4 Apr 2027 in Australia/Lord_Howe"],
        ),
        ("2027-03-27T00:00:00", "2027-03-27T23:59:00", "Asia/Beirut", []),
        ("2027-11-06T00:00:00", "2027-11-06T23:59:00", "America/Havana", []),
        (
            "2027-10-30T00:00:00",
            "2027-10-30T23:59:00",
            "Asia/Beirut",
            ["the clocks go back from 24:00 to 23:00 on 30 Oct 2027 in Asia/Beirut"],
        ),
        ("2027-03-28T09:00:00", "2027-03-28T17:00:00", LONDON, []),
        ("2027-03-28T02:00:00", "2027-03-28T08:00:00", LONDON, []),
        ("2027-03-27T20:00:00", "2027-03-28T00:30:00", LONDON, []),
        ("2027-03-27T20:00:00", "2027-03-28T02:00:00", LONDON, []),
        ("2027-03-28", "2027-03-29", "Asia/Tokyo", []),
        ("2027-03-28", "2027-03-29", "Nowhere/Else", []),
        ("2027-03-28", "2027-03-29", "../../etc/passwd", []),
    ],
)
def test_what_the_clocks_do_is_remarked(start: str, end: str, zone: str, expected: list[str]) -> None:
    [occurrence] = occurrences(event(start, end, zone=zone))

    assert list(remarks(occurrence)) == expected


@given(
    start=st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2029, 1, 1)),  # noqa: DTZ001 - local times
    minutes=st.integers(1, 3 * 24 * 60),
    zone=st.sampled_from(ZONES),
)
def test_a_remark_on_a_change_is_one_that_a_clock_shows(start: dt.datetime, minutes: int, zone: str) -> None:
    begins = start.replace(second=0, microsecond=0)
    [occurrence] = occurrences(
        event(
            begins.isoformat(), (begins + dt.timedelta(minutes=minutes)).isoformat(), zone=zone, working=True
        )
    )[:1]

    found = [each for each in remarks(occurrence) if each.startswith("the clocks")]

    # Minute by minute, by the clock of the standard library alone.
    first, last = (
        moment.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)
        for moment in (occurrence.start, occurrence.end)
    )
    offsets = []
    while first < last:
        offsets.append(first.astimezone(ZoneInfo(zone)).utcoffset())
        first += dt.timedelta(minutes=1)
    changes = sum(one != other for one, other in itertools.pairwise(offsets))
    assert len(found) == changes


def test_a_sentence_says_what_the_clocks_do_on_new_days_only() -> None:
    night = open_hours("2027-10-31", "00:00", "06:00")
    spring = open_hours("2027-03-28", "00:00", "06:00")

    said = report(update(occasion(events=[spring]), occasion(events=[spring, night])))

    assert bullets(said.out) == [
        (
            "**Holidays** (Europe/London): also open 00:00 to 06:00 on 31 Oct 2027; "
            "the other day stays unchanged; "
            "note that the clocks go back from 02:00 to 01:00 on 31 Oct 2027 in Europe/London."
        )
    ]


def test_many_changes_of_the_clocks_are_summed_up() -> None:
    events = [closed(f"{year}-03-{day}") for year, day in ((2026, 29), (2027, 28), (2028, 26), (2029, 25))]

    said = report(preview(step("create", None, occasion(events=events))))

    assert bullets(said.out)[0].endswith("; and 1 more such remark.")
