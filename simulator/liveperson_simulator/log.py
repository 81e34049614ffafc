"""The log of requests and their results, without credentials."""

import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from liveperson_simulator.messages import Body, Call

LENGTH = 20_000
# A log must not contain signatures of requests, so it contains only the values of these parameters.
LOGGED_PARAMETERS = {
    "v",
    "version",
    "select",
    "include_deleted",
    "ids",
    "_",
    "__d",
    "source",
    "company",
    "return",
}


@dataclass
class Log:
    """The log of the most recent requests."""

    entries: deque[Body] = field(default_factory=lambda: deque(maxlen=LENGTH))

    def arrived(self, call: Call, started: float, redacted: Callable[[str], str], **facts: Any) -> Body:
        """Log a request that is not yet answered, and return its entry."""
        query = "&".join(
            f"{name}={value if name in LOGGED_PARAMETERS else '…'}" for name, value in call.query.items()
        )
        if_match = call.headers.get("if-match")
        entry = {
            "time": started,
            "method": call.method,
            "tunnelled": call.method != call.wire_method,
            "path": call.path,
            "query": query,
            "if_match": if_match if if_match is None or re.fullmatch(r"-?[0-9]{1,19}", if_match) else "…",
            **facts,
            "status": None,
            "milliseconds": None,
            "revision_in": None,
            "revision_out": None,
        }
        # The log must not contain a secret, even if a client puts it into an address.
        safe = {name: redacted(value) if isinstance(value, str) else value for name, value in entry.items()}
        self.entries.append(safe)
        return safe

    @staticmethod
    def answered(entry: Body, **facts: Any) -> None:
        """Add the result of a request to its entry."""
        entry.update(facts, milliseconds=round((time.time() - entry["time"]) * 1000, 3))
