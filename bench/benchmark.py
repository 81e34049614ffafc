"""Runs the providers in turn, so that other load on the machine affects all of them equally."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Run
from bench.measured_provider import BenchError, MeasuredProvider
from bench.workload import MODULES, Workload

Runs = dict[str, list[Run]]
BOTH = ("no-op", "ours")
ALL = (*BOTH, "naive")


class Benchmark:
    """The providers, each with a stack and an account."""

    def __init__(self, measured: Sequence[MeasuredProvider], repeats: int) -> None:
        self._measured_providers = {each.provider: each for each in measured}
        self._workload = Workload(0)
        self._started = time.monotonic()
        self.repeats = repeats

    def begin(self, workload: Workload, *, exists: bool = False) -> None:
        """Start again with a workload; with `exists`, create its objects without a measurement."""
        self._workload = workload
        for each in self._measured_providers.values():
            each.clear()
            each.add_skills(workload.skills)
            each.declare(workload, "created")
            if exists:
                self._print(f"preparing {workload} for {each.provider}")
                each.run("up", checkpoints=False)
                self._expect(each, workload.objects)

    def change(self) -> None:
        """Declare other content in every resource."""
        for each in self._measured_providers.values():
            each.declare(self._workload, "updated")

    def turns(self, command: str, *options: str, providers: Sequence[str] = ALL, repeats: int = 0) -> Runs:
        """Run a command for one provider after the other, each time from the same state.

        The naive provider is measured only for its requests, so it has one run.
        """
        repeats = repeats or self.repeats
        runs: Runs = {provider: [] for provider in providers}
        for each in self._measured_providers.values():
            each.keep()
        for turn in range(repeats):
            for provider in providers if turn == 0 else [name for name in providers if name != "naive"]:
                measured = self._measured_providers[provider]
                if turn:
                    measured.restore()
                run = measured.run(command, *options, latency_ms=self._workload.latency_ms)
                self._print(f"{self._workload}: {command} {provider} {run.seconds:.1f} s")
                runs[provider].append(run)
        if "ours" in providers:
            after = {"up": self._workload.objects, "refresh": self._workload.objects, "destroy": 0}
            if command in after:
                self._expect(self._measured_providers["ours"], after[command])
        return runs

    def _expect(self, measured: MeasuredProvider, size: int) -> None:
        found = measured.objects()
        if measured.provider == "ours" and found != size:
            raise BenchError(f"the account contains {found} objects, but {size} are declared")

    def _print(self, line: str) -> None:
        print(f"[{time.monotonic() - self._started:4.0f} s] {line}", file=sys.stderr, flush=True)


@contextmanager
def benchmark(repeats: int) -> Iterator[Benchmark]:
    """Yield the three providers, already warmed up, in a temporary folder."""
    with TemporaryDirectory(prefix="bench-") as folder, ExitStack() as stack:
        measured = [stack.enter_context(MeasuredProvider(each, Path(folder))) for each in MODULES]
        running = Benchmark(measured, repeats)
        running.begin(Workload(1, 1, latency_ms=0), exists=True)
        yield running
