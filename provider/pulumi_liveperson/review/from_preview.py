"""Reads the output of `pulumi preview --json`.

The format is that of pulumi/pkg/display/json.go. It has special cases:

- In the preview of `pulumi refresh`, the steps become updates and deletes, as in the preview of a program.
  Unchanged resources keep the step of their refresh.
- An unchanged resource has a step only with `--show-sames`.
- An object that an earlier update replaced and did not delete has a step only with
  `--show-replacement-steps`; with `--refresh`, it has the step of its refresh.
- A replacement that deletes first looks like an unfinished one that has deleted its object already. Only the
  steps of a refresh and those of `--show-replacement-steps` differ.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pulumi_liveperson.pulumi_cli.preview import Step, read_steps
from pulumi_liveperson.review.changes import change
from pulumi_liveperson.review.diagnostics import diagnostics
from pulumi_liveperson.review.drift import all_refreshed, drift
from pulumi_liveperson.review.model import Change, Operation, Other, Report, Source
from pulumi_liveperson.review.part_operations import of_parts
from pulumi_liveperson.review.resources import resources
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
# The parts of a replacement, which has its own step, and operations that change nothing.
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
    """Return the report on a preview, or `None` if the document is not a preview."""
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
    deleted = _already_deleted(steps)
    changes = [
        _change(step, only_refreshes=only_refreshes, is_deleted=step.urn.text in deleted) for step in ours
    ]
    changes_account = any(step.changes_account for step in ours)
    if not only_refreshes:
        changes = staying([*changes, *map(_leftover, _leftovers(steps))], steps)
        changes = list(of_parts(changes, changes_account=changes_account))
    same = {step.urn.text: step.urn.kind for step in steps if step.urn.kind and step.operation == stays}
    touched = [
        each.kind for each in changes if each.before is not None and each.operation is not Operation.RELEASE
    ]
    parts = sum(kind.part_of is not None for kind in (*same.values(), *touched))
    any_urn = next((step.urn for step in steps), None)
    return Report(
        source=Source.REFRESH if only_refreshes else Source.PREVIEW,
        project=any_urn.project if any_urn else None,
        stack=any_urn.stack if any_urn else None,
        changes=() if only_refreshes else tuple(changes),
        drift=tuple(changes if only_refreshes else drift(steps, shows_all=not (failed or hidden))),
        others=tuple(_others(steps)),
        diagnostics=reported,
        resources=tuple(resources(steps)),
        unchanged=len(same),
        existing=len(same) + len(touched) - parts,
        existing_parts=parts,
        hidden=hidden,
        looked_for_drift=only_refreshes or all_refreshed(steps),
        changes_account=changes_account,
        shows_leftovers=only_refreshes or not (same or touched or hidden) or _shows_leftovers(steps),
        complete=complete,
    )


def _has_ended_early(document: Mapping[str, Any]) -> bool:
    """Return whether a document without steps and summary is from Pulumi: it has a duration and messages."""
    found = document.get("diagnostics")
    entries = found if isinstance(found, list) else []
    return bool(document.keys() & {"steps", "duration"}) and any(
        isinstance(each, dict) and {"severity", "message"} <= each.keys() for each in entries
    )


def _already_deleted(steps: list[Step]) -> set[str]:
    """Return the URNs of the resources of which an unfinished replacement has already deleted the object.

    Without a refresh and without `--show-replacement-steps`, a preview does not show this, so the set is
    empty.
    """
    marked = {
        operation: {step.urn.text for step in steps if step.operation == operation and step.deletes_first}
        for operation in ("replace", "refresh", "create-replacement")
    }
    going = {step.urn.text for step in steps if step.operation == _DELETE_REPLACED}
    return marked["replace"] & (marked["refresh"] | marked["create-replacement"] - going)


def _change(step: Step, *, only_refreshes: bool, is_deleted: bool) -> Change:
    operation = _OPERATIONS[step.operation]
    if operation is Operation.DELETE and step.is_retained and not only_refreshes:
        operation = Operation.RETAIN
    if operation is Operation.REPLACE and is_deleted:
        operation = Operation.CREATE
    before = None if operation in {Operation.CREATE, Operation.IMPORT} else step.before
    after = {Operation.DELETE: None, Operation.RETAIN: before}.get(operation, step.after)
    return change(
        operation,
        step.urn,
        step.id,
        before,
        after,
        touched=step.changed_properties,
        dependencies=step.dependencies,
    )


def _leftovers(steps: Iterable[Step]) -> list[Step]:
    """Return a step for each object that an earlier update replaced and that is still to be deleted."""
    ours = [step for step in steps if step.urn.kind]
    replaced = {(step.urn.text, step.id) for step in ours if step.operation == "replace"}
    found: dict[tuple[str, str | None], Step] = {}
    for step in ours:
        entry = step.urn.text, step.id
        still_there = step.operation == "refresh" and bool(step.new)
        if step.is_replaced and entry not in replaced and (step.operation == _DELETE_REPLACED or still_there):
            found[entry] = step
    return list(found.values())


def _shows_leftovers(steps: list[Step]) -> bool:
    """Return whether such steps would be shown; a preview does not contain the options that it had."""
    return all_refreshed(steps) or any(step.operation in _REPLACEMENT_STEPS for step in steps)


def _leftover(step: Step) -> Change:
    return change(
        Operation.DELETE,
        step.urn,
        step.id,
        step.before,
        None,
        leftover=True,
        dependencies=step.dependencies,
    )


def _only_refreshes(steps: Iterable[Step]) -> bool:
    """Return whether this previews `pulumi refresh`: all others have another step for the stack."""
    return all(step.operation == "refresh" for step in steps if step.urn.is_stack)


def _others(steps: Iterable[Step]) -> Iterable[Other]:
    for step in steps:
        understood = step.urn.kind is not None and step.operation in _OPERATIONS
        if not understood and not step.urn.is_stack and step.operation not in _IGNORED:
            yield Other(step.operation, step.urn.type, step.urn.name)


def _hidden(steps: Iterable[Step], summary: Any, *, shown_as: str) -> int:
    """Count the unchanged resources without a step; their types are unknown."""
    counted = summary.get("same") if isinstance(summary, Mapping) else None
    shown = sum(step.operation == shown_as for step in steps)
    return max(0, counted - shown) if isinstance(counted, int) else 0
