"""Which workdays LivePerson accepts, where its appendix gives no rule or contradicts itself."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe.bodies import WEEKDAYS, shift
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.shift_forms import local, weekday_of_rule
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session
from pulumi_liveperson.probe.trials import AN_ACCEPTED, created_and_read, event_trials, trial, verdict
from pulumi_liveperson.probe.writes import until_undisturbed

_APPENDIX = "Workdays: appendix"
_PRACTICES = "Working hours management best practices (knowledge centre)"
_SENT = "LivePerson accepts it unchanged: a program may declare it."
_REFUSED = "An update that writes such a shift fails. "

START_HORIZON = Question(
    "start_horizon",
    "May the event of a shift start more than 7 days after today?",
    _APPENDIX,
    "It sends a date of the last or the next 7 days.",
)
EMPTY_WORKDAYS = Question(
    "empty_workdays",
    "May workdays have no events?",
    _APPENDIX,
    "A program must declare at least one shift.",
)
OVER_MIDNIGHT = Question(
    "over_midnight",
    "May an event of workdays end on the next day?",
    _PRACTICES,
    "It sends a shift over midnight as two shifts.",
)
WEEKDAY_MISMATCH = Question(
    "weekday_mismatch",
    "What happens if BYDAY is not the weekday of the start of an event?",
    _APPENDIX,
    "It always sends the weekday of the start. If an answer has another BYDAY, the date has priority.",
)
SECONDS = Question(
    "seconds_in_shifts",
    "May a shift start at a second that is not 0?",
    _APPENDIX,
    _SENT,
    AN_ACCEPTED,
    f"{_REFUSED}Declare times without seconds.",
    has_knob=False,
)
ODD_MINUTES = Question(
    "any_minute_in_shifts",
    "May a shift start at a minute that is not a multiple of 5?",
    _PRACTICES,
    _SENT,
    AN_ACCEPTED,
    f"{_REFUSED}Declare times in steps of five minutes.",
    has_knob=False,
)
OVERLAPPING = Question(
    "overlapping_shifts",
    "May two shifts of one weekday overlap?",
    _PRACTICES,
    _SENT,
    AN_ACCEPTED,
    f"{_REFUSED}Declare one shift for the whole time.",
    has_knob=False,
)
LAST_MINUTE = Question(
    "end_of_23_59",
    "May a shift end at 23:59?",
    _PRACTICES,
    "Yes: this is what it sends for the end of a day.",
    AN_ACCEPTED,
    f"{_REFUSED}Declare shifts that end at 23:55 at the latest.",
    has_knob=False,
)
NEXT_MIDNIGHT = Question(
    "end_at_next_midnight",
    "May a shift end at 00:00 of the next day?",
    _APPENDIX,
    "It sends such an end only for a shift that starts at 23:59 in LivePerson.",
    has_knob=False,
)
TWENTY_FOUR = Question(
    "end_of_24_00",
    "May a shift end at 24:00?",
    _APPENDIX,
    "It sends 24:00 as 23:59.",
    has_knob=False,
)
ONLY_DATES = Question(
    "dates_of_a_full_day",
    "May a shift of a full day have dates without times?",
    _APPENDIX,
    "It sends 00:00 to 23:59 for a full day, and reads both.",
    has_knob=False,
)
OLD_START = Question(
    "old_start_in_create",
    "May an event of new workdays start a year ago?",
    _APPENDIX,
    "It sends a date of the last or the next 7 days.",
    has_knob=False,
)
OLD_START_IN_PUT = Question(
    "old_start_in_put",
    "May an update contain an event that starts a year ago?",
    _APPENDIX,
    "It sends a date of the last or the next 7 days in each update.",
    has_knob=False,
)
_DAY = timedelta(days=1)
_YEAR = timedelta(weeks=52)


def _rules(session: Session) -> Iterator[Observation]:
    today, zone = session.now.date(), session.zone
    own = session.create(WORKDAYS)  # shows that such an object is accepted otherwise
    yield from event_trials(session, WORKDAYS, list(_accepted(today, zone)))
    evening = shift(today, zone, "22:00:00", "02:00:00", until=today + _DAY)
    refused = {
        START_HORIZON: [shift(today + 10 * _DAY, zone)],
        EMPTY_WORKDAYS: [],
        OVER_MIDNIGHT: [evening],
        TWENTY_FOUR: [shift(today, zone, "18:00:00", "24:00:00")],
    }
    for question, events in refused.items():
        yield trial(session, WORKDAYS, question, session.body(WORKDAYS, events=events))
    yield _mismatch(session, today)
    body = {**own.sent, "events": [shift(today - _YEAR, zone)]}
    yield verdict(OLD_START_IN_PUT, until_undisturbed(lambda: session.put(own, body)), WORKDAYS)


def _accepted(today: date, zone: str) -> Iterator[tuple[Question, list[Wire]]]:
    """Yield the events that LivePerson probably accepts, each on a weekday of its own."""
    yield SECONDS, [shift(today, zone, "10:00:30", "12:00:45")]
    yield ODD_MINUTES, [shift(today + _DAY, zone, "10:01:00", "12:07:00")]
    day = today + 2 * _DAY
    yield OVERLAPPING, [shift(day, zone), shift(day, zone, "11:00:00", "14:00:00")]
    yield LAST_MINUTE, [shift(today + 3 * _DAY, zone, "18:00:00", "23:59:00")]
    day = today + 4 * _DAY
    yield NEXT_MIDNIGHT, [shift(day, zone, "18:00:00", "00:00:00", until=day + _DAY)]
    day = today + 5 * _DAY
    yield ONLY_DATES, [shift(day, zone, None, None, until=day + _DAY)]
    yield OLD_START, [shift(today + 6 * _DAY - _YEAR, zone)]


def _mismatch(session: Session, today: date) -> Observation:
    starts, rule = (WEEKDAYS[(today + days * _DAY).weekday()] for days in (0, 2))
    events = [shift(today, session.zone, weekday=rule)]
    created, read = created_and_read(session, WORKDAYS, session.body(WORKDAYS, events=events))
    if read is None:
        return verdict(WEEKDAY_MISMATCH, created, WORKDAYS)
    evidence = [created, read]
    try:
        (event,) = read.body["events"]
        shown = weekday_of_rule(event)
        held = WEEKDAYS[datetime.fromisoformat(local(event["start"])).weekday()]
    except (LookupError, TypeError, ValueError):
        return WEEKDAY_MISMATCH.unseen("A read shows an event of another form.", evidence, kind=WORKDAYS)
    if held != starts:
        says = f"It moved the start to another weekday ({held}), which no value of the knob has."
        return WEEKDAY_MISMATCH.unseen(says, evidence, kind=WORKDAYS)
    if shown not in {starts, rule}:
        says = "It was accepted, but a read does not show which weekday the rule has."
        return WEEKDAY_MISMATCH.unseen(says, evidence, kind=WORKDAYS)
    value = "keep" if shown == rule else "rewrite"
    says = f"The start was a {starts} and BYDAY was {rule}; a read showed BYDAY={shown}."
    return WEEKDAY_MISMATCH.seen(value, says, evidence, kind=WORKDAYS)


EXPERIMENTS = (
    Experiment(
        "create workdays with unusual events",
        (
            *(SECONDS, ODD_MINUTES, OVERLAPPING, LAST_MINUTE, NEXT_MIDNIGHT, ONLY_DATES, OLD_START),
            *(START_HORIZON, EMPTY_WORKDAYS, OVER_MIDNIGHT, TWENTY_FOUR, WEEKDAY_MISMATCH),
            OLD_START_IN_PUT,
        ),
        _rules,
        WORKDAYS,
    ),
)
