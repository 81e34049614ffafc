"""What distinguishes the kinds of objects: their URLs, their rules and their answers."""

from typing import TYPE_CHECKING

from liveperson_simulator.knobs import Knobs
from liveperson_simulator.messages import Body

if TYPE_CHECKING:
    from liveperson_simulator.collection import Collection


class Kind:
    """The properties and the rules of one kind of object."""

    name: str
    family: str
    """The first part of the path; kinds of one family may share a revision."""
    label = "name"
    """The field that is unique among objects that are not deleted."""
    texts: tuple[str, ...] = ("name", "description")
    """The text fields that people fill in."""
    ids: tuple[str, ...] = ("id",)
    """The fields that contain an id or a list of ids."""
    default_flag = "isDefault"
    """The field that marks the default object of the account."""
    summary: tuple[str, ...] | None = ("id", "name", "deleted", "isDefault")
    """The fields of an object in a list; None for all fields."""
    puts_several = False
    """Whether a PUT on the collection accepts an array."""
    deletes_several = False
    """Whether a DELETE accepts several ids in its path."""
    deletes_listed = False
    """Whether a DELETE on the collection accepts an array of ids."""
    put_names_id = False
    """Whether the body of a PUT by id must contain the id, too."""
    created_status = 200

    def received(self, body: Body, stored: Body | None, knobs: Knobs) -> Body:
        """Return what the server takes from the body of a create, or of a PUT of the object `stored`."""
        del stored, knobs
        return body

    def stamp(self, knobs: Knobs) -> Body:
        """Return the fields that the server sets in every write."""
        del knobs
        return {}

    def check(self, body: Body, collection: "Collection") -> Body:
        """Return the body to store, or raise InvalidError."""
        raise NotImplementedError

    def settle(self, collection: "Collection", written: list[Body]) -> None:
        """Change other objects after a write: remove the previous default, shift the order."""

    def refuse_delete(self, body: Body, collection: "Collection") -> None:
        """Raise an `ApiError` if an object may not be deleted."""

    def shown(self, body: Body, knobs: Knobs) -> Body:
        """Return the body in the format of an answer."""
        del knobs
        return body

    def refuse_put_by_id(self, knobs: Knobs) -> None:
        """Raise an `ApiError` if the kind does not support PUT by id."""

    def shows_deleted(self, knobs: Knobs) -> bool:
        """Return whether the kind supports `include_deleted`."""
        del knobs
        return True

    def list_select(self, knobs: Knobs) -> str:
        """Return the effect of `select` on a list: `whole`, `ignored` or `reject400`."""
        del knobs
        return "whole"

    def echo(self, method: str, knobs: Knobs) -> str:
        """Return the content of the answer to a write: `object`, `array`, `request` or `empty`."""
        del knobs
        return "empty" if method == "DELETE" else "object"


KINDS: dict[str, Kind] = {}
"""All kinds, by name."""


def register(kind: Kind) -> None:
    """Register a kind; each simulator that starts later serves it."""
    KINDS[kind.name] = kind
