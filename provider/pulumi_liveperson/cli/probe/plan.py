"""The requests of a probe, as they were recorded on a simulator with its defaults.

`python -m tests.probe.plan` records them again. On another server, an experiment may end earlier.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from pulumi_liveperson.cli.numbers import count, duration
from pulumi_liveperson.cli.output import print_text
from pulumi_liveperson.cli.probe.exit_codes import SUCCESS
from pulumi_liveperson.probe.experiment import Experiment

FILE = files("pulumi_liveperson.probe") / "plan.json"
BEFORE, AFTER = "look at the account", "check that nothing is left"
_WRITES = frozenset({"POST", "PUT", "DELETE"})


@dataclass(frozen=True)
class Planned:
    """The requests of one experiment: how often each method is sent to each path."""

    title: str
    requests: Counter[tuple[str, str]]

    @property
    def total(self) -> int:
        """The number of requests."""
        return sum(self.requests.values())


class Plan:
    """The requests before the experiments, of each experiment, and after them."""

    def __init__(self, content: Any = None) -> None:
        parts = json.loads(FILE.read_text(encoding="utf-8")) if content is None else content
        self._parts = {
            part["title"]: Planned(
                part["title"],
                Counter({_split(each): times for each, times in part["requests"].items()}),
            )
            for part in parts
        }

    def of(self, experiment: Experiment) -> Planned:
        """Return the requests of an experiment; none if it was not recorded."""
        return self._parts.get(experiment.title, Planned(experiment.title, Counter()))

    def total(self, experiments: Iterable[Experiment]) -> int:
        """Return the number of requests of a probe with some experiments."""
        return sum(each.total for each in self.parts(experiments))

    def parts(self, experiments: Iterable[Experiment]) -> Iterator[Planned]:
        """Yield the parts of a probe with some experiments."""
        nothing = Planned("", Counter())
        yield self._parts.get(BEFORE, nothing)
        yield from map(self.of, experiments)
        yield self._parts.get(AFTER, nothing)


def _split(request: str) -> tuple[str, str]:
    method, _, path = request.partition(" ")
    return method, path


def show(experiments: Sequence[Experiment]) -> int:
    """Print the requests of a probe, and return the exit code."""
    plan = Plan()
    asked = {each.title: sorted({question.name for question in each.questions}) for each in experiments}
    lines = []
    for part in plan.parts(experiments):
        names = f" ({', '.join(asked[part.title])})" if part.title in asked else ""
        lines.append(f"{part.title}{names}: {count(part.total, 'request')}")
        lines += [f"  {times:3} {method:6} {path}" for (method, path), times in part.requests.items()]
    total = plan.total(experiments)
    writes = sum(
        times
        for part in plan.parts(experiments)
        for (method, _), times in part.requests.items()
        if method in _WRITES
    )
    print_text(
        "\n".join(lines) + f"\n\nNothing was sent. A probe sends about {count(total, 'request')}, of which "
        f"{writes} write, and signs in. At one request a second, it takes about {duration(total)}."
    )
    return SUCCESS
