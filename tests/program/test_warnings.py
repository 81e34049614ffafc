"""Warnings of a preview: hours that LivePerson accepts, but that may not mean what their author wants."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pulumi
import pytest

from pulumi_liveperson import (
    Skill,
    SkillHours,
    SpecialOccasion,
    Workdays,
    closed,
    open_hours,
    public_holidays,
    silence_warnings,
    unchecked,
    weekly,
)
from pulumi_liveperson.lint.finding import WARNINGS
from tests.program.mocked import MockedEngine

LONDON, LISBON, MADRID = "Europe/London", "Europe/Lisbon", "Europe/Madrid"
NEXT_YEAR = dt.datetime.now(dt.UTC).year + 1


def warnings(monkeypatch: pytest.MonkeyPatch, program: Callable[[], object]) -> list[str]:
    """Return the warnings that a program causes, in order."""
    found: list[str] = []
    monkeypatch.setattr(pulumi.log, "warn", lambda text, *_: found.append(text))
    MockedEngine().run(program)
    return found


def day(month_and_day: str) -> str:
    return f"{NEXT_YEAR}-{month_and_day}"


def occasion(*events: Any, name: str = "holidays", **options: Any) -> SpecialOccasion:
    return SpecialOccasion(name, name=name, description=name, events=list(events), **options)


def desk(name: str = "desk", zone: str = LONDON, **options: Any) -> Workdays:
    shifts = options.pop("shifts", weekly("MO-FR", "09:00", "17:00", time_zone=zone))
    return Workdays(name, name=name, description=name, shifts=shifts, **options)


def a_lunch_is_closed() -> None:
    occasion({**closed(day("12-24"), time_zone=LONDON), **hours("12:00", "13:00")})


def hours(start: str, end: str, last: str = "12-24") -> Any:
    return {
        "start": {"date_time": f"{day('12-24')}T{start}:00", "time_zone": LONDON},
        "end": {"date_time": f"{day(last)}T{end}:00", "time_zone": LONDON},
    }


def an_open_event_ends_two_days_later() -> None:
    occasion(
        {**open_hours(day("12-24"), "09:00", "17:00", time_zone=LONDON), **hours("09:00", "17:00", "12-26")}
    )


def an_open_event_is_on_a_closed_day() -> None:
    occasion(
        closed(day("12-24"), days=3, time_zone=LONDON, name="Christmas"),
        open_hours(day("12-26"), "10:00", "14:00", time_zone=LONDON, name="Sale"),
    )


def every_event_is_over() -> None:
    occasion(
        closed("2020-12-25", time_zone=LONDON), open_hours("2021-01-04", "10:00", "12:00", time_zone=LONDON)
    )


def an_event_starts_in_the_skipped_hour() -> None:
    occasion(open_hours("2091-03-25", "01:30", "04:00", time_zone=LONDON))  # a Sunday on which clocks change


def a_shift_starts_in_the_skipped_hour() -> None:
    desk(shifts=weekly("SU", "01:30", "04:00", time_zone=LONDON))


def shifts_overlap() -> None:
    desk(
        shifts=[
            *weekly("MO", "09:00", "17:00", time_zone=LONDON),
            *weekly("MO", "16:00", "18:00", time_zone=LONDON),
        ]
    )


def an_occasion_is_not_used() -> None:
    Skill("sales", name="sales", special_occasion_id=occasion(closed(day("12-25"), time_zone=LONDON)).id)
    occasion(name="spare")


def workdays_are_not_used() -> None:
    Skill("sales", name="sales", working_hours_id=desk().id)
    desk("spare")


def a_skill_has_two_clocks() -> None:
    holidays = occasion(closed(day("12-25"), time_zone=MADRID))
    Skill("sales", name="sales", working_hours_id=desk().id, special_occasion_id=holidays.id)


def events_have_two_zones() -> None:
    occasion(closed(day("12-25"), time_zone=MADRID), closed(day("12-26"), time_zone=LONDON))


def shifts_have_two_zones() -> None:
    desk(
        shifts=[
            *weekly("MO", "09:00", "17:00", time_zone=LONDON),
            *weekly("TU", "09:00", "17:00", time_zone=MADRID),
        ]
    )


def a_skill_falls_back_to_another_place() -> None:
    occasion(closed(day("12-25"), time_zone=LONDON), is_default=True)
    Skill("sales", name="sales", working_hours_id=desk(zone=LISBON).id)


def a_skill_clears_its_occasion() -> None:
    occasion(closed(day("12-25"), time_zone=LONDON), is_default=True)
    SkillHours("sales", skill_name="sales", working_hours_id=desk(zone=LISBON).id, special_occasion_id="")


def dates_are_estimates() -> None:
    for _ in range(2):  # the same call is one warning
        events = public_holidays("AE", NEXT_YEAR + 3, time_zone="Asia/Dubai", language="en_US")
    occasion(*events)


CASES: list[tuple[Callable[[], None], str, str]] = [
    (a_lunch_is_closed, "closed-for-hours", 'SpecialOccasion "holidays": an event is closed for some hours'),
    (an_open_event_ends_two_days_later, "open-over-midnight", f"{NEXT_YEAR}-12-24"),
    (an_open_event_is_on_a_closed_day, "overlapping-events", f"events overlap: {NEXT_YEAR}-12-26 'Sale'"),
    (every_event_is_over, "only-past-dates", 'SpecialOccasion "holidays": every event is over'),
    (an_event_starts_in_the_skipped_hour, "skipped-hour", "2091-03-25"),
    (a_shift_starts_in_the_skipped_hour, "skipped-hour", "01:30 in Europe/London"),
    (shifts_overlap, "overlapping-shifts", "MO 09:00 to 17:00 and 16:00 to 18:00"),
    (
        an_occasion_is_not_used,
        "unused-hours",
        'SpecialOccasion "spare": no skill of this program uses these hours',
    ),
    (workdays_are_not_used, "unused-hours", 'Workdays "spare": no skill of this program uses these hours'),
    (
        a_skill_has_two_clocks,
        "two-time-zones",
        "the workdays 'desk' (Europe/London) and the special occasion",
    ),
    (events_have_two_zones, "two-time-zones", "Europe/London, Europe/Madrid"),
    (shifts_have_two_zones, "two-time-zones", "Europe/London, Europe/Madrid"),
    (
        a_skill_falls_back_to_another_place,
        "unexpected-default",
        "but follows the account's default special occasion 'holidays'",
    ),
    (
        dates_are_estimates,
        "estimated-dates",
        f"public_holidays('AE', {NEXT_YEAR + 3}): dates that are estimates",
    ),
    (a_skill_clears_its_occasion, "unexpected-default", 'SkillHours "sales": it has its own workdays'),
]


@pytest.mark.parametrize(("program", "name", "text"), CASES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_preview_warns_once_and_names_the_warning(
    monkeypatch: pytest.MonkeyPatch, program: Callable[[], None], name: str, text: str
) -> None:
    (warning,) = warnings(monkeypatch, program)

    assert text in warning
    assert warning.endswith(f"If this is intended: silence_warnings('{name}')")


@pytest.mark.parametrize(
    ("program", "name"), [case[:2] for case in CASES], ids=lambda value: getattr(value, "__name__", "")
)
def test_a_program_can_silence_each_warning(
    monkeypatch: pytest.MonkeyPatch, program: Callable[[], None], name: str
) -> None:
    def silenced() -> None:
        program()
        silence_warnings(name)

    assert warnings(monkeypatch, silenced) == []


def test_each_warning_has_a_case() -> None:
    assert {name for _, name, _ in CASES} == WARNINGS.keys()


def test_a_warning_can_be_silenced_for_some_resources(monkeypatch: pytest.MonkeyPatch) -> None:
    def program() -> None:
        Skill("sales", name="sales", working_hours_id=desk().id)
        for name in ("spare", "old", "other"):
            desk(name)
        silence_warnings("unused-hours", resources=["spare", "other"])

    (warning,) = warnings(monkeypatch, program)

    assert warning.startswith('Workdays "old": ')


def test_resources_with_the_same_warning_share_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def program() -> None:
        occasion(closed(day("12-25"), time_zone=LONDON), is_default=True)
        lisbon = desk(zone=LISBON)
        for name in ("billing", "returns"):
            Skill(name, name=name, working_hours_id=lisbon.id)

    (warning,) = warnings(monkeypatch, program)

    assert warning.startswith('Skill "billing" and Skill "returns": it has')


def test_many_resources_with_the_same_warning_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def program() -> None:
        for year in range(2010, 2020):
            occasion(closed(f"{year}-12-25", time_zone=LONDON), name=str(year))

    (warning,) = warnings(monkeypatch, program)

    first = ", ".join(f'SpecialOccasion "{year}"' for year in (2010, 2011, 2012))
    assert warning.startswith(f"{first} and 7 more: every event is over")


def test_an_unknown_warning_cannot_be_silenced() -> None:
    with pytest.raises(pulumi.RunError, match=r"'unused-hour' is not a warning; 'unused-hours' is similar"):
        MockedEngine().run(lambda: silence_warnings("unused-hour"))


def no_skill_is_declared() -> None:
    occasion()
    desk()


def a_later_value_can_be_any_id() -> None:
    chosen = desk().id.apply(lambda id_: id_)
    Skill("sales", name="sales", working_hours_id=chosen)


def the_clocks_agree() -> None:
    occasion(closed(day("12-25"), time_zone=LISBON), name="other")
    holidays = occasion(closed(day("12-25"), time_zone=LISBON))
    Skill("sales", name="sales", working_hours_id=desk().id, special_occasion_id=holidays.id)
    silence_warnings("unused-hours")


def closures_overlap() -> None:
    occasion(closed(day("12-24"), days=3, time_zone=LONDON), closed(day("12-25"), time_zone=LONDON))


def each_day_is_open_over_midnight() -> None:
    occasion(open_hours(day("12-24"), "18:00", "23:59", days=3, time_zone=LONDON))


def an_empty_occasion_is_used() -> None:
    Skill("sales", name="sales", special_occasion_id=occasion().id)


def a_secret_is_not_judged() -> None:
    Workdays(
        "desk",
        name="desk",
        description="d",
        shifts=pulumi.Output.secret(
            [
                *weekly("MO", "09:00", "17:00", time_zone=LONDON),
                *weekly("MO", "09:00", "17:00", time_zone=MADRID),
            ]
        ),
    )


def an_unchecked_value_is_not_judged() -> None:
    shifts = [
        *weekly("MO", "09:00", "17:00", time_zone=LONDON),
        *weekly("MO", "10:00", "18:00", time_zone=LONDON),
    ]
    desk(shifts=unchecked(shifts))


def hours_of_a_skill_that_are_not_managed() -> None:
    occasion(closed(day("12-25"), time_zone=LONDON), is_default=True)
    SkillHours("sales", skill_name="sales", working_hours_id=desk(zone=LISBON).id)


@pytest.mark.parametrize(
    "program",
    [
        no_skill_is_declared,
        a_later_value_can_be_any_id,
        the_clocks_agree,
        closures_overlap,
        each_day_is_open_over_midnight,
        an_empty_occasion_is_used,
        a_secret_is_not_judged,
        an_unchecked_value_is_not_judged,
        hours_of_a_skill_that_are_not_managed,
    ],
    ids=lambda program: program.__name__,
)
def test_no_warning_is_shown_where(monkeypatch: pytest.MonkeyPatch, program: Callable[[], None]) -> None:
    assert warnings(monkeypatch, program) == []


def test_a_program_with_mistakes_shows_no_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    def program() -> None:
        every_event_is_over()
        desk("x" * 51)

    found: list[str] = []
    monkeypatch.setattr(pulumi.log, "warn", lambda text, *_: found.append(text))
    with pytest.raises(pulumi.RunError):
        MockedEngine().run(program)

    assert found == []
