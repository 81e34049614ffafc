"""The console of the account, in which people know objects by their names."""

from typing import Any

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT

Body = dict[str, Any]

OCCASIONS, REASONS = "specialoccasion", "status-reasons"


class Console:
    """What somebody else sees of an account, and does to it."""

    def __init__(self, simulator: Simulator) -> None:
        self.control = simulator.control

    @property
    def occasions(self) -> dict[str, Body]:
        """The special occasions, by name."""
        return self._by(OCCASIONS, "name")

    @property
    def reasons(self) -> dict[str, Body]:
        """The status reasons, by text."""
        return self._by(REASONS, "text")

    @property
    def default(self) -> list[str]:
        """The names of the default occasion; there can be none."""
        return [name for name, each in self.occasions.items() if each["isDefault"]]

    @property
    def order(self) -> list[str]:
        """The texts of the reasons as agents see them."""
        reasons = self.reasons
        return sorted(reasons, key=lambda text: int(reasons[text]["order"]))

    def make(self, **body: Any) -> str:
        """Make an occasion, or a reason if it has a text, and return its id."""
        usual = {"state": "Away", "enabled": True} if "text" in body else {"isDefault": False, "events": []}
        collection = REASONS if "text" in body else OCCASIONS
        return str(self.control.foreign_create(ACCOUNT, collection, usual | body)["id"])

    def edit(self, name: str, /, **changes: Any) -> None:
        """Change an object."""
        self.control.foreign_update(ACCOUNT, *self._found(name), changes)

    def delete(self, name: str) -> None:
        """Delete an object."""
        self.control.foreign_delete(ACCOUNT, *self._found(name))

    def _by(self, collection: str, key: str) -> dict[str, Body]:
        stored = self.control.objects(ACCOUNT, collection)
        by_name = {str(each[key]): each for each in stored}
        assert len(by_name) == len(stored), "a name is there twice"
        return by_name

    def _found(self, name: str) -> tuple[str, int]:
        found = {OCCASIONS: self.occasions, REASONS: self.reasons}
        return next((collection, held[name]["id"]) for collection, held in found.items() if name in held)
