"""An object as one side of a comparison has it."""

from dataclasses import dataclass

from pulumi_liveperson.client.kinds.kind import Kind, Wire


@dataclass(frozen=True)
class Item:
    """An object; its wire has an id where LivePerson holds it, and none where a program declares it."""

    kind: Kind
    wire: Wire

    @property
    def name(self) -> str:
        """Return what people call it; words that say so where that is nothing that can be seen."""
        return self.exact_name if self.exact_name.strip() else f"{self.kind.noun} without a name"

    @property
    def exact_name(self) -> str:
        """Return the unique name, whatever it looks like."""
        name = self.wire.get(self.kind.key)
        return name if isinstance(name, str) else ""

    @property
    def position(self) -> int | None:
        """Return the position that it names, if it does."""
        place = self.kind.position_of(self.wire)
        return place if isinstance(place, int) else None
