"""Refuses a second resource for an object of which another resource has taken over a part."""

from collections.abc import Hashable

from pulumi_liveperson.client.errors import NameTakenError
from pulumi_liveperson.client.writes.owner_messages import declared_twice_message
from pulumi_liveperson.pulumi_cli.urn import Urn


def refuse_owner_of_part(owner: Hashable, id_: str) -> None:
    """Raise `NameTakenError` if a resource for a part of the object has taken it over in this update.

    A replacement would not help, and would remove the other resource from the state.
    """
    urn = Urn.read(owner)
    kind = None if urn is None else urn.kind
    if kind is not None and kind.part_of is not None:
        raise NameTakenError(declared_twice_message(kind, id_, {}))
