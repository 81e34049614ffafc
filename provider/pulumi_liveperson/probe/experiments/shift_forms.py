"""The form in which an answer contains the events of workdays."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from pulumi_liveperson.client.equivalence.values import LOCAL_TIME, REPETITION, rule_parts
from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe.bodies import shift
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session
from pulumi_liveperson.probe.trials import read

SHIFT_FORM = Question(
    "shift_form",
    "Does an answer contain the events of workdays as they were sent?",
    "Workdays: appendix",
    "Only the weekday, the local times and the zone have a meaning, so it reads all of the known forms.",
    frozenset({"as_sent", "other_week", "midnight", "dates", "no_byday", "no_rule"}),
    "The provider may report a difference where there is none. Compare the evidence with what was sent, and "
    "report this result.",
)
_SAYS = "Three events of different lengths were sent. A read showed {}."
_DAY = timedelta(days=1)
_MIDNIGHT, _LAST_MINUTE = "T00:00:00", "T23:59:00"


def _shift_form(session: Session) -> Iterator[Observation]:
    today = session.now.date()
    sent = [
        shift(today, session.zone),
        shift(today + _DAY, session.zone, "00:00:00", "23:59:00"),
        shift(today + 2 * _DAY, session.zone, "18:00:00", "23:59:00"),
    ]
    own, _ = session.created(WORKDAYS, session.body(WORKDAYS, events=sent))
    shown, exchange = read(session, own)
    by_weekday = {_date(each["start"]).weekday(): each for each in sent}
    try:
        pairs = [(by_weekday[_date(each["start"]).weekday()], each) for each in shown["events"]]
        differences = sorted({each for one, other in pairs for each in _differences(one, other)})
    except (LookupError, TypeError, ValueError):
        yield SHIFT_FORM.unseen("A read showed events of another form.", [exchange], kind=WORKDAYS)
        return
    if len(pairs) != len(sent) or len(differences) > 1 or differences == [""]:
        says = f"A read showed several or other differences ({', '.join(filter(None, differences))})."
        yield SHIFT_FORM.unseen(says, [exchange], kind=WORKDAYS)
        return
    value = differences[0] if differences else "as_sent"
    says = _SAYS.format("no difference" if value == "as_sent" else f"the form {value}")
    yield SHIFT_FORM.seen(value, says, [exchange], kind=WORKDAYS)


def local(moment: Wire) -> str:
    """Return a start or an end as a local time or a date, in the format of a request."""
    return str(LOCAL_TIME.canonical(moment["dateTime"], moment))


def _date(moment: Wire) -> date:
    return datetime.fromisoformat(local(moment)).date()


def weekday_of_rule(event: Wire) -> str | None:
    """Return BYDAY in the rule that an answer shows; empty without BYDAY, None without a rule."""
    rules: Any = REPETITION.canonical(event.get("recurrence"), event)
    if not rules:
        return None
    return (rule_parts(rules[0]) or {}).get("BYDAY", "")


def _differences(sent: Wire, shown: Wire) -> Iterator[str]:
    """Yield the values of the knob that the differences of an event show; an empty text for another one."""
    rule = weekday_of_rule(shown)
    if rule is None:
        yield "no_rule"
    elif rule == "":
        yield "no_byday"
    elif rule != weekday_of_rule(sent):
        yield ""
    week = _date(shown["start"]) - _date(sent["start"])
    if week:
        yield "other_week"
    moments = [local(sent["start"]), local(sent["end"])]
    held = [_earlier(local(shown["start"]), week), _earlier(local(shown["end"]), week)]
    if held == moments:
        return
    day, after = (str(_date(sent["start"]) + days * _DAY) for days in (0, 1))
    is_evening = moments[1] == f"{day}{_LAST_MINUTE}"
    if is_evening and held == [moments[0], f"{after}{_MIDNIGHT}"]:
        yield "midnight"
    elif is_evening and held == [day, after]:
        yield "dates"
    else:
        yield ""


def _earlier(time: str, by: timedelta) -> str:
    moved = datetime.fromisoformat(time) - by
    return moved.isoformat() if "T" in time else str(moved.date())


EXPERIMENTS = (Experiment("create a workdays object, and read it", (SHIFT_FORM,), _shift_form, WORKDAYS),)
