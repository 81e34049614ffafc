"""Whether a skill is open at an instant, and when that changes: the simulator's own evaluation of hours.

A special occasion replaces the days that it touches, a day off has priority over working events, and shifts
are united (knowledge centre). Without an object that applies, the manual state of the account decides.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from liveperson_simulator import clock
from liveperson_simulator.knobs import Knobs
from liveperson_simulator.opening_events import Event, Window

HORIZON = timedelta(days=500)
_PART = timedelta(days=14)  # evaluated at once
_MARGIN = timedelta(days=2)  # more than the difference between the dates of two zones


@dataclass(frozen=True)
class Opening:
    """The hours of a skill: the events of its workdays and of its special occasion; None if it has none."""

    knobs: Knobs
    workdays: Sequence[Event] | None
    occasion: Sequence[Event] | None

    def is_open(self, at: datetime) -> bool:
        """Return whether the skill is open at an instant."""
        return self._part(at, at).is_open(at)

    def changes(self, after: datetime) -> Iterator[tuple[datetime, bool]]:
        """Yield the instants at which the skill opens (true) or closes (false), until the horizon."""
        was_open, begin = self.is_open(after), after
        while begin < after + HORIZON:
            part = self._part(begin, begin + _PART)
            for at in sorted({each for each in part.edges() if begin < each <= begin + _PART}):
                if part.is_open(at) != was_open:
                    was_open = not was_open
                    yield at, was_open
            begin += _PART

    def _part(self, begin: datetime, end: datetime) -> "_Part":
        first, last = (begin - _MARGIN).date(), (end + _MARGIN).date()

        def windows(events: Iterable[Event] | None) -> list[Window]:
            return [window for event in events or () for window in event.windows(first, last)]

        shifts = None if self.workdays is None else windows(self.workdays)
        return _Part(self.knobs, first, last, shifts, windows(self.occasion), self._date_zone)

    @property
    def _date_zone(self) -> ZoneInfo | None:
        """The zone whose dates a special occasion replaces; None for its own."""
        zone = self.knobs["occasion_date"]
        if zone == "workdays_zone" and self.workdays:
            return self.workdays[0].zone
        return ZoneInfo(clock.ACCOUNT_ZONE) if zone == "account_zone" else None


@dataclass(frozen=True)
class _Part:
    """The windows of some days; the shifts are None if there are no workdays."""

    knobs: Knobs
    first: date
    last: date
    shifts: list[Window] | None
    occasion: list[Window]
    date_zone: ZoneInfo | None

    def is_open(self, at: datetime) -> bool:
        touching = [each for each in self.occasion if self._touches(each, at)]
        if not touching:
            return self._is_in_shift(at)
        reading = self.knobs["partial_day_off"]
        off = [each for each in touching if not each.is_working]
        if any(reading == "day" or not each.is_partial or each.contains(at) for each in off):
            return False
        working = [each for each in touching if each.is_working]
        if not working and reading == "window_then_workdays":
            return self._is_in_shift(at)
        return any(each.contains(at) for each in working)

    def edges(self) -> Iterator[datetime]:
        """Yield every instant at which the answer may change."""
        for window in (*(self.shifts or ()), *self.occasion):
            yield window.start
            yield window.end
        for zone in {self.date_zone or each.zone for each in self.occasion}:
            for day in range((self.last - self.first).days + 1):
                midnight = datetime.combine(self.first + timedelta(days=day), time(), zone)
                yield midnight.astimezone(UTC)
                yield midnight.replace(fold=1).astimezone(UTC)  # a clock change may repeat it
        if self.knobs["manual_state"].isdecimal():
            yield _manual_end(self.knobs)

    def _touches(self, window: Window, at: datetime) -> bool:
        return window.first <= at.astimezone(self.date_zone or window.zone).date() <= window.last

    def _is_in_shift(self, at: datetime) -> bool:
        if self.shifts is None:
            return is_manually_online(self.knobs, at)
        return any(each.contains(at) for each in self.shifts)


def is_manually_online(knobs: Knobs, at: datetime) -> bool:
    """Return the manual state of the account at an instant."""
    state = knobs["manual_state"]
    return at >= _manual_end(knobs) if state.isdecimal() else state == "online"


def _manual_end(knobs: Knobs) -> datetime:
    return datetime.fromtimestamp(knobs.number("manual_state"), UTC)
