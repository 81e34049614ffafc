"""Words for hours: clocks, causes and open questions."""

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from pulumi_liveperson.escaping import visible
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.stretches import Cause, Stretch
from pulumi_liveperson.review.dates import clock, day
from pulumi_liveperson.review.lines import shortened

_WIDTH = 80
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")  # those of `calendar` depend on the locale
_LONGEST_NAME = 40
_ORDER = {each: number for number, each in enumerate(Question)}


NOT_DECLARED = """
What a stack does not declare is unknown here. `liveperson hours --live` reads
the account.
"""


def weekday(number: int) -> str:
    """Return the short name of a weekday; Monday is 0."""
    return _WEEKDAYS[number]


def date_of(date: dt.date) -> str:
    """Return a date with its weekday: `Thu 24 Dec 2026`."""
    return f"{weekday(date.weekday())} {day(date)}"


def clock_of(at: dt.datetime, where: ZoneInfo) -> str:
    """Return the local time of a moment: `09:00`."""
    return clock(at.astimezone(where).time())


def moment_of(at: dt.datetime, where: ZoneInfo) -> str:
    """Return a moment in a zone, with its offset: `Thu 24 Dec 2026 17:30 +00:00`."""
    local = at.astimezone(where)
    return f"{date_of(local.date())} {clock(local.time())} {local.replace(microsecond=0).isoformat()[19:]}"


def length(time: dt.timedelta) -> str:
    """Return a duration in hours and minutes: `37 h 30 min`."""
    hours, minutes = divmod(round(time.total_seconds() / 60), 60)
    return f"{hours} h" + (f" {minutes} min" if minutes else "")


def cause_of(cause: Cause | None) -> str:
    """Return which object decides, and which of its events."""
    if cause is None:
        return "no workdays apply, so the manual state of the account decides"
    name = f"{visible(shortened(cause.name, _LONGEST_NAME))}{'' if cause.is_own else ' (default)'}"
    events = visible(shortened(", ".join(cause.events), _LONGEST_NAME))
    return f"{name}: {events}" if events else name


def why_unknown(stretch: Stretch) -> str:
    """Return why a state is unknown."""
    if stretch.cause is None:
        return "no workdays apply"
    return f"{visible(shortened(stretch.cause.name, _LONGEST_NAME))} cannot be read here"


def keys_of(questions: Iterable[Question]) -> str:
    """Return the keys of open questions in brackets, in order; an empty text if there are none."""
    keys = ", ".join(each.key for each in ordered(questions))
    return f"[{keys}]" if keys else ""


def ordered(questions: Iterable[Question]) -> list[Question]:
    """Return open questions in their order."""
    return sorted(questions, key=_ORDER.__getitem__)


def notes(questions: Iterable[Question]) -> Iterator[str]:
    """Yield a note for each open question, after an empty line."""
    found = ordered(questions)
    if found:
        yield ""
        yield "The hours above depend on open questions, which are read like this:"
    for each in found:
        text = f"[{each.key}] {each.question} Here: {each.reading}."
        yield from wrapped(text)


def sentence(text: str) -> str:
    """Return a text with a capital letter at its start."""
    return text[:1].upper() + text[1:]


def wrapped(text: str, indent: str = "    ") -> list[str]:
    """Return a text in lines; all lines after the first are indented."""
    return textwrap.wrap(
        text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
