"""What the engine wants of the thread that runs: our host says it, Pulumi's own does not."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Request:
    """A request of the engine."""

    urn: str
    is_import: bool = False
    secrets: frozenset[str] = frozenset()
    """The properties that are or were secret."""

    @property
    def name(self) -> str:
        """What the program calls the resource."""
        return self.urn.split("::", 3)[-1]

    @property
    def is_below_another(self) -> bool:
        """Whether the resource has a parent, of which the URN tells no more than the type."""
        return "$" in self.urn.split("::")[2]


CURRENT: ContextVar[Request | None] = ContextVar("request", default=None)


def secrets() -> frozenset[str]:
    """Return the properties that are or were secret; none in Pulumi's own host, which does not tell."""
    request = CURRENT.get()
    return frozenset() if request is None else request.secrets
