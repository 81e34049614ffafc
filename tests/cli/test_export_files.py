"""Where an export writes, and what it leaves alone."""

import pytest

from cli.__main__ import main
from tests.cli.exporting import PROGRAM, export, programs
from tests.engine.trial import Stack

pytestmark = pytest.mark.engine


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("output", ["mine.py", "stacks"])
def test_an_output_that_exists_is_left_alone(newcomer: Stack, output: str) -> None:
    file = newcomer.project / output
    file = file / "trial.py" if file.is_dir() else file
    file.write_text("mine")

    done = export(newcomer, "--output", output)

    assert (done.exit_code, done.said) == (2, "")
    assert (
        done.beside
        == f"export: {file.relative_to(newcomer.project)} exists, and was left as it is: name another file.\n"
    )
    assert file.read_text() == "mine"


@pytest.mark.usefixtures("ids")
def test_an_import_file_is_written_again_and_no_other_file_is(newcomer: Stack) -> None:
    assert export(newcomer, "--output", "first.py").exit_code == 0
    (newcomer.project / "first.py").unlink()
    first = (newcomer.project / "first.import.json").read_text()
    assert export(newcomer, "--output", "first.py").exit_code == 0
    assert (newcomer.project / "first.import.json").read_text() == first
    for number, mine in enumerate(("mine", "{}", '{"resources": [{"type": "random:index:Pet"}]}')):
        file = newcomer.project / f"mine-{number}.import.json"
        file.write_text(mine)

        done = export(newcomer, "--output", f"mine-{number}.py")

        assert done.exit_code == 2
        assert file.read_text() == mine
        assert not file.with_name(f"mine-{number}.py").exists()


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
    assert newcomer.pulumi("config", "set", "program", "support").exit_code == 0

    assert export(newcomer).exit_code == 0

    assert programs(newcomer)["support.py"] == PROGRAM
    assert newcomer.pulumi("config", "set", "program", "../support").exit_code == 0
    refused = export(newcomer)
    assert (refused.exit_code, refused.said) == (2, "")
    assert "'../support' is no name of a module" in refused.beside


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    ("words", "environment", "says"),
    [
        (["--stack", "nowhere"], {}, "There is no such stack"),
        ([], {"LIVEPERSON_CLIENT_SECRET": "wrong-secret"}, "clientSecret"),
        ([], {"LIVEPERSON_CLIENT_ID": "", "LIVEPERSON_USERNAME": "somebody"}, "not those of one way"),
    ],
)
def test_an_account_that_cannot_be_read_leaves_no_file(
    newcomer: Stack, words: list[str], environment: dict[str, str], says: str
) -> None:
    done = export(newcomer, "--import", *words, **environment)

    assert (done.exit_code, done.said) == (1, "")
    assert done.beside.startswith("export: ")
    assert says in done.beside
    assert "wrong-secret" not in done.beside
    assert programs(newcomer) == {}


@pytest.mark.parametrize(
    "words", [["--loud"], ["trial"], ["--type", "skill"], ["--import", "--output", "here.py"], ["--name"]]
)
def test_wrong_usage_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", *words])

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m cli")
