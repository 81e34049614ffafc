"""The sentences about accounts that failed, were refused or are not finished, for all formats."""

import re

from pulumi_liveperson.fleet.combined.model import Combined, Problem
from pulumi_liveperson.fleet.combined.sentences import in_accounts
from pulumi_liveperson.fleet.result import Command, Outcome
from pulumi_liveperson.review.lines import External, Line, shortened

_PLAIN_PATH = re.compile(r"[\w./-]{1,100}", re.ASCII)
PROBLEMS = {
    Outcome.FAILED: "Failed",
    Outcome.REFUSED: "Refused",
    Outcome.INTERRUPTED: "Interrupted",
    Outcome.NOT_STARTED: "Not started",
}
MISSING = "Without a result"
_MISSING = (
    "These accounts are selected, but the folders contain no result of them: the part of the run that had "
    "them ended before it wrote one."
)


def problem_line(problem: Problem) -> Line:
    """Return the reason of a problem, with the part of the run in which it occurred; may be empty."""
    shows_phase = problem.phase and problem.outcome is not Outcome.REFUSED
    phase: Line = ("in the phase ", External(shortened(problem.phase))) if shows_phase else ()
    return (*phase, *([": "] if phase and problem.text else []), *problem.text)


def problem_title(problem: Problem) -> Line:
    """Return the accounts of a problem."""
    return (f"{PROBLEMS[problem.outcome]}: ", *in_accounts(problem.members))


def missing_remark() -> Line:
    """Return what it means that accounts have no result."""
    return (_MISSING,)


def way_on(combined: Combined) -> Line:
    """Return how to run the accounts again that failed or are not finished; empty if there are none."""
    unfinished = any(each.outcome.is_unfinished for each in combined.members)
    if combined.command is None or not (unfinished or combined.missing):
        return ()
    if not unfinished:
        return (
            f"To finish: run `liveperson fleet {combined.command}` again for the accounts without a result.",
        )
    is_one = len(combined.folders) == 1 and _PLAIN_PATH.fullmatch(combined.folders[0])
    folder = combined.folders[0] if is_one else "DIR"
    again = f"--results {folder} --only-failed {folder}"
    verb = "finish" if combined.command is Command.APPLY else "continue"
    return (
        f"To {verb}: correct the cause, and run `liveperson fleet {combined.command} {again}`. ",
        "Finished accounts are not run again. After another commit, run it with a new folder and without ",
        "`--only-failed`.",
    )
