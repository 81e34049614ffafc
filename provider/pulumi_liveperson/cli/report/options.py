"""What the command `report` can be asked for."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path

from pulumi_liveperson.review.guards import Guard, blackout, fail_on_drift, max_deletes, no_default_change

FORMATS = ("markdown", "html", "json", "text")

_DESCRIPTION = """\
Say what `pulumi preview` is going to change in LivePerson, for the people who review it.

  pulumi preview --json | liveperson report
  pulumi preview --json --refresh --show-sames > preview.json; liveperson report preview.json
  liveperson report --stack support --refresh
"""
_EPILOG = """\
The best input is that of --refresh and --show-sames: it tells what others have changed in LivePerson, and how
many objects stay. A plan file of `pulumi preview --save-plan` works too; it does not hold what was there.

exit codes: 0 fine, 1 the preview has errors or was interrupted, 2 bad input, 3 a safety valve refused
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
        "file", nargs="?", type=Path, help="the JSON of a preview, or a plan; standard input if left out"
    )
    options.add_argument("--stack", metavar="S", help="run the preview of this stack, and report on it")
    options.add_argument(
        "--refresh", action="store_true", help="with --stack: look what LivePerson holds, too"
    )
    options.add_argument(
        "--live",
        nargs="?",
        const="",
        metavar="S",
        help="look into the account of this stack, of that of --stack if left out, and list the objects "
        "there that no resource manages; after the name of a file, not before it",
    )
    options.add_argument(
        "--format", choices=FORMATS, help="text on a terminal, markdown elsewhere, if left out"
    )
    options.add_argument("--output", type=Path, metavar="FILE", help="write the report there")
    options.add_argument(
        "--name",
        type=_name,
        metavar="PROJECT/STACK",
        help="whose report this is, for a preview that failed so early that it does not tell; a comment is "
        "replaced by the next report of that name",
    )
    options.add_argument(
        "--artifact",
        metavar="TEXT",
        help="where the report as a page is, in words or as an address; a comment tells its readers",
    )
    _add_valves(options)
    return options


def _add_valves(options: argparse.ArgumentParser) -> None:
    valves = options.add_argument_group(
        "safety valves",
        "They change the exit code to 3, and are told at the top of the report and on stderr.\n"
        "They look at LivePerson's objects alone, not at those of other providers.",
    )
    valves.add_argument(
        "--max-deletes",
        dest="valves",
        action="append",
        type=_valve(max_deletes),
        metavar="N|P%",
        help="refuse more than N deletes, or deletes of more than P per cent of the objects that there are; "
        "an object that is replaced is deleted; a share is known with --show-sames alone",
    )
    valves.add_argument(
        "--no-default-change",
        dest="valves",
        action="append_const",
        const=no_default_change,
        help="refuse whatever changes the account's default occasion, or may change it: a plan does not tell "
        "whether a deleted occasion is the default",
    )
    valves.add_argument(
        "--fail-on-drift",
        dest="valves",
        action="append_const",
        const=fail_on_drift,
        help="refuse if others have changed something in LivePerson, or if the preview did not look for that "
        "with --refresh, or does not show all of it with --show-sames",
    )
    valves.add_argument(
        "--blackout",
        dest="valves",
        action="append",
        type=_valve(blackout),
        metavar="FROM..TO",
        help="a freeze: refuse all changes while today is within these dates, both included, such as "
        "2026-12-20..2027-01-02; may be repeated. It is about the day on which changes are applied, by this "
        "machine's clock, and not about the dates of special occasions",
    )


def _valve(make: Callable[[str], Guard]) -> Callable[[str], Guard]:
    def made(text: str) -> Guard:
        try:
            return make(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return made


def _name(text: str) -> tuple[str, str]:
    found = re.fullmatch(r"([\w.-]+)/([\w.-]+)", text, re.ASCII)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form project/stack")
    return found[1], found[2]
