"""What the engine wants of the thread that runs: our host says it, Pulumi's own does not."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Request:
    """A request of the engine."""

    urn: str
    is_import: bool = False


CURRENT: ContextVar[Request | None] = ContextVar("request", default=None)
