"""`--stack` runs the preview itself, with the real CLI."""

import os
import subprocess
from pathlib import Path

import pytest

from simulator.server import Simulator
from tests.engine.trial import ROOT
from tests.report import programs
from tests.report.reporting import COMMAND, Said, bullets
from tests.report.workshop import Workshop

pytestmark = pytest.mark.engine


@pytest.fixture
def workshop(tmp_path: Path, simulator: Simulator) -> Workshop:
    return Workshop(tmp_path, simulator)


def report(workshop: Workshop, *options: str, **environment: str) -> Said:
    done = subprocess.run(
        [*COMMAND, *options],
        cwd=workshop.stack.project,
        env={**workshop.stack.environment, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def test_a_preview_is_run_and_reported(workshop: Workshop) -> None:
    workshop.apply(programs.FEW)
    workshop.edit("Lunch", state="Occupied")
    workshop.declare(programs.FEW.replace('text="Meal"', 'text="Meal", enabled=False'))

    said = report(workshop, "--stack", "trial", "--refresh", PULUMI_ENABLE_STREAMING_JSON_PREVIEW="true")

    assert (said.exit_code, said.err) == (0, "")
    assert said.out.splitlines()[1] == (
        "### LivePerson account trial: 2 changed; 4 unchanged; 1 changed by others"
    )
    assert bullets(said.out) == [
        "**Lunch**: becomes Away, was Occupied; this would undo what somebody changed in LivePerson.",
        "**Meal**: disabled, so that agents can no longer choose it.",
        "**Lunch**: is now Occupied, was Away.",
    ]

    without_looking = report(workshop, "--stack", "trial")
    assert bullets(without_looking.out) == ["**Meal**: disabled, so that agents can no longer choose it."]

    workshop.declare(programs.MISTAKES)
    failed = report(workshop, "--stack", "trial")
    assert failed.exit_code == 1
    assert failed.out.splitlines()[1] == "### LivePerson account trial: the preview failed"
    assert "this program has 2 mistakes" in failed.out

    unknown = report(workshop, "--stack", "nowhere")
    assert (unknown.exit_code, unknown.out) == (2, "")
    assert "no stack named 'nowhere' found" in unknown.err
    assert unknown.err.endswith("report: `pulumi preview` told nothing; what is wrong stands above.\n")


def test_a_machine_without_pulumi_is_told(workshop: Workshop) -> None:
    said = report(workshop, "--stack", "trial", PATH=os.devnull)

    assert (said.exit_code, said.err.count("\n")) == (2, 1)
    assert "the command `pulumi` cannot be run" in said.err
