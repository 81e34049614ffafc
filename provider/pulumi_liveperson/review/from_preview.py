"""Reads what `pulumi preview --json` answers.

The format is that of pulumi/pkg/display/json.go. Its surprises:

- The preview of a refresh alone turns its steps into updates and deletes, which look like those of a program.
  What stays as it is keeps its step of a refresh.
- A resource that stays as it is has no step, unless it was asked for with `--show-sames`.
- An object that an earlier update replaced and did not come to delete has a step only if it was asked for
  with `--show-replacement-steps`; with `--refresh`, the step of its refresh tells of it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pulumi_liveperson.pulumi_cli.preview import Step, read_steps
from pulumi_liveperson.review.changes import change
from pulumi_liveperson.review.diagnostics import diagnostics
from pulumi_liveperson.review.drift import all_refreshed, drift
from pulumi_liveperson.review.model import Change, Operation, Other, Report, Source
from pulumi_liveperson.review.staying import staying

_OPERATIONS = {
    "create": Operation.CREATE,
    "update": Operation.UPDATE,
    "delete": Operation.DELETE,
    "replace": Operation.REPLACE,
    "import": Operation.IMPORT,
    "import-replacement": Operation.REPLACE,
}
_DELETE_REPLACED = "delete-replaced"
_REPLACEMENT_STEPS = {_DELETE_REPLACED, "create-replacement"}
# The halves of a replacement, which has a step of its own; and what leaves everything as it is.
_IGNORED = {
    "create-replacement",
    _DELETE_REPLACED,
    "discard-replaced",
    "remove-pending-replace",
    "refresh",
    "same",
    "read",
    "read-replacement",
    "discard",
}


def read_preview(document: Mapping[str, Any]) -> Report | None:
    """Return what a preview tells, or `None` if this is no preview."""
    steps = read_steps(document.get("steps", []))
    summary = document.get("changeSummary")
    reported = diagnostics(document.get("diagnostics"))
    if steps is None or not (steps or "changeSummary" in document or _has_ended_early(document)):
        return None
    complete = isinstance(summary, Mapping)
    failed = not complete or any(each.severity == "error" for each in reported)
    only_refreshes = bool(steps) and not failed and _only_refreshes(steps)
    stays = "refresh" if only_refreshes else "same"
    hidden = _hidden(steps, summary, shown_as=stays)
    ours = [step for step in steps if step.urn.kind and step.operation in _OPERATIONS]
    changes = [_change(step, only_refreshes=only_refreshes) for step in ours]
    if not only_refreshes:
        changes = staying([*changes, *map(_leftover, _leftovers(steps))], steps)
    unchanged = len({step.urn.text for step in steps if step.urn.kind and step.operation == stays})
    touched = sum(each.before is not None and each.operation is not Operation.RELEASE for each in changes)
    any_urn = next((step.urn for step in steps), None)
    return Report(
        source=Source.REFRESH if only_refreshes else Source.PREVIEW,
        project=any_urn.project if any_urn else None,
        stack=any_urn.stack if any_urn else None,
        changes=() if only_refreshes else tuple(changes),
        drift=tuple(changes if only_refreshes else drift(steps, shows_all=not (failed or hidden))),
        others=tuple(_others(steps)),
        diagnostics=reported,
        unchanged=unchanged,
        existing=unchanged + touched,
        hidden=hidden,
        looked_for_drift=only_refreshes or all_refreshed(steps),
        changes_account=any(step.changes_account for step in ours),
        shows_leftovers=only_refreshes or not (unchanged or touched or hidden) or _shows_leftovers(steps),
        complete=complete,
    )


def _has_ended_early(document: Mapping[str, Any]) -> bool:
    """Tell whether a document without steps and summary is of Pulumi: it says how long it took, and why."""
    found = document.get("diagnostics")
    entries = found if isinstance(found, list) else []
    return bool(document.keys() & {"steps", "duration"}) and any(
        isinstance(each, dict) and {"severity", "message"} <= each.keys() for each in entries
    )


def _change(step: Step, *, only_refreshes: bool) -> Change:
    operation = _OPERATIONS[step.operation]
    if operation is Operation.DELETE and step.is_retained and not only_refreshes:
        operation = Operation.RETAIN
    if operation is Operation.REPLACE and step.is_gone:
        operation = Operation.CREATE
    before = None if operation in {Operation.CREATE, Operation.IMPORT} else step.before
    after = {Operation.DELETE: None, Operation.RETAIN: before}.get(operation, step.after)
    return change(operation, step.urn, step.id, before, after, touched=step.touched)


def _leftovers(steps: Iterable[Step]) -> list[Step]:
    """Return a step for each object that an earlier update replaced, and that is going to be deleted."""
    ours = [step for step in steps if step.urn.kind]
    replaced = {(step.urn.text, step.id) for step in ours if step.operation == "replace"}
    found: dict[tuple[str, str | None], Step] = {}
    for step in ours:
        entry = step.urn.text, step.id
        still_there = step.operation == "refresh" and bool(step.new)
        if step.is_going and entry not in replaced and (step.operation == _DELETE_REPLACED or still_there):
            found[entry] = step
    return list(found.values())


def _shows_leftovers(steps: list[Step]) -> bool:
    """Tell whether such steps would be shown: nothing in a preview says whether they were asked for."""
    return all_refreshed(steps) or any(step.operation in _REPLACEMENT_STEPS for step in steps)


def _leftover(step: Step) -> Change:
    return change(Operation.DELETE, step.urn, step.id, step.before, None, leftover=True)


def _only_refreshes(steps: Iterable[Step]) -> bool:
    """Tell whether this is a refresh alone: all others have a step for the stack that does something else."""
    return all(step.operation == "refresh" for step in steps if step.urn.is_stack)


def _others(steps: Iterable[Step]) -> Iterable[Other]:
    for step in steps:
        understood = step.urn.kind is not None and step.operation in _OPERATIONS
        if not understood and not step.urn.is_stack and step.operation not in _IGNORED:
            yield Other(step.operation, step.urn.type, step.urn.name)


def _hidden(steps: Iterable[Step], summary: Any, *, shown_as: str) -> int:
    """Count the resources that stay and have no step; nothing tells whether they are ours."""
    counted = summary.get("same") if isinstance(summary, Mapping) else None
    shown = sum(step.operation == shown_as for step in steps)
    return max(0, counted - shown) if isinstance(counted, int) else 0
