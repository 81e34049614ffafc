"""The time zones in an exported program, with a constant for a zone that all its objects have."""

from collections import Counter
from dataclasses import dataclass, field

from pulumi_liveperson.cli.export.code import Name, Node

ZONE = "ZONE"


@dataclass
class Zones:
    """Converts time zones to code, and counts how often each occurs."""

    constant: str | None = None
    """The time zone for which the program has a constant."""
    _occurrences: Counter[str] = field(default_factory=Counter)

    def code(self, name: str) -> Node:
        """Return the code of a time zone."""
        self._occurrences[name] += 1
        return Name(ZONE) if name == self.constant else name

    @property
    def shared(self) -> str | None:
        """Return the time zone that occurs everywhere, if that is more than once."""
        return (
            next(iter(self._occurrences)) if len(self._occurrences) == 1 < self._occurrences.total() else None
        )
