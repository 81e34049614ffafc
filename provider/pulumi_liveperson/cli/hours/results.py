"""Evaluates what the options of the command `hours` ask for, and returns it as text with an exit code."""

import argparse
from importlib import import_module
from zoneinfo import ZoneInfo

from pulumi_liveperson.cli.hours.sources import Source, from_account, from_preview, from_state
from pulumi_liveperson.cli.hours.values import chosen, dates_of, moment_of, zone_of
from pulumi_liveperson.cli.report.source import BadInputError
from pulumi_liveperson.escaping import without_commands
from pulumi_liveperson.hours.answers import answers
from pulumi_liveperson.hours.configuration import Skill
from pulumi_liveperson.hours.overview import overview
from pulumi_liveperson.review.effective import states, table
from pulumi_liveperson.review.effective.as_json import answers_as_json, overview_as_json

_SUCCESS, _FOUND = 0, 3
_RENDERERS = {"ics": "calendar_feed", "json-ld": "schema_org", "html": "page"}

Result = tuple[str, int]


def result(options: argparse.Namespace) -> Result:
    """Return what the options ask for, and the exit code; raises a `BadInputError`, among others."""
    where = None if options.time_zone is None else zone_of(options.time_zone)
    if options.at is not None:
        return _at(options, where), _SUCCESS
    return _period(options, where), _SUCCESS


def _at(options: argparse.Namespace, where: ZoneInfo | None) -> str:
    _refuse(options, "--at", first="--from", last="--to")
    if options.format in _RENDERERS:
        raise BadInputError(f"--format {options.format} shows days, not a moment: leave out --at.")
    at = moment_of(options.at, where)
    source = _source(options)
    skills = _skills(options, source)
    found = answers(source.configuration, skills, at, title=source.title, shown_in=where)
    return answers_as_json(found) if options.format == "json" else without_commands(states.render(found))


def _period(options: argparse.Namespace, where: ZoneInfo | None) -> str:
    for name in ("day", "year"):
        if getattr(options, name) is not None:
            _refuse(options, f"--{name}", first="--from", last="--to")
    dates = dates_of(options.day, options.first, options.last, options.year)
    source = _source(options)
    skills = _skills(options, source)
    found = overview(source.configuration, skills, dates, title=source.title, shown_in=where)
    if options.format == "json":
        return overview_as_json(found)
    if options.format == "table":
        return without_commands(table.render(found))
    name = _RENDERERS[options.format]
    text: str = import_module(f"pulumi_liveperson.review.effective.{name}").render(found)
    return text


def _source(options: argparse.Namespace) -> Source:
    if options.live:
        return from_account(options.stack)
    if options.preview is not None:
        return from_preview(options.stack, options.preview)
    return from_state(options.stack)


def _skills(options: argparse.Namespace, source: Source) -> list[Skill]:
    if not source.configuration.skills:
        other = "" if options.live else " `liveperson hours --live` shows the skills of the account."
        raise BadInputError(f"the {source.title} has no skills.{other}")
    return chosen(source.configuration.skills, options.skills, source.title)


def _refuse(options: argparse.Namespace, option: str, **others: str) -> None:
    for name, other in others.items():
        if getattr(options, name) is not None:
            raise BadInputError(f"{option} and {other} cannot be used together: leave out one of them.")
