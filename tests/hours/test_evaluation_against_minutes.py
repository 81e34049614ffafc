"""The spans of the package say the same as an implementation that knows only single moments."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_liveperson.hours.configuration import Configuration
from pulumi_liveperson.hours.evaluation import Answer, answer, timeline, timelines
from pulumi_liveperson.hours.overview import overview
from pulumi_liveperson.hours.stretches import Stretch
from tests.hours import minutes
from tests.hours.accounts import A_DAY, ODD_ZONES, QUARTER, accounts

_AN_HOUR, _A_MINUTE, _A_SECOND = dt.timedelta(hours=1), dt.timedelta(minutes=1), dt.timedelta(seconds=1)
_MOST_AHEAD = 400 * A_DAY

_hours_before = st.integers(-12, 60).map(lambda hours: dt.timedelta(hours=hours))
_lengths = st.integers(1, 4 * 24 * 4).map(lambda quarters: quarters * QUARTER)
_moments = st.integers(-3 * 24 * 60, 3 * 24 * 60).map(lambda number: number * _A_MINUTE)


@settings(max_examples=200)
@given(accounts(), _hours_before, _lengths)
def test_a_timeline_has_the_state_of_each_moment(
    drawn: tuple[Configuration, dt.datetime], before: dt.timedelta, length: dt.timedelta
) -> None:
    configuration, change = drawn
    _compare_timelines(configuration, change - before, length, QUARTER)


@pytest.mark.slow
@settings(max_examples=1500)
@given(accounts(), _hours_before, _lengths)
def test_a_timeline_has_the_state_of_each_minute(
    drawn: tuple[Configuration, dt.datetime], before: dt.timedelta, length: dt.timedelta
) -> None:
    configuration, change = drawn
    _compare_timelines(configuration, change - before, length, _A_MINUTE)


@settings(max_examples=120)
@given(accounts(), _moments)
def test_an_answer_has_the_state_of_its_moment_and_ends_when_the_state_changes(
    drawn: tuple[Configuration, dt.datetime], later: dt.timedelta
) -> None:
    configuration, change = drawn
    _compare_answers(configuration, change + later, QUARTER)


@pytest.mark.slow
@settings(max_examples=400)
@given(accounts(), _moments)
def test_an_answer_ends_at_the_first_minute_with_another_state(
    drawn: tuple[Configuration, dt.datetime], later: dt.timedelta
) -> None:
    configuration, change = drawn
    _compare_answers(configuration, change + later, _A_MINUTE)


@settings(max_examples=120)
@given(accounts(), _hours_before)
def test_an_answer_that_depends_on_a_question_names_it(
    drawn: tuple[Configuration, dt.datetime], before: dt.timedelta
) -> None:
    configuration, change = drawn
    _compare_questions(configuration, change - before, _AN_HOUR)


@pytest.mark.slow
@settings(max_examples=800)
@given(accounts(), _hours_before)
def test_all_answers_that_depend_on_a_question_name_it(
    drawn: tuple[Configuration, dt.datetime], before: dt.timedelta
) -> None:
    configuration, change = drawn
    _compare_questions(configuration, change - before, QUARTER)


@settings(max_examples=80)
@given(accounts(), _hours_before, st.integers(0, 48 * 60))
def test_two_halves_of_a_period_say_the_same_as_the_whole(
    drawn: tuple[Configuration, dt.datetime], before: dt.timedelta, cut: int
) -> None:
    configuration, change = drawn
    start = change - before
    end, middle = start + 2 * A_DAY, start + cut * _A_MINUTE
    for skill in configuration.skills:
        halves = timeline(configuration, skill, (start, middle)) + timeline(
            configuration, skill, (middle, end)
        )
        assert _joined(halves) == timeline(configuration, skill, (start, end))


@settings(max_examples=80)
@given(accounts(on_quarters=True), st.sampled_from([None, *ODD_ZONES]))
def test_the_days_of_an_overview_have_the_open_time_of_their_minutes(
    drawn: tuple[Configuration, dt.datetime], shown_in: str | None
) -> None:
    configuration, change = drawn
    first = change.date() - 2 * A_DAY
    dates = first, first + 4 * A_DAY
    where = ZoneInfo(shown_in) if shown_in else None
    shown = overview(configuration, configuration.skills, dates, title="account", shown_in=where)
    for hours in shown.skills:
        assert [day.date for day in hours.days] == [first + number * A_DAY for number in range(4)]
        for day in hours.days:
            quarters = [
                quarter
                for quarter in (change + number * QUARTER for number in range(-5 * 96, 5 * 96))
                if quarter.astimezone(hours.zone).date() == day.date
            ]
            assert (day.stretches[0].start, day.stretches[-1].end) == (quarters[0], quarters[-1] + QUARTER)
            verdicts = [minutes.verdict(configuration, hours.skill, quarter) for quarter in quarters]
            assert all(each.start < each.end for each in day.stretches)
            assert day.open_time == QUARTER * sum(each.state == "open" for each in verdicts)
            assert day.is_special == any("special" in (each.decided_by or "") for each in verdicts)


def _compare_timelines(
    configuration: Configuration, start: dt.datetime, length: dt.timedelta, step: dt.timedelta
) -> None:
    end = start + length
    by_skill = timelines(configuration, configuration.skills, (start, end))
    assert list(by_skill) == [skill.id for skill in configuration.skills]
    for skill in configuration.skills:
        stretches = by_skill[skill.id]
        assert stretches == timeline(configuration, skill, (start, end))
        _assert_in_order_and_without_gaps(stretches, start, end)
        for stretch in stretches:
            for moment in _moments_of(stretch.start, stretch.end, step):
                expected = minutes.verdict(configuration, skill, moment)
                assert _verdict(stretch) == expected, (moment, skill, stretch)


def _verdict(found: Stretch | Answer) -> minutes.Verdict:
    if found.cause is None:
        return minutes.Verdict(found.state)
    kind = "special occasion" if found.cause.is_special else "workdays"
    return minutes.Verdict(found.state, f"{kind} {found.cause.id}", found.cause.events)


def _assert_in_order_and_without_gaps(
    stretches: Sequence[Stretch], start: dt.datetime, end: dt.datetime
) -> None:
    assert (stretches[0].start, stretches[-1].end) == (start, end)
    for stretch in stretches:
        assert stretch.start < stretch.end
        assert stretch.start.tzinfo is stretch.end.tzinfo is dt.UTC
    for left, right in pairwise(stretches):
        assert left.end == right.start
        assert (left.state, left.cause, left.questions) != (right.state, right.cause, right.questions)


def _compare_answers(configuration: Configuration, at: dt.datetime, step: dt.timedelta) -> None:
    for skill in configuration.skills:
        found = answer(configuration, skill, at)
        assert _verdict(found) == minutes.verdict(configuration, skill, at)
        if found.until is not None:
            assert at < found.until <= at + _MOST_AHEAD
            assert minutes.state(configuration, skill, found.until) != found.state
        end = found.until or at + _MOST_AHEAD
        for moment in [*_moments_of(at, min(end, at + 3 * A_DAY), step), *_far_moments(at, end)]:
            assert minutes.state(configuration, skill, moment) == found.state, (moment, skill, found)


def _compare_questions(configuration: Configuration, start: dt.datetime, step: dt.timedelta) -> None:
    for skill in configuration.skills:
        for stretch in timeline(configuration, skill, (start, start + 2 * A_DAY)):
            named = {question.key for question in stretch.questions}
            for key in minutes.OTHER_READINGS:
                if key in named or (key == "Q3" and "Q2" in named):
                    continue
                for moment in _moments_of(stretch.start, stretch.end, step):
                    other = minutes.state(configuration, skill, moment, {key})
                    if other != stretch.state:
                        found = answer(configuration, skill, moment)  # which also knows the last minute
                        keys = {question.key for question in found.questions}
                        assert key in keys, (key, moment, other, skill, stretch)


def _moments_of(start: dt.datetime, end: dt.datetime, step: dt.timedelta) -> Iterator[dt.datetime]:
    """Yield the first and the last moment, and the ones between that are multiples of a step."""
    yield start
    moment = start + step - (start - dt.datetime(2020, 1, 1, tzinfo=dt.UTC)) % step
    while moment < end:
        yield moment
        moment += step
    yield end - _A_SECOND


def _far_moments(start: dt.datetime, end: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the last moment, and some at other hours of other weekdays than each other."""
    yield end - _A_SECOND
    moment = start + 3 * A_DAY
    while moment < end:
        yield moment
        moment += dt.timedelta(hours=29, minutes=13)


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for stretch in stretches:
        last = joined[-1] if joined else None
        if last and (last.state, last.cause, last.questions) == (
            stretch.state,
            stretch.cause,
            stretch.questions,
        ):
            joined[-1] = last.within(last.start, stretch.end)
        else:
            joined.append(stretch)
    return joined
