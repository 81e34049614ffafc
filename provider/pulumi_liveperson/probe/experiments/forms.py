"""The form in which an answer contains the events and the flags of a special occasion."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from pulumi_liveperson.client.equivalence.values import LOCAL_TIME
from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.probe.bodies import event
from pulumi_liveperson.probe.errors import UnobservableError
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session
from pulumi_liveperson.probe.trials import read

_GET = "Special Occasions: retrieve by id"
_DIFFERENCE = (
    "The provider may report a difference where there is none. Compare the evidence with what was sent, and "
    "report this result."
)


def _of_form(name: str, asks: str, assumes: str, *values: str) -> Question:
    return Question(name, asks, _GET, assumes, frozenset(values), _DIFFERENCE)


EVENT_ORDER = _of_form(
    "event_order",
    "In which order does an answer contain the events of an object?",
    "Any order, also a different one in each answer.",
    *("as_sent", "reversed", "shuffled"),
)
DATE_TIME_FORM = _of_form(
    "date_time_form",
    "Does an answer contain the times of events as they were sent?",
    "Any of the known forms: it compares local times.",
    *("as_sent", "no_seconds", "milliseconds", "offset", "utc"),
)
RULE_FORM = _of_form(
    "rule_form",
    "Does an answer contain the rule of an event as it was sent?",
    "Any form that has the same meaning in RFC 5545.",
    *("as_sent", "no_prefix", "reordered", "lower_case", "defaults_left_out", "defaults_added"),
)
SCALAR_TYPE = _of_form(
    "scalar_type",
    "Does an answer contain flags as JSON's true and false, or as text?",
    "Both.",
    *("json", "string"),
)
EMPTY_VALUES = _of_form(
    "empty_values",
    "Does an answer contain an empty list as it was sent?",
    "An empty list, null, or no such field.",
    *("as_sent", "left_out", "null"),
)
UNKNOWN_FIELDS = _of_form(
    "unknown_fields",
    "Does an answer contain fields that LivePerson does not document?",
    "Both: it keeps such fields in the next write, and does not compare them.",
    *("absent", "added"),
)
_DAYS = (30, 24, 37, 21, 44, 33, 27, 41)
"""The dates of the events, in days from today: not sorted, so that a sorted answer is recognised."""
_RULE = "RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1"
_RULES = {
    _RULE: "as_sent",
    "FREQ=DAILY;COUNT=2;INTERVAL=1": "no_prefix",
    "RRULE:INTERVAL=1;COUNT=2;FREQ=DAILY": "reordered",
    _RULE.lower(): "lower_case",
    "RRULE:FREQ=DAILY;COUNT=2": "defaults_left_out",
    f"{_RULE};WKST=MO;": "defaults_added",
}
_OFFSET = re.compile(r".*T.*[+-][0-9]{2}:?[0-9]{2}")
_DOCUMENTED = {
    "object": {"id", "deleted", "name", "description", "isDefault", "events"},
    "event": {"meta", "start", "end", "recurrence"},
    "meta": {"working", "name"},
    "start": {"dateTime", "timeZone"},
    "end": {"dateTime", "timeZone"},
}


def _forms(session: Session) -> Iterator[Observation]:
    sent = _events(session.now.date(), session.zone)
    own, _ = session.created(SPECIAL_OCCASION, session.body(SPECIAL_OCCASION, events=sent))
    (shown, first), (again, second) = read(session, own), read(session, own)
    evidence = [first, second]
    names = [_names(each.get("events")) for each in (shown, again)]
    sent_names = [each["meta"]["name"] for each in sent]
    if any(sorted(each) != sorted(sent_names) for each in names):
        raise UnobservableError("a read does not show the names of the events that were sent", first, second)
    yield _order(sent_names, names, evidence)
    by_name = dict(zip(names[0], shown["events"], strict=True))
    pairs = [(each, by_name[each["meta"]["name"]]) for each in sent]
    times = {_time_form(one[end], other.get(end)) for one, other in pairs for end in ("start", "end")}
    yield _seen(DATE_TIME_FORM, times, pairs[0][0]["start"], pairs[0][1].get("start"), first)
    rules = [other.get("recurrence") for one, other in pairs if one["recurrence"]]
    yield _seen(RULE_FORM, {_rule_form(each) for each in rules}, [_RULE], rules[0], first)
    flags = [shown.get("isDefault"), *(other["meta"].get("working") for _, other in pairs)]
    yield _seen(SCALAR_TYPE, {_flag_form(each) for each in flags}, own.sent["isDefault"], flags[0], first)
    empty = [other for one, other in pairs if not one["recurrence"]]
    forms = {_empty_form(each) for each in empty}
    yield _seen(EMPTY_VALUES, forms, [], empty[0].get("recurrence", "no such field"), first)
    unknown = sorted(set(_unknown(shown)))
    if unknown:
        yield UNKNOWN_FIELDS.seen(
            "added", f"A read also showed {', '.join(unknown)}.", [first], kind=SPECIAL_OCCASION
        )
    else:
        says = "A read showed only documented fields."
        yield UNKNOWN_FIELDS.seen("absent", says, [first], kind=SPECIAL_OCCASION)


def _events(today: date, zone: str) -> list[Wire]:
    return [
        event(
            today + timedelta(days=days),
            zone,
            "10:00:00",
            "12:30:00",
            name=f"event {number}",
            recurrence=[_RULE] if number == 0 else [],
        )
        for number, days in enumerate(_DAYS)
    ]


def _names(events: Any) -> list[str]:
    try:
        return [str(each["meta"]["name"]) for each in events]
    except (LookupError, TypeError):
        return []


def _order(sent: list[str], shown: list[list[str]], evidence: Iterable[Exchange]) -> Observation:
    if all(each == sent for each in shown):
        value, says = "as_sent", "Two reads showed the events in the order in which they were sent."
    elif all(each == sent[::-1] for each in shown):
        value, says = "reversed", "Two reads showed the events in the reverse order."
    elif shown[0] != shown[1]:
        value, says = "shuffled", "Two reads showed the events in different orders."
    else:
        says = "Two reads showed the events in the same other order, which no value of the knob has."
        return EVENT_ORDER.unseen(says, evidence, kind=SPECIAL_OCCASION)
    return EVENT_ORDER.seen(value, says, evidence, kind=SPECIAL_OCCASION)


def _seen(
    question: Question, values: set[str | None], sent: Any, shown: Any, exchange: Exchange
) -> Observation:
    """Return the only value in a set; with several values, or another form, nothing was observed."""
    value = next(iter(values)) if len(values) == 1 else None
    as_json = f"{json.dumps(sent)} as {json.dumps(shown)}"
    if value is None:
        says = f"A read showed several or unknown forms, for example {as_json}."
        return question.unseen(says, [exchange], kind=SPECIAL_OCCASION)
    return question.seen(value, f"A read showed {as_json}.", [exchange], kind=SPECIAL_OCCASION)


def _time_form(sent: Wire, shown: Any) -> str | None:
    text, time = shown.get("dateTime") if isinstance(shown, dict) else None, sent["dateTime"]
    if not isinstance(text, str) or LOCAL_TIME.canonical(text, shown) != time:
        return None
    known = {time: "as_sent", time.removesuffix(":00"): "no_seconds", f"{time}.000": "milliseconds"}
    if text in known:
        return known[text]
    return "utc" if text.endswith("Z") else "offset" if _OFFSET.fullmatch(text) else None


def _rule_form(shown: Any) -> str | None:
    is_one_rule = isinstance(shown, Sequence) and len(shown) == 1 and not isinstance(shown, str)
    return _RULES.get(shown[0]) if is_one_rule else None


def _flag_form(shown: Any) -> str | None:
    return "json" if isinstance(shown, bool) else "string" if isinstance(shown, str) else None


def _empty_form(shown: Wire) -> str | None:
    if "recurrence" not in shown:
        return "left_out"
    return "null" if shown["recurrence"] is None else "as_sent" if shown["recurrence"] == [] else None


def _unknown(shown: Any, what: str = "object") -> Iterator[str]:
    """Yield the names of fields that are not documented, in an object, its events and their parts."""
    if not isinstance(shown, dict):
        return
    yield from shown.keys() - _DOCUMENTED[what]
    events = shown.get("events") if what == "object" else None
    for each in events if isinstance(events, list) else ():
        yield from _unknown(each, "event")
    if what == "event":
        for part in ("meta", "start", "end"):
            yield from _unknown(shown.get(part), part)


EXPERIMENTS = (
    Experiment(
        "create a special occasion with many events, and read it twice",
        (EVENT_ORDER, DATE_TIME_FORM, RULE_FORM, SCALAR_TYPE, EMPTY_VALUES, UNKNOWN_FIELDS),
        _forms,
        SPECIAL_OCCASION,
    ),
)
