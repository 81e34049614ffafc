"""Compares the objects of an account with the objects that a stack manages, by id."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from pulumi_liveperson.cli.access import open_account
from pulumi_liveperson.cli.configuration import configuration_of
from pulumi_liveperson.cli.inventory.account import Live, list_objects
from pulumi_liveperson.cli.inventory.neighbours import Neighbour, neighbours, shared
from pulumi_liveperson.cli.inventory.state import Managed, managed
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.registry import object_kinds
from pulumi_liveperson.review import accepted as acceptance
from pulumi_liveperson.review.accepted import Accepted, AcceptedError
from pulumi_liveperson.review.inventory import AcceptedObject, Elsewhere, Inventory, Lost, Unmanaged

_UNREADABLE_SKILLS = "unmanaged and lost skills are not shown"


def read_inventory(stack: str | None, *, skills: bool = False) -> Inventory:
    """Compare the account of a stack (default: the selected one) with its state; errors are returned.

    With `skills`, unmanaged skills count even if the stack manages none.
    """
    account_id = None
    try:
        stack = stack or pulumi.selected_stack()
        configuration = configuration_of(stack)
        settings = configuration.settings()
        account_id = settings.account_id
        known, accepted_entries = managed(stack), acceptance.accepted()
        others = list(neighbours(stack, account_id, settings.domain_api_url))
        with closing(open_account(settings)) as account:
            live = list_objects(account, counted_kinds(known, skills=skills), _UNREADABLE_SKILLS)
    except (LivePersonError, pulumi.PulumiError, AcceptedError) as error:
        return Inventory(stack, account_id, error=SECRETS.masked(str(error)))
    found = classify(stack, unmanaged(live.objects, known), others, accepted_entries, live.kinds)
    return Inventory(
        stack,
        account_id,
        tuple(Unmanaged(each.kind.noun, each.id, each.name) for each in found.unclaimed),
        tuple(
            Lost(each.kind.noun, each.id, each.name, each.resource_name, each.urn)
            for each in _lost(live.objects, known, live.kinds)
        ),
        tuple(
            AcceptedObject(each.kind.noun, each.id, each.name, entry.reason) for each, entry in found.accepted
        ),
        found.stale,
        (*(_elsewhere(each, other) for each, other in found.elsewhere), *_shared(known, others)),
        SKILL in live.kinds,
    )


def counted_kinds(known: Iterable[Managed], *, skills: bool = False) -> tuple[Kind, ...]:
    """Return the kinds of objects that count as unmanaged if no resource manages them.

    Accounts have many skills that no stack manages. So they count only if the stack manages some.
    """
    has_skills = skills or any(each.kind.owner is SKILL for each in known)
    return tuple(kind for kind in object_kinds() if kind is not SKILL or has_skills)


@dataclass(frozen=True)
class ClassifiedObjects:
    """Objects that no resource of a stack manages, by how a command treats them."""

    unclaimed: tuple[Live, ...]
    accepted: tuple[tuple[Live, acceptance.Unmanaged], ...]
    elsewhere: tuple[tuple[Live, str], ...]
    """Objects that another stack manages, with the name of this stack."""
    stale: tuple[str, ...]
    """Descriptions of the entries of accepted.yaml that match none of the objects."""


def classify(
    stack: str,
    found: Iterable[Live],
    others: Iterable[Neighbour],
    accepted_entries: Accepted,
    kinds: Collection[Kind],
) -> ClassifiedObjects:
    """Classify objects of these kinds, which were read, that no resource of a stack manages."""
    managing_stacks = {each.key: other.stack for other in others for each in other.managed}
    entries = [each for each in accepted_entries.unmanaged if each.is_about(stack)]
    objects = list(found)
    unclaimed, left, elsewhere = [], [], []
    for each in objects:
        entry = next((entry for entry in entries if entry.covers(each.kind, each.id, each.name)), None)
        if entry is not None:
            left.append((each, entry))
        elif managing_stack := managing_stacks.get(each.key):
            elsewhere.append((each, managing_stack))
        else:
            unclaimed.append(each)
    stale = tuple(
        entry.description()
        for entry in entries
        if entry.kind in kinds and not any(entry.covers(each.kind, each.id, each.name) for each in objects)
    )
    return ClassifiedObjects(tuple(unclaimed), tuple(left), tuple(elsewhere), stale)


def _elsewhere(live: Live, stack: str) -> Elsewhere:
    return Elsewhere(live.kind.noun, live.id, live.name, stack, shared=False)


def _shared(known: Iterable[Managed], others: Iterable[Neighbour]) -> Iterator[Elsewhere]:
    for other in others:
        for each in shared(known, other):
            yield Elsewhere(each.kind.noun, each.id, each.name, other.stack, shared=True)


def unmanaged(live: Iterable[Live], known: Iterable[Managed]) -> list[Live]:
    """Return the objects that no resource manages, sorted by kind and then by name."""
    keys = {each.key for each in known}
    return sorted((each for each in live if each.key not in keys), key=_sort_key)


def _lost(live: Iterable[Live], known: Iterable[Managed], kinds: Collection[Kind]) -> list[Managed]:
    """Return the managed objects of these kinds, which were read, that the account no longer contains."""
    keys = {each.key for each in live}
    lost = (
        each for each in known if each.kind.owner in kinds and each.key not in keys and not each.is_replaced
    )
    return sorted(lost, key=_sort_key)


def _sort_key(each: Live | Managed) -> tuple[str, str, str, str]:
    return each.kind.noun, each.name.casefold(), each.name, each.id
