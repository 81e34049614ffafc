"""The definition of a knob: its name, its values, and its effect."""

import re
from dataclasses import dataclass


class KnobError(ValueError):
    """An unknown knob, or an invalid value."""


@dataclass(frozen=True)
class Knob:
    """One selectable behaviour: its values, the default first, and what they decide."""

    name: str
    values: tuple[str, ...]
    meaning: str
    pattern: str = ""
    further: str = ""

    @property
    def choices(self) -> str:
        """The values as a text for people."""
        return " | ".join((*self.values, *([self.further] if self.further else [])))

    def check(self, value: object) -> str:
        """Return the value as text, or raise KnobError."""
        text = str(value)
        if text in self.values or (self.pattern and re.fullmatch(self.pattern, text)):
            return text
        raise KnobError(f"knob {self.name} takes {self.choices}, not {text!r}")
