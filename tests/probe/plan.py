"""`python -m tests.probe.plan`: record the requests of a probe of the simulator with its defaults.

`liveperson probe --dry-run` lists them, and the command estimates its duration with them.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from liveperson_simulator.server import Simulator
from pulumi_liveperson.cli.probe.plan import AFTER, BEFORE
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.probe.cleaning import sweep
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments import EXPERIMENTS
from pulumi_liveperson.probe.probing import probe
from pulumi_liveperson.probe.question import Observation
from pulumi_liveperson.probe.safety import look
from pulumi_liveperson.probe.session import Session
from tests.contract.line import Line
from tests.contract.process import ACCOUNT, account

FILE = Path(__file__).parents[2] / "provider" / "pulumi_liveperson" / "probe" / "plan.json"

NOON = 1_795_780_800  # 27 November 2026, 12:00 UTC

Content = list[dict[str, Any]]


class Recorder(Line):
    """Records the requests of each part of a probe."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, Counter[tuple[str, str]]] = {}
        self._current: Counter[tuple[str, str]] = Counter()
        self.before.append(self._record)
        self.begin(BEFORE)

    def begin(self, title: str) -> None:
        assert title not in self.parts, f"two experiments have the title {title}"
        self._current = self.parts[title] = Counter()

    def report(self, experiment: Experiment, found: Sequence[Observation] | None) -> None:
        if found is None:
            self.begin(experiment.title)

    def _record(self, request: Request) -> None:
        self._current[request.method, template(request.url)] += 1

    @property
    def content(self) -> Content:
        return [
            {"title": title, "requests": {" ".join(each): times for each, times in requests.items()}}
            for title, requests in self.parts.items()
        ]


def template(url: str) -> str:
    """Return the path of a URL without the ids in it; a list of ids may have any length."""
    path = "/" + url.partition("://")[2].partition("/")[2].partition("?")[0]
    path = re.sub(r"/\d+(,\d+)+$", "/{id},{id}", path)
    return re.sub(r"/\d+(?=/|$)", "/{id}", path.replace(f"/{ACCOUNT}/", "/{accountId}/"))


def recorded(simulator: Simulator) -> Content:
    """Probe a simulator, and return the requests."""
    simulator.control.set_knobs(clock_time=NOON)  # some experiments depend on the time of day
    recorder = Recorder()
    session = Session(account(simulator, line=recorder))
    content = look(session)
    probe(session, content, EXPERIMENTS, recorder.report)
    recorder.begin(AFTER)
    assert sweep(session) == []
    return recorder.content


def main() -> int:
    """Write the file."""
    with Simulator() as simulator:
        FILE.write_text(json.dumps(recorded(simulator), indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
