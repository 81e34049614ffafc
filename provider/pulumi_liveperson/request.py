"""The engine's request that the current thread handles; only our own host records it."""

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
    inputs: frozenset[str] | None = None
    """The names of the inputs in the state; None if the request does not contain them."""

    @property
    def name(self) -> str:
        """The resource name in the program."""
        return Urn.of(self.urn).name

    @property
    def is_inside(self) -> bool:
        """Whether the resource is inside of a component."""
        return Urn.of(self.urn).in_component


CURRENT: ContextVar[Request | None] = ContextVar("request", default=None)


def secrets() -> frozenset[str]:
    """Return the properties that are or were secret; empty in Pulumi's own host, which does not say."""
    request = CURRENT.get()
    return frozenset() if request is None else request.secrets
