"""Which fields the messages of this thread's operation must not quote, because their values are secret."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Discretion:
    """What must not be quoted: some fields of one's own object, and some of others."""

    own: frozenset[str] = frozenset()
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The fields of other objects, by id."""

    def hides(self, name: str, id_: str | None = None) -> bool:
        """Tell whether a field must not be quoted; of one's own object, or of that with an id."""
        return name in self.own or name in self.others.get(str(id_), ())


OPEN = Discretion()
"""For whoever has no secrets."""
_CURRENT: ContextVar[Discretion] = ContextVar("discretion", default=OPEN)


def current() -> Discretion:
    """Return what the operations that this thread begins must not quote."""
    return _CURRENT.get()


@contextmanager
def discretion(this: Discretion) -> Iterator[None]:
    """Let the operations that this thread begins meanwhile quote less."""
    before = _CURRENT.set(this)
    try:
        yield
    finally:
        _CURRENT.reset(before)
