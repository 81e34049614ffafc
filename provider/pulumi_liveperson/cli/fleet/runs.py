"""The commands `fleet preview`, `fleet drift` and `fleet apply`: their options, and their exit codes."""

import argparse
import os
import sys
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from pulumi_liveperson.cli.fleet.selecting import add_selection, fleet, selected_accounts, selection
from pulumi_liveperson.cli.output import print_text
from pulumi_liveperson.cli.report.options import add_valves
from pulumi_liveperson.escaping import without_commands
from pulumi_liveperson.fleet.account import Account, FleetError
from pulumi_liveperson.fleet.accounts.selection import selected
from pulumi_liveperson.fleet.result import Command, Outcome
from pulumi_liveperson.fleet.runs.claims import claimed
from pulumi_liveperson.fleet.runs.continuing import finished
from pulumi_liveperson.fleet.runs.progress import Line, summary
from pulumi_liveperson.fleet.runs.running import Running, Signals, Steps
from pulumi_liveperson.fleet.runs.work import Settings
from pulumi_liveperson.review.origin import commit
from pulumi_liveperson.settings import CREDENTIALS, variable

SUCCESS, FAILED, DRIFT, NOT_STARTED, INTERRUPTED = 0, 1, 7, 8, 130

EXIT_CODES = """\
exit codes: 0 success, 1 a stack failed or was refused, 2 bad input, 7 drift was found and no stack failed,
8 too many stacks failed and the others were not started, 130 interrupted
"""


def add_options(parser: argparse.ArgumentParser, *, max_failures: int | None) -> None:
    """Add the options that the three commands have."""
    add_selection(parser)
    parser.add_argument(
        "--results",
        type=Path,
        required=True,
        metavar="DIR",
        help="the folder for the results: DIR/<stack>.json, and DIR/<stack>.log with the output of Pulumi",
    )
    parser.add_argument(
        "--jobs",
        type=_number,
        default=_cores(),
        metavar="N",
        help="how many stacks run at the same time; default: the number of cores",
    )
    parser.add_argument(
        "--max-failures",
        type=_number,
        default=max_failures,
        metavar="N",
        help="start no more stacks after more than N have failed or were refused; default: "
        + ("no limit" if max_failures is None else str(max_failures)),
    )
    parser.add_argument(
        "--only-failed",
        type=Path,
        metavar="DIR",
        help="continue the run with these results: run only the stacks that it has not finished; DIR can be "
        "the folder of --results",
    )
    parser.add_argument(
        "--credentials-from-environment",
        action="store_true",
        help="use the credentials in the variables LIVEPERSON_... for all stacks",
    )
    add_valves(parser)


def run(options: argparse.Namespace, command: Command, steps: Steps) -> int:
    """Run a command for the selected stacks, and return the exit code; raises a `FleetError`."""
    signals = Signals()
    with signals.handled(), ExitStack() as held:
        _check_environment(options)
        accounts = selected_accounts(options)
        settings = _settings(options, command)
        _make(settings.folder)
        held.enter_context(claimed(settings.folder, accounts))
        done = {} if options.only_failed is None else finished(options.only_failed, accounts, settings)
        running = Running(
            settings, steps, signals, _say, jobs=max(1, options.jobs), max_failures=options.max_failures
        )
        try:
            ran = running.run([each for each in accounts if each.stack not in done])
        except OSError as error:
            file = error.filename or settings.folder  # a full disk has no file
            raise FleetError(f"{file} cannot be written: {error.strerror}.") from None
        lines = _ordered(accounts, [*done.values(), *ran])
        again = [*_command_line(), *_continuing(options)]
        print_text(summary(lines, str(settings.folder), again, running.seconds))
    return INTERRUPTED if running.is_interrupted else _exit_code(lines)


def _settings(options: argparse.Namespace, command: Command) -> Settings:
    return Settings(
        command,
        options.results,
        getattr(options, "snapshots", None) or options.results / "snapshots",
        tuple(options.valves or ()),
        verify=getattr(options, "verify", False),
        horizon=getattr(options, "horizon", None),
        also_unchanged=getattr(options, "also_unchanged", False),
        continues=options.only_failed is not None,
        commit=commit(),
    )


def _check_environment(options: argparse.Namespace) -> None:
    """Raise a `FleetError` if a variable would give all stacks the same account or credentials.

    The stacks are counted before they are divided into shards: another job has the same environment.
    """
    names = [variable(key) for key in ("accountId", *CREDENTIALS)]
    found = [each for each in names if os.environ.get(each)]
    if not found or options.credentials_from_environment:
        return
    stacks = len(selected(fleet(options), replace(selection(options), shard=None)))
    if stacks > 1:
        raise FleetError(
            f"{', '.join(found)} in the environment would apply to all {stacks} stacks, and has priority "
            f"over their configuration: run `unset {' '.join(found)}`, or allow it with "
            "--credentials-from-environment."
        )


def _make(folder: Path) -> None:
    """Make the folder; git ignores a new one, because logs and snapshots do not belong into a commit."""
    try:
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        if is_new:  # another folder may be a part of the project
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise FleetError(f"{folder} cannot be the folder of the results: {error.strerror}.") from None


def _ordered(accounts: Iterable[Account], lines: Iterable[Line]) -> list[Line]:
    by_stack = {each.stack: each for each in lines}
    return [by_stack[each.stack] for each in accounts]


def _exit_code(lines: list[Line]) -> int:
    outcomes = {each.outcome for each in lines}
    if Outcome.NOT_STARTED in outcomes:
        return NOT_STARTED
    if any(each.is_failure for each in outcomes):
        return FAILED
    return DRIFT if Outcome.DRIFT in outcomes else SUCCESS


def _command_line() -> list[str]:
    return ["liveperson", *sys.argv[1:]]


def _continuing(options: argparse.Namespace) -> list[str]:
    # The last one of two equal options counts.
    return [] if options.only_failed == options.results else ["--only-failed", str(options.results)]


def _say(text: str) -> None:
    with suppress(OSError):  # the terminal may be closed
        print(without_commands(text), file=sys.stderr, flush=True)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return int(text)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
