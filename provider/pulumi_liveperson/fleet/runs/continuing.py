"""Continues a run: finds the stacks that have no result yet, or one that is not a success."""

from collections.abc import Sequence
from pathlib import Path

from pulumi_liveperson.fleet.account import Account, FleetError
from pulumi_liveperson.fleet.result import Result, read_result, write_result
from pulumi_liveperson.fleet.runs.progress import Line
from pulumi_liveperson.fleet.runs.work import Settings


def finished(folder: Path, accounts: Sequence[Account], settings: Settings) -> dict[str, Line]:
    """Return the accounts that an earlier run has finished, by stack; their results become those of this run.

    Raises a `FleetError` if the folder has results of another command or of another commit.
    """
    if not folder.is_dir():
        raise FleetError(
            f"{folder} is not a folder: name the folder that --results of the earlier run named."
        )
    found = {}
    for account in accounts:
        path = folder / f"{account.stack}.json"
        if not path.exists():
            continue
        result = read_result(path)
        _check(path, result, settings)
        if not result.outcome.is_unfinished:
            found[account.stack] = Line.of(result)
            if not folder.samefile(settings.folder):
                write_result(settings.folder, result)
    return found


def _check(path: Path, result: Result, settings: Settings) -> None:
    if result.command is not settings.command:
        raise FleetError(
            f"{path} is a result of `fleet {result.command}`: name the folder of a run of "
            f"`fleet {settings.command}`."
        )
    if result.commit != settings.commit_id:
        raise FleetError(
            f"{path} is of another commit ({result.commit}) than this checkout ({settings.commit_id}): run "
            "the command without --only-failed."
        )
