"""Measures `liveperson fleet`: previews of many stacks beside the CLI, and the report of 300 accounts."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.cases import Level
from bench.figures import Figure, Row
from liveperson_simulator.server import Simulator
from tests.engine.trial import environment
from tests.fleet.fleets import fleet
from tests.fleet.memory import measured
from tests.fleet.project import Project, stacks
from tests.fleet.results import written

STACKS = {Level.QUICK: 8, Level.DEFAULT: 40, Level.FULL: 40}
JOBS = 2
RATIO = 1.1
ACCOUNTS = 300
SECONDS = 5.0
_MEGABYTES = 300
_PREVIEW = ("pulumi", "preview", "--refresh", "--show-sames", "--json", "--non-interactive")


def fleets(level: Level) -> list[Row]:
    """Return the duration of previews as a ratio to the CLI's, and the cost of each format of the report."""
    with TemporaryDirectory(prefix="bench-") as folder:
        return [_previews(Path(folder), STACKS[level]), *_reports(Path(folder))]


def _previews(folder: Path, count: int) -> Row:
    with Simulator() as simulator:
        project = Project.made(folder / "fleet", simulator, environment(folder / "home"), stacks(count))
        interpreter = project.folder / ".venv"
        interpreter.unlink()
        interpreter.symlink_to(sys.prefix)
        project.environment["PATH"] = f"{sys.prefix}/bin{os.pathsep}{os.environ['PATH']}"
        runs = [(_seconds(partial(_ours, project)), _seconds(partial(_plain, project))) for _ in range(2)]
    ours, plain = map(sum, zip(*runs, strict=True))
    ratio = ours / plain
    return Row(
        f"preview {count} stacks with a refresh, {JOBS} at a time: seconds / seconds of the CLI alone",
        {"measured": Figure(f"{ratio:.2f}", ratio, RATIO), "target": Figure(f"≤ {RATIO:.2f}")},
    )


def _ours(project: Project) -> None:
    command = [
        f"{sys.prefix}/bin/liveperson",
        "fleet",
        "preview",
        "--results",
        "results",
        "--jobs",
        str(JOBS),
    ]
    subprocess.run(
        command, cwd=project.folder, env=project.environment, stderr=subprocess.DEVNULL, check=True
    )


def _plain(project: Project) -> None:
    def preview(stack: str) -> None:
        with (project.folder / f"{stack}.json").open("wb") as output:
            subprocess.run(
                [*_PREVIEW, "--stack", stack],
                cwd=project.folder,
                env=project.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
                check=True,
            )

    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(preview, project.accounts))


def _seconds(work: Callable[[], None]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


def _reports(folder: Path) -> list[Row]:
    results = written(folder / "results", *fleet(ACCOUNTS))
    return [row for format_ in ("markdown", "html", "json") for row in _report(results, folder, format_)]


def _report(results: Path, folder: Path, format_: str) -> list[Row]:
    options = ["--format", format_, "--output", str(folder / "report")]
    started = time.monotonic()
    _, megabytes = measured("fleet", "report", str(results), *options)
    seconds = time.monotonic() - started
    what = f"report {ACCOUNTS} accounts as {format_}"
    return [
        Row(
            what,
            {
                "measured": Figure(f"{seconds:.2f} s", seconds, SECONDS),
                "target": Figure(f"≤ {SECONDS:.2f} s"),
            },
        ),
        Row(
            f"{what}: memory",
            {
                "measured": Figure(f"{megabytes} MB", megabytes, _MEGABYTES),
                "target": Figure(f"≤ {_MEGABYTES} MB"),
            },
        ),
    ]
