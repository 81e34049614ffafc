"""The resources for LivePerson objects that a preview or a plan shows, changed or not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pulumi_liveperson.pulumi_cli.preview import Step, property_dependencies
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.pulumi_cli.values import content
from pulumi_liveperson.review.model import Resource

_PARTS_OF_A_REPLACEMENT = {"create-replacement", "delete-replaced", "discard-replaced"}


def resources(steps: Iterable[Step]) -> Iterator[Resource]:
    """Yield the resources of a preview, without objects that are pending deletion.

    The last step of a resource has its content after the update. A replaced one is there twice, because its
    new object has another id.
    """
    last = {
        step.urn.text: step
        for step in steps
        if step.urn.kind and not step.is_replaced and step.operation not in _PARTS_OF_A_REPLACEMENT
    }
    for urn, step in last.items():
        if step.urn.kind is None:
            continue
        before, after = step.dependencies
        found = Resource(step.urn.kind, urn, step.urn.name, step.id, step.before or {}, before, stays=False)
        if not step.new or step.operation == "replace":
            yield found
        if step.new:
            id_ = None if step.operation == "replace" else step.id
            yield replace(found, id=id_, content=step.after, dependencies=after, stays=True)


def planned_resources(entries: Iterable[tuple[Urn, Mapping[str, Any]]]) -> Iterator[Resource]:
    """Yield the resources of a plan, which contains no ids and no content of deleted objects."""
    for name, entry in entries:
        if name.kind is None:
            continue
        goal = entry.get("goal")
        yield Resource(
            kind=name.kind,
            urn=name.text,
            resource_name=name.name,
            id=None,
            content=content(entry.get("state")),
            dependencies=property_dependencies(goal) if isinstance(goal, Mapping) else {},
            stays=isinstance(goal, Mapping),
        )
