"""The command `compare`: reads both sides, and shows in its output and exit code how they differ."""

import argparse
import sys
from pathlib import Path

from pulumi_liveperson.cli.compare.sides import UnreadableSideError, is_name, side
from pulumi_liveperson.cli.file import write_file
from pulumi_liveperson.cli.output import print_error
from pulumi_liveperson.review.accepted import AcceptedError, accepted
from pulumi_liveperson.review.comparison.accepting import accepting
from pulumi_liveperson.review.comparison.as_json import as_json
from pulumi_liveperson.review.comparison.comparing import Comparison, compare
from pulumi_liveperson.review.comparison.markdown import as_markdown
from pulumi_liveperson.review.comparison.side import LIVE
from pulumi_liveperson.review.comparison.text import as_text

EQUAL, READ_FAILED, USAGE_ERROR, DIFFERENT = range(4)
FORMATS = ("text", "markdown", "json")

_DESCRIPTION = """\
Show how two stacks, or a stack and its account, differ. Objects are matched by name, and their values are
compared by meaning. Nothing is written.

  liveperson compare acme-prod acme-dev         what a promotion from dev to prod would change
  liveperson compare acme-prod live:acme-prod   what other people changed in LivePerson
"""
_EPILOG = """\
STACK       the content of the stack's state: the result of the last update or refresh
live:STACK  the content that the account of the stack has now

Differences that accepted.yaml accepts are listed separately with their reasons, and do not count.

exit codes: 0 equal apart from accepted differences, 1 could not read a side, 2 usage error, 3 different
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "compare",
        help="show how two stacks, or a stack and its account, differ",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for name, article in (("first", "a"), ("second", "the other")):
        parser.add_argument(name, type=_side, help=f"{article} stack, or {LIVE}STACK for its account")
    parser.add_argument("--format", choices=FORMATS, help="default: text on a terminal, markdown elsewhere")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the result to this file")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare the two sides, and return the exit code."""
    if options.first == options.second:
        return _error("the two sides are the same: name two different sides", USAGE_ERROR)
    try:
        known = accepted().differences
        found = accepting(compare(side(options.first), side(options.second)), known)
    except (AcceptedError, UnreadableSideError) as error:
        if options.format == "json":
            code = _write(as_json((options.first, options.second), str(error), READ_FAILED), options.output)
            if code:
                return code
        return _error(str(error), READ_FAILED)
    code = EQUAL if found.is_equal else DIFFERENT
    return _write(_formatted(found, options, code), options.output) or code


def _side(text: str) -> str:
    if not is_name(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither the name of a stack nor {LIVE} followed by the name of a stack"
        )
    return text


def _formatted(found: Comparison, options: argparse.Namespace, code: int) -> str:
    on_terminal = options.output is None and sys.stdout.isatty()
    chosen = options.format or ("text" if on_terminal else "markdown")
    if chosen == "json":
        return as_json((options.first, options.second), found, code)
    return as_text(found) if chosen == "text" else as_markdown(found)


def _write(text: str, output: Path | None) -> int:
    """Write the comparison; return 0, or the exit code if it cannot be written."""
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8"))  # independent of the locale
        sys.stdout.flush()
        return 0
    try:
        write_file(output, text, replace=True)
    except OSError as error:
        return _error(f"{output} cannot be written: {error.strerror}.", USAGE_ERROR)
    return 0


def _error(message: str, code: int) -> int:
    print_error("compare", message)
    return code
