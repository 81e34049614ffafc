"""The options of the command `hours`."""

import argparse
from pathlib import Path

FORMATS = ("table", "json", "ics", "json-ld", "html")

_DESCRIPTION = """\
Show when each skill is open: what the stack declares, or with --live what its account contains. Nothing is
written to LivePerson.

  liveperson hours --stack support                       the next seven days
  liveperson hours --from 2026-12-21 --to 2027-01-03     a period
  liveperson hours --at 2026-12-24T10:00:00+00:00        a moment
  liveperson hours --live --horizon 90d                  the holidays that end soon
  liveperson hours --live --verify                       compare with LivePerson's own status
"""
_EPILOG = """\
The rules by which this is evaluated, and what LivePerson does not publish, are in docs/hours.md.

exit codes: 0 success, 1 could not read, 2 bad input, 3 --horizon found something, or --verify found a
difference
"""


def add_options(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add the command to the command line, and return its parser."""
    parser = commands.add_parser(
        "hours",
        help="show when each skill is open",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_sources(parser)
    _add_times(parser)
    parser.add_argument(
        "--skill",
        dest="skills",
        action="append",
        default=[],
        metavar="NAME",
        help="only this skill, by name or id; can be repeated",
    )
    parser.add_argument(
        "--time-zone", metavar="ZONE", help="show all times in this zone; default: the zone of each skill"
    )
    parser.add_argument("--format", choices=FORMATS, default="table", help="default: table")
    parser.add_argument(
        "--json", dest="format", action="store_const", const="json", help="the same as --format json"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the result to this file")
    return parser


def _add_sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stack", metavar="S", help="the stack; default: the selected stack")
    sources = parser.add_mutually_exclusive_group()
    sources.add_argument(
        "--live", action="store_true", help="what the account of the stack contains; default: its state"
    )
    sources.add_argument(
        "--preview",
        nargs="?",
        const="",
        metavar="FILE",
        help="what the program declares: run a preview, or read the JSON of one with --show-sames from a "
        "file, or with - from standard input",
    )


def _add_times(parser: argparse.ArgumentParser) -> None:
    times = parser.add_argument_group("times", "Dates have the form yyyy-mm-dd, or are `today`.")
    times.add_argument("--from", dest="first", metavar="DATE", help="the first day; default: today")
    times.add_argument(
        "--to",
        dest="last",
        metavar="DATE",
        help="the last day; default: seven days in all, with --format html, ics or json-ld a year",
    )
    single = times.add_mutually_exclusive_group()
    single.add_argument("--day", metavar="DATE", help="only this day")
    single.add_argument("--year", metavar="YEAR", help="only this year")
    single.add_argument(
        "--at", metavar="INSTANT", help="the state at a moment with its offset, or `now`, and until when"
    )
    single.add_argument(
        "--horizon",
        metavar="TIME",
        help="the special occasions that end within this time after --from, for example 90d or 12w; with "
        "--live, also the skills without a special occasion",
    )
    single.add_argument(
        "--verify", action="store_true", help="compare the state now with LivePerson's Shift Status API"
    )
    times.add_argument(
        "--strict",
        action="store_true",
        help="with --verify: differences that an open question explains count too",
    )
    times.add_argument(
        "--wait",
        metavar="TIME",
        help="with --verify: if something differs, compare again until this time is over, for example 5m; "
        "LivePerson does not publish when a change takes effect",
    )
