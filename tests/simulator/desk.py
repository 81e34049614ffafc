"""A skill of the account, the hours for it, and what its shift status says about a day."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import requests

from liveperson_simulator.server import Simulator
from tests.simulator.api import ACCOUNT, Api, Body, body, ends, session

BERLIN = "Europe/Berlin"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MONDAY = date(2026, 3, 2)


def shift(text: str, zone: str = BERLIN) -> Body:
    """Return the event of workdays for a text such as `MO 09:00-18:00`."""
    weekday, _, hours = text.partition(" ")
    first, last = _span(MONDAY + timedelta(days=WEEKDAYS.index(weekday)), hours)
    return ends(first, last, zone) | {"recurrence": [f"RRULE:FREQ=WEEKLY;BYDAY={weekday}"]}


def each_day(hours: str, zone: str = BERLIN) -> list[Body]:
    """Return events of workdays with the same hours on each day."""
    return [shift(f"{weekday} {hours}", zone) for weekday in WEEKDAYS]


def working(day: str, hours: str = "", **more: Any) -> Body:
    """Return a working event of a special occasion."""
    return _event(day, hours, working=True, **more)


def off(day: str, hours: str = "", **more: Any) -> Body:
    """Return a day off."""
    return _event(day, hours, working=False, **more)


def _event(day: str, hours: str, *, working: bool, zone: str = BERLIN, days: int = 0, to: str = "") -> Body:
    """`days` repeats the event daily; with `to`, it lasts until this local time."""
    start, end = _span(date.fromisoformat(day), hours)
    rule = [f"RRULE:FREQ=DAILY;COUNT={days};INTERVAL=1"] if days else []
    meta = {"working": working, "name": "special"}
    return {"meta": meta, **ends(start, to or end, zone), "recurrence": rule}


def _span(day: date, hours: str) -> tuple[str, str]:
    if not hours:
        return str(day), str(day + timedelta(days=1))
    start, end = hours.split("-")
    return f"{day}T{start}:00", f"{day}T{end}:00"


class Desk:
    """One account at chosen times; its skill is `returns`."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.control = simulator.control
        self.skill: int = Api(simulator, "skills").created()["id"]
        self.at("2026-03-02T12:00")

    def at(self, time: str | datetime, zone: str = BERLIN) -> None:
        """Stop the clock at a local time."""
        moment = (
            datetime.fromisoformat(time).replace(tzinfo=ZoneInfo(zone)) if isinstance(time, str) else time
        )
        self.control.set_knobs(clock_time=round(moment.timestamp()))

    def workdays(self, *events: Body, default: bool = False, name: str = "week") -> int:
        """Create workdays, and return their id."""
        return self._hours("workinghours", events, name, default=default)

    def occasion(self, *events: Body, default: bool = False, name: str = "holidays") -> int:
        """Create a special occasion, and return its id."""
        return self._hours("specialoccasion", events, name, default=default)

    def _hours(self, kind: str, events: Sequence[Body], name: str, *, default: bool) -> int:
        sent = body(kind, name=name, isDefault=default, events=list(events))
        answer = Api(self.simulator, kind).post(sent)
        assert answer.ok, answer.text
        return int(answer.json()["id"])

    def use(self, *, workdays: int | None = None, occasion: int | None = None) -> None:
        """Give the skill its own hours; None is the account's default."""
        changes = {"workingHoursId": workdays, "specialOccasionId": occasion}
        self.control.foreign_update(ACCOUNT, "skills", self.skill, changes)

    def answer(self) -> requests.Response:
        """Return the answer of the Shift Status API."""
        return session().get(f"{self.simulator.url}/api/account/{ACCOUNT}/shift-status")

    def status(self, time: str | datetime = "", skill: int | None = None) -> Body:
        """Return the status of the skill, at a time or now."""
        if time:
            self.at(time)
        answer = self.answer()
        assert answer.ok, answer.text
        (found,) = [each for each in answer.json() if each["skillId"] == (skill or self.skill)]
        return dict(found)

    def is_open(self, time: str) -> bool:
        """Return whether the skill is open at a local time."""
        return bool(self.status(time)["onShift"])

    def day(self, day: str, zone: str = BERLIN) -> str:
        """Return the open hours of a local day, followed from one change to the next."""
        midnight = datetime.combine(date.fromisoformat(day), datetime.min.time(), ZoneInfo(zone))
        at, end = midnight.astimezone(UTC), (midnight + timedelta(days=1)).astimezone(UTC)
        found = []
        while at < end:
            status = self.status(at)
            edge = status["nextOff" if status["onShift"] else "nextOn"]
            until = end if edge is None else min(end, datetime.fromtimestamp(edge / 1000, UTC))
            if status["onShift"]:
                last = "24:00" if until == end else f"{until.astimezone(ZoneInfo(zone)):%H:%M}"
                found.append(f"{at.astimezone(ZoneInfo(zone)):%H:%M}-{last}")
            at = until
        return ", ".join(found) or "closed"


def milliseconds(time: str, zone: str = BERLIN) -> int:
    """Return a local time as the Shift Status API writes it."""
    return round(datetime.fromisoformat(time).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)
