"""One request and one answer, independent of the web framework."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from liveperson_simulator.errors import InvalidError

Body = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A request whose method override is already resolved."""

    method: str
    wire_method: str
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    url: str
    host: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the JSON body; raises InvalidError if it is not JSON."""
        try:
            return json.loads(self.body, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise InvalidError("The request body is not valid JSON") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


@dataclass(frozen=True)
class Answer:
    """A status, a JSON body (None: no body) and headers; `raw` replaces the JSON body if it is not None."""

    status: int = 200
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: str | None = None
    content_type: str = "application/json"

    def content(self) -> bytes:
        """Return the bytes of the body."""
        if self.raw is not None:
            return self.raw.encode()
        return b"" if self.json is None else json.dumps(self.json, separators=(",", ":")).encode()
