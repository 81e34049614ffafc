"""What is wrong with a declared value."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """A rule that a declared value breaks: the property's path as a user types it, and the rule."""

    path: str
    reason: str

    def __str__(self) -> str:
        """Show the path before the rule."""
        return f"{self.path}: {self.reason}" if self.path else self.reason

    @property
    def field(self) -> str:
        """Return the field of the resource that the value is in."""
        return re.split(r"[.\[]", self.path)[0]
