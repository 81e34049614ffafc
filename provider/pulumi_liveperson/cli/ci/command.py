"""Runs `liveperson ci <command>`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pulumi_liveperson.fleet.account import FleetError
from pulumi_liveperson.fleet.files.stacks import find_stacks

NONE_FOUND, BAD_INPUT = 1, 2


def run(arguments: Sequence[str]) -> int:
    """Run the command, and return its exit code."""
    options = _parser().parse_args(arguments)
    if options.command == "stacks":
        return _stacks()
    # `stacks` runs before the dependencies are installed, in the workflows of version 0.1.0.
    from pulumi_liveperson.cli.ci.comment import post, withdraw  # noqa: PLC0415
    from pulumi_liveperson.cli.ci.forges import ForgeError  # noqa: PLC0415
    from pulumi_liveperson.cli.output import print_error  # noqa: PLC0415

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
    commands.add_parser(
        "stacks", help="list the stacks of this folder as JSON, without stacks of the simulator"
    )
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


def _stacks() -> int:
    try:
        found = find_stacks(Path())
    except FleetError as error:
        print(f"stacks: {error}", file=sys.stderr)
        return BAD_INPUT
    if not found:
        print(
            "stacks: this folder contains no file Pulumi.<stack>.yaml, except for stacks of the simulator. "
            "Create a stack with `pulumi stack init`, and commit its file.",
            file=sys.stderr,
        )
        return NONE_FOUND
    print(json.dumps(found))
    return 0
