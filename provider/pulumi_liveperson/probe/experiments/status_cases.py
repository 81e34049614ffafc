"""The skills of which the shift status answers the questions, and what was seen of them."""

from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.shift_status import SkillStatus
from pulumi_liveperson.probe.bodies import shift
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiments.status_hours import Events, Today, far_apart, next_clock_change
from pulumi_liveperson.probe.experiments.status_scene import Case, Scene, Snapshot
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session

NONE, OPEN, CLOSED, DAY_OFF, DAYS = "no hours", "open", "closed", "day off", "some days"
EMPTY, DELETED, TODAY_OFF = "no shifts", "deleted", "today off"
CONTROLS = {OPEN: True, CLOSED: False, DAY_OFF: False}
"""The cases of which documented rules decide the state; in an account in manual mode, they are the same."""
PLAIN = (OPEN, CLOSED, DAY_OFF, DAYS, "two days off", "each day", "each day at other times")
"""The cases of which documented rules decide the state and the next change."""


class Plan:
    """The cases for a moment."""

    def __init__(self, session: Session) -> None:
        now = session.now
        self.session = session
        self.today = Today(now, session.zone)
        self.change = next_clock_change(now, session.zone, "Europe/London", "America/New_York")

    @property
    def is_over(self) -> bool:
        """Return whether another day has begun."""
        return Today(self.session.now, self.session.zone).date != self.today.date

    def cases(self) -> dict[str, Case]:
        """Return the hours of each skill.

        If the account has a default special occasion, each skill has its own.
        """
        today = self.today
        later = [today.full_days(60, 61)] if SPECIAL_OCCASION in self.session.others_defaults else None
        always, never = today.open_week, today.closed_week
        two_days_off = [today.full_days(-1, 3), today.days_off(-1, 3)]
        some_hours = today.some_hours_off()
        found = {
            NONE: Case(None, later),
            OPEN: Case(always, later),
            CLOSED: Case(never, later),
            DAY_OFF: Case(always, [today.days_off(-1, 3)]),
            DAYS: Case(today.open_days, later),
            "two days off": Case(always, two_days_off),
            "each day": Case(never, [today.each_day(full=True)]),
            "each day at other times": Case(always, [today.each_day(full=False)]),
            "until 23:59": Case(today.last_minutes, later),
            "some hours off": Case(always, some_hours),
            "some hours off, else open": Case(always, [today.full_days(-1, 3), *some_hours]),
            "over days, else open": Case(always, [today.over_days()]),
            "over days, else closed": Case(never, [today.over_days()]),
            TODAY_OFF: Case(always, [today.days_off(0, 1)]),
            "off until today": Case(always, [today.date_only(-3, 0)]),
            "occasion alone, off": Case(None, [today.days_off(-1, 3)]),
            "occasion alone, open": Case(None, [today.each_day(full=True)]),
            EMPTY: Case([], later),
            DELETED: Case(self.unused, later),
        }
        east, west = far_apart(self.session.now)
        western_day = west.days_off(0, 1)
        found["occasion in the west"] = Case(east.open_week, [western_day])
        found["occasion in the east"] = Case(west.open_week, [_on_the_date_of(west, east)])
        found["occasion in both"] = Case(east.open_week, [east.days_off(-20, -19), western_day])
        if self.change is not None:
            zone, change = self.change
            there = Today(self.session.now, zone)
            found["clock change"] = Case(there.open_week, there.days_off_until(change))
        return found

    @property
    def unused(self) -> Events:
        """Return shifts that no other workdays have."""
        return [shift(self.today.day(4), self.today.zone, "10:07:00", "11:00:00")]

    @property
    def unused_opens(self) -> datetime:
        """Return the start of these shifts."""
        start = self.unused[0]["start"]
        local = datetime.fromisoformat(start["dateTime"])
        return local.replace(tzinfo=ZoneInfo(start["timeZone"])).astimezone(UTC)


def _on_the_date_of(date: Today, zone: Today) -> dict[str, object]:
    days = (date.date - zone.date).days
    return zone.days_off(days, days + 1)


class View(NamedTuple):
    """What was seen of the cases of a plan."""

    plan: Plan
    scene: Scene
    snapshot: Snapshot

    def status(self, case: str) -> SkillStatus:
        """Return the status of a case that the answer contains."""
        return self.snapshot.found[case][1]

    def evidence(self, *cases: str) -> list[Exchange]:
        """Return how the skills of some cases were made, and their status."""
        return [*self.scene.evidence(*cases), self.snapshot.excerpt(cases)]

    def missing(self, question: Question, *cases: str) -> Observation | None:
        """Return that a question has no answer, because a skill is missing; None if none is."""
        for case in cases:
            refusal = self.scene.refusals.get(case)
            if refusal is not None:
                return question.unseen(f"The request that it depends on was refused ({refusal}).", [refusal])
        if any(case not in self.snapshot.found for case in cases):
            return question.unseen("The shift status does not contain the new skill.", self.evidence(*cases))
        return None


def are_right(scene: Scene, snapshot: Snapshot) -> bool:
    """Return whether the skills of which the state is certain have this state."""
    return all(
        snapshot.is_open(case) is state for case, state in CONTROLS.items() if case not in scene.refusals
    )
