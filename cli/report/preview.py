"""Reads what `pulumi preview --json` answers.

The format is that of pulumi/pkg/display/json.go. Its surprises:

- A refresh in a preview is a step of its own that holds the old state twice. What LivePerson holds now is in
  the old state of the next step for the same resource, and nowhere if there is none.
- The preview of a refresh alone turns its steps into updates and deletes, which look like those of a program.
- A resource that stays as it is has no step, unless it was asked for with `--show-sames`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cli.report import urn
from cli.report.changes import change, differences
from cli.report.content import content
from cli.report.diagnostics import diagnostics
from cli.report.model import Change, Content, Operation, Other, Report, Source
from cli.report.urn import Urn

_OPERATIONS = {
    "create": Operation.CREATE,
    "update": Operation.UPDATE,
    "delete": Operation.DELETE,
    "replace": Operation.REPLACE,
    "import": Operation.IMPORT,
    "import-replacement": Operation.REPLACE,
}
# The halves of a replacement, which has a step of its own; and what leaves everything as it is.
_PASSED_OVER = {
    "create-replacement",
    "delete-replaced",
    "discard-replaced",
    "remove-pending-replace",
    "refresh",
    "same",
    "read",
    "read-replacement",
    "discard",
}


@dataclass(frozen=True)
class Step:
    """A step of a preview."""

    operation: str
    urn: Urn
    old: Mapping[str, Any] = field(repr=False)
    new: Mapping[str, Any] = field(repr=False)
    touched: frozenset[str] = frozenset()
    """The properties that Pulumi says it changes, secret ones too."""

    @property
    def before(self) -> Content | None:
        """Return what the object held, if there was one."""
        return _content(self.old) if self.old else None

    @property
    def former_urn(self) -> str:
        """Return the URN that the resource had, which differs where it has an alias."""
        former = self.old.get("urn")
        return former if isinstance(former, str) else self.urn.text


def read_preview(document: Mapping[str, Any]) -> Report | None:
    """Return what a preview tells, or `None` if this is no preview."""
    steps = _steps(document.get("steps", []))
    summary = document.get("changeSummary")
    if steps is None or not (document.keys() & {"steps", "changeSummary", "duration"}):
        return None
    told = diagnostics(document.get("diagnostics"))
    complete = isinstance(summary, Mapping)
    failed = not complete or any(each.severity == "error" for each in told)
    only_refreshes = bool(steps) and not failed and _only_refreshes(steps)
    changes = [_change(step) for step in steps if step.urn.kind and step.operation in _OPERATIONS]
    drift = changes if only_refreshes else _drift(steps)
    unchanged = _unchanged(steps, summary if isinstance(summary, Mapping) else {})
    touched = sum(each.before is not None and each.operation is not Operation.IMPORT for each in changes)
    any_urn = next((step.urn for step in steps), None)
    return Report(
        source=Source.REFRESH if only_refreshes else Source.PREVIEW,
        project=any_urn.project if any_urn else None,
        stack=any_urn.stack if any_urn else None,
        changes=() if only_refreshes else tuple(changes),
        drift=tuple(drift),
        others=tuple(_others(steps)),
        diagnostics=told,
        unchanged=unchanged,
        existing=unchanged + touched,
        looked_for_drift=only_refreshes or any(step.operation == "refresh" for step in steps),
        complete=complete,
    )


def _steps(found: Any) -> list[Step] | None:
    if not isinstance(found, list):
        return None
    steps = []
    for each in found:
        name = urn.parsed(each.get("urn")) if isinstance(each, dict) else None
        if name is None or not isinstance(each.get("op"), str):
            return None
        steps.append(
            Step(each["op"], name, _state(each, "oldState"), _state(each, "newState"), _touched(each))
        )
    return steps


def _state(step: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    state = step.get(name)
    return state if isinstance(state, dict) else {}


def _touched(step: Mapping[str, Any]) -> frozenset[str]:
    reasons = step.get("diffReasons")
    return (
        frozenset(each for each in reasons if isinstance(each, str))
        if isinstance(reasons, list)
        else frozenset()
    )


def _content(state: Mapping[str, Any]) -> Content:
    return content(state.get("inputs")) or content(state.get("outputs"))


def _change(step: Step) -> Change:
    operation = _OPERATIONS[step.operation]
    before = None if operation in {Operation.CREATE, Operation.IMPORT} else step.before
    after = None if operation is Operation.DELETE else _content(step.new)
    id_ = step.old.get("id") or step.new.get("id")
    return change(operation, step.urn, id_, before, after, touched=step.touched)


def _only_refreshes(steps: Iterable[Step]) -> bool:
    """Tell whether this is a refresh alone: all others have a step for the stack that does something else."""
    return all(step.operation == "refresh" for step in steps if step.urn.is_stack)


def _drift(steps: Iterable[Step]) -> list[Change]:
    knew: dict[str, Step] = {}
    found = []
    for step in steps:
        if step.operation == "refresh" and step.urn.kind:
            knew[step.urn.text] = step
            continue
        known = knew.pop(step.urn.text, None) or knew.pop(step.former_urn, None)
        if known is None or known.before is None:
            continue
        id_ = known.old.get("id")
        if step.before is None:
            found.append(change(Operation.DELETE, known.urn, id_, known.before, None))
        elif differences(known.before, step.before):
            found.append(change(Operation.UPDATE, known.urn, id_, known.before, step.before))
    return found


def _others(steps: Iterable[Step]) -> Iterable[Other]:
    for step in steps:
        understood = step.urn.kind is not None and step.operation in _OPERATIONS
        if not understood and not step.urn.is_stack and step.operation not in _PASSED_OVER:
            yield Other(step.operation, step.urn.type, step.urn.name)


def _unchanged(steps: Iterable[Step], summary: Mapping[str, Any]) -> int:
    """Count our objects that stay; where they have no step, nothing tells whether they are ours."""
    same = [step for step in steps if step.operation == "same"]
    ours = {step.urn.text for step in same if step.urn.kind}
    refreshed = {step.urn.text for step in steps if step.operation == "refresh" and step.urn.kind}
    counted = summary.get("same")
    without_step = max(0, counted - len(same)) if isinstance(counted, int) else 0
    if refreshed and without_step:  # these have a step, and those that change have another one
        others = {
            text for step in steps if step.operation != "refresh" for text in (step.urn.text, step.former_urn)
        }
        return len(ours | (refreshed - others))
    return len(ours) + without_step
