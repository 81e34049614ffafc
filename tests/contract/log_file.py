"""A log of requests as it is written to a file."""

import json
from pathlib import Path
from typing import Any

Record = dict[str, Any]


class LogFile:
    """A log that is written to a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def text(self) -> str:
        """What is in it."""
        return self.path.read_text(encoding="utf-8") if self.path.exists() else ""

    @property
    def lines(self) -> list[str]:
        """Its lines, as a machine reads them."""
        return self.text.split("\n")[:-1]

    @property
    def records(self) -> list[Record]:
        """Its records, where it is written as JSON."""
        return [json.loads(line) for line in self.lines]

    def of(self, method: str, path: str) -> list[Record]:
        """Return the records about requests of a method to an address."""
        return [each for each in self.records if each.get("method") == method and path in each["path"]]
