"""Reads a plan file of `pulumi preview --save-plan`.

The format is that of pulumi/sdk/go/common/apitype/plan.go. It contains the new content. From the previous
content it contains only the names of removed properties: no former values, no deleted content, no drift.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pulumi_liveperson.pulumi_cli.preview import property_dependencies
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.pulumi_cli.values import content
from pulumi_liveperson.review.changes import change
from pulumi_liveperson.review.model import Change, Field, Operation, Other, Report, Source
from pulumi_liveperson.review.part_operations import of_parts
from pulumi_liveperson.review.resources import planned_resources

# The first of these that is among the steps of a resource is its operation.
_OPERATIONS = {
    "replace": Operation.REPLACE,
    "create-replacement": Operation.REPLACE,
    "delete": Operation.DELETE,
    "create": Operation.CREATE,
    "import": Operation.IMPORT,
    "update": Operation.UPDATE,
}
_UNCHANGED = {"same", "read", "refresh", "discard"}
_LEFTOVER = "delete-replaced"  # without a replacement: an earlier update did not delete it


def read_plan(document: Mapping[str, Any]) -> Report | None:
    """Return the report on a plan, or `None` if the document is not a plan."""
    plan = document.get("plan", document)  # some commands wrap it together with a version
    entries = plan.get("resourcePlans") if isinstance(plan, Mapping) else None
    if not isinstance(entries, Mapping):
        return None
    named = [(Urn.read(name), entry) for name, entry in entries.items() if isinstance(entry, dict)]
    known = [(name, entry) for name, entry in named if name is not None]
    changes = tuple(of_parts(_changes(known)))
    same = [name.kind for name, entry in known if name.kind is not None and _stays(entry)]
    touched = [each.kind for each in changes if each.operation not in {Operation.CREATE, Operation.IMPORT}]
    parts = sum(kind.part_of is not None for kind in (*same, *touched))
    any_urn = next((name for name, _ in known), None)
    return Report(
        source=Source.PLAN,
        project=any_urn.project if any_urn else None,
        stack=any_urn.stack if any_urn else None,
        changes=changes,
        others=tuple(_others(known)),
        resources=tuple(planned_resources(known)),
        unchanged=len(same),
        existing=len(same) + len(touched) - parts,
        existing_parts=parts,
    )


def _steps(entry: Mapping[str, Any]) -> list[str]:
    steps = entry.get("steps")
    return [each for each in steps if isinstance(each, str)] if isinstance(steps, list) else []


def _stays(entry: Mapping[str, Any]) -> bool:
    return set(_steps(entry)) <= _UNCHANGED


def _changes(entries: list[tuple[Urn, dict[str, Any]]]) -> Iterator[Change]:
    for name, entry in entries:
        steps = _steps(entry)
        operation = next((_OPERATIONS[each] for each in _OPERATIONS if each in steps), None)
        if name.kind is not None and operation is not Operation.REPLACE and _LEFTOVER in steps:
            yield change(Operation.DELETE, name, None, None, None, leftover=True)
        if name.kind is None or operation is None:
            continue
        after = None if operation is Operation.DELETE else content(entry.get("state"))
        goal = entry.get("goal")
        dependencies = property_dependencies(goal) if isinstance(goal, dict) else {}
        found = change(operation, name, None, None, after, dependencies=({}, dependencies))
        if operation in {Operation.UPDATE, Operation.REPLACE}:
            found = replace(found, fields=_fields(entry))
        yield found


def _fields(entry: Mapping[str, Any]) -> tuple[Field, ...]:
    goal = entry.get("goal")
    difference = goal.get("inputDiff") if isinstance(goal, dict) else None
    if not isinstance(difference, dict):
        return ()
    values = {**content(difference.get("adds")), **content(difference.get("updates"))}
    removed = difference.get("deletes")
    values |= {name: None for name in removed if isinstance(name, str)} if isinstance(removed, list) else {}
    return tuple(Field(name, None, values[name]) for name in sorted(values))


def _others(entries: list[tuple[Urn, dict[str, Any]]]) -> Iterator[Other]:
    for name, entry in entries:
        steps = _steps(entry)
        understood = name.kind is not None and any(each in _OPERATIONS for each in steps)
        if not understood and not name.is_stack and not _stays(entry):
            yield Other(next((each for each in _OPERATIONS if each in steps), steps[0]), name.type, name.name)
