"""Which special occasions LivePerson accepts, where its appendix gives no rule."""

from collections.abc import Iterator
from datetime import timedelta

from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.probe.bodies import event
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session
from pulumi_liveperson.probe.trials import AN_ACCEPTED, EventTrial, event_trials, trial

_APPENDIX = "Special Occasions: appendix"
_CHECKED = "No: it rejects such an event before an update."
_SENT = "LivePerson accepts it unchanged: a program may declare it."
_REFUSED = "An update that writes such an event fails. "

MISSING_DESCRIPTION = Question(
    "missing_description",
    "May a special occasion have no description?",
    _APPENDIX,
    "A program must declare a description.",
)
EMPTY_DESCRIPTION = Question(
    "empty_description",
    "May a special occasion have an empty description?",
    _APPENDIX,
    "A program must declare a description with at least one character.",
    has_knob=False,
)
MISSING_IS_DEFAULT = Question(
    "missing_is_default",
    "May a special occasion have no isDefault?",
    _APPENDIX,
    "It always sends isDefault.",
    has_knob=False,
)
NO_EVENTS = Question(
    "occasion_without_events",
    "May a special occasion have no events?",
    "Working hours management best practices (knowledge centre)",
    "Yes: a skill that uses it is not affected by the default.",
    AN_ACCEPTED,
    "An update that writes an occasion without events fails. Declare an event in the past.",
    has_knob=False,
)
DAY_OFF_SPAN_LIMIT = Question(
    "day_off_span_limit",
    "May a day off without a rule last more than 30 days?",
    "Working hours management best practices (knowledge centre)",
    _CHECKED,
)
DAYS_OFF = Question(
    "day_off_count_31",
    "May the rule of a day off have COUNT=31?",
    _APPENDIX,
    _CHECKED,
    has_knob=False,
)
END_BEFORE_START = Question(
    "end_before_start", "May an event end before it starts?", _APPENDIX, _CHECKED, has_knob=False
)
DATE_AND_TIME = Question(
    "date_and_time",
    "May an event have a date as its start, and a time as its end?",
    _APPENDIX,
    _CHECKED,
    has_knob=False,
)
ONE_DATE = Question(
    "same_date_as_start_and_end",
    "May an event have the same date, without times, as its start and its end?",
    _APPENDIX,
    _SENT,
    AN_ACCEPTED,
    f"{_REFUSED}Declare whole days with `closed` or `open_all_day`.",
    has_knob=False,
)
SECONDS = Question(
    "seconds_in_times",
    "May an event start at a second that is not 0?",
    _APPENDIX,
    _SENT,
    AN_ACCEPTED,
    f"{_REFUSED}Declare times without seconds.",
    has_knob=False,
)
ODD_MINUTES = Question(
    "any_minute_in_times",
    "May an event start at a minute that is not a multiple of 5?",
    "Working hours management best practices (knowledge centre)",
    _SENT,
    AN_ACCEPTED,
    f"{_REFUSED}Declare times in steps of five minutes.",
    has_knob=False,
)
COUNT_400 = Question(
    "working_count_400",
    "May the rule of an event with working hours have COUNT=400?",
    _APPENDIX,
    _SENT,
    AN_ACCEPTED,
    f"{_REFUSED}Declare several events, each with a smaller number of days.",
    has_knob=False,
)
EVENTS_OF_ONE_DATE = Question(
    "several_events_on_one_date",
    "May a special occasion have several events on one date?",
    _APPENDIX,
    _SENT,
    AN_ACCEPTED,
    f"{_REFUSED}Declare one event for each date.",
    has_knob=False,
)
_KIND = SPECIAL_OCCASION


def _fields(session: Session) -> Iterator[Observation]:
    session.create(_KIND)  # shows that such an object is accepted otherwise
    without = {name: session.body(_KIND) for name in ("description", "isDefault")}
    for name, body in without.items():
        del body[name]
    yield trial(session, _KIND, MISSING_DESCRIPTION, without["description"])
    yield trial(session, _KIND, EMPTY_DESCRIPTION, session.body(_KIND, description=""))
    yield trial(session, _KIND, MISSING_IS_DEFAULT, without["isDefault"])
    yield trial(session, _KIND, NO_EVENTS, session.body(_KIND, events=[]))


def _events(session: Session) -> Iterator[Observation]:
    day, zone = session.now.date() + timedelta(days=60), session.zone
    closed = event(day, zone, working=False)
    session.create(
        _KIND, events=[event(day, zone), {**closed, "start": event(day, zone, "09:00:00")["start"]}]
    )
    accepted: list[EventTrial] = [
        (ONE_DATE, [event(day, zone, None, None)]),
        (SECONDS, [event(day, zone, "10:00:30", "12:00:45")]),
        (ODD_MINUTES, [event(day, zone, "10:01:00", "12:07:00")]),
        (COUNT_400, [event(day, zone, recurrence=["RRULE:FREQ=DAILY;COUNT=400;INTERVAL=1"])]),
        (EVENTS_OF_ONE_DATE, [event(day, zone), event(day, zone, "14:00:00", "16:00:00")]),
        (DATE_AND_TIME, [event(day, zone, None, "12:00:00")]),
    ]
    yield from event_trials(session, _KIND, accepted)
    long = event(day, zone, until=day + timedelta(days=40), working=False)
    count = event(day, zone, working=False, recurrence=["RRULE:FREQ=DAILY;COUNT=31;INTERVAL=1"])
    backwards = event(day, zone, "12:00:00", "10:00:00")
    for question, one in ((DAY_OFF_SPAN_LIMIT, long), (DAYS_OFF, count), (END_BEFORE_START, backwards)):
        yield trial(session, _KIND, question, session.body(_KIND, events=[one]))


EXPERIMENTS = (
    Experiment(
        "create special occasions without some fields",
        (MISSING_DESCRIPTION, EMPTY_DESCRIPTION, MISSING_IS_DEFAULT, NO_EVENTS),
        _fields,
        _KIND,
    ),
    Experiment(
        "create special occasions with unusual events",
        (
            *(ONE_DATE, SECONDS, ODD_MINUTES, COUNT_400, EVENTS_OF_ONE_DATE, DATE_AND_TIME),
            *(DAY_OFF_SPAN_LIMIT, DAYS_OFF, END_BEFORE_START),
        ),
        _events,
        _KIND,
    ),
)
