"""The skills of which the shift status answers the questions, and what each answer means."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.client.shift_status import SkillStatus
from pulumi_liveperson.probe.bodies import shift
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiments import status_questions as ask
from pulumi_liveperson.probe.experiments.status_hours import Events, Today, far_apart, next_clock_change
from pulumi_liveperson.probe.experiments.status_scene import Case, Scene, Snapshot
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session

NONE, OPEN, CLOSED, DAY_OFF, DAYS = "no hours", "open", "closed", "day off", "some days"
EMPTY, DELETED = "no shifts", "deleted"
CONTROLS = {OPEN: True, CLOSED: False, DAY_OFF: False}
"""The cases of which documented rules decide the state; in an account in manual mode, they are the same."""
PLAIN = (OPEN, CLOSED, DAY_OFF, DAYS, "two days off", "each day", "each day at other times")
"""The cases of which documented rules decide the state and the next change."""
_SECOND = timedelta(seconds=1)


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
            "today off": Case(always, [today.days_off(0, 1)]),
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
            days_off = Today(self.session.now, zone).days_off_until(change)
            found["clock change"] = Case(always, days_off)
        return found

    @property
    def unused(self) -> Events:
        """Return shifts that no other workdays have."""
        return [shift(self.today.day(4), self.today.zone, "10:07:00", "11:00:00")]


def _on_the_date_of(date: Today, zone: Today) -> dict[str, object]:
    days = (date.date - zone.date).days
    return zone.days_off(days, days + 1)


class Judged(NamedTuple):
    """The value of a question, or None, and a sentence."""

    value: str | None
    says: str


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


def observed(view: View) -> Iterator[Observation]:
    """Yield the observations of an account in which the hours decide."""
    for question, cases, judge in _JUDGES:
        missing = view.missing(question, *cases)
        if missing is not None:
            yield missing
            continue
        value, says = judge(view)
        evidence = view.evidence(*cases)
        yield question.unseen(says, evidence) if value is None else question.seen(value, says, evidence)


def _edges(view: View) -> Judged:
    status = view.status(DAYS)
    if not status.on_shift or status.next_off is None:
        return Judged(None, "The status of an open skill has no nextOff.")
    if status.next_on is None:
        return Judged("next_only", "During a shift, nextOn has no value.")
    if status.next_on == status.next_off:
        return Judged("equal", "During a shift, nextOn is the same moment as nextOff.")
    if status.next_on > status.next_off:
        return Judged("both", "During a shift, nextOff is its end, and nextOn is the start of the next one.")
    return Judged(None, "During a shift, nextOn is before nextOff.")


def _date(view: View) -> Judged:
    states = tuple(view.status(f"occasion in the {each}").on_shift for each in ("west", "east"))
    if states == (False, True):
        return Judged("occasion_zone", "A day off closed its date in its own time zone.")
    if states == (True, False):
        return Judged("workdays_zone", "A day off closed its date in the time zone of the workdays.")
    return Judged(
        "account_zone",
        "A day off closed its date neither in its own time zone nor in that of the workdays.",
    )


def _zones(view: View) -> Judged:
    if _date(view).value != "occasion_zone":
        return Judged(None, "It shows only if the date in the time zone of the special occasion counts.")
    if view.status("occasion in both").on_shift:
        return Judged("other", "A day off after an event with another time zone did not close its date.")
    return Judged("each", "A day off after an event with another time zone closed its date.")


def _partial_day_off(view: View) -> Judged:
    alone, also_open = (view.status(f"some hours off{each}").on_shift for each in ("", ", else open"))
    if alone and also_open:
        return Judged("window_then_workdays", "Outside the closed hours, the workdays decided.")
    if also_open:
        return Judged(
            "window_then_closed", "Outside the closed hours, the skill was closed unless an event opened it."
        )
    if not alone:
        return Judged("day", "The skill was closed outside these hours, too.")
    return Judged(None, "The skill was open outside the closed hours, but not with an event that opens it.")


def _span(view: View) -> Judged:
    states = {view.status(f"over days, else {each}").on_shift for each in ("open", "closed")}
    if states == {True}:
        return Judged("continuous", "The skill was open between the two times.")
    if states == {False}:
        return Judged("daily", "The skill was closed outside the times of the event.")
    return Judged(None, "The event had no effect: the workdays decided.")


def _daily_rule(view: View) -> Judged:
    states = view.status("each day").on_shift, view.status("each day at other times").on_shift
    if states == (True, False):
        return Judged("each_day", "On its second day, the event was open at its times only.")
    return Judged("other", "On its second day, the event did not decide, or not at its times.")


def _last_minute(view: View) -> Judged:
    status = view.status("until 23:59")
    if not status.on_shift:
        return Judged("gap", "The skill was closed in the last minute of the day.")
    if status.next_off is None:
        return Judged(None, "The status of an open skill has no nextOff.")
    ends = status.next_off.astimezone(ZoneInfo(view.plan.today.zone))
    value = {"00:00": "midnight", "23:59": "gap"}.get(f"{ends:%H:%M}")
    return Judged(value, f"nextOff is {ends:%H:%M} for a shift until 23:59.")


def _date_end(view: View) -> Judged:
    if view.status("today off").on_shift:
        return Judged(None, "The date that a day off replaces is another one than today.")
    if view.status("off until today").on_shift:
        return Judged("exclusive", "A day off of which the end is the date of today did not close today.")
    return Judged("inclusive", "A day off of which the end is the date of today closed today.")


def _clock_change(view: View) -> Judged:
    status, found = view.status("clock change"), view.plan.change
    if status.on_shift or status.next_on is None or found is None:
        return Judged(None, "The status of a closed skill has no nextOn.")
    if _is_at(status.next_on, found[1].first):
        return Judged(
            "java_time", "A skipped time was later by the change, or the first of two times counted."
        )
    if _is_at(status.next_on, found[1].other):
        return Judged("later_offset", "The later offset counted.")
    return Judged(None, "nextOn is no moment of the time that the clock change skips or repeats.")


def _is_at(moment: datetime, other: datetime) -> bool:
    return abs(moment - other) < _SECOND


def _occasion_alone(view: View) -> Judged:
    if WORKDAYS in view.plan.session.others_defaults:
        return Judged(None, "The account has default workdays, so they apply to every skill.")
    off, is_open = (view.status(f"occasion alone, {each}").on_shift for each in ("off", "open"))
    if is_open and not off:
        return Judged("counts", "The special occasion decided, although no workdays apply.")
    if off is is_open:
        return Judged("ignored", "An open special occasion and a day off had the same state.")
    return Judged(None, "The skill was open on a day off, and closed with an open special occasion.")


_Judge = Callable[[View], Judged]
_JUDGES: tuple[tuple[Question, tuple[str, ...], _Judge], ...] = (
    (ask.EDGES, (DAYS,), _edges),
    (ask.DATE, ("occasion in the west", "occasion in the east"), _date),
    (ask.SEVERAL_ZONES, ("occasion in the west", "occasion in the east", "occasion in both"), _zones),
    (ask.PARTIAL_DAY_OFF, ("some hours off", "some hours off, else open"), _partial_day_off),
    (ask.SPAN, ("over days, else open", "over days, else closed"), _span),
    (ask.DAILY_RULE, ("each day", "each day at other times"), _daily_rule),
    (ask.LAST_MINUTE, ("until 23:59",), _last_minute),
    (ask.DATE_END, ("today off", "off until today"), _date_end),
    (ask.CLOCK_CHANGE, ("clock change",), _clock_change),
    (ask.OCCASION_ALONE, ("occasion alone, off", "occasion alone, open"), _occasion_alone),
)
