"""Compares what an account holds with what the resources of a stack manage, by id."""

from collections.abc import Iterable
from contextlib import closing

from cli import pulumi
from cli.access import open_account
from cli.configuration import configuration_of
from cli.findings import masked
from cli.live.account import Live, listed
from cli.live.found import Look, Lost, Unmanaged
from cli.live.state import Managed, managed
from provider.connection import KINDS
from provider.liveperson.errors import LivePersonError


def look(stack: str | None) -> Look:
    """Look at the account of a stack, of the selected one if none is named; trouble is told, not raised."""
    account_id, secrets = None, set()
    try:
        stack = stack or pulumi.selected_stack()
        configuration = configuration_of(stack)
        secrets = configuration.secrets()
        settings = configuration.settings()
        account_id = settings.account_id
        known = managed(stack)
        with closing(open_account(settings)) as account:
            live = listed(account, KINDS)
    except (LivePersonError, pulumi.PulumiError) as error:
        return Look(stack, account_id, trouble=masked(str(error), secrets))
    return Look(
        stack,
        account_id,
        tuple(Unmanaged(each.kind.noun, each.id, each.name) for each in unmanaged(live, known)),
        tuple(
            Lost(each.kind.noun, each.id, each.name, each.resource_name, each.urn)
            for each in _lost(live, known)
        ),
    )


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
