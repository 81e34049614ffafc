"""Runs the providers in turn, so that other load on the machine affects all of them equally."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.cases import MEGABYTES, Case, Command
from bench.figures import OURS, Figure, Row, Runs, compared
from bench.measured_provider import BenchError, MeasuredProvider
from bench.workload import Workload


class Runner:
    """The providers, each with a stack and an account."""

    def __init__(self, lanes: dict[str, MeasuredProvider]) -> None:
        self._lanes = lanes
        self._started = time.monotonic()

    def measure(self, case: Case, repeats: int) -> tuple[list[Row], list[Row]]:
        """Run the commands of a case, and return a row for each, and rows for the memory of the host."""
        runs: dict[str, Runs] = {command.name: {} for command in case.commands}
        for repeat in range(repeats):
            # The naive provider is measured only for its requests, so it has one run.
            lanes = [name for name in self._lanes if name != "naive" or (case.naive and not repeat)]
            for name in lanes:
                self._lanes[name].begin(case.workload)
            for command in case.commands:
                for name in lanes:
                    self._run(case, command, name, runs[command.name])
        rows = [compared(case, command, runs[command.name]) for command in case.commands]
        return rows, [_memory(case, runs)] if case.memory else []

    def _run(self, case: Case, command: Command, name: str, runs: Runs) -> None:
        lane = self._lanes[name]
        lane.declare(case.workload, command.changed)
        run = lane.run(
            *command.arguments,
            "--parallel",
            str(case.parallel),
            latency_ms=case.latency_ms,
            checkpoints=case.noop_checkpoints if name == "no-op" else case.checkpoints,
            memory=case.memory and name in OURS,
        )
        runs.setdefault(name, []).append(run)
        passed = time.monotonic() - self._started
        shown = f"[{passed:4.0f} s] {case.name}: {command.name}, {name} {run.seconds:.1f} s"
        print(shown, file=sys.stderr, flush=True)
        expected = _objects(case.workload, command)
        found = lane.objects()
        if name in OURS and expected not in (None, found):
            raise BenchError(f"{command.name}: the account contains {found} objects, expected {expected}")


def _objects(workload: Workload, command: Command) -> int | None:
    """Return how many objects an account contains after a command; the skills with hours are of others."""
    if command.name == "preview":
        return None
    return workload.hours if command.name == "destroy" else workload.size


def _memory(case: Case, runs: dict[str, Runs]) -> Row:
    most = max(run.megabytes for each in runs.values() for name in OURS for run in each[name])
    return Row(
        f"{case.name}: memory of the provider host",
        {"measured": Figure(f"{most} MB", most, MEGABYTES), "target": Figure(f"≤ {MEGABYTES} MB")},
    )


@contextmanager
def runner() -> Iterator[Runner]:
    """Yield the providers, already warmed up, in a temporary folder."""
    with TemporaryDirectory(prefix="bench-") as temporary, ExitStack() as stack:
        folder = Path(temporary)
        lanes = {
            "no-op": MeasuredProvider("no-op", folder),
            **{server: MeasuredProvider("ours", folder, stale_check=server) for server in OURS},
            "naive": MeasuredProvider("naive", folder),
        }
        for lane in lanes.values():
            stack.enter_context(lane)
            lane.declare(Workload(1))
            lane.run("up", "--yes", "--skip-preview")
        yield Runner(lanes)
