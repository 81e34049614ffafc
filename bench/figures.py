"""The arithmetic of the tables: runs, their requests, and figures with their targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Self

_STALE = (304, 409, 412)


@dataclass(frozen=True)
class Request:
    """A request as the simulator logged it."""

    method: str
    path: str
    status: int | None
    port: int | None

    @classmethod
    def from_log(cls, entry: dict[str, Any]) -> Self:
        """Create a request from the fields that the bench uses."""
        return cls(entry["method"], entry["path"], entry["status"], entry["client_port"])

    @property
    def is_write(self) -> bool:
        """Return whether it writes to a collection."""
        return "/configuration/" in self.path and self.method != "GET"

    @property
    def is_read(self) -> bool:
        """Return whether it reads a collection or an object."""
        return "/configuration/" in self.path and self.method == "GET"


@dataclass(frozen=True)
class Run:
    """One Pulumi command: its duration, its requests, and whether it succeeded."""

    seconds: float
    requests: tuple[Request, ...] = ()
    is_complete: bool = True

    @property
    def writes(self) -> int:
        """Return the number of writes."""
        return sum(each.is_write for each in self.requests)

    @property
    def reads(self) -> int:
        """Return the number of reads."""
        return sum(each.is_read for each in self.requests)

    @property
    def refused(self) -> int:
        """Return the number of writes that were rejected because of an old revision."""
        return sum(each.is_write and each.status in _STALE for each in self.requests)

    @property
    def connections(self) -> int:
        """Return the number of TCP connections."""
        return len({each.port for each in self.requests})

    def reads_of(self, collection: str) -> int:
        """Return the number of reads of one collection."""
        return sum(each.is_read and f"/{collection}" in each.path for each in self.requests)

    def writes_of(self, collection: str) -> int:
        """Return the number of accepted writes of one collection."""
        accepted = [each for each in self.requests if each.is_write and each.status not in _STALE]
        return sum(f"/{collection}" in each.path for each in accepted)


@dataclass(frozen=True)
class Spread:
    """The median, the least and the greatest of some values."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """Return the spread of values."""
        return cls(median(values), min(values), max(values))

    def __str__(self) -> str:
        """Return the median, with the least and the greatest value if they differ."""
        ends = f" ({self.least:.2f}-{self.most:.2f})" if self.least != self.most else ""
        return f"{self.median:.2f}{ends}"


def ratio(ours: Sequence[Run], floor: Sequence[Run]) -> Spread:
    """Return the ratios of our seconds to those of the other provider, run by run."""
    return Spread.of([one.seconds / other.seconds for one, other in zip(ours, floor, strict=True)])


@dataclass(frozen=True)
class Row:
    """A row of the table: the measured quantity, a cell for each provider, and the figure with its target."""

    what: str
    ours: str
    noop: str = "-"
    naive: str = "-"
    figure: str = ""
    value: float | None = None
    target: float | None = None

    @property
    def is_missed(self) -> bool:
        """Return whether there is a target and the value is above it."""
        return self.target is not None and self.value is not None and self.value > self.target

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells as text, with the verdict."""
        if self.target is None:
            return (self.what, self.ours, self.noop, self.naive, self.figure, "-", "")
        verdict = "missed" if self.is_missed else "met"
        return (
            self.what, self.ours, self.noop, self.naive, self.figure, f"<= {self.target:g}", verdict,
        )  # fmt: skip


HEADER = ("measured", "ours", "no-op", "naive", "figure", "target", "")


def table(rows: Sequence[Row]) -> str:
    """Return the rows as aligned text."""
    lines = [HEADER, *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([padded[0], "-" * len(padded[0]), *padded[1:]])


def missed(rows: Sequence[Row]) -> list[str]:
    """Return a line for each missed target; an indented row belongs to the last row without an indent."""
    lines = []
    subject = ""
    for row in rows:
        if row.what == row.what.lstrip():
            subject = row.what
        if row.is_missed:
            what = subject if row.what == subject else f"{subject}: {row.what.strip()}"
            lines.append(f"  {what}: {row.figure or row.ours}, target <= {row.target:g}")
    return lines
