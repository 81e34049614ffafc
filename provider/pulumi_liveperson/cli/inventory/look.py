"""Compares what an account holds with what the resources of a stack manage, by id."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from pulumi_liveperson.cli.access import open_account
from pulumi_liveperson.cli.configuration import configuration_of
from pulumi_liveperson.cli.inventory.account import Live, listed
from pulumi_liveperson.cli.inventory.neighbours import Neighbour, neighbours, shared
from pulumi_liveperson.cli.inventory.state import Managed, managed
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.registry import kinds
from pulumi_liveperson.review import accepted as acceptance
from pulumi_liveperson.review.accepted import Accepted, AcceptedError
from pulumi_liveperson.review.inventory import AcceptedObject, Elsewhere, Inventory, Lost, Unmanaged


def look(stack: str | None) -> Inventory:
    """Look at the account of a stack, of the selected one if none is named; trouble is told, not raised."""
    account_id = None
    try:
        stack = stack or pulumi.selected_stack()
        configuration = configuration_of(stack)
        settings = configuration.settings()
        account_id = settings.account_id
        known, accepts = managed(stack), acceptance.accepted()
        others = list(neighbours(stack, account_id, settings.domain_api_url))
        with closing(open_account(settings)) as account:
            live = listed(account, kinds())
    except (LivePersonError, pulumi.PulumiError, AcceptedError) as error:
        return Inventory(stack, account_id, error=SECRETS.masked(str(error)))
    found = sorted_out(stack, unmanaged(live, known), others, accepts)
    return Inventory(
        stack,
        account_id,
        tuple(Unmanaged(each.kind.noun, each.id, each.name) for each in found.free),
        tuple(
            Lost(each.kind.noun, each.id, each.name, each.resource_name, each.urn)
            for each in _lost(live, known)
        ),
        tuple(
            AcceptedObject(each.kind.noun, each.id, each.name, entry.reason) for each, entry in found.accepted
        ),
        found.stale,
        (*(_elsewhere(each, other) for each, other in found.elsewhere), *_shared(known, others)),
    )


@dataclass(frozen=True)
class SortedOut:
    """Objects that no resource of a stack manages, by what is to become of them."""

    free: tuple[Live, ...]
    accepted: tuple[tuple[Live, acceptance.Unmanaged], ...]
    elsewhere: tuple[tuple[Live, str], ...]
    """Those that another stack manages, with its name."""
    stale: tuple[str, ...]
    """What is accepted and not among them, in words."""


def sorted_out(
    stack: str, found: Iterable[Live], others: Iterable[Neighbour], accepts: Accepted
) -> SortedOut:
    """Sort objects that no resource of a stack manages."""
    holders = {(each.kind, each.id): other.stack for other in others for each in other.managed}
    entries = [each for each in accepts.unmanaged if each.is_about(stack)]
    objects = list(found)
    free, left, elsewhere = [], [], []
    for each in objects:
        entry = next((entry for entry in entries if entry.covers(each.kind, each.id, each.name)), None)
        if entry is not None:
            left.append((each, entry))
        elif holder := holders.get((each.kind, each.id)):
            elsewhere.append((each, holder))
        else:
            free.append(each)
    stale = tuple(
        entry.description()
        for entry in entries
        if not any(entry.covers(each.kind, each.id, each.name) for each in objects)
    )
    return SortedOut(tuple(free), tuple(left), tuple(elsewhere), stale)


def _elsewhere(live: Live, stack: str) -> Elsewhere:
    return Elsewhere(live.kind.noun, live.id, live.name, stack, shared=False)


def _shared(known: Iterable[Managed], others: Iterable[Neighbour]) -> Iterator[Elsewhere]:
    for other in others:
        for each in shared(known, other):
            yield Elsewhere(each.kind.noun, each.id, each.name, other.stack, shared=True)


def unmanaged(live: Iterable[Live], known: Iterable[Managed]) -> list[Live]:
    """Return the objects that no resource manages: of each kind together, by name."""
    ids = {(each.kind, each.id) for each in known}
    return sorted((each for each in live if (each.kind, each.id) not in ids), key=_place)


def _lost(live: Iterable[Live], known: Iterable[Managed]) -> list[Managed]:
    ids = {(each.kind, each.id) for each in live}
    gone = (each for each in known if (each.kind, each.id) not in ids and not each.is_going)
    return sorted(gone, key=_place)


def _place(each: Live | Managed) -> tuple[str, str, str, str]:
    return each.kind.noun, each.name.casefold(), each.name, each.id
