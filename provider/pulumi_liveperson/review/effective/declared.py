"""The hours that the resources of a stack declare."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.hours.configuration import Configuration
from pulumi_liveperson.pulumi_cli.preview import property_dependencies
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.pulumi_cli.values import content
from pulumi_liveperson.review.effective.entries import Entries, Entry
from pulumi_liveperson.review.model import Resource


def in_state(found: Iterable[tuple[Kind, Mapping[str, Any]]]) -> Iterator[Resource]:
    """Yield resources in the form of Pulumi's state, without objects that are or will be deleted."""
    for kind, resource in found:
        # The object of an entry with a pending replacement is deleted already.
        if not (resource.get("delete") or resource.get("pendingReplacement")):
            yield Resource(
                kind=kind,
                urn=resource["urn"],
                resource_name=Urn.of(resource["urn"]).name,
                id=str(resource["id"]),
                content=content(resource.get("inputs")) or content(resource.get("outputs")),
                dependencies=property_dependencies(resource),
                stays=True,
            )


def declared(found: Iterable[Resource]) -> Configuration:
    """Return the skills and the hours that resources declare; deleted objects are left out."""
    stay = (each for each in found if each.stays)
    return Entries(Entry.of(each, key=each.id or each.urn) for each in stay).configuration()
