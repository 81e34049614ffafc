"""An error in a declared value."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """A rule that a declared value breaks, with the path of the value as a program writes it."""

    path: str
    reason: str

    def __str__(self) -> str:
        """Return the path, then the rule."""
        return f"{self.path}: {self.reason}" if self.path else self.reason

    @property
    def field(self) -> str:
        """Return the field of the resource that contains the value."""
        return re.split(r"[.\[]", self.path)[0]
