"""The scenarios that are measured, and their targets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.benchmark import BOTH, Benchmark, Runs
from bench.evaluation import evaluation
from bench.figures import Row, Run
from bench.rows import count, failures, per_resource, seconds
from bench.workload import Workload

PREVIEW_RATIO = 1.1
WRITE_RATIO = 1.2
REFRESH_RATIO = 1.3
WRITES_PER_OCCASION = 0.4
REFUSED = 1  # the cost of finding out how the server compares revisions
CONNECTIONS = 5
READS_OF_A_COLLECTION = 3
READS_OF_SKILLS = 4  # the list, the first write, and who uses an occasion before its delete, which may repeat
WRITES_OF_40 = 16
MANY = 40


@dataclass(frozen=True)
class Size:
    """The workloads and repeats of a bench."""

    repeats: int
    created: Sequence[Workload]
    changed: Workload
    refreshed: Workload
    biggest: Workload


SIZES = {
    "quick": Size(
        repeats=1,
        created=[Workload(10), Workload(50)],
        changed=Workload(50),
        refreshed=Workload(150, 50),
        biggest=Workload(300),
    ),
    "default": Size(
        repeats=3,
        created=[Workload(10), Workload(200), Workload(150, 50)],
        changed=Workload(200),
        refreshed=Workload(400, 100),
        biggest=Workload(1000),
    ),
    "full": Size(
        repeats=5,
        created=[
            Workload(10, latency_ms=0), Workload(10), Workload(200, latency_ms=0), Workload(200),
            Workload(150, 50),
        ],
        changed=Workload(200),
        refreshed=Workload(400, 100),
        biggest=Workload(1000),
    ),
}  # fmt: skip


def create(benchmark: Benchmark, size: Size) -> list[Row]:
    """Preview and create."""
    rows = []
    for workload in size.created:
        benchmark.begin(workload)
        rows.append(
            seconds(f"preview, {workload}", benchmark.turns("preview", providers=BOTH), PREVIEW_RATIO)
        )
        rows += _written("create", workload, benchmark.turns("up"))
    return rows


def update(benchmark: Benchmark, size: Size) -> list[Row]:
    """Preview and apply a change of all resources, then destroy them."""
    workload = size.changed
    benchmark.begin(workload, exists=True)
    benchmark.change()
    previews = benchmark.turns("preview", providers=BOTH)
    return [
        seconds(f"preview of updates, {workload}", previews, PREVIEW_RATIO),
        *_written("update", workload, benchmark.turns("up")),
        *_written("destroy", workload, benchmark.turns("destroy")),
    ]


def refresh(benchmark: Benchmark, size: Size) -> list[Row]:
    """Refresh a large stack."""
    workload = size.refreshed
    benchmark.begin(workload, exists=True)
    runs = benchmark.turns("refresh")
    return [
        seconds(f"refresh, {workload}", runs, REFRESH_RATIO),
        count("  reads of special occasions", runs, _reads_of("specialoccasion"), READS_OF_A_COLLECTION),
        count("  reads of status reasons", runs, _reads_of("status-reasons"), READS_OF_A_COLLECTION),
    ]


def hours(benchmark: Benchmark, size: Size) -> list[Row]:
    """Give skills their hours, move them to another occasion, and clear them."""
    workload = Workload(0, skills=MANY, latency_ms=size.changed.latency_ms)
    benchmark.begin(workload)
    rows = []
    for what, command in (("set", "up"), ("move", "up"), ("clear", "destroy")):
        if what == "move":
            benchmark.change()
        runs = benchmark.turns(command, providers=BOTH)
        rows += [
            seconds(f"{what} hours, {workload}", runs, None),
            count("  writes of skills", runs, _writes_of("skills"), MANY),
            count("  reads of skills", runs, _reads_of("skills"), READS_OF_SKILLS),
        ]
    return rows


def skill_hours(_benchmark: Benchmark, size: Size) -> list[Row]:
    """Evaluate when skills are open."""
    return evaluation(size.repeats)


def workers(benchmark: Benchmark, _size: Size) -> list[Row]:
    """Write 40 occasions, four at a time."""
    workload = Workload(40)
    benchmark.begin(workload)
    rows = []
    for what, command in (("create", "up"), ("update", "up"), ("destroy", "destroy")):
        if what == "update":
            benchmark.change()
        runs = benchmark.turns(command, "--parallel", "4", providers=("ours", "naive"))
        rows.append(count(f"writes to {what} 40, four at a time", runs, lambda run: run.writes, WRITES_OF_40))
    return rows


def biggest(benchmark: Benchmark, size: Size) -> list[Row]:
    """Preview and create one very large stack."""
    workload = size.biggest
    benchmark.begin(workload)
    previews = benchmark.turns("preview", providers=BOTH, repeats=1)
    ups = benchmark.turns("up", providers=BOTH, repeats=1)
    return [
        seconds(f"preview, {workload}", previews, PREVIEW_RATIO),
        seconds(f"create, {workload}", ups, WRITE_RATIO),
    ]


SCENARIOS: dict[str, Callable[[Benchmark, Size], list[Row]]] = {
    "create": create,
    "update": update,
    "refresh": refresh,
    "hours": hours,
    "evaluation": skill_hours,
    "workers": workers,
    "biggest": biggest,
}
TAKES_LONG = {"biggest"}


def _written(what: str, workload: Workload, runs: Runs) -> list[Row]:
    """Return the rows with seconds and requests of a command that writes every resource."""
    # A few writes end before any can share a call; status reasons are always updated one by one.
    is_many = workload.size >= MANY
    return [
        seconds(f"{what}, {workload}", runs, WRITE_RATIO if is_many and workload.latency_ms else None),
        per_resource(
            "  writes",
            runs,
            lambda run: run.writes,
            workload.size,
            WRITES_PER_OCCASION if is_many and not workload.reasons else None,
        ),
        count("  refused writes", runs, lambda run: run.refused, REFUSED),
        count("  reads", runs, lambda run: run.reads, None),
        count("  connections", runs, lambda run: run.connections, CONNECTIONS),
        *failures(runs),
    ]


def _writes_of(collection: str) -> Callable[[Run], int]:
    return lambda run: run.writes_of(collection)


def _reads_of(collection: str) -> Callable[[Run], int]:
    return lambda run: run.reads_of(collection)
