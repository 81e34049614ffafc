"""The hours as a calendar to which applications can subscribe (RFC 5545 and RFC 7986).

The same hours give the same text: a UID depends on the title, the skill and the first start, and DTSTAMP is
the first moment of the period in UTC. No event makes the reader's own time busy.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration, vText

from pulumi_liveperson.escaping import without_commands, written_out
from pulumi_liveperson.hours.configuration import Skill
from pulumi_liveperson.hours.moments import DAY, MIDNIGHT
from pulumi_liveperson.hours.overview import Overview, SkillHours
from pulumi_liveperson.hours.stretches import State
from pulumi_liveperson.review.effective.local_days import LocalDay, local_days, parts
from pulumi_liveperson.review.effective.normal_weeks import normal_weeks, special_days
from pulumi_liveperson.review.effective.period import period, runs
from pulumi_liveperson.review.effective.time_zones import time_zone
from pulumi_liveperson.review.effective.weekly_rules import Rule, weekly_rules
from pulumi_liveperson.review.lines import count, shortened

_REFRESH = dt.timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def render(overview: Overview) -> str:
    """Return the calendar, with lines that end with CR and LF."""
    calendar = Calendar()
    title = f"Opening hours: {_text(overview.title)}"
    calendar.add("prodid", "-//pulumi-liveperson//liveperson hours//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(title))
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, vText(_description(overview)))
    calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    feed = _Feed(overview)
    days = local_days(overview)
    for hours in overview.skills:
        for event in (*feed.open_times(hours), *feed.days(hours.skill, days[hours.skill.id])):
            calendar.add_component(event)
    for name in sorted(calendar.get_missing_tzids(), reverse=True):
        calendar.subcomponents.insert(0, time_zone(ZoneInfo(name), overview.first, overview.last))
    text: bytes = calendar.to_ical()
    return text.decode()


def _description(overview: Overview) -> str:
    skills = count(len(overview.skills), "skill")
    return (
        f"When customers can reach {skills}, from {period(overview)}. "
        "An event of a whole day names special hours, or a day on which the hours are not known."
    )


class _Feed:
    def __init__(self, overview: Overview) -> None:
        self.title = overview.title
        self.stamp = dt.datetime.combine(overview.first, MIDNIGHT, tzinfo=dt.UTC)

    def open_times(self, hours: SkillHours) -> Iterator[Event]:
        """Yield the times in which a skill is open."""
        spans = [(each.start, each.end) for each in parts(hours.stretches) if each.state is State.OPEN]
        rules, single = weekly_rules(spans, hours.zone)
        for rule in rules:
            yield self._rule(hours.skill, rule, hours.zone)
        for start, end in single:
            yield self._event(hours.skill, "open", start, end)

    def days(self, skill: Skill, days: Sequence[LocalDay]) -> Iterator[Event]:
        """Yield the days with special hours, and those of which the state is not known."""
        special = {day.date for day in special_days(days, normal_weeks(days))}
        shown = [day for day in days if day.date in special or day.state is State.UNKNOWN]
        for run in runs(shown, lambda day: (day.names, day.hours, day.questions)):
            first = run[0]
            names = [*map(_text, first.names)] or ["special hours"] * (first.state is not State.UNKNOWN)
            text = ", ".join([*names, first.hours])
            event = self._event(skill, text, first.date, run[-1].date + DAY)
            if first.questions:
                asked = sorted(first.questions, key=lambda each: each.name)
                event.add(
                    "description", "\n".join(f"{each.question} Here: {each.reading}." for each in asked)
                )
            yield event

    def _rule(self, skill: Skill, rule: Rule, zone: ZoneInfo) -> Event:
        def at(date: dt.date) -> dt.datetime:
            return dt.datetime.combine(date, rule.begins, tzinfo=zone)

        first = at(rule.first)
        event = self._event(skill, "open", first, first + rule.length)
        event.add(
            "rrule",
            {
                "freq": "weekly",
                "byday": [_WEEKDAYS[each] for each in rule.weekdays],
                "until": at(rule.last).astimezone(dt.UTC),
            },
        )
        if rule.without:
            event.add("exdate", [at(each) for each in rule.without])
        return event

    def _event(self, skill: Skill, text: str, start: dt.date, end: dt.date) -> Event:
        event = Event()
        # A date and a moment have different texts, so a special day is not its open time.
        key = written_out(f"{self.title}\n{skill.id}\n{start.isoformat()}")
        event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, key)))
        event.add("dtstamp", self.stamp)
        event.add("dtstart", start)
        event.add("dtend", end)
        event.add("summary", f"{_text(skill.name)}: {text}")
        event.add("categories", [_text(skill.name)])
        event.add("transp", "TRANSPARENT")
        return event


def _text(text: str) -> str:
    # A folded line can start anywhere in a text, also with a command to the runner of a pipeline.
    return without_commands(shortened(written_out(text))).replace("::", ": :").replace("::", ": :")
