"""Describes the preview of a stack for its result, and decides whether an update has anything to do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pulumi_liveperson.fleet.runs.children import Ended
from pulumi_liveperson.fleet.runs.failures import ending, explained, one_line
from pulumi_liveperson.fleet.runs.work import StackError, Work
from pulumi_liveperson.pulumi_cli.preview import read_steps
from pulumi_liveperson.review.as_json import as_json
from pulumi_liveperson.review.from_preview import read_preview
from pulumi_liveperson.review.guards import Guard
from pulumi_liveperson.review.model import Report
from pulumi_liveperson.review.origin import origin_at
from pulumi_liveperson.review.presentation import Presentation
from pulumi_liveperson.review.text import line_of_text

_SUCCESS, _FAILED, _, _REFUSED = range(4)
_NOTHING = {"same", "refresh", "read"}
# What an update writes to the state without a change of the object; a preview calls such a step `same`.
_IN_STATE_ONLY = (
    "protect",
    "retainOnDelete",
    "dependencies",
    "parent",
    "deletedWith",
    "customTimeouts",
    "additionalSecretOutputs",
)


@dataclass(frozen=True)
class Reviewed:
    """A preview of a stack that did not fail."""

    report: Report
    refusals: str
    """Why safety valves refuse it; empty if they do not."""
    outcome: str
    """The number of changes, as the headline of the report has it."""
    updates: bool
    """Whether an update has anything to do, in LivePerson or in the state."""


def review(work: Work, ended: Ended, valves: tuple[Guard, ...] = ()) -> Reviewed:
    """Read the output of a preview, and put its report into the result.

    Raises a `StackError` if the preview failed, or is of another account than that of the table.
    """
    stack = work.account.stack
    content = _content(ended, stack)
    report = read_preview(content)
    if report is None:
        raise StackError(f"the output of Pulumi is not a preview; see {ended.log}")
    report = replace(report, stack=report.stack or stack, complete=report.complete and ended.code == 0)
    refusals = tuple(filter(None, (valve(report) for valve in valves)))
    origin = origin_at(content, work.settings.commit, runs_here=True)
    presentation = Presentation(report, refusals, origin=origin)
    code = _FAILED if report.failed else _REFUSED if refusals else _SUCCESS
    work.report = json.loads(as_json(presentation, code))
    if report.failed:
        message = next((each.message for each in report.errors), None)
        raise StackError(
            explained(message or ended.logged(), stack, message or f"the preview failed; see {ended.log}")
        )
    # Without a table, the account can be in the environment only.
    if work.account.account and origin.account != work.account.account:
        raise StackError(
            f"the preview of the stack is of account {origin.account or 'unknown'}, but its account is "
            f"{work.account.account}: run `liveperson fleet files`, and check LIVEPERSON_ACCOUNT_ID."
        )
    return Reviewed(
        report,
        one_line("; ".join(line_of_text(each.line()) for each in refusals)),
        presentation.outcome(),
        bool(report.drift) or _has_work(content),
    )


def _content(ended: Ended, stack: str) -> dict[str, Any]:
    try:
        content = json.loads(ended.output)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise StackError(explained(ended.logged(), stack, f"{ending(ended.code)}; see {ended.log}"))
    return content


def _has_work(content: Mapping[str, Any]) -> bool:
    for step in read_steps(content.get("steps", [])) or []:
        if step.operation not in _NOTHING:
            return True
        if step.operation == "same" and any(
            _in_state(step.old, each) != _in_state(step.new, each) for each in _IN_STATE_ONLY
        ):
            return True
    return False


def _in_state(state: Mapping[str, Any], name: str) -> Any:
    value = state.get(name) or None
    return (
        sorted(value) if isinstance(value, list) and all(isinstance(each, str) for each in value) else value
    )
