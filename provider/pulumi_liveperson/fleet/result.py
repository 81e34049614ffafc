"""The result of a run for one stack, and its file: `<folder>/<stack>.json`.

A file is written as a whole, so a run that is killed leaves complete files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from pulumi_liveperson import escaping
from pulumi_liveperson.fleet.account import FleetError


class Command(StrEnum):
    """What a run does for each stack."""

    PREVIEW = "preview"
    DRIFT = "drift"
    APPLY = "apply"


class Outcome(StrEnum):
    """How the run of one stack ended."""

    UNCHANGED = "unchanged"
    """There is nothing to change, or no drift."""
    CHANGES = "changes"
    """A preview shows changes."""
    DRIFT = "drift"
    """Other people have changed objects, or a check of the hours has found something."""
    APPLIED = "applied"
    REFUSED = "refused"
    """A safety valve of the report refused the change."""
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    """The run was stopped while it worked on this stack."""
    NOT_STARTED = "not-started"
    """The run ended before: it was interrupted, or too many stacks had failed."""

    @property
    def is_failure(self) -> bool:
        """Return whether it counts for `--max-failures`."""
        return self in {Outcome.FAILED, Outcome.REFUSED}

    @property
    def is_unfinished(self) -> bool:
        """Return whether `--only-failed` runs this stack again."""
        return self.is_failure or self in {Outcome.INTERRUPTED, Outcome.NOT_STARTED}


@dataclass(frozen=True)
class Check:
    """A further command for the stack, such as the comparison of the hours with LivePerson's status."""

    name: str
    exit_code: int
    output: str


@dataclass(frozen=True)
class Result:
    """The result of a run for one stack."""

    command: Command
    stack: str
    account: str
    ring: str
    program: str
    outcome: Outcome
    phase: str = ""
    """The part of the run in which it failed or was interrupted, such as `preview` or `update`."""
    message: str = ""
    """Why it failed or was refused; one line, without secrets."""
    seconds: float = 0.0
    commit: str | None = None
    """The commit of the checkout, with `+` if there were changes that are not committed."""
    report: Mapping[str, Any] | None = field(default=None, repr=False)
    """The report of the preview in the JSON format of `liveperson report`; `None` without a preview."""
    checks: tuple[Check, ...] = ()
    snapshot: str | None = None
    """The file of the snapshot that was taken before the update."""
    version: Literal[1] = 1
    """The version of the format; increased when readers of the previous one would misread the new one."""


_RESULT = TypeAdapter(Result)


def as_json(result: Result) -> str:
    """Return the content of the result's file."""
    return escaping.as_json(_RESULT.dump_python(result, mode="json"), indent=1, allow_nan=False) + "\n"


def write_result(folder: Path, result: Result) -> None:
    """Write the file of a result, as a whole; it replaces an earlier result of the stack."""
    path = folder / f"{result.stack}.json"
    new = path.with_name(f".{path.name}.new")  # only one process writes the results of a stack
    new.write_text(as_json(result), encoding="utf-8")
    new.replace(path)


def read_result(path: Path) -> Result:
    """Return the result in a file; raises a `FleetError` if the file is not a complete result."""
    try:
        result = _RESULT.validate_json(path.read_bytes())
    except OSError as error:
        raise FleetError(f"{path} cannot be read: {error.strerror}.") from None
    except ValidationError:
        raise FleetError(
            f"{path} is not a complete result of a fleet command of this version: delete the file, and run "
            "the command again for this stack."
        ) from None
    if result.stack != path.stem:
        raise FleetError(f"{path} is the result of stack {result.stack}: rename the file, or delete it.")
    return result


def each_result(folders: list[Path]) -> Iterator[Result]:
    """Yield the results in folders, ordered by stack; raises a `FleetError` for results that do not fit.

    All results must be of one command and of one commit, and each stack may have only one. They are read one
    after the other, because all of a large fleet need much memory.
    """
    files = _files(folders)
    previous = None
    for stack in sorted(files):
        result = read_result(files[stack])
        if previous is not None:
            _check_together(previous, result)
        yield result
        previous = replace(result, report=None)


def _files(folders: list[Path]) -> dict[str, Path]:
    """Return the files of results by their stacks."""
    found: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise FleetError(f"{folder} is not a folder: name the folders that --results of the runs named.")
        for path in sorted(folder.glob("*.json")):
            if path.stem in found:
                raise FleetError(
                    f"stack {path.stem} has two results, the second one in {path}: name the folders of "
                    "one run only."
                )
            found[path.stem] = path
    return found


def _check_together(one: Result, other: Result) -> None:
    if one.command != other.command:
        raise FleetError(
            f"stack {one.stack} has a result of `fleet {one.command}`, and stack {other.stack} one of "
            f"`fleet {other.command}`: name the folders of one run only."
        )
    if one.commit != other.commit:
        raise FleetError(
            f"the results of stack {one.stack} and of stack {other.stack} are of different commits "
            f"({one.commit} and {other.commit}): delete the old results, and run the command again."
        )
