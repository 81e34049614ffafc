"""Which resource an operation is about, and what of it is secret, as far as the host tells its providers.

Pulumi's own host tells neither.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """A resource that the engine wants something done with."""

    urn: str | None = None
    """Pulumi's name of it, or None where the host does not tell."""
    secrets: frozenset[str] = frozenset()
    """The properties that are or were secret; none where the host does not tell."""

    @property
    def name(self) -> str:
        """What the program calls it; empty where the host does not tell."""
        return "" if self.urn is None else self.urn.split("::", 3)[-1]


_NOT_TOLD = Subject()
_SUBJECT: ContextVar[Subject] = ContextVar("subject", default=_NOT_TOLD)


def subject() -> Subject:
    """Return what the operation of this thread is about."""
    return _SUBJECT.get()


@contextmanager
def about(this: Subject) -> Iterator[None]:
    """Note what this thread works on meanwhile."""
    before = _SUBJECT.set(this)
    try:
        yield
    finally:
        _SUBJECT.reset(before)
