"""The arithmetic of days: what events say, what differs, and the words for days."""

import datetime as dt
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.events.expansion import MOST_DAYS, UnreadableEventError, calendar, occurrences
from pulumi_liveperson.review.dates import MOST_PIECES, days
from pulumi_liveperson.review.differences import compare
from tests.report.steps import closed, event, open_hours

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
dates = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))
sets_of_dates = st.sets(st.dates(dt.date(2026, 11, 1), dt.date(2027, 2, 28)), max_size=40)


def span(first: dt.date, number: int) -> list[dt.date]:
    return [first + dt.timedelta(days=each) for each in range(number)]


def closed_on(found: set[dt.date]) -> list[Any]:
    return [closed(str(day)) for day in found]


@given(first=dates, number=st.integers(1, 30))
def test_a_closure_is_closed_on_each_of_its_days(first: dt.date, number: int) -> None:
    found = occurrences(closed(str(first), days=number))

    assert [each.day for each in found] == span(first, number)
    assert all(each.hours.all_day and not each.hours.working for each in found)


@given(first=dates, number=st.integers(1, 30))
def test_all_ways_to_write_whole_days_are_the_same(first: dt.date, number: int) -> None:
    after = first + dt.timedelta(days=number)
    ways = [
        closed(str(first), days=number),
        event(str(first), str(after)),
        event(f"{first}T00:00:00", f"{after}T00:00:00"),
        event(f"{first}T00:00:00", f"{after - dt.timedelta(days=1)}T23:59:00"),
        event(str(first), str(first), rule=f"RRULE:FREQ=DAILY;COUNT={number};INTERVAL=1"),
    ]

    for one, other in pairwise(ways):
        difference = compare(calendar([one]), calendar([other]))
        assert (difference.changed, difference.unchanged) == ((), number)


@given(first=dates, number=st.integers(1, 400), opens=st.times(), minutes=st.integers(1, 4 * 24 * 60))
def test_hours_are_repeated_on_each_day(first: dt.date, number: int, opens: dt.time, minutes: int) -> None:
    begins = dt.datetime.combine(first, opens.replace(microsecond=0))
    ends = begins + dt.timedelta(minutes=minutes)
    rule = f"RRULE:FREQ=DAILY;COUNT={number};INTERVAL=1"

    found = occurrences(event(begins.isoformat(), ends.isoformat(), working=True, rule=rule))

    assert {each.day for each in found} >= set(span(first, number))
    if not all(each.hours.all_day for each in found):
        assert [(each.start, each.end) for each in found] == [
            (begins + dt.timedelta(days=day), ends + dt.timedelta(days=day)) for day in range(number)
        ]


@given(
    start=st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 1, 1)),  # noqa: DTZ001 - local times
    count=st.none() | st.integers(0, 50),
    interval=st.integers(1, 400),
    until=st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2030, 1, 1)),  # noqa: DTZ001
    by_date=st.booleans(),
)
def test_a_daily_rule_has_every_so_many_days_until_a_number_or_a_moment_is_reached(
    start: dt.datetime, count: int | None, interval: int, until: dt.datetime, *, by_date: bool
) -> None:
    begins, last = start.replace(microsecond=0), until.replace(microsecond=0)
    if by_date:
        last = dt.datetime.combine(last, dt.time())
    end = (
        f"UNTIL={last:%Y%m%d}" + ("" if by_date else f"{last:T%H%M%S}") if count is None else f"COUNT={count}"
    )
    all_starts = [begins + dt.timedelta(days=number * interval) for number in range(2_000)]
    expected = [each for each in all_starts if each <= last] if count is None else all_starts[:count]

    found = occurrences(
        event(
            begins.isoformat(),
            (begins + dt.timedelta(minutes=5)).isoformat(),
            working=True,
            rule=f"RRULE:FREQ=DAILY;{end};INTERVAL={interval}",
        )
    )

    assert [each.day for each in found] == [each.date() for each in expected]


@given(before=sets_of_dates, after=sets_of_dates)
def test_a_difference_is_what_is_on_one_side_only(before: set[dt.date], after: set[dt.date]) -> None:
    difference = compare(calendar(closed_on(before)), calendar(closed_on(after)))

    gone = {date for each in difference.changed if not each.after for date in each.dates}
    come = {date for each in difference.changed if not each.before for date in each.dates}
    assert (gone, come, difference.unchanged) == (before - after, after - before, len(before & after))


@given(days_off=sets_of_dates, opens=st.sampled_from(["08:00", "09:30"]), cut=st.integers(0, 40))
def test_another_way_to_write_the_same_is_no_difference(days_off: set[dt.date], opens: str, cut: int) -> None:
    one = [open_hours(str(day), opens, "18:00") for day in sorted(days_off)]

    difference = compare(calendar(one), calendar([*one[cut:], *one[:cut], *one[:1]]))

    assert (difference.changed, difference.renamed, difference.moved) == ((), (), ())
    assert difference.unchanged == len(days_off)


@given(found=sets_of_dates)
def test_the_text_for_days_names_exactly_these_days(found: set[dt.date]) -> None:
    words = days(found)

    more = re.search(r"on (\d+) more day", words)
    read = set(in_calendar(words.partition(", and on " + more[0][3:])[0] if more else words))
    assert read <= found
    assert len(read) + (int(more[1]) if more else 0) == len(found)


def in_calendar(words: str) -> list[dt.date]:
    """Read words for days, as somebody with a calendar does."""
    found: list[dt.date] = []
    for part in re.split(r",? ?(?:and )?\b(?=on |from )", words):
        stretch = re.fullmatch(r"from (\d+)(?: (\w+))?(?: (\d+))? to (\d+) (\w+) (\d+) \((\d+) days\)", part)
        if stretch:
            day, month, year, last_day, last_month, last_year, number = stretch.groups()
            first = dt.date(int(year or last_year), MONTHS.index(month or last_month) + 1, int(day))
            last = dt.date(int(last_year), MONTHS.index(last_month) + 1, int(last_day))
            assert (last - first).days + 1 == int(number)
            found += span(first, int(number))
        elif part:
            listed, _, year = part.removeprefix("on ").rpartition(" ")
            waiting: list[int] = []
            for word in re.findall(r"\d+|[A-Z]\w+", listed):
                if word.isdigit():
                    waiting.append(int(word))
                else:
                    found += [dt.date(int(year), MONTHS.index(word) + 1, day) for day in waiting]
                    waiting = []
            assert waiting == []
    return found


def test_no_more_pieces_are_said_than_can_be_read() -> None:
    every_other = {dt.date(2026, 1, 1) + dt.timedelta(days=2 * each) for each in range(100)}

    assert len(in_calendar(days(every_other).partition(", and on 76 more")[0])) == MOST_PIECES


@pytest.mark.parametrize(
    "strange",
    [
        None,
        [],
        {},
        {"meta": {}, "start": {}, "end": {}},
        event("2026-12-24T00:00:00", "2026-12-24T00:00:00"),
        event("2026-12-24T00:00:00", "2026-12-24"),
        event("2026-12-24", "2026-12-24T00:00:00"),
        event("2026-12-24", "2026-12-23"),
        event("2026-12-24T10:00:00", "2026-12-24T09:00:00"),
        event("2026-12-24T10:00:00Z", "2026-12-24T11:00:00Z"),
        event("2026-12-24T10:00:00.5", "2026-12-24T11:00:00"),
        event("[secret]", "2026-12-24"),
        event("2026-12-24", "2026-12-25", rule="RRULE:FREQ=WEEKLY;COUNT=2;INTERVAL=1"),
        event("2026-12-24", "2026-12-25", rule="RRULE:FREQ=DAILY;BYSECOND=61"),
        event("2026-12-24", "2026-12-25", rule="RRULE:FREQ=DAILY;UNTIL=20261340"),
        event("2026-12-24", "2026-12-25", rule="RRULE:FREQ=DAILY;UNTIL=20261231;COUNT=3"),
        event("2026-12-24", "2026-12-25", rule="RRULE:FREQ=DAILY;COUNT=3;UNTIL=20261231"),
        event("2026-12-24", "2026-12-25", rule=f"RRULE:FREQ=DAILY;COUNT={MOST_DAYS + 1}"),
        event("2000-01-01", "9999-12-31"),
        event("9999-12-31T00:00:00", "9999-12-31T23:59:00"),
        event("2026-12-24", "2026-12-25") | {"recurrence": "RRULE:FREQ=DAILY"},
        event("2026-12-24", "2026-12-25") | {"meta": {"working": "yes", "name": "x"}},
    ],
)
def test_what_is_no_event_is_not_guessed(strange: Any) -> None:
    with pytest.raises(UnreadableEventError):
        occurrences(strange)


@given(
    strange=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=30),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["meta", "start", "end", "date_time", "time_zone", "working", "name", "recurrence"]
                ),
                inner,
            )
        ),
        max_leaves=12,
    )
)
def test_any_value_in_place_of_events_is_handled(strange: Any) -> None:
    found = calendar(strange)

    assert len(found.unreadable) in range(4)


@given(rest=st.text(alphabet="RULE:FQDAILYCOUNT;=INV0123456789TZ+-,", max_size=40))
def test_any_value_in_place_of_a_rule_is_handled(rest: str) -> None:
    strange = event("2026-12-24", "2026-12-25", rule=f"RRULE:FREQ=DAILY{rest}")

    assert calendar([strange]).unreadable in [(), (strange,)]
