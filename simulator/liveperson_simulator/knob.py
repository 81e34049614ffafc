"""What a knob is: a name, the values it takes, and what they decide."""

import re
from dataclasses import dataclass


class KnobError(ValueError):
    """An unknown knob, or a value the knob does not take."""


@dataclass(frozen=True)
class Knob:
    """One switchable behaviour: its values, the default first, and what it decides."""

    name: str
    values: tuple[str, ...]
    meaning: str
    pattern: str = ""
    further: str = ""

    @property
    def choices(self) -> str:
        """The values as people read them."""
        return " | ".join((*self.values, *([self.further] if self.further else [])))

    def check(self, value: object) -> str:
        """Return the value as it is kept, or raise KnobError."""
        text = str(value)
        if text in self.values or (self.pattern and re.fullmatch(self.pattern, text)):
            return text
        raise KnobError(f"knob {self.name} takes {self.choices}, not {text!r}")
