"""How states are compared with LivePerson's own status, and which questions explain a difference."""

import datetime as dt
from functools import partial
from typing import Any

import pytest

from pulumi_liveperson import weekly
from pulumi_liveperson.client.shift_status import SkillStatus
from pulumi_liveperson.hours.answers import answers
from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.review.effective.verification import Compared, Outcome, compared
from tests.report.steps import LONDON, closed

NOON = dt.datetime(2026, 12, 22, 12, tzinfo=dt.UTC)
CLOSES = NOON.replace(hour=17, minute=30)
OPENS = NOON.replace(day=23, hour=9)
WEEKDAYS = [dict(each) for each in weekly("MO-FR", "09:00", "17:30", time_zone=LONDON)]


def status(
    id_: str, next_on: dt.datetime | None = None, next_off: dt.datetime | None = None, *, on_shift: bool
) -> SkillStatus:
    return SkillStatus(id_, on_shift, next_on, next_off)


on, off = partial(status, on_shift=True), partial(status, on_shift=False)


def verified(
    at: dt.datetime, *statuses: SkillStatus, events: Any = (), shifts: Any = WEEKDAYS
) -> list[Compared]:
    """Return the comparison of the skills 1 and 2, which follow defaults with office hours and events."""
    skills = [Skill("1", "Billing"), Skill("2", "Sales")]
    hours = Configuration(
        skills[: len(statuses)],
        [Workdays("8", "Office", shifts, is_default=True)],
        [SpecialOccasion("9", "Holidays", events, is_default=True)],
    )
    return list(compared(hours, answers(hours, hours.skills, at, title="account 7"), statuses))


def outcome(at: dt.datetime, found: SkillStatus, **hours: Any) -> tuple[Outcome, set[str]]:
    """Return the outcome for one skill, and the keys of the questions that can explain it."""
    (only,) = verified(at, found, **hours)
    return only.outcome, {each.key for each in only.questions}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (on("1", OPENS, CLOSES), Outcome.SAME),
        (on("1", None, CLOSES + dt.timedelta(minutes=1)), Outcome.SAME),  # Q6
        (
            on("1", CLOSES, None),
            Outcome.SAME,
        ),  # a change that is not returned is no difference
        (on("1", None, CLOSES + dt.timedelta(minutes=2)), Outcome.CHANGE),
        (off("1", OPENS, CLOSES), Outcome.STATE),
        (on("2", OPENS, CLOSES), Outcome.MISSING),
    ],
)
def test_the_state_counts_and_a_change_only_if_both_sides_have_one(
    found: SkillStatus, expected: Outcome
) -> None:
    (only,) = verified(NOON, found)

    assert (only.outcome, only.is_unexplained) == (expected, expected is not Outcome.SAME)


def test_a_state_that_is_unknown_here_is_no_difference() -> None:
    hours = Configuration([Skill("1", "Billing")])

    (found,) = compared(hours, answers(hours, hours.skills, NOON, title="x"), [on("1")])

    assert (found.outcome, found.outcome.differs) == (Outcome.UNKNOWN, False)


def test_the_question_of_the_current_hours_explains_another_state() -> None:
    lunch = {**closed("2026-12-22"), "start": {"date_time": "2026-12-22T13:00:00", "time_zone": LONDON}}

    found = outcome(NOON, on("1", None, CLOSES), events=[lunch])

    assert found == (Outcome.STATE, {Question.CLOSED_FOR_HOURS.key})


def test_a_question_before_the_next_change_explains_another_change() -> None:
    lunch = {**closed("2026-12-23"), "start": {"date_time": "2026-12-23T13:00:00", "time_zone": LONDON}}
    night = NOON.replace(hour=20)

    found = outcome(night, off("1", OPENS), events=[lunch])

    assert found == (Outcome.CHANGE, {Question.CLOSED_FOR_HOURS.key})


ALWAYS = [dict(each) for each in weekly("MO-SU", "00:00", "24:00", time_zone=LONDON)]
LAST_MINUTE = NOON.replace(hour=23, minute=59)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (on("1"), (Outcome.SAME, set())),
        (on("1", None, NOON + dt.timedelta(days=4, hours=12)), (Outcome.CHANGE, set())),
        (on("1", None, NOON + dt.timedelta(days=450)), (Outcome.SAME, set())),
        (on("1", None, LAST_MINUTE), (Outcome.CHANGE, {"Q6"})),
    ],
)
def test_a_skill_that_is_always_open_has_no_next_change(
    found: SkillStatus, expected: tuple[Outcome, set[str]]
) -> None:
    assert outcome(NOON, found, shifts=ALWAYS) == expected


def test_a_skill_that_is_closed_each_last_minute_differs_by_an_open_question() -> None:
    assert outcome(NOON, on("1", None, LAST_MINUTE), shifts=ALWAYS[:5]) == (Outcome.CHANGE, {"Q6"})


def test_around_a_change_the_last_minute_explains_another_state() -> None:
    found = outcome(CLOSES + dt.timedelta(seconds=30), on("1", OPENS, OPENS))

    assert found == (Outcome.STATE, {Question.LAST_MINUTE.key})


def test_one_status_without_an_end_for_all_skills_may_be_the_manual_mode() -> None:
    manual = verified(NOON, off("1"), off("2"))
    mixed = verified(NOON, off("1"), on("2", OPENS, CLOSES))

    assert [each.questions for each in manual] == [{Question.MANUAL_MODE}] * 2
    assert [each.is_unexplained for each in mixed] == [True, False]
