"""Runs `liveperson ci <command>`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from pulumi_liveperson.cli.ci.comment import post, withdraw
from pulumi_liveperson.cli.ci.forges import ForgeError
from pulumi_liveperson.cli.output import print_error

BAD_INPUT = 2


def run(arguments: Sequence[str]) -> int:
    """Run the command, and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        if options.untouched:
            print(withdraw(options.name))
        else:
            print(post(options.report, options.name, options.run))
    except ForgeError as error:
        print_error("comment", str(error))
        return BAD_INPUT
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="liveperson ci", description="Commands for pipelines.")
    commands = parser.add_subparsers(title="commands", metavar="<command>", dest="command", required=True)
    comment = commands.add_parser(
        "comment",
        help="post a report on the pull request of this pipeline, and replace the previous report",
        description="Needs GITHUB_TOKEN on GitHub and GITLAB_TOKEN on GitLab. The other variables are set in "
        "every job.",
    )
    content = comment.add_mutually_exclusive_group(required=True)
    content.add_argument(
        "report", nargs="?", type=Path, help="the report as Markdown; the file may be missing"
    )
    content.add_argument(
        "--untouched",
        action="store_true",
        help="instead of a report: say in the previous comment, if there is one, that the pull request no "
        "longer touches an account",
    )
    comment.add_argument(
        "--name",
        required=True,
        metavar="NAME",
        help="the name of the report: PROJECT/STACK as in `liveperson report --name`, or a name without a "
        "slash as in `liveperson fleet report --name`",
    )
    comment.add_argument(
        "--run", required=True, metavar="URL", help="the address of this run, shown if there is no report"
    )
    return parser
