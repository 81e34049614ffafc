"""The arithmetic of the tables: runs and their requests, and rows with their targets."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Self

from bench.cases import MANY, READS_OF_A_COLLECTION, REFUSED_OF_A_COLLECTION, WRITES_PER_OBJECT, Case, Command

_STALE = (304, 409, 412)
_CONFIGURATION = "/configuration/"


@dataclass(frozen=True)
class Request:
    """A request as the simulator logged it."""

    method: str
    path: str
    status: int | None

    @classmethod
    def from_log(cls, entry: dict[str, Any]) -> Self:
        """Create a request from the fields that the bench uses."""
        return cls(entry["method"], entry["path"], entry["status"])

    @property
    def collection(self) -> str:
        """Return the path of the collection; empty for a request of another service, such as a sign-in."""
        return "/".join(self.path.partition(_CONFIGURATION)[2].split("/")[:2])

    @property
    def is_read(self) -> bool:
        """Return whether it reads a collection or an object."""
        return bool(self.collection) and self.method == "GET"

    @property
    def is_write(self) -> bool:
        """Return whether it writes to a collection."""
        return bool(self.collection) and self.method != "GET"

    @property
    def is_refused(self) -> bool:
        """Return whether it is a write that was rejected because of an old revision."""
        return self.is_write and self.status in _STALE


@dataclass(frozen=True)
class Run:
    """One Pulumi command: its duration, its requests, whether it succeeded, and the memory of the host."""

    seconds: float
    requests: tuple[Request, ...] = ()
    is_complete: bool = True
    megabytes: int = 0

    @property
    def reads(self) -> int:
        """Return the number of reads of the collection that was read most often."""
        return _most(each.collection for each in self.requests if each.is_read)

    @property
    def refused(self) -> int:
        """Return the number of rejected writes of the collection that had most of them."""
        return _most(each.collection for each in self.requests if each.is_refused)

    @property
    def writes(self) -> int:
        """Return the number of all writes."""
        return sum(each.is_write for each in self.requests)


def _most(collections: Any) -> int:
    return max(Counter(collections).values(), default=0)


Runs = dict[str, list[Run]]
"""The runs of each provider: `no-op`, ours with a `strict` and a `mild` server, and `naive`."""
OURS = ("strict", "mild")


@dataclass(frozen=True)
class Figure:
    """A number, its text in the table, and its target."""

    text: str
    value: float = 0
    target: float | None = None

    @property
    def is_missed(self) -> bool:
        """Return whether there is a target and the value is above it."""
        return self.target is not None and self.value > self.target

    def __str__(self) -> str:
        """Return the text, in bold if the target is missed."""
        return f"**{self.text}**" if self.is_missed else self.text


NONE = Figure("-")


@dataclass(frozen=True)
class Row:
    """A row of a table: what was measured, and a figure for each column."""

    what: str
    figures: dict[str, Figure] = field(default_factory=dict)

    @property
    def missed(self) -> list[str]:
        """Return a sentence for each missed target."""
        return [
            f"{self.what}, {name}: {each.text}, target ≤ {each.target:.4g}"
            for name, each in self.figures.items()
            if each.is_missed
        ]


COLUMNS = ("no-op", *OURS, "target", "in a row", "reads", "writes", "refused", "naive")


def compared(case: Case, command: Command, runs: Runs) -> Row:
    """Return the row of a command: our seconds as a ratio to the no-op provider, and our requests."""
    noop = median(run.seconds for run in runs["no-op"])
    target = case.allowed(command, noop) / noop
    in_a_row = case.seconds_in_a_row(command)
    figures = {
        "no-op": Figure(f"{noop:.1f} s"),
        **{name: _ratio(runs[name], runs["no-op"], target) for name in OURS},
        "target": Figure(f"≤ {target:.2f}"),
        "in a row": Figure(f"{in_a_row:.2f} s") if in_a_row else NONE,
        **_requests(case, command, [run for name in OURS for run in runs[name]]),
        "naive": _all_requests(runs.get("naive", [])),
    }
    return Row(f"{case.name}: {command.name}", figures)


def _ratio(ours: Sequence[Run], noop: Sequence[Run], target: float) -> Figure:
    """Return the median of the ratios, run by run."""
    ratio = median(one.seconds / other.seconds for one, other in zip(ours, noop, strict=True))
    return Figure(f"{ratio:.2f}", ratio, target)


def _requests(case: Case, command: Command, runs: Sequence[Run]) -> dict[str, Figure]:
    is_grouped = command.writes and case.workload.has_groups and case.workload.size >= MANY
    targets = {
        "reads": READS_OF_A_COLLECTION,
        "writes": WRITES_PER_OBJECT * case.workload.size if is_grouped else None,
        "refused": REFUSED_OF_A_COLLECTION,
    }
    most = {name: max(getattr(run, name) for run in runs) for name in targets}
    return {name: Figure(str(most[name]), most[name], target) for name, target in targets.items()}


def _all_requests(runs: Sequence[Run]) -> Figure:
    if not runs:
        return NONE
    failed = "" if runs[0].is_complete else ", failed"
    count = len(runs[0].requests)
    return Figure(f"{count} request{'s' * (count != 1)}{failed}")


def table(rows: Sequence[Row], first: str, columns: Sequence[str]) -> str:
    """Return rows as an aligned table in Markdown."""
    lines = [
        [first, *columns],
        *([row.what, *(str(row.figures.get(name, NONE)) for name in columns)] for row in rows),
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    head, *body = [f"| {' | '.join(line)} |" for line in padded]
    return "\n".join([head, f"|{'|'.join('-' * (width + 2) for width in widths)}|", *body])
