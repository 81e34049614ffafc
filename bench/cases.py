"""The cases that are measured: a table of workloads, and the commands with their targets."""

from dataclasses import dataclass
from enum import IntEnum

from bench.workload import ALL, Workload
from toolchain.demo import PARALLEL

REQUESTS_BEFORE_A_WRITE = 3  # the look-up of the hosts, the sign-in, and the list
READS_OF_A_COLLECTION = 3
REFUSED_OF_A_COLLECTION = 1  # the cost of finding out how the server compares revisions
WRITES_PER_OBJECT = 0.4  # of a kind of which one call writes several objects
MANY = 40  # a few writes end before any can share a call
MEGABYTES = 400


class Level(IntEnum):
    """How much is measured: about three minutes, at most 15, or everything."""

    QUICK = 0
    DEFAULT = 1
    FULL = 2


@dataclass(frozen=True)
class Command:
    """A Pulumi command of a case, and its target."""

    name: str
    arguments: tuple[str, ...]
    target: float
    """The target as a ratio to the no-op provider and the requests in a row together."""
    changed: int = 0
    """How many resources have new content."""
    writes: bool = False
    """Whether the number of writes depends on the size of the workload."""
    sends: bool = True
    """Whether it signs in and reads."""
    overhead: float = 0.3
    """The target for a small stack: the seconds above the no-op provider and the requests in a row."""


_UP = ("up", "--yes", "--skip-preview")
COMMANDS = (
    Command("preview", ("preview",), 1.1, sends=False, overhead=0.15),
    Command("create", _UP, 1.15, writes=True),
    Command("preview --refresh", ("preview", "--refresh"), 1.15),
    Command("refresh", ("refresh", "--yes", "--skip-preview"), 1.15),
    Command("update one", _UP, 1.15, changed=1),
    Command("preview of all changed", ("preview",), 1.1, changed=ALL, sends=False, overhead=0.15),
    Command("update all", _UP, 1.15, changed=ALL, writes=True),
    Command("destroy", ("destroy", "--yes", "--skip-preview"), 1.15, changed=ALL, writes=True),
)
_WRITES = frozenset(each.name for each in COMMANDS if each.writes)


@dataclass(frozen=True)
class Case:
    """A workload, and how it is measured."""

    name: str
    workload: Workload
    level: Level = Level.DEFAULT
    repeats: int = 1
    latency_ms: int = 50
    checkpoints: bool = True
    """Whether Pulumi writes checkpoints in the runs of our provider."""
    noop_checkpoints: bool = True
    """The same for the no-op provider."""
    target: float | None = None
    """The target of the writing commands, instead of the usual one."""
    seconds: float | None = None
    """The target of the writing commands in seconds, instead of a ratio."""
    is_small: bool = False
    """Whether the seconds above the no-op provider are the target."""
    parallel: int = PARALLEL
    """How many operations the engine runs at the same time."""
    only_writes: bool = False
    naive: bool = False
    """Whether the requests of the naive provider are counted, too."""
    memory: bool = False
    """Whether the memory of the provider host is measured."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """Return the commands in their order; each one continues from the result of the one before."""
        return tuple(each for each in COMMANDS if not self.only_writes or each.name in _WRITES)

    def seconds_in_a_row(self, command: Command) -> float:
        """Return how long the requests of a command take at least that must follow one another."""
        writes = self.workload.writes_in_a_row(command.name, self.parallel) if command.writes else 0
        writes += command.changed == 1
        return (writes + REQUESTS_BEFORE_A_WRITE * command.sends) * self.latency_ms / 1000

    def allowed(self, command: Command, noop: float) -> float:
        """Return how many seconds a command may take, if the no-op provider takes `noop` seconds."""
        if command.writes and self.seconds is not None:
            return self.seconds
        if command.writes and self.target is not None:
            return self.target * noop
        limit = noop + self.seconds_in_a_row(command)
        return limit + command.overhead if self.is_small else command.target * limit


_ACCOUNT = Workload(occasions=8, workdays=6, skills=20, hours=10, reasons=16)
_THOUSAND = Workload(occasions=400, workdays=50, skills=250, hours=50, reasons=250)
_SKIPPED = {"checkpoints": False, "noop_checkpoints": False}
CASES = (
    Case("10 occasions", Workload(10), Level.QUICK, repeats=2, is_small=True),
    Case("10 of all kinds", Workload(2, 2, 2, 1, 3), is_small=True),
    Case("60 of all kinds", _ACCOUNT, Level.QUICK),
    Case("100 occasions", Workload(occasions=100)),
    Case("100 workdays", Workload(workdays=100)),
    Case("100 status reasons", Workload(reasons=100), Level.QUICK),
    Case("100 skills", Workload(skills=100)),
    Case("100 hours of skills", Workload(occasions=2, hours=100)),
    Case("50 occasions, 50 reasons", Workload(occasions=50, reasons=50), naive=True),
    Case("40 occasions, four at a time", Workload(40), parallel=4, only_writes=True),
    Case("60 of all kinds, eight at a time", _ACCOUNT, parallel=8, only_writes=True),
    Case(
        "200 occasions, ours without checkpoints",
        Workload(200),
        Level.QUICK,
        checkpoints=False,
        target=0.6,
        only_writes=True,
    ),
    Case(
        "200 occasions, all without checkpoints",
        Workload(200),
        only_writes=True,
        checkpoints=False,
        noop_checkpoints=False,
    ),
    Case(
        "1,000 of all kinds, all without checkpoints",
        _THOUSAND,
        latency_ms=20,
        checkpoints=False,
        noop_checkpoints=False,
        seconds=20,
        memory=True,
    ),
    Case("200 occasions", Workload(200), Level.FULL, repeats=3),
    Case("200 status reasons", Workload(reasons=200), Level.FULL, repeats=3),
    Case(
        "100 occasions, 100 reasons", Workload(occasions=100, reasons=100), Level.FULL, repeats=3, naive=True
    ),
    Case("1,000 occasions", Workload(1000), Level.FULL),
)
