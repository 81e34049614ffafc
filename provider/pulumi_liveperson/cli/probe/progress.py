"""Shows which experiment runs, and how long the others will take."""

import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress

from pulumi_liveperson.cli.numbers import duration
from pulumi_liveperson.cli.probe.plan import Plan
from pulumi_liveperson.client.http.clock import Clock
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation


class Progress:
    """One line that is rewritten on a terminal; elsewhere a line for each experiment."""

    def __init__(self, experiments: Sequence[Experiment], plan: Plan, seconds_per_request: float) -> None:
        self._experiments = experiments
        self._requests = [plan.of(each).total for each in experiments]
        self._seconds_per_request = seconds_per_request
        self._clock = Clock()
        self._began = self._clock.now()
        self._is_terminal = sys.stdout.isatty()

    def report(self, experiment: Experiment, found: Sequence[Observation] | None) -> None:
        """Show that an experiment begins."""
        if found is not None:
            return
        number = self._experiments.index(experiment)
        left = duration(self._seconds_left(number))
        text = f"{number + 1} of {len(self._experiments)}, about {left} left: {experiment.title}"
        if not self._is_terminal:
            _show(f"{text}\n")
            return
        width = shutil.get_terminal_size().columns - 1
        _show(f"\r{text[:width]:{width}}")

    def end(self) -> None:
        """Remove the line from a terminal."""
        if self._is_terminal:
            _show(f"\r{'':{shutil.get_terminal_size().columns - 1}}\r")

    def _seconds_left(self, number: int) -> float:
        """Return the estimate; requests that were slower than planned are expected to stay so."""
        done, left = sum(self._requests[:number]), sum(self._requests[number:])
        each = (self._clock.now() - self._began) / done if done else 0.0
        return left * max(each, self._seconds_per_request)


def _show(text: str) -> None:
    """Print a text; without a reader, the probe continues, because its result is in the files."""
    with suppress(OSError):
        print(text, end="", flush=True)
