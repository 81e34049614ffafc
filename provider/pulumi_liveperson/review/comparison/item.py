"""An object on one side of a comparison."""

from dataclasses import dataclass

from pulumi_liveperson.client.kinds.kind import Kind, Wire


@dataclass(frozen=True)
class Item:
    """An object; its wire data has an id if it is from LivePerson, and none if a program declares it."""

    kind: Kind
    wire: Wire

    @property
    def name(self) -> str:
        """Return the name; a description if the name has no visible characters."""
        return self.exact_name if self.exact_name.strip() else f"{self.kind.noun} without a name"

    @property
    def exact_name(self) -> str:
        """Return the unique name, unchanged."""
        name = self.wire.get(self.kind.key)
        return name if isinstance(name, str) else ""

    @property
    def position(self) -> int | None:
        """Return the position if the object has one."""
        place = self.kind.position_of(self.wire)
        return place if isinstance(place, int) else None
