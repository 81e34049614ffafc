"""What a person reads of a run: a line for each stack that ends, and a summary at the end."""

import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pulumi_liveperson.fleet.result import Outcome, Result

_WORDS = {
    Outcome.UNCHANGED: "unchanged",
    Outcome.CHANGES: "with changes",
    Outcome.DRIFT: "with drift",
    Outcome.APPLIED: "applied",
    Outcome.REFUSED: "refused",
    Outcome.FAILED: "failed",
    Outcome.INTERRUPTED: "interrupted",
    Outcome.NOT_STARTED: "not started",
}
_MINUTE, _HOUR = 60, 3_600


@dataclass(frozen=True)
class Line:
    """What the summary needs of a result; the result itself is only in its file."""

    stack: str
    outcome: Outcome
    phase: str
    message: str

    @classmethod
    def of(cls, result: Result) -> "Line":
        """Return the line of a result."""
        return cls(result.stack, result.outcome, result.phase, result.message)


def ended_line(result: Result, lines: Sequence[Line], total: int, seconds: float) -> str:
    """Return the line for a stack that has ended; `lines` has all that have ended in this run."""
    done = len(lines)
    what = result.message or _WORDS[result.outcome]
    if result.outcome.is_unfinished:
        what = f"{_WORDS[result.outcome]} in its {result.phase}: {what}"
    elif result.outcome is Outcome.APPLIED:
        what = f"applied: {what}"
    failed = sum(each.outcome.is_failure for each in lines)
    left = f"about {duration(seconds / done * (total - done))} left" if done < total else ""
    rest = [left, f"{failed} failed" if failed else ""]
    return "; ".join(
        [f"{done} of {total}: {result.stack}: {what} ({duration(result.seconds)})", *filter(None, rest)]
    )


def summary(lines: Iterable[Line], folder: str, again: Sequence[str], seconds: float) -> str:
    """Return the summary of a run: the numbers, what failed, and the command that continues."""
    ordered = list(lines)
    if not ordered:
        return "No stack is selected, so nothing was run."
    numbers = Counter(each.outcome for each in ordered)
    counts = ", ".join(f"{numbers[each]} {word}" for each, word in _WORDS.items() if numbers[each])
    found = [f"{len(ordered)} {'stack' if len(ordered) == 1 else 'stacks'}: {counts} ({duration(seconds)})"]
    for outcome in (Outcome.DRIFT, Outcome.REFUSED, Outcome.FAILED, Outcome.INTERRUPTED):
        for each in ordered:
            if each.outcome is outcome:
                place = f" in its {each.phase}" if each.phase else ""
                found.append(f"  {each.stack}: {_WORDS[outcome]}{place}: {each.message}")
                if each.outcome.is_unfinished:
                    found.append(f"    see {folder}/{each.stack}.log")
    waiting = [each.stack for each in ordered if each.outcome is Outcome.NOT_STARTED]
    if waiting:
        found.append(f"  not started: {', '.join(waiting)}")
    if any(each.outcome.is_unfinished for each in ordered):
        found.append(f"To continue: {shlex.join(again)}")
    return "\n".join(found)


def duration(seconds: float) -> str:
    """Return a rounded duration such as `3 s`, `2 minutes` or `1 hour 5 minutes`."""
    if seconds < 2 * _MINUTE:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / _MINUTE)
    if minutes < 2 * _MINUTE:
        return f"{minutes} minutes"
    return f"{round(seconds / _HOUR)} hours"
