"""`--stack` runs the preview itself, with the real CLI."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ROOT
from tests.processes import ran
from tests.report import programs
from tests.report.reporting import COMMAND, Said, bullets
from tests.report.workshop import Workshop

pytestmark = pytest.mark.engine


@pytest.fixture
def workshop(tmp_path: Path, simulator: Simulator) -> Workshop:
    return Workshop(tmp_path, simulator)


def report(workshop: Workshop, *options: str, **environment: str) -> Said:
    done = ran(
        [*COMMAND, *options],
        cwd=workshop.stack.project,
        env={**workshop.stack.environment, "PYTHONPATH": str(ROOT), **environment},
    )
    return Said(done.returncode, done.stdout, done.stderr)


def test_a_preview_is_run_and_reported(workshop: Workshop) -> None:
    workshop.apply(programs.FEW)
    workshop.console.edit("Lunch", state="Occupied")
    workshop.declare(programs.FEW.replace('text="Meal"', 'text="Meal", enabled=False'))

    said = report(workshop, "--stack", "trial", "--refresh", PULUMI_ENABLE_STREAMING_JSON_PREVIEW="true")

    assert (said.exit_code, said.err) == (0, "")
    assert said.out.splitlines()[1] == (
        "### LivePerson account trial: 2 changed; 4 unchanged; 1 changed by other people"
    )
    assert bullets(said.out) == [
        (
            "**Lunch**: its state becomes Away, was Occupied; "
            "this update would undo a change that was made in LivePerson."
        ),
        "**Meal**: disabled, so that agents can no longer select it.",
        "**Lunch**: its state is now Occupied, was Away.",
    ]

    without_looking = report(workshop, "--stack", "trial")
    assert bullets(without_looking.out) == ["**Meal**: disabled, so that agents can no longer select it."]

    workshop.declare(programs.MISTAKES)
    failed = report(workshop, "--stack", "trial")
    assert failed.exit_code == 1
    assert failed.out.splitlines()[1] == "### LivePerson account trial: the preview failed"
    assert "this program has 2 errors" in failed.out

    unknown = report(workshop, "--stack", "nowhere")
    assert (unknown.exit_code, unknown.out) == (2, "")
    assert "no stack named 'nowhere' found" in unknown.err
    assert "report: `pulumi preview` printed nothing; see its error above." in unknown.err
    backend = workshop.stack.environment["PULUMI_BACKEND_URL"].partition("?")[0]
    assert f"Pulumi used the backend {backend}, set by PULUMI_BACKEND_URL." in unknown.err


@pytest.mark.slow
def test_a_replacement_that_deletes_first_is_one_until_it_has_deleted(workshop: Workshop) -> None:
    program = 'StatusReason("tea", text="Tea", opts=ResourceOptions(replace_on_changes=["text"]))'
    workshop.apply(program)
    workshop.declare(program.replace('"Tea"', '"Tea time"'))

    for options in ([], ["--refresh"]):
        said = report(workshop, "--stack", "trial", "--max-deletes", "0", *options)
        assert "1 of 1 object would be deleted (100%): **Tea time**." in said.out

    workshop.simulator.control.add_fault("status_before", method="POST", path="status-reasons", status=400)
    assert workshop.stack.up().exit_code != 0
    said = report(workshop, "--stack", "trial", "--max-deletes", "0", "--refresh")
    assert (said.exit_code, said.out.splitlines()[1].endswith(": 1 new")) == (0, True)


@pytest.mark.slow
def test_leftovers_of_a_failed_replacement_are_reported(workshop: Workshop) -> None:
    replaced = 'StatusReason("tea", text="Tea", opts=ResourceOptions(replace_on_changes=["text"], '
    program = f'StatusReason("meal", text="Meal")\n{replaced}delete_before_replace=False))'
    workshop.apply(program)
    workshop.declare(program.replace('"Tea"', '"Tea time"'))
    workshop.simulator.control.add_fault("status_before", method="DELETE", status=400)
    assert workshop.stack.up().exit_code != 0

    for options in ([], ["--refresh"]):
        said = report(workshop, "--stack", "trial", "--max-deletes", "0", *options)
        assert said.exit_code == 3
        assert "--max-deletes 0: 1 of 3 objects would be deleted (33.3%): **Tea**." in said.out
        assert bullets(said.out) == [
            (
                "**Tea**: deleted; it was a status reason for Away; "
                "an earlier update replaced it and did not delete it."
            )
        ]
    piped = workshop.run("preview", "--json", "--refresh", "--show-sames").json
    (workshop.stack.project / "preview.json").write_text(json.dumps(piped))
    assert report(workshop, "preview.json", "--max-deletes", "0").exit_code == 3

    _let_the_leftover_be_the_kept_one(workshop)
    said = report(workshop, "--stack", "trial", "--max-deletes", "0")
    assert said.exit_code == 0
    assert bullets(said.out) == [
        (
            "**Tea time**: stays in LivePerson; the resource tea manages it, "
            "and only a second entry of it is removed from the state."
        )
    ]


def _let_the_leftover_be_the_kept_one(workshop: Workshop) -> None:
    """Edit the state so that an entry that waits to be deleted has the id of the one that stays."""
    state = json.loads(workshop.stack.state())
    kept, left = (
        next(each for each in state["deployment"]["resources"] if _is_tea(each, going=going))
        for going in (False, True)
    )
    for name in ("id", "inputs", "outputs"):
        left[name] = kept[name]
    file = workshop.stack.project / "state.json"
    file.write_text(json.dumps(state))
    workshop.run("stack", "import", "--file", str(file))


def _is_tea(resource: dict[str, Any], *, going: bool) -> bool:
    return bool(resource["urn"].endswith("::tea") and resource.get("delete", False) is going)


def test_a_machine_without_pulumi_gets_a_message(workshop: Workshop) -> None:
    said = report(workshop, "--stack", "trial", PATH=os.devnull)

    assert (said.exit_code, said.err.count("\n")) == (2, 1)
    assert "the command `pulumi` cannot be run" in said.err
