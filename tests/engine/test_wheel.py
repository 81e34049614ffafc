"""The package as a wheel, in a Pulumi project of somebody's that has dynamic resources of its own."""

import shutil
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.newcomer import without_a_virtual_environment
from tests.engine.trial import ACCOUNT, ROOT, SECRET, Stack
from tests.engine.wheels import install, make_environment
from tests.processes import ran

pytestmark = pytest.mark.engine

SETTINGS = """
name: theirs
runtime: {name: python, options: {toolchain: pip, virtualenv: .venv}}
"""
PROGRAM = """
from pulumi import Output
from pulumi.dynamic import CreateResult, Resource, ResourceProvider
from pulumi_liveperson import SpecialOccasion, StatusReason, closed


class Theirs(ResourceProvider):
    def create(self, props):
        return CreateResult("7", props)


class Mine(Resource):
    text: Output[str]

    def __init__(self, name):
        super().__init__(Theirs(), name, {"text": "Lunch"})


StatusReason("lunch", text=Mine("mine").text)
SpecialOccasion(
    "year-end",
    name="Year end",
    description="Closed",
    events=[closed("2026-12-31", time_zone="Europe/Lisbon")],
)
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """A virtual environment with the wheel of what is here, and with the libraries of this one."""
    venv = make_environment(tmp_path_factory.mktemp("environment") / "venv")
    install(venv, wheel)
    return venv


@pytest.fixture
def theirs(tmp_path: Path, environment: Path, surroundings: dict[str, str], simulator: Simulator) -> Stack:
    """The stack `dev` of such a project, which runs in Pulumi's own host."""
    project = tmp_path / "theirs"
    for each in (project, tmp_path / "their-state"):
        each.mkdir()
    (project / ".venv").symlink_to(environment)
    (project / "Pulumi.yaml").write_text(SETTINGS)
    (project / "__main__.py").write_text(PROGRAM)
    own = {
        "PULUMI_BACKEND_URL": f"file://{tmp_path}/their-state?metadata=skip",
        "LIVEPERSON_DOMAIN_API_URL": simulator.url,
        "LIVEPERSON_ACCOUNT_ID": ACCOUNT,
        "LIVEPERSON_CLIENT_ID": "simulator-client",
        "LIVEPERSON_CLIENT_SECRET": SECRET,
    }
    stack = Stack(project, {**without_a_virtual_environment(surroundings), **own}, "dev")
    stack.pulumi("stack", "init").ok()
    return stack


@pytest.mark.slow
def test_it_runs_beside_other_dynamic_resources_in_pulumis_own_host(
    theirs: Stack, simulator: Simulator
) -> None:
    applied, again = theirs.up(), theirs.preview("--refresh", "--expect-no-changes")

    assert (applied.exit_code, again.exit_code) == (0, 0), applied.said + again.said
    assert [each["text"] for each in simulator.control.objects(ACCOUNT, "status-reasons")] == ["Lunch"]
    theirs.destroy().ok()
    assert simulator.control.objects(ACCOUNT, "specialoccasion") == []


def test_it_runs_in_our_host_by_the_launchers_of_the_template(theirs: Stack) -> None:
    shutil.copytree(ROOT / "template" / "host", theirs.project / "host")
    with (theirs.project / "Pulumi.yaml").open("a") as settings:
        settings.write("plugins: {providers: [{name: pulumi-python, path: ./host}]}\n")
    named = {"LIVEPERSON_OTHER_DYNAMIC_TYPES": "pulumi-python:dynamic:Resource"}

    applied, again = theirs.up(**named), theirs.preview("--refresh", "--expect-no-changes", **named)

    assert (applied.exit_code, again.exit_code) == (0, 0), applied.said + again.said


def test_its_command_is_there_and_reports_what_changes(theirs: Stack, environment: Path) -> None:
    previewed = theirs.preview("--json")
    (theirs.project / "preview.json").write_text(previewed.said)

    done = ran(
        [environment / "bin" / "liveperson", "report", "preview.json", "--format", "text"],
        cwd=theirs.project,
        env=theirs.environment,
    )

    assert done.returncode == 0, done.stderr
    assert "Year end" in done.stdout
    assert "31 Dec 2026" in done.stdout


def test_it_says_which_types_its_names_have(environment: Path) -> None:
    [package] = environment.glob("lib/*/site-packages/pulumi_liveperson")

    assert (package / "py.typed").exists()
    assert (package / "review" / "schema.json").exists()


def test_pulumi_looks_for_no_plugin_of_that_name(theirs: Stack, stack: Stack) -> None:
    stack.declare('StatusReason("lunch", text="Lunch")')
    for each in (theirs, stack):  # the wheel, and the editable install of this checkout
        looked = each.preview("--logtostderr", "-v=9", "--logflow").ok()

        assert "Ignoring package pulumi-liveperson" in looked.said
