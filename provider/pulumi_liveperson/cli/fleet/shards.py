"""The command `fleet shards`: divides the selected stacks for the jobs of a pipeline."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

from pulumi_liveperson.cli.fleet.selecting import add_selection, fleet, selection
from pulumi_liveperson.fleet.account import Account, Fleet, FleetError
from pulumi_liveperson.fleet.accounts.selection import Selection, removed, selected
from pulumi_liveperson.fleet.files.plan import check_files
from pulumi_liveperson.fleet.result import Outcome, each_result

SIZE = 25  # stacks; about two minutes on two cores
MOST = 256  # jobs of a matrix on GitHub
_GITLAB = 200

_DESCRIPTION = """\
Print the shards of the selected stacks as JSON for the matrix of a pipeline, such as ["1/2","2/2"]. Each job
then selects its stacks with the same options and --shard. Without a selected stack, print []; but if the
changes since --changed-since remove rows from the table, print ["1/1"], so that the report names them.
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "shards", help="divide the selected stacks for the jobs of a pipeline", description=_DESCRIPTION
    )
    add_selection(parser)
    parser.add_argument(
        "--size",
        type=_positive,
        default=SIZE,
        metavar="N",
        help=f"stacks of a shard, at most; default: {SIZE}",
    )
    parser.add_argument(
        "--most",
        type=_positive,
        default=MOST,
        metavar="N",
        help=f"refuse more shards; default: {MOST}, the limit of GitHub; GitLab allows {_GITLAB}",
    )
    parser.add_argument(
        "--rings",
        type=lambda text: [each.strip() for each in text.split(",")],
        metavar="NAMES",
        help="the rings that the pipeline applies, such as dev,test,prod; refuse a table with another ring; "
        "with --ring, a ring that only the pipeline has is empty",
    )
    parser.add_argument(
        "--with-changes",
        type=Path,
        metavar="DIR",
        help="leave out the shards in which the results of `liveperson fleet preview` in DIR show no change",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the shards, and return the exit code."""
    every = fleet(options)
    chosen = selection(options)
    if chosen.shard is not None:
        raise FleetError("--shard selects one shard: leave it out to list all of them.")
    unnamed = [ring for ring in every.rings if options.rings is not None and ring not in options.rings]
    if unnamed:
        raise FleetError(
            f"the pipeline does not apply ring {', '.join(unnamed)} of the table: add it to the pipeline and "
            "to --rings."
        )
    found = _selected(every, chosen, options.rings or [])
    check_files(every, found)
    count = -(-len(found) // options.size) or len(removed(every, chosen)[:1])
    if count > options.most:
        size = -(-len(found) // options.most)
        raise FleetError(
            f"{len(found)} stacks are {count} shards of {options.size}, but a pipeline may have only "
            f"{options.most}: use shards of {size} or more stacks (--size {size}), or select fewer stacks."
        )
    unchanged = None if options.with_changes is None else _unchanged(options.with_changes)
    shards = [
        f"{part}/{count}"
        for part in range(1, count + 1)
        if unchanged is None or any(account.stack not in unchanged for account in found[part - 1 :: count])
    ]
    print(json.dumps(shards, separators=(",", ":")))
    return 0


def _selected(every: Fleet, chosen: Selection, rings: list[str]) -> list[Account]:
    """Return the selected accounts; a ring that only the pipeline has is empty, and no mistake."""
    known = tuple(ring for ring in chosen.rings if ring in every.rings or ring not in rings)
    if chosen.rings and not known:
        return []
    return selected(every, replace(chosen, rings=known))


def _unchanged(folder: Path) -> set[str]:
    """Return the stacks for which an update would do nothing; a stack without a result is none of them."""
    return {each.stack for each in each_result([folder]) if each.outcome == Outcome.UNCHANGED}


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)
