"""Where an export writes, and what it leaves alone."""

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import OCCASIONS, REASONS
from tests.cli.exporting import PROGRAM, export, programs
from tests.engine.trial import ACCOUNT, Stack, resources

pytestmark = pytest.mark.engine


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("output", ["mine.py", "stacks"])
def test_an_output_that_exists_is_left_alone(newcomer: Stack, output: str) -> None:
    file = newcomer.project / output
    file = file / "trial.py" if file.is_dir() else file
    file.write_text("mine")

    done = export(newcomer, "--output", output)

    assert (done.exit_code, done.said) == (2, "")
    name = file.relative_to(newcomer.project)
    assert done.beside == f"export: {name} already exists and was not changed: use another file name.\n"
    assert file.read_text() == "mine"


@pytest.mark.usefixtures("ids")
def test_an_import_file_that_says_something_else_is_left_alone(newcomer: Stack) -> None:
    assert export(newcomer, "--output", "first.py").exit_code == 0
    (newcomer.project / "first.py").unlink()
    assert export(newcomer, "--output", "first.py").exit_code == 0
    file = newcomer.project / "mine.import.json"
    file.write_text((newcomer.project / "first.import.json").read_text().replace("audit", "mine"))
    mine = file.read_text()

    done = export(newcomer, "--output", "mine.py")

    assert (done.exit_code, done.said) == (2, "")
    assert done.beside == (
        "export: mine.import.json already exists and was not changed: delete it if its objects are imported, "
        "or use --import.\n"
    )
    assert file.read_text() == mine
    assert not file.with_name("mine.py").exists()


def test_an_import_file_takes_over_what_is_there_by_then(
    newcomer: Stack, simulator: Simulator, ids: list[str]
) -> None:
    assert export(newcomer, "--output", "first.py").exit_code == 0
    simulator.control.foreign_delete(ACCOUNT, REASONS, ids[1])
    simulator.control.foreign_update(ACCOUNT, OCCASIONS, ids[0], {"description": "Open"})

    done = newcomer.pulumi("import", "--file", "first.import.json", "--yes", "--skip-preview")

    assert done.exit_code != 0
    assert f"has no status reason with the id {ids[1]}" in done.said
    (imported,) = [each for each in resources(newcomer.state()) if each["id"] == ids[0]]
    assert imported["outputs"]["description"] == "Open"


@pytest.mark.usefixtures("ids")
def test_a_program_goes_into_a_folder_that_is_not_empty(newcomer: Stack) -> None:
    folder = newcomer.project / "exports"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")

    done = export(newcomer, "--output", "exports")

    assert done.exit_code == 0
    assert (folder / "trial.py").read_text() == PROGRAM
    assert (folder / "notes.txt").read_text() == "mine"
    assert "trial.py" not in programs(newcomer)
    missing = export(newcomer, "--output", "no/folder/here.py")
    assert (missing.exit_code, missing.said) == (2, "")
    assert "cannot be written" in missing.beside


@pytest.mark.usefixtures("ids")
def test_the_program_is_the_one_that_the_stack_runs(newcomer: Stack) -> None:
    newcomer.pulumi("config", "set", "program", "support").ok()
    newcomer.pulumi("config", "set", "another:program", "other").ok()

    assert export(newcomer).exit_code == 0

    assert programs(newcomer)["support.py"] == PROGRAM
    newcomer.pulumi("config", "set", "program", "../support").ok()
    refused = export(newcomer)
    assert (refused.exit_code, refused.said) == (2, "")
    assert "'../support' is not a valid module name" in refused.beside


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("text", [None, "name: [", "mine"])
def test_a_folder_without_a_project_is_reported(newcomer: Stack, text: str | None) -> None:
    file = newcomer.project / "Pulumi.yaml"
    file.unlink()
    if text is not None:
        file.write_text(text)

    done = export(newcomer)

    assert (done.exit_code, done.said) == (1, "")
    assert "Pulumi.yaml" in done.beside
