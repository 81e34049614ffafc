"""The options of the command `report`."""

import argparse
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

from pulumi_liveperson.review.effect.guards import max_hours_lost, never_closed
from pulumi_liveperson.review.guards import Guard, blackout, fail_on_drift, max_deletes, no_default_change

_YEARS = range(2000, 2100)
FORMATS = ("markdown", "html", "json", "text")

_DESCRIPTION = """\
Describe what `pulumi preview` changes in LivePerson, for the people who review it.

  pulumi preview --json | liveperson report
  pulumi preview --json --refresh --show-sames > preview.json; liveperson report preview.json
  liveperson report --stack support --refresh
"""
_EPILOG = """\
The best input is a preview with --refresh and --show-sames: it also shows what other people changed in
LivePerson, and the number of unchanged objects. A plan file of `pulumi preview --save-plan` works too; it
does not contain the previous content.

exit codes: 0 success, 1 the preview has errors or was interrupted, 2 bad input, 3 a safety valve refused
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    options = argparse.ArgumentParser(
        prog="liveperson report",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_argument(
        "file", nargs="?", type=Path, help="the JSON of a preview, or a plan file; default: standard input"
    )
    options.add_argument("--stack", metavar="S", help="run the preview of this stack, and describe it")
    options.add_argument(
        "--refresh", action="store_true", help="with --stack: also compare the state with the account"
    )
    options.add_argument(
        "--live",
        nargs="?",
        const="",
        metavar="S",
        help="list the objects in the account of this stack that no resource manages; default: the stack of "
        "--stack; write it after the file name, not before it",
    )
    options.add_argument("--format", choices=FORMATS, help="default: text on a terminal, markdown elsewhere")
    options.add_argument("--output", type=Path, metavar="FILE", help="write the report to this file")
    options.add_argument(
        "--name",
        type=_name,
        metavar="PROJECT/STACK",
        help="the stack of the report, for a preview that failed before it could name it; the next report "
        "with this name replaces the comment",
    )
    options.add_argument(
        "--artifact",
        metavar="TEXT",
        help="where readers find the report as a page, as a text or an address; it is shown in a comment",
    )
    options.add_argument(
        "--hours-from",
        type=_date,
        metavar="DATE",
        help="compare the hours of skills for 400 days from this date on, for example 2026-12-24; "
        "default: today",
    )
    add_valves(options)
    return options


def add_valves(options: argparse.ArgumentParser) -> None:
    """Add the options of the safety valves, which are then in `valves`."""
    valves = options.add_argument_group(
        "safety valves",
        "A refusal changes the exit code to 3, and is shown at the top of the report and on stderr.\n"
        "Only LivePerson objects are checked, not objects of other providers.",
    )
    valves.add_argument(
        "--max-deletes",
        dest="valves",
        action="append",
        type=_valve(max_deletes),
        metavar="N|P%",
        help="refuse more than N deletes, or deletes of more than P per cent of the existing objects; a "
        "replaced object counts as deleted; a percentage needs --show-sames",
    )
    valves.add_argument(
        "--no-default-change",
        dest="valves",
        action="append_const",
        const=no_default_change,
        help="refuse every change, or possible change, of the account's default occasion or default "
        "workdays: a plan file does not show whether a deleted object is the default",
    )
    valves.add_argument(
        "--fail-on-drift",
        dest="valves",
        action="append_const",
        const=fail_on_drift,
        help="refuse if the preview shows changes by other people in LivePerson, did not check for them "
        "(--refresh), or does not show all of them (--show-sames)",
    )
    valves.add_argument(
        "--blackout",
        dest="valves",
        action="append",
        type=_valve(blackout),
        metavar="FROM..TO",
        help="a freeze: refuse all changes while today is between these dates, both included, for example "
        "2026-12-20..2027-01-02; can be repeated. Today is the date of this machine's clock; the dates of "
        "special occasions are not checked",
    )
    valves.add_argument(
        "--max-hours-lost",
        dest="valves",
        action="append",
        type=_valve(max_hours_lost),
        metavar="Nh|P%",
        help="refuse if a skill that is open now would be closed for more than N hours in the next 400 days, "
        "or for more than P per cent of its open hours; an unknown state counts as lost; needs --show-sames",
    )
    valves.add_argument(
        "--never-closed",
        dest="valves",
        action="append",
        type=_valve(never_closed),
        metavar="SKILL",
        help="refuse if the update leaves this skill closed, or in an unknown state, at any time in the next "
        "400 days; can be repeated; needs --show-sames",
    )


def _valve(make: Callable[[str], Guard]) -> Callable[[str], Guard]:
    def parsed(text: str) -> Guard:
        try:
            return make(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return parsed


def _date(text: str) -> dt.date:
    try:
        date = dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a date without a time
    except ValueError:
        date = dt.date.max
    if date.year not in _YEARS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date of this century, such as 2026-12-24")
    return date


def _name(text: str) -> tuple[str, str]:
    found = re.fullmatch(r"([\w.-]+)/([\w.-]+)", text, re.ASCII)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} does not have the form project/stack")
    return found[1], found[2]
