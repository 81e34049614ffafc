"""The command `compare`: reads both sides, says in what they differ, and tells it by the exit code."""

import argparse
import sys
from pathlib import Path

from pulumi_liveperson.cli.compare.sides import CannotLookError, is_name, side
from pulumi_liveperson.cli.file import write_file
from pulumi_liveperson.cli.say import complain
from pulumi_liveperson.review.accepted import AcceptedError, accepted
from pulumi_liveperson.review.comparison.accepting import accepting
from pulumi_liveperson.review.comparison.as_json import as_json
from pulumi_liveperson.review.comparison.comparing import Comparison, compare
from pulumi_liveperson.review.comparison.markdown import as_markdown
from pulumi_liveperson.review.comparison.side import LIVE
from pulumi_liveperson.review.comparison.text import as_text

EQUAL, COULD_NOT_LOOK, ASKED_WRONGLY, DIFFERENT = range(4)
FORMATS = ("text", "markdown", "json")

_DESCRIPTION = """\
Say in what two stacks differ, or a stack and its account: by the names of the objects, and by what they mean.
Nothing is written.

  liveperson compare acme-prod acme-dev         what a promotion from dev to prod would change
  liveperson compare acme-prod live:acme-prod   what others have changed in LivePerson
"""
_EPILOG = """\
A stack's name means what its state declares, which is what the last update has applied.
live: and a stack's name means what the account of that stack holds now.

Differences that accepted.yaml lists, each with its reason, stand apart and count for none.

exit codes: 0 equal but for what is accepted, 1 could not look, 2 wrong usage, 3 different
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "compare",
        help="say in what two stacks differ, or a stack and its account",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for name, whose in (("first", "a"), ("second", "the other")):
        parser.add_argument(name, type=_side, help=f"{whose} stack, or {LIVE} and its name for its account")
    parser.add_argument(
        "--format", choices=FORMATS, help="text on a terminal, markdown elsewhere, if left out"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the comparison there")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Compare, and return the exit code."""
    if asked.first == asked.second:
        return _refused("name two different things to compare", ASKED_WRONGLY)
    try:
        known = accepted().differences
        found = accepting(compare(side(asked.first), side(asked.second)), known)
    except (AcceptedError, CannotLookError) as error:
        if asked.format == "json":
            code = _write(as_json((asked.first, asked.second), str(error), COULD_NOT_LOOK), asked.output)
            if code:
                return code
        return _refused(str(error), COULD_NOT_LOOK)
    code = EQUAL if found.is_equal else DIFFERENT
    return _write(_formatted(found, asked, code), asked.output) or code


def _side(text: str) -> str:
    if not is_name(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither the name of a stack, nor {LIVE} and the name of a stack"
        )
    return text


def _formatted(found: Comparison, asked: argparse.Namespace, code: int) -> str:
    on_terminal = asked.output is None and sys.stdout.isatty()
    chosen = asked.format or ("text" if on_terminal else "markdown")
    if chosen == "json":
        return as_json((asked.first, asked.second), found, code)
    return as_text(found) if chosen == "text" else as_markdown(found)


def _write(text: str, output: Path | None) -> int:
    """Write the comparison, and return an exit code where that is not possible."""
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8"))  # whatever the locale says
        sys.stdout.flush()
        return 0
    try:
        write_file(output, text, replace=True)
    except OSError as error:
        return _refused(f"{output} cannot be written: {error.strerror}.", ASKED_WRONGLY)
    return 0


def _refused(why: str, code: int) -> int:
    complain("compare", why)
    return code
