"""Describes when customers can reach a skill after an update, and until now."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from pulumi_liveperson.hours.changed_days import Closure, Group, SomeDays, Windows
from pulumi_liveperson.hours.moments import DAY, MIDNIGHT
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.stretches import State
from pulumi_liveperson.review.dates import clock, day, days, moment, moments, weekdays
from pulumi_liveperson.review.durations import hours
from pulumi_liveperson.review.effect.effects import DAYS, EffectiveHours, SkillEffect
from pulumi_liveperson.review.lines import External, Line, count, enumerated, joined, named, quoted, shortened

HEADING = "When customers can reach whom"
OTHERS = "every other skill without hours of its own"
MOST_GROUPS = 6
_MOST_NAMES = 3
_WEEK = 7 * DAY
_WORDS = {State.OPEN: "open", State.CLOSED: "closed", State.UNKNOWN: "not known"}
_NONE = (
    "No skill that the preview shows has other hours after the update. Skills of other stacks, and skills to "
    "which the console assigns the changed hours, are not compared."
)
_NO_SKILLS = (
    "The preview shows no skills, so this report does not know which skills these changes reach. "
    "Skills that no resource manages can use these objects."
)


_MANUAL = (
    "The state is not known where no workdays of this preview apply. There, default workdays that the stack "
    "does not manage decide, or the manual state of the account."
)
_REMARKS = {
    Question.UNREADABLE: (
        "A part of these hours is not known: it is secret, is known only during the update, or belongs to an "
        "object that the preview does not show."
    ),
    Question.NOT_MANAGED: (
        "The stack does not manage all hours of some of these skills. For the hours that it does not manage, "
        "this report assumes that the default of the account applies."
    ),
}


class Balance(NamedTuple):
    """How much longer a skill is open, for a label."""

    sign: str
    """`gained`, `lost`, or `doubtful`."""
    text: str


@dataclass(frozen=True)
class HoursLine:
    """The skills that get the same new hours, and the sentence about them."""

    skills: tuple[SkillEffect, ...]
    phrases: tuple[Line, ...]
    """What changes, or that the skill is new or deleted."""
    total: Line
    """How long it is open in the whole period, as a complete sentence; empty if nothing is known."""

    @property
    def names(self) -> Line:
        """Return the names of the skills."""
        ours = [named(each.name, strong=True) for each in self.skills if each.name is not None]
        if len(ours) == len(self.skills):
            return enumerated(ours)
        return enumerated([*ours, (OTHERS if ours else OTHERS.capitalize(),)])

    @property
    def zone(self) -> Line:
        """Return the time zone in which the times are given; empty if there are none."""
        return () if self.skills[0].may_change else (External(shortened(self.skills[0].zone.key)),)

    @property
    def balance(self) -> Balance | None:
        """Return how much longer the skills are open; `None` for an equal time, or a new or deleted skill."""
        first = self.skills[0]
        change = first.effect.open_after - first.effect.open_before
        if first.is_new or first.is_deleted or not (change or first.effect.doubtful or first.may_change):
            return None
        if first.effect.doubtful or first.may_change:
            return Balance("doubtful", "not known")
        return Balance(
            "gained" if change > dt.timedelta(0) else "lost", f"{hours(abs(change))} {_more(change)}"
        )

    @property
    def shown(self) -> tuple[Line, ...]:
        """Return the first phrases, and the number of the others."""
        left = len(self.phrases) - MOST_GROUPS
        return (*self.phrases[:MOST_GROUPS], *([(count(left, "more change"),)] if left > 0 else []))

    @property
    def sentence(self) -> Line:
        """Return the complete sentence, without the names and the time zone."""
        return (*joined(self.shown, "; "), ".", *((" ", *self.total) if self.total else ()))

    @property
    def line(self) -> Line:
        """Return the complete sentence, with the names."""
        zone: Line = (" (", *self.zone, ")") if self.zone else ()
        return (*self.names, *zone, ": ", *self.sentence)


def hours_lines(found: EffectiveHours) -> list[HoursLine]:
    """Return the sentences, in alphabetical order; skills with the same sentence share one."""
    together: dict[tuple[Line, ...], list[SkillEffect]] = {}
    for each in found.skills:
        key = (*_phrases(each), _total(each), (each.zone.key,))
        together.setdefault(key, []).append(each)
    return sorted(
        (HoursLine(tuple(sorted(skills, key=_order)), key[:-2], key[-2]) for key, skills in together.items()),
        key=lambda each: _order(each.skills[0]),
    )


def hours_period(found: EffectiveHours) -> Line:
    """Return the period of the comparison; empty if there is none."""
    return (f"In the {DAYS} days from {day(found.first)} on:",) if found.skills else ()


def hours_remark(found: EffectiveHours) -> Line:
    """Return why there are no sentences; empty if there are some."""
    if found.reason is not None:
        return (f"The hours of skills before and after are not compared: {found.reason}.",)
    if not found.skills:
        return (_NONE if found.shows_skills else _NO_SKILLS,)
    return ()


def hours_questions(found: EffectiveHours) -> list[Question]:
    """Return the open questions on which the differences depend, in their order."""
    asked = frozenset[Question]().union(*(each.effect.questions for each in found.skills))
    if any(each.may_change for each in found.skills):
        asked |= {Question.UNREADABLE}
    return [each for each in Question if each in asked]


def unknown_remark(found: EffectiveHours) -> Line:
    """Return why a state is unknown although everything can be read; empty if no state is."""
    effects = [each.effect for each in found.skills]
    stretches = (each for effect in effects for each in (*effect.before, *effect.after))
    is_manual = any(each.state is State.UNKNOWN and each.cause is None for each in stretches)
    return (_MANUAL,) if is_manual else ()


def question_line(question: Question) -> Line:
    """Return a question that LivePerson's documentation does not answer, and how it is read here."""
    if question in _REMARKS:
        return (_REMARKS[question],)
    published = f"LivePerson does not publish this ({question.key}):"
    return (f"{published} {question.question} Assumed here: {question.reading}.",)


def group_phrase(group: Group, first: dt.date) -> Line:
    """Return a phrase about days that change; `first` is the first day of the period."""
    return _closure(group) if isinstance(group, Closure) else _some_days(group, first)


def _order(effect: SkillEffect) -> tuple[bool, str]:
    return effect.name is None, (effect.name or "").casefold()


def _phrases(found: SkillEffect) -> tuple[Line, ...]:
    if found.is_new or found.is_deleted:
        return (("new skill",) if found.is_new else ("deleted",),)
    if found.may_change:
        return (("it is not known whether its hours change",),)
    return tuple(group_phrase(each, found.first) for each in found.groups)


def _total(found: SkillEffect) -> Line:
    effect = found.effect
    if found.may_change:
        return ()
    if found.is_deleted:
        unknown = (
            f", and its state is not known for {hours(effect.unknown_before)}"
            if effect.unknown_before
            else ""
        )
        return (f"Without the update, it is open {hours(effect.open_before)}{unknown}.",)
    unknown = (
        f", and its state is not known for {hours(effect.unknown_after)}" if effect.unknown_after else ""
    )
    is_open = f"In total, it is open {hours(effect.open_after)}"
    if found.is_new or effect.doubtful:
        return (f"{is_open}{unknown}.",)
    change = effect.open_after - effect.open_before
    more = f"{hours(abs(change))} {_more(change)} than today" if change else "as long as today"
    return (f"{is_open}, {more}{unknown}.",)


def _more(change: dt.timedelta) -> str:
    return "more" if change > dt.timedelta(0) else "less"


def _closure(group: Closure) -> Line:
    if group.start is None or group.end is None:
        ends = f" until {moment(group.end)}" if group.end else " all the time"
        when = f" from {moment(group.start)} on" if group.start else ends
    else:
        when = f" {moments(group.start, group.end)}"
    more = f", {hours(-group.gain)} more than today" if group.gain < dt.timedelta(0) else ""
    return (f"{_WORDS[group.state]}{when}", *_in_brackets([group.names]), *([more] if more else []))


def _some_days(group: SomeDays, first: dt.date) -> Line:
    was = f", was {_windows(group.before)}", *_in_brackets(group.former_names)
    if not group.weekdays:
        return (f"{_windows(group.after)} {days(group.dates)}", *_in_brackets(group.names), *was)
    since = "" if group.dates[0] - first < _WEEK else f" from {day(group.dates[0])} on"
    until = "" if first + DAYS * DAY - group.dates[-1] <= _WEEK else f" until {day(group.dates[-1])}"
    when = f"on {weekdays(group.weekdays)}{since}{until}"
    more = f": {hours(abs(group.gain))} {_more(group.gain)}" if group.gain else ""
    return (f"{_windows(group.after)} {when}", *was, *([more] if more else []))


def _windows(windows: Windows) -> str:
    """Return the hours of a day: `closed`, `open 09:00 to 12:00 and 13:00 to 17:00`."""
    parts = []
    for state, group in groupby(windows, key=lambda each: each.state):
        times = [
            f"{clock(each.start)} to {'24:00' if each.end == MIDNIGHT else clock(each.end)}" for each in group
        ]
        is_whole = times == ["00:00 to 24:00"]
        whole = " all day" if state is State.OPEN else ""
        parts.append(_WORDS[state] + (whole if is_whole else f" {' and '.join(times)}"))
    return ", ".join(parts) or _WORDS[State.CLOSED]


def _in_brackets(names: Sequence[tuple[str, ...]]) -> Line:
    """Return the names of events, after a space; empty if they are many or have none."""
    found = list(dict.fromkeys(name for each in names for name in each))
    if not found or len(found) > _MOST_NAMES:
        return ()
    return (" (", *enumerated([quoted(each) for each in found]), ")")
