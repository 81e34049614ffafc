"""The command `export`: where it writes, what it leaves alone, and how it goes on."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.__main__ import main
from simulator.server import Simulator
from tests.cli.commands import NASTY, OCCASIONS, REASONS, Done, command, lists, made, occasion, reason
from tests.engine.trial import ACCOUNT, OURS, ROOT, Stack, resources

pytestmark = pytest.mark.engine

PROGRAM = '''\
"""The objects of account 71234567, as they were exported."""

from provider import SpecialOccasion, StatusReason


def program() -> None:
    """Declare the account."""
    SpecialOccasion("audit", name="Audit", description="Closed")
    StatusReason("doctor", text="Doctor")
    StatusReason("lunch", text="Lunch", state="Occupied")
'''
NO_CHANGES = "Imported {}. `pulumi preview` shows no changes.\n"


@pytest.fixture
def newcomer(stack: Stack) -> Stack:
    """A stack that has neither a program nor a state."""
    (stack.project / "cli").symlink_to(ROOT / "cli")
    (stack.project / "stacks" / "trial.py").unlink()
    return stack


@pytest.fixture
def ids(simulator: Simulator) -> list[str]:
    """The ids of the objects that somebody made in the console."""
    occasions = made(simulator.control, OCCASIONS, occasion("Audit"))
    ids = [*occasions, *made(simulator.control, REASONS, reason("Lunch", "Occupied"), reason("Doctor"))]
    simulator.control.clear_requests()
    return ids


def export(stack: Stack, *words: str, **environment: str) -> Done:
    return command(stack, "export", "--stack", "trial", *words, **environment)


def programs(stack: Stack) -> dict[str, str]:
    """Return the files beside each other in which programs are."""
    folder = stack.project / "stacks"
    return {
        each.name: each.read_text()
        for each in folder.iterdir()
        if each.is_file() and each.name != "__init__.py"
    }


def managed(stack: Stack) -> list[str]:
    """Return the names of the resources of ours in the state."""
    found = json.loads(stack.state())["deployment"].get("resources", [])
    return sorted(each["urn"].rpartition("::")[2] for each in found if OURS in each["type"])


def assert_nothing_changes(stack: Stack) -> None:
    done = stack.preview("--refresh", "--expect-no-changes")
    assert done.exit_code == 0, done.said


def test_one_command_leads_from_an_empty_stack_to_no_changes(
    newcomer: Stack, simulator: Simulator, ids: list[str]
) -> None:
    done = export(newcomer, "--import")

    assert (done.exit_code, done.said) == (0, "")
    assert done.beside.startswith("Wrote stacks/trial.py: 1 special occasion and 2 status reasons.\n")
    assert done.beside.endswith(NO_CHANGES.format("1 special occasion and 2 status reasons"))
    assert lists(simulator.control) == [OCCASIONS, REASONS]
    assert programs(newcomer) == {"trial.py": PROGRAM}
    assert sorted(each["id"] for each in resources(newcomer.state())) == sorted(ids)
    assert_nothing_changes(newcomer)

    again = export(newcomer, "--import")

    assert (again.exit_code, again.said) == (0, "")
    assert again.beside == "There is nothing to export: no object that was asked for is without a resource.\n"
    assert programs(newcomer) == {"trial.py": PROGRAM}


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("host", ["ours", "Pulumi's"])
def test_the_import_file_is_taken_by_pulumi_itself(newcomer: Stack, host: str) -> None:
    if host != "ours":
        newcomer.use_the_stock_host()

    done = export(newcomer)

    assert (done.exit_code, done.said) == (0, "")
    assert managed(newcomer) == []
    assert sorted(programs(newcomer)) == ["trial.import.json", "trial.py"]
    last = done.beside.splitlines()[-1]
    assert last == (
        "pulumi import --file stacks/trial.import.json --protect=false --generate-code=false --stack trial"
    )
    imported = newcomer.pulumi("import", *last.split()[2:-2], "--yes", "--skip-preview")
    assert imported.exit_code == 0, imported.said
    assert_nothing_changes(newcomer)


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
        "stacks/trial.py was left as it is. Its program() lacks 1 special occasion and 1 status reason.\n"
        "Put the lines above there, which take `from provider import SpecialOccasion, StatusReason`, and run "
        "this with --import.\n"
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


def test_an_import_that_was_interrupted_goes_on(newcomer: Stack, simulator: Simulator) -> None:
    texts = [
        f"{word} {number}{end}" for number in range(30) for word in ("Lunch", "lunch") for end in ("", "!")
    ]
    made(simulator.control, REASONS, *map(reason, texts))
    with subprocess.Popen(
        [sys.executable, "-m", "cli", "export", "--stack", "trial", "--import"],
        cwd=newcomer.project,
        env=newcomer.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stderr is not None
        seen, said = 0, ""
        for line in running.stderr:
            said += line
            seen += " imported (" in line
            if seen == 10:
                os.killpg(running.pid, signal.SIGINT)  # as a terminal does
        code = running.wait()
    written, half = programs(newcomer), managed(newcomer)
    assert code != 0
    assert 10 <= len(half) < len(texts), said

    done = export(newcomer, "--import")

    assert (done.exit_code, done.said) == (0, "")
    assert done.beside.endswith(NO_CHANGES.format(f"{len(texts) - len(half)} status reasons"))
    assert programs(newcomer) == written
    assert_nothing_changes(newcomer)


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    ("words", "named", "read"),
    [
        (["--type", "special-occasion"], ["audit"], [OCCASIONS]),
        (["--type", "status-reason"], ["doctor", "lunch"], [REASONS]),
        (["--name", "*u*"], ["audit", "lunch"], [OCCASIONS, REASONS]),
        (["--name", "Lunch", "--type", "status-reason"], ["lunch"], [REASONS]),
        (["--name", "lunch"], [], [OCCASIONS, REASONS]),
    ],
)
def test_only_what_was_asked_for_is_exported(
    newcomer: Stack, simulator: Simulator, words: list[str], named: list[str], read: list[str]
) -> None:
    done = export(newcomer, *words)

    assert done.exit_code == 0
    assert lists(simulator.control) == read
    text = programs(newcomer).get("trial.import.json", '{"resources": []}')
    assert [each["name"] for each in json.loads(text)["resources"]] == named
    assert ("trial.py" in programs(newcomer)) is bool(named)


def test_what_breaks_a_rule_is_left_out_of_the_import_and_told(newcomer: Stack, simulator: Simulator) -> None:
    simulator.control.set_knobs(missing_description="accept")
    _, id_ = made(simulator.control, OCCASIONS, occasion("Audit"), occasion(NASTY, ""))

    done = export(newcomer, "--import")

    assert done.exit_code == 0
    assert (
        "Not declared, because of a documented rule: 1 special occasion.\n"
        f'  special occasion Christmas⏎[U+001B][31m"2026"[U+202E] <b>`| (id {id_}): '
        "description: must not be empty\n"
    ) in done.beside
    assert done.beside.endswith(NO_CHANGES.format("1 special occasion"))
    assert "    # - description: must not be empty\n" in programs(newcomer)["trial.py"]
    assert managed(newcomer) == ["audit"]
    assert_nothing_changes(newcomer)


@pytest.mark.parametrize("select", ["whole", "ignored", "reject400"])
def test_a_list_of_summaries_takes_a_request_for_each_object(
    newcomer: Stack, simulator: Simulator, select: str
) -> None:
    made(simulator.control, OCCASIONS, *(occasion(f"Occasion {number}") for number in range(12)))
    simulator.control.set_knobs(list_select=select, id_type="string", unknown_fields="added")
    simulator.control.clear_requests()

    done = export(newcomer)

    assert done.exit_code == 0
    assert len(json.loads(programs(newcomer)["trial.import.json"])["resources"]) == 12
    asked = lists(simulator.control).count(OCCASIONS)
    assert asked == {"whole": 1, "ignored": 13, "reject400": 14}[select]


def test_times_that_are_written_otherwise_than_documented_are_told(
    newcomer: Stack, simulator: Simulator
) -> None:
    moment = {"dateTime": "2026-12-24T00:00:00", "timeZone": "Europe/Lisbon"}
    end = {**moment, "dateTime": "2026-12-24T23:59:00"}
    event = {"meta": {"working": False, "name": "closed"}, "start": moment, "end": end, "recurrence": []}
    (id_,) = made(simulator.control, OCCASIONS, occasion("Audit", events=[event]))
    simulator.control.set_knobs(date_time_form="milliseconds")

    done = export(newcomer, "--import")

    assert done.exit_code == 0
    assert (
        "LivePerson writes 2 times otherwise than its API documents, such as 2026-12-24T00:00:00.000 in the "
        f"special occasion Audit (id {id_}). The program has the documented form of the same time.\n"
    ) in done.beside
    assert '[closed("2026-12-24", time_zone="Europe/Lisbon")]' in programs(newcomer)["trial.py"]
    assert_nothing_changes(newcomer)


@pytest.mark.usefixtures("ids")
def test_objects_inside_of_components_are_left_to_an_update(newcomer: Stack) -> None:
    newcomer.declare(
        "import pulumi\n"
        'team = pulumi.ComponentResource("team", "team", opts=pulumi.ResourceOptions())\n'
        'StatusReason("doctor", text="Doctor", opts=pulumi.ResourceOptions(parent=team))\n'
        'SpecialOccasion("audit", name="Audit", description="Closed")\n'
        'StatusReason("lunch", text="Lunch", state="Occupied")\n'.replace(
            '"team", "team"', '"acme:Team", "team"'
        )
    )

    done = export(newcomer, "--import")

    assert (done.exit_code, done.said) == (0, "")
    assert "declares 1 status reason inside of components" in done.beside
    assert "(Doctor)" in done.beside
    assert managed(newcomer) == ["audit", "lunch"]


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
def test_a_program_that_does_not_run_is_to_be_mended_first(newcomer: Stack) -> None:
    newcomer.declare('StatusReason("lunch", text="")')

    done = export(newcomer, "--import")

    assert (done.exit_code, done.said) == (1, "")
    assert done.beside.startswith("export: The stack's program does not run:\n")
    assert 'StatusReason "lunch": text: must not be empty' in done.beside
    assert managed(newcomer) == []


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
        "export: `pulumi import` failed, as it says above. Run this again to go on with the rest.\n"
    )
    assert export(newcomer, "--import").exit_code == 0
    assert_nothing_changes(newcomer)
