"""What the engine wants of the thread that runs: our host says it, Pulumi's own does not."""

from contextvars import ContextVar
from dataclasses import dataclass

from pulumi_liveperson.pulumi_cli.urn import Urn


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
        return Urn.of(self.urn).name

    @property
    def is_inside(self) -> bool:
        """Whether the resource is inside of a component."""
        return Urn.of(self.urn).in_component


CURRENT: ContextVar[Request | None] = ContextVar("request", default=None)


def secrets() -> frozenset[str]:
    """Return the properties that are or were secret; none in Pulumi's own host, which does not tell."""
    request = CURRENT.get()
    return frozenset() if request is None else request.secrets
