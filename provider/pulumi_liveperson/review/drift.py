"""Finds changes that other people made in LivePerson, from a preview with a refresh.

In a preview, the step of a refresh contains the old state twice. The present content of LivePerson is in the
old state of the next step for the same resource. There is no next step if the object is deleted in LivePerson
and removed from the program, or if the resource is unchanged and such steps are not shown.

One resource can have two entries in the state: its own, and one of an object that an earlier update replaced
and did not delete.
"""

from collections.abc import Iterable

from pulumi_liveperson.pulumi_cli.preview import Step
from pulumi_liveperson.review.changes import change, differences
from pulumi_liveperson.review.model import Change, Operation

_Entry = tuple[str, str | None]
"""A URN, and the id of an object if it is pending deletion."""


def drift(steps: Iterable[Step], *, shows_all: bool) -> list[Change]:
    """Return the changes of other people; all deleted objects are known only if all steps are shown."""
    knew: dict[_Entry, Step] = {}
    found = []
    for step in steps:
        if step.operation == "refresh" and step.urn.kind:
            knew[_entry(step)] = step
            continue
        entries = (_entry(step), (step.urn.text, None), (step.previous_urn, None))
        known = next((knew.pop(entry) for entry in entries if entry in knew), None)
        if known is None or known.before is None:
            continue
        if step.before is None:
            found.append(_deleted(known))
        elif differences(known.before, step.before):
            id_ = known.old.get("id")
            # The inputs of the refresh are those of the state, and so are their dependencies.
            dependencies = known.dependencies[0], step.dependencies[0]
            found.append(
                change(Operation.UPDATE, known.urn, id_, known.before, step.before, dependencies=dependencies)
            )
    unseen = (each for each in knew.values() if each.before is not None and not each.is_replaced)
    return [*found, *(_deleted(each) for each in unseen if shows_all)]


def all_refreshed(steps: list[Step]) -> bool:
    """Return whether each object was read from LivePerson; with `--target` only some are."""
    asked = {step.urn.text for step in steps if step.operation == "refresh"}
    return bool(asked) and all(
        step.urn.text in asked or step.previous_urn in asked
        for step in steps
        if step.urn.kind and step.old and step.operation not in {"import", "import-replacement"}
    )


def _entry(step: Step) -> _Entry:
    return step.urn.text, step.id if step.is_replaced else None


def _deleted(known: Step) -> Change:
    return change(
        Operation.DELETE, known.urn, known.old.get("id"), known.before, None, dependencies=known.dependencies
    )
