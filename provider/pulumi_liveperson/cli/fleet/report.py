"""The command `fleet report`: one report for the results of all accounts."""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pulumi_liveperson.cli.fleet.selecting import add_selection, fleet, selection
from pulumi_liveperson.cli.output import print_error, write_output
from pulumi_liveperson.fleet.account import RINGS, Account, FleetError
from pulumi_liveperson.fleet.accounts.selection import Selection, removed, selected
from pulumi_liveperson.fleet.combined.as_json import as_json
from pulumi_liveperson.fleet.combined.combining import combine
from pulumi_liveperson.fleet.combined.markdown import as_markdown
from pulumi_liveperson.fleet.combined.model import Combined
from pulumi_liveperson.fleet.combined.text import as_text
from pulumi_liveperson.fleet.result import Result, each_result

_MOST_LEFT_OUT = 20
FORMATS = ("markdown", "html", "json", "text")

_DESCRIPTION = """\
Write one report for the results of `liveperson fleet preview`, `drift` or `apply`. Equal changes of several
accounts are described once.

  liveperson fleet preview --results results; liveperson fleet report results
  liveperson fleet report results/* --changed-since origin/main --format html --output report.html
"""
_EPILOG = """\
With --complete, or with an option of the selection, each selected account must have a result; use the options
of the run itself. Otherwise a part of a run that ended early would not be noticed.

exit codes: 0 success, 1 an account failed, is not finished, or has no result, 2 bad input, 3 a safety valve
refused an account. Drift is shown, but is not a failure.
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "report",
        help="write one report for the results of many accounts",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "folders", nargs="+", type=Path, metavar="DIR", help="a folder that --results of a run named"
    )
    parser.add_argument("--format", choices=FORMATS, help="default: text on a terminal, markdown elsewhere")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the report to this file")
    parser.add_argument(
        "--name",
        type=_name,
        metavar="NAME",
        help="the name of the fleet; the next report with this name replaces the comment; default: the name "
        "of the project",
    )
    parser.add_argument(
        "--artifact",
        metavar="TEXT",
        help="where readers find the report as a page, as a text or an address; it is shown in a comment",
    )
    parser.add_argument(
        "--complete", action="store_true", help="report selected accounts without a result, as a failure"
    )
    add_selection(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the report, and return the exit code."""
    chosen = selection(options)
    rings: tuple[str, ...] = RINGS
    expected: list[Account] = []
    gone: list[Account] = []
    needs_all = options.complete or chosen != Selection()
    if needs_all:
        every = fleet(options)
        rings, expected, gone = every.rings, selected(every, chosen), removed(every, chosen)
    left_out: list[str] = []
    results = each_result(options.folders)
    combined = combine(
        _selected(results, {each.stack for each in expected}, left_out) if needs_all else results,
        name=options.name,
        folders=[str(each) for each in options.folders],
        rings=rings,
        selected=expected,
        removed=gone,
    )
    if not (combined.size or needs_all):
        names = " and ".join(map(str, options.folders))
        raise FleetError(f"{names} contains no results: name the folders that --results of the runs named.")
    if left_out:
        stacks = ", ".join(left_out[:_MOST_LEFT_OUT]) + (", …" if left_out[_MOST_LEFT_OUT:] else "")
        print_error(
            "fleet report",
            f"left out {len(left_out)} results, because their stacks are not selected: {stacks}.",
        )
    write_output(_formatted(combined, options), options.output, FleetError)
    return combined.exit_code


def _selected(results: Iterable[Result], stacks: set[str], left_out: list[str]) -> Iterator[Result]:
    """Yield the results of the selected stacks; others can be left from earlier runs."""
    for result in results:
        if result.stack in stacks:
            yield result
        else:
            left_out.append(result.stack)


def _formatted(combined: Combined, options: argparse.Namespace) -> str:
    on_terminal = options.output is None and sys.stdout.isatty()
    chosen = options.format or ("text" if on_terminal else "markdown")
    if chosen == "json":
        return as_json(combined)
    if chosen == "html":
        from pulumi_liveperson.fleet.combined.page import as_page  # noqa: PLC0415 - loads Jinja, which is slow and not needed by other formats

        return as_page(combined)
    if chosen == "text":
        return as_text(combined, colour=on_terminal and not os.environ.get("NO_COLOR"))
    return as_markdown(combined, full_report=options.artifact)


def _name(text: str) -> str:
    if not re.fullmatch(r"[\w.-]+", text, re.ASCII):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a name of letters, digits, dots, hyphens and underscores"
        )
    return text
