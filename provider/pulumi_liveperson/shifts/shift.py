"""A shift: its fields and its rules.

The rules are those of the Workdays API's appendix. A shift has no date. LivePerson requires a date in each
event, so one is selected when the object is written.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, StrictStr, with_config
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from pulumi_liveperson.events.zones import canonical_zone, is_known
from pulumi_liveperson.mistake import Mistake
from pulumi_liveperson.shifts.times import DAYS, END_OF_DAY, LAST_MINUTE, end_time, start_time

Day = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def _current_zone(name: str) -> str:
    if not is_known(name):
        raise ValueError(f"{name!r} is not an IANA time zone; write it like Europe/Lisbon")
    if canonical_zone(name) != name:
        raise ValueError(f"{name!r} is a former name; write {canonical_zone(name)}")
    return name


@with_config(extra="forbid")
class Shift(TypedDict):
    """A time of a weekday in which agents work, each week."""

    day: Day
    start: Annotated[StrictStr, AfterValidator(start_time)]
    end: Annotated[StrictStr, AfterValidator(end_time)]
    """After the start, on the same day; `24:00` is the end of the day."""
    time_zone: Annotated[StrictStr, AfterValidator(_current_zone)]


def _at_least_one(shifts: list[Shift]) -> list[Shift]:
    if not shifts:
        raise ValueError(
            "must contain at least one shift; LivePerson does not publish what workdays without shifts mean"
        )
    return shifts


def in_order(shifts: list[Shift]) -> list[Shift]:
    """Return shifts in the order of the week, because their own order has no meaning."""
    return sorted(shifts, key=lambda each: (*_position(each), each["time_zone"]))


Shifts = Annotated[list[Shift], AfterValidator(_at_least_one), AfterValidator(in_order)]


def inconsistencies(shifts: Any) -> Iterator[Mistake]:
    """Yield the errors that involve several fields of a shift; unknown or invalid fields are skipped."""
    for number, shift in enumerate(shifts if isinstance(shifts, list) else ()):
        try:
            start, end = start_time(shift["start"]), end_time(shift["end"])
        except (LookupError, TypeError, ValueError):
            continue
        if end == start:
            yield Mistake(
                f"shifts[{number}].end", f"{shift['end']} is the start; the end of the day is 24:00"
            )
        elif end == END_OF_DAY and start >= LAST_MINUTE:
            yield Mistake(
                f"shifts[{number}].start",
                f"{shift['start']} must be before {LAST_MINUTE}, which LivePerson has as the end of the day",
            )
        elif end < start:
            yield Mistake(
                f"shifts[{number}].end",
                f"{shift['end']} must be after start {shift['start']}; write a shift over midnight as two, "
                f'which weekly("{shift.get("day")}", "{shift["start"]}", "{shift["end"]}", ...) returns',
            )


def overlaps(shifts: list[Shift]) -> list[str]:
    """Return the shifts of one day and zone that overlap; LivePerson combines them (knowledge centre).

    Each shift is compared with the earlier one that ends last, which is the only one that can reach it if
    any does.
    """
    found: list[str] = []
    latest: dict[tuple[str, str], Shift] = {}
    for shift in in_order(shifts):
        place = shift["day"], shift["time_zone"]
        before = latest.get(place)
        if before is not None and shift["start"] < before["end"]:
            times = f"{before['start']} to {before['end']} and {shift['start']} to {shift['end']}"
            found.append(f"{shift['day']} {times}")
        if before is None or before["end"] <= shift["end"]:
            latest[place] = shift
    return found


def _position(shift: Shift) -> tuple[int, str, str]:
    return DAYS.index(shift["day"]), shift["start"], shift["end"]
