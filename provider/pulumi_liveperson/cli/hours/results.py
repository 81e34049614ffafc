"""Evaluates what the options of the command `hours` ask for, and returns it as text with an exit code."""

import argparse
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from zoneinfo import ZoneInfo

from pulumi_liveperson.cli.hours.sources import Source, from_account, from_preview, from_state, verifiable
from pulumi_liveperson.cli.hours.values import (
    TODAY,
    chosen,
    date_of,
    dates_of,
    horizon_of,
    moment_of,
    wait_of,
    zone_of,
)
from pulumi_liveperson.cli.output import print_error
from pulumi_liveperson.cli.report.source import BadInputError
from pulumi_liveperson.escaping import without_commands
from pulumi_liveperson.hours.answers import answers
from pulumi_liveperson.hours.configuration import Skill
from pulumi_liveperson.hours.overview import overview
from pulumi_liveperson.hours.stretches import State
from pulumi_liveperson.review.effective import horizon, states, table, verified
from pulumi_liveperson.review.effective.as_json import answers_as_json, overview_as_json
from pulumi_liveperson.review.effective.verification import compared
from pulumi_liveperson.review.effective.words import NOT_DECLARED

_SUCCESS, _FOUND = 0, 3
_PAUSE = 20.0  # seconds between two comparisons
_RENDERERS = {"ics": "calendar_feed", "json-ld": "schema_org", "html": "page"}

Result = tuple[str, int]


def result(options: argparse.Namespace) -> Result:
    """Return what the options ask for, and the exit code; raises a `BadInputError`, among others."""
    where = None if options.time_zone is None else zone_of(options.time_zone)
    for name in ("strict", "wait"):
        if _is_given(options, name) and not options.verify:
            raise BadInputError(f"--{name} needs --verify.")
    for name in _SINGLE:
        if _is_given(options, name):
            return _single(options, name, where)
    return _period(options, where), _SUCCESS


def _is_given(options: argparse.Namespace, name: str) -> bool:
    """Return whether an option is given; an empty value, as of a variable that is not set, is one too."""
    return getattr(options, name) not in {None, False}


def _single(options: argparse.Namespace, name: str, where: ZoneInfo | None) -> Result:
    """Return the result of an option that replaces the list of days."""
    if options.format in _RENDERERS:
        raise BadInputError(
            f"--format {options.format} shows days: leave out --{name}, or use --format table or json."
        )
    others = {"last": "--to"} if name == "horizon" else {"first": "--from", "last": "--to"}
    _refuse(options, f"--{name}", others)
    return _SINGLE[name](options, where)


def _at(options: argparse.Namespace, where: ZoneInfo | None) -> Result:
    at = moment_of(options.at, where)
    at = at if where is None else at.astimezone(where)
    source = _source(options)
    skills = _skills(options, source)
    found = answers(source.configuration, skills, at, title=source.title, shown_in=where)
    is_json = options.format == "json"
    is_unknown = any(each.answer.state is State.UNKNOWN for each in found.skills)
    if is_json:
        return answers_as_json(found), _SUCCESS
    return _shown(states.render(found), options, is_unknown=is_unknown), _SUCCESS


def _horizon(options: argparse.Namespace, _: ZoneInfo | None) -> Result:
    within, today = horizon_of(options.horizon), date_of("--from", options.first or TODAY)
    source = _source(options)
    hours = source.configuration
    if options.skills:
        hours = replace(hours, skills=_skills(options, source))
    found = horizon.horizon(hours, source.title, today, within, is_live=options.live)
    code = _SUCCESS if found.is_empty else _FOUND
    is_json = options.format == "json"
    return horizon.as_json(found, code) if is_json else without_commands(horizon.render(found)), code


def _verify(options: argparse.Namespace, where: ZoneInfo | None) -> Result:
    seconds = 0.0 if options.wait is None else wait_of(options.wait)
    if options.preview is not None:
        raise BadInputError(
            "--verify compares with what LivePerson does now, and a preview is not applied yet: leave out "
            "--preview."
        )
    ends = time.monotonic() + seconds
    while True:
        source, statuses, at = verifiable(options.stack, live=options.live)
        skills = _skills(options, source)
        predicted = answers(source.configuration, skills, at, title=source.title, shown_in=where)
        found = compared(source.configuration, predicted, statuses)
        counts = [each.outcome.differs if options.strict else each.must_be_found for each in found]
        code = _FOUND if any(counts) else _SUCCESS
        left = ends - time.monotonic()
        if not code or left <= 0:
            break
        time.sleep(min(_PAUSE, left))
    if options.format == "json":
        return verified.as_json(predicted, found, code), code
    return without_commands(verified.render(predicted, found)), code


def _period(options: argparse.Namespace, where: ZoneInfo | None) -> str:
    for name in ("day", "year"):
        if getattr(options, name) is not None:
            _refuse(options, f"--{name}", {"first": "--from", "last": "--to"})
    # In a single week, a holiday would hide the normal hours of its weekday.
    is_long = options.format in _RENDERERS
    dates = dates_of(options.day, options.first, options.last, options.year, is_long=is_long)
    source = _source(options)
    skills = _skills(options, source)
    found = overview(source.configuration, skills, dates, title=source.title, shown_in=where)
    if options.format == "json":
        return overview_as_json(found)
    if options.format == "table":
        is_unknown = any(part.state is State.UNKNOWN for skill in found.skills for part in skill.stretches)
        return _shown(table.render(found), options, is_unknown=is_unknown)
    renderer = import_module(f"pulumi_liveperson.review.effective.{_RENDERERS[options.format]}")
    if options.format == "json-ld" and (left_out := renderer.without_hours(found)):
        names = ", ".join(each.name for each in left_out)
        print_error("hours", f"skills of which the hours are not known are left out: {names}.")
    text: str = renderer.render(found)
    return text


def _shown(text: str, options: argparse.Namespace, *, is_unknown: bool) -> str:
    """Return a text for a terminal, with the solution if a stack does not declare all that decides."""
    return without_commands(text + (NOT_DECLARED if is_unknown and not options.live else ""))


def _source(options: argparse.Namespace) -> Source:
    if options.live:
        return from_account(options.stack)
    if options.preview is not None:
        return from_preview(options.stack, options.preview)
    return from_state(options.stack)


def _skills(options: argparse.Namespace, source: Source) -> list[Skill]:
    known = source.configuration.skills
    if not known and not options.skills:  # a stack may manage other kinds only, so this is not an error
        other = "" if options.live else " `liveperson hours --live` shows the skills of the account."
        print_error("hours", f"the {source.title} has no skills.{other}")
    return chosen(known, options.skills, source.title)


def _refuse(options: argparse.Namespace, option: str, others: Mapping[str, str]) -> None:
    for name, other in others.items():
        if getattr(options, name) is not None:
            raise BadInputError(f"{option} and {other} cannot be used together: leave out one of them.")


_SINGLE: dict[str, Callable[[argparse.Namespace, ZoneInfo | None], Result]] = {
    "at": _at,
    "horizon": _horizon,
    "verify": _verify,
}
