"""`pulumi new` makes a project of one's own from the template, and installs the package from its wheel."""

import os
import re
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.newcomer import Newcomer, without_a_virtual_environment
from tests.engine.trial import ACCOUNT, ROOT, SECRET, Stack
from tests.engine.wheels import build
from tests.processes import ran

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template of a clone, beside which lies the wheel."""
    folder = tmp_path_factory.mktemp("template")
    build(folder / "wheels", folder / "clone")
    return folder / "clone" / "template"


def newcomer(folder: Path, template: Path, surroundings: dict[str, str], simulator: Simulator) -> Newcomer:
    for name in ("project", "state"):
        (folder / name).mkdir()
    own = {
        "PULUMI_BACKEND_URL": f"file://{folder}/state?metadata=skip",
        "LIVEPERSON_DOMAIN_API_URL": simulator.url,
        "PIP_FIND_LINKS": str(template.parents[1] / "wheels"),
    }
    return Newcomer(template, folder / "project", {**without_a_virtual_environment(surroundings), **own})


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, template: Path, surroundings: dict[str, str], running: Simulator
) -> Stack:
    """The stack `support` of the new project `our-accounts`."""
    running.control.reset()
    somebody = newcomer(tmp_path_factory.mktemp("made"), template, surroundings, running)
    settings = f"liveperson:accountId={ACCOUNT}", "liveperson:clientId=simulator-client"
    options = [option for each in settings for option in ("--config", each)]
    stack = somebody.makes("our-accounts", "support", *options)
    stack.pulumi("config", "set", "--secret", "liveperson:clientSecret", SECRET).ok()
    return stack


def test_a_new_project_previews_applies_and_has_nothing_left_to_do(made: Stack, running: Simulator) -> None:
    previewed = made.preview("--json")
    applied = made.up()
    again = made.preview("--refresh", "--expect-no-changes")

    assert (previewed.exit_code, previewed.operations) == (0, {"create": 3})  # the stack is one of them
    assert (applied.exit_code, again.exit_code) == (0, 0), applied.said + again.said
    [occasion] = running.control.objects(ACCOUNT, "specialoccasion")
    [reason] = running.control.objects(ACCOUNT, "status-reasons")
    assert (occasion["isDefault"], reason["enabled"]) == (False, False)


def test_a_new_project_has_its_own_name_and_no_template(made: Stack) -> None:
    text = (made.project / "Pulumi.yaml").read_text()

    assert text.startswith("name: our-accounts\n")
    assert "path: ./host" in text
    assert "template:" not in text.replace("pulumi:template:", "")


def test_programs_and_scripts_can_be_run_in_a_new_project(made: Stack) -> None:
    listed = ran(["git", "ls-files", "--stage"], cwd=ROOT / "template", check=True)
    executable = re.findall(r"^100755 .*\t(.+)$", listed.stdout, re.MULTILINE)

    assert executable == [".ci/set-up", "host/pulumi-resource-pulumi-python"]
    assert [name for name in executable if not os.access(made.project / name, os.X_OK)] == []


def test_a_new_project_holds_what_is_committed_here_letter_by_letter(made: Stack, template: Path) -> None:
    listed = ran(["git", "ls-files"], cwd=template, check=True)
    names = set(listed.stdout.splitlines()) - {"Pulumi.yaml"}

    # Pulumi replaces two placeholders in every file, so none may hold one.
    assert [
        name for name in sorted(names) if (made.project / name).read_bytes() != (template / name).read_bytes()
    ] == []


def test_a_pipeline_of_a_new_project_knows_its_stack(made: Stack) -> None:
    listed = ran(
        [made.project / ".venv" / "bin" / "liveperson", "ci", "stacks"], cwd=made.project, check=True
    )

    assert listed.stdout == '["support"]\n'


def test_its_page_names_files_that_are_there(made: Stack) -> None:
    named = re.findall(r"`([\w./-]*[./][\w./-]*)`", (made.project / "README.md").read_text())
    ours = {each for each in named if each.startswith("docs/")}
    optional = {"accounts.csv"}

    assert len(ours) > 3
    assert [each for each in ours if not (ROOT / each).exists()] == []
    assert [each for each in {*named} - ours - optional if not (made.project / each).exists()] == []


def test_a_new_project_has_its_packages_in_a_folder_of_their_own(made: Stack) -> None:
    assert (made.project / ".venv" / "bin" / "python").exists()
    assert {"bin", "lib", "pyvenv.cfg"} & {each.name for each in made.project.iterdir()} == set()


def test_the_cli_of_this_checkout_makes_a_project_that_works(
    tmp_path: Path, template: Path, surroundings: dict[str, str], simulator: Simulator
) -> None:
    somebody = newcomer(tmp_path, template, surroundings, simulator)

    stack = somebody.makes("our-accounts", "support")

    assert (stack.project / ".venv" / "bin" / "python").exists()


def test_pulumi_asks_for_the_account_and_keeps_the_secret_secret(
    tmp_path: Path, template: Path, surroundings: dict[str, str], simulator: Simulator
) -> None:
    somebody = newcomer(tmp_path, template, surroundings, simulator)

    stack, shown = somebody.answers(
        "support",
        {
            "Project name": "our-accounts",
            "Project description": "",
            "Stack name": "support",
            "(liveperson:accountId)": ACCOUNT,
            "(liveperson:clientId)": "simulator-client",
            "(liveperson:clientSecret)": SECRET,
            "(program) (starter)": "",
        },
    )

    stack.preview("--refresh").ok()
    assert SECRET not in shown + stack.configuration.read_text()
    assert "secure: v1:" in stack.configuration.read_text()
