"""The fields that messages of this thread's operation must not quote, because their values are secret."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(frozen=True)
class HiddenFields:
    """The fields that messages must not quote: of the operation's own object, and of other objects."""

    own: frozenset[str] = frozenset()
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The fields of other objects, by id."""

    def hides(self, name: str, id_: str | None = None) -> bool:
        """Return whether a message must not quote a field of the own object, or of the object with an id."""
        return name in self.own or name in self.others.get(str(id_), ())


NOTHING_HIDDEN = HiddenFields()
"""Hides no field."""
_CURRENT: ContextVar[HiddenFields] = ContextVar("hidden_fields", default=NOTHING_HIDDEN)


def current() -> HiddenFields:
    """Return the fields that the operations which this thread starts must not quote."""
    return _CURRENT.get()


@contextmanager
def hiding(fields: HiddenFields) -> Iterator[None]:
    """Hide fields in the messages of the operations that this thread starts inside the `with` block."""
    before = _CURRENT.set(fields)
    try:
        yield
    finally:
        _CURRENT.reset(before)
