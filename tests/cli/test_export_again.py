"""Exports of a stack that has a program, or manages some objects, or was interrupted."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import OCCASIONS, REASONS, made, reason
from tests.cli.exporting import NO_CHANGES, PROGRAM, export, managed, programs
from tests.engine.trial import ACCOUNT, Stack, resources

pytestmark = [pytest.mark.engine, pytest.mark.slow]

IN_A_TEAM = (
    "import pulumi\n"
    'team = pulumi.ComponentResource("acme:Team", "team")\n'
    'StatusReason("doctor", text="Doctor", opts=pulumi.ResourceOptions(parent=team))\n'
)


@pytest.mark.usefixtures("ids")
def test_a_program_is_left_alone_and_what_it_lacks_is_printed(newcomer: Stack) -> None:
    newcomer.declare(
        'StatusReason("my-lunch", text="Lunch", state="Occupied")\nStatusReason("more", text="More")'
    )
    mine = programs(newcomer)

    done = export(newcomer, "--import")

    assert done.exit_code == 0
    assert done.said == (
        '    SpecialOccasion("audit", name="Audit", description="Closed")\n'
        '    StatusReason("doctor", text="Doctor")\n'
    )
    assert done.beside.startswith(
        "stacks/trial.py was not changed. Missing in its program(): 1 special occasion and 1 status reason.\n"
        "Add the lines above, and `from pulumi_liveperson import SpecialOccasion, StatusReason`. Then run "
        "this command again with --import.\n"
    )
    assert done.beside.endswith("Imported 1 status reason. `pulumi preview` changes 1 resource.\n")
    assert programs(newcomer) == mine
    assert managed(newcomer) == ["my-lunch"]  # the others would be deleted by the next update

    file = newcomer.project / "stacks" / "trial.py"
    file.write_text(file.read_text() + done.said)
    again = export(newcomer, "--import")

    assert (again.exit_code, again.said) == (0, "")
    assert managed(newcomer) == ["audit", "doctor", "my-lunch"]


def test_a_stack_that_manages_some_objects_gets_what_is_new(
    newcomer: Stack, simulator: Simulator, ids: list[str]
) -> None:
    assert export(newcomer, "--import").exit_code == 0
    made(simulator.control, REASONS, reason("doctor"), reason("Lunch 2"))
    gone = simulator.control.foreign_create(ACCOUNT, REASONS, reason("Deleted"))["id"]
    simulator.control.foreign_delete(ACCOUNT, REASONS, gone)

    done = export(newcomer, "--output", "stacks/more.py")

    assert (done.exit_code, done.said) == (0, "")
    found = programs(newcomer)
    assert found["trial.py"] == PROGRAM
    assert found["more.py"].endswith(
        '    StatusReason("doctor-2", text="doctor")\n    StatusReason("lunch-2", text="Lunch 2")\n'
    )
    entries = json.loads(found["more.import.json"])["resources"]
    assert [each["name"] for each in entries] == ["doctor-2", "lunch-2"]
    assert not {each["id"] for each in entries} & set(ids)


@pytest.mark.parametrize("interrupts", [1, 2])
def test_an_import_that_was_interrupted_goes_on(
    newcomer: Stack, simulator: Simulator, interrupts: int
) -> None:
    texts = [
        f"{word} {number}{end}" for number in range(30) for word in ("Lunch", "lunch") for end in ("", "!")
    ]
    made(simulator.control, REASONS, *map(reason, texts))
    with subprocess.Popen(
        [sys.executable, "-m", "pulumi_liveperson", "export", "--stack", "trial", "--import"],
        cwd=newcomer.project,
        env=newcomer.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stderr is not None
        said, left = "", interrupts
        for line in running.stderr:
            said += line
            if left and said.count(" imported (") >= 10:
                os.killpg(running.pid, signal.SIGINT)  # as a terminal does
                left -= 1
        code = running.wait()
    written, half = programs(newcomer), managed(newcomer)
    assert code != 0
    assert 10 <= len(half) < len(texts), said

    done = export(newcomer, "--import")

    assert (done.exit_code, done.said) == (0, "")
    assert done.beside.endswith(NO_CHANGES.format(f"{len(texts) - len(half)} status reasons"))
    assert programs(newcomer) == written
    newcomer.expect_no_changes()


def test_a_new_program_declares_what_the_stack_manages_already(newcomer: Stack, ids: list[str]) -> None:
    newcomer.apply('StatusReason("our-doctor", text="Doctor", order=1, on_conflict="overwrite")')
    (newcomer.project / "stacks" / "trial.py").unlink()

    done = export(newcomer, "--import", "--type", "special-occasion")

    assert (done.exit_code, done.said) == (0, "")
    assert done.beside.startswith(
        "Wrote stacks/trial.py: 1 special occasion and 1 status reason.\n"
        "The stack already manages 1 status reason of these; they are not imported again.\n"
    )
    assert done.beside.endswith(NO_CHANGES.format("1 special occasion"))
    assert programs(newcomer)["trial.py"].endswith(
        '    SpecialOccasion("audit", name="Audit", description="Closed")\n'
        '    StatusReason("our-doctor", text="Doctor", order=1, on_conflict="overwrite")\n'
    )
    assert [each["id"] for each in resources(newcomer.state())] == [ids[2], ids[0]]
    newcomer.expect_no_changes()


def test_a_new_program_is_not_written_without_what_the_stack_manages(
    newcomer: Stack, simulator: Simulator, ids: list[str]
) -> None:
    newcomer.apply('SpecialOccasion("audit", name="Audit", description="Closed")')
    (newcomer.project / "stacks" / "trial.py").unlink()
    simulator.control.foreign_update(ACCOUNT, OCCASIONS, ids[0], {"isDefault": "perhaps"})

    done = export(newcomer, "--import")

    assert (done.exit_code, done.said) == (1, "")
    assert done.beside == (
        f"export: The stack manages the special occasion Audit (id {ids[0]}), which a program cannot "
        "declare: is_default: must be True or False, not 'perhaps'. A program without it would delete it. "
        "Correct it in LivePerson, and run this command again.\n"
    )
    assert programs(newcomer) == {}


@pytest.mark.usefixtures("ids")
def test_a_new_program_is_not_written_without_components(newcomer: Stack) -> None:
    newcomer.apply(IN_A_TEAM)
    (newcomer.project / "stacks" / "trial.py").unlink()

    done = export(newcomer, "--import")

    assert (done.exit_code, done.said) == (1, "")
    assert done.beside == (
        "export: The stack manages 1 resource inside components (doctor), and stacks/trial.py, which "
        "declares them, is missing: restore this file first.\n"
    )
    assert programs(newcomer) == {}


def test_what_the_next_update_deletes_is_shown(newcomer: Stack, simulator: Simulator, ids: list[str]) -> None:
    assert export(newcomer, "--import").exit_code == 0
    newcomer.declare('StatusReason("tea", text="Tea")\nStatusReason("doctor", text="Doctor")')
    made(simulator.control, REASONS, reason("Tea"))

    done = export(newcomer, "--import")

    assert done.exit_code == 0
    assert done.beside.endswith(
        "Imported 1 status reason. `pulumi preview` changes 2 resources.\n"
        "`pulumi up` will delete 2 resources that the program does not declare: audit, lunch. "
        "To keep a resource, declare it.\n"
    )
    assert len(resources(newcomer.state())) == len(ids) + 1


def test_an_object_that_was_made_again_is_left_to_a_refresh(
    newcomer: Stack, simulator: Simulator, ids: list[str]
) -> None:
    assert export(newcomer, "--import").exit_code == 0
    before = programs(newcomer)
    simulator.control.foreign_delete(ACCOUNT, REASONS, ids[1])
    (again,) = made(simulator.control, REASONS, reason("Lunch", "Occupied"))

    done = export(newcomer, "--import")

    assert (done.exit_code, done.said) == (0, "")
    assert done.beside == (
        "Cannot be declared: 1 status reason. Correct them in LivePerson, or accept them in accepted.yaml:\n"
        f"  status reason Lunch (id {again}): only one object can have the text 'Lunch', and the resource "
        f"lunch declares this for the id {ids[1]}; if that is no longer correct, run `pulumi refresh` first\n"
    )
    assert programs(newcomer) == before
    newcomer.refresh("--yes", "--skip-preview").ok()
    assert export(newcomer, "--import").exit_code == 0
    newcomer.expect_no_changes()
    assert again in [each["id"] for each in resources(newcomer.state())]


@pytest.mark.usefixtures("ids")
def test_objects_inside_of_components_are_left_to_an_update(newcomer: Stack) -> None:
    newcomer.declare(
        f'{IN_A_TEAM}SpecialOccasion("audit", name="Audit", description="Closed")\n'
        'StatusReason("lunch", text="Lunch", state="Occupied")\n'
    )

    done = export(newcomer, "--import")

    assert (done.exit_code, done.said) == (0, "")
    assert "declares 1 status reason inside components" in done.beside
    assert "(Doctor)" in done.beside
    assert managed(newcomer) == ["audit", "lunch"]


def test_an_import_that_fails_says_so_and_loses_nothing(
    newcomer: Stack, simulator: Simulator, tmp_path: Path
) -> None:
    made(simulator.control, REASONS, reason("Doctor"))
    failing = tmp_path / "failing"
    failing.mkdir()
    pulumi = failing / "pulumi"
    real = Path(sys.prefix, "bin", "pulumi")
    pulumi.write_text(
        "#!/bin/sh\n"
        '[ "$1" != import ] || { echo "error: no import today" >&2; exit 255; }\n'
        f'exec {real} "$@"\n'
    )
    pulumi.chmod(0o755)
    path = f"{failing}{os.pathsep}{newcomer.environment['PATH']}"

    done = export(newcomer, "--import", PATH=path)

    assert (done.exit_code, done.said) == (1, "")
    assert done.beside.endswith(
        "error: no import today\n"
        "export: `pulumi import` failed; see its error above. Run this command again to import the rest.\n"
    )
    assert export(newcomer, "--import").exit_code == 0
    newcomer.expect_no_changes()


@pytest.mark.usefixtures("ids")
def test_a_program_that_fails_must_be_corrected_first(newcomer: Stack) -> None:
    newcomer.declare('StatusReason("lunch", text="")')

    done = export(newcomer, "--import")

    assert (done.exit_code, done.said) == (1, "")
    assert done.beside.startswith("export: The stack's program failed:\n")
    assert 'StatusReason "lunch": text: must not be empty' in done.beside
    assert managed(newcomer) == []
