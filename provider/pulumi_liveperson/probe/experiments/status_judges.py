"""What the shift status of the skills of a plan says about each question."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe.experiments import status_questions as ask
from pulumi_liveperson.probe.experiments.status_cases import DAYS, TODAY_OFF, View
from pulumi_liveperson.probe.question import Observation, Question

_SECOND = timedelta(seconds=1)


class Judged(NamedTuple):
    """The value of a question, or None, and a sentence."""

    value: str | None
    says: str


_Judge = Callable[[View], Judged]


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


def _of_today(judge: _Judge) -> _Judge:
    """Let a judge decide only if a special occasion replaces the date of its own time zone now."""

    def judged(view: View) -> Judged:
        if view.status(TODAY_OFF).on_shift:
            return Judged(None, "The date that a special occasion replaces is another one than today.")
        return judge(view)

    return judged


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
    return Judged(None, "nextOn is another moment than those of the skipped or repeated time.")


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


_JUDGES: tuple[tuple[Question, tuple[str, ...], _Judge], ...] = (
    (ask.EDGES, (DAYS,), _edges),
    (ask.DATE, ("occasion in the west", "occasion in the east"), _date),
    (ask.SEVERAL_ZONES, ("occasion in the west", "occasion in the east", "occasion in both"), _zones),
    (
        ask.PARTIAL_DAY_OFF,
        (TODAY_OFF, "some hours off", "some hours off, else open"),
        _of_today(_partial_day_off),
    ),
    (ask.SPAN, ("over days, else open", "over days, else closed"), _span),
    (ask.DAILY_RULE, (TODAY_OFF, "each day", "each day at other times"), _of_today(_daily_rule)),
    (ask.LAST_MINUTE, ("until 23:59",), _last_minute),
    (ask.DATE_END, (TODAY_OFF, "off until today"), _of_today(_date_end)),
    (ask.CLOCK_CHANGE, ("clock change",), _clock_change),
    (
        ask.OCCASION_ALONE,
        (TODAY_OFF, "occasion alone, off", "occasion alone, open"),
        _of_today(_occasion_alone),
    ),
)
