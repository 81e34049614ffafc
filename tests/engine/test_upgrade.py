"""A team makes a project from the template, and takes the next version by changing one line."""

import os
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.newcomer import Newcomer, without_a_virtual_environment
from tests.engine.trial import ACCOUNT, ROOT, SECRET, Run, Stack
from tests.engine.wheels import build, install, make_environment, version_here
from tests.processes import ran

pytestmark = pytest.mark.engine

NEXT = "999.0.0"
OTHER = {"text": "Training", "state": "Away", "enabled": True}


class Project:
    """A project from the template, its stack, and the wheels that its pip finds."""

    def __init__(self, stack: Stack, wheels: Path) -> None:
        self.stack = stack
        self._wheels = wheels
        self.environment = make_environment(stack.project / ".venv")

    def install(self) -> None:
        """Install what requirements.txt names."""
        install(self.environment, "--find-links", self._wheels, "--requirement", self._requirements)

    def take_version(self, version: str) -> None:
        """Change the one line, and install."""
        text = self._requirements.read_text()
        self._requirements.write_text(text.replace(f"=={version_here()}", f"=={version}"))
        self.install()

    def liveperson(self, *command: str) -> Run:
        """Run our command as it is installed."""
        done = ran(["liveperson", *command], cwd=self.stack.project, env=self.stack.environment)
        return Run(done.returncode, done.stdout + done.stderr)

    @property
    def _requirements(self) -> Path:
        return self.stack.project / "requirements.txt"


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of what is here."""
    folder = tmp_path_factory.mktemp("wheels")
    for version in (version_here(), NEXT):
        build(folder / "made", folder / "clone", version)
    return folder / "made"


@pytest.fixture
def project(tmp_path: Path, wheels: Path, surroundings: dict[str, str], simulator: Simulator) -> Project:
    """A project with the stack `support`, which nobody has applied yet."""
    for each in ("project", "state"):
        (tmp_path / each).mkdir()
    own = {
        "PULUMI_BACKEND_URL": f"file://{tmp_path}/state?metadata=skip",
        "LIVEPERSON_DOMAIN_API_URL": simulator.url,
        "LIVEPERSON_ACCOUNT_ID": ACCOUNT,
        "LIVEPERSON_CLIENT_ID": "simulator-client",
        "LIVEPERSON_CLIENT_SECRET": SECRET,
    }
    environment = {**without_a_virtual_environment(surroundings), **own}
    somebody = Newcomer(ROOT / "template", tmp_path / "project", environment)
    made = Project(Stack(somebody.generates("our-accounts"), somebody.activated(), "support"), wheels)
    made.install()
    for command in (("stack", "init"), ("config", "set", "program", "starter")):
        made.stack.pulumi(*command).ok()
    return made


@pytest.mark.slow
def test_the_next_version_finds_nothing_to_do_and_all_else_goes_on(
    project: Project, simulator: Simulator
) -> None:
    stack = project.stack
    stack.up().ok()

    project.take_version(NEXT)

    for options in ((), ("--refresh",)):
        stack.preview("--expect-no-changes", *options).ok()
    asked = "import importlib.metadata as m; print(m.version('pulumi-liveperson'))"
    python = project.environment / "bin" / "python"
    assert subprocess.check_output([python, "-c", asked], text=True) == f"{NEXT}\n"

    (stack.project / "preview.json").write_text(stack.preview("--json", "--show-sames").said)
    reported = project.liveperson("report", "preview.json", "--format", "text")
    assert reported.exit_code == 0, reported.said
    assert "nothing changes; 2 unchanged" in reported.said

    simulator.control.foreign_create(ACCOUNT, "status-reasons", OTHER)
    stack.pulumi(
        "import",
        "pulumi-python:dynamic/liveperson:StatusReason",
        "training",
        "name:Training",
        "--yes",
        "--protect=false",
        "--generate-code=false",
    ).ok()
    stack.destroy().ok()
    assert simulator.control.objects(ACCOUNT, "status-reasons") == []


@pytest.mark.slow
def test_a_state_of_an_older_version_is_tried_on_a_copy_in_another_backend(
    project: Project, tmp_path: Path, simulator: Simulator
) -> None:
    stack = project.stack
    stack.up().ok()
    before, configuration = stack.state(), stack.configuration.read_text()
    stack.pulumi("stack", "export", "--file", "state.json").ok()

    project.take_version(NEXT)
    (tmp_path / "copies").mkdir()
    elsewhere = {"PULUMI_BACKEND_URL": f"file://{tmp_path}/copies"}
    for command in (("stack", "init"), ("stack", "import", "--file", "state.json")):
        stack.pulumi(*command, **elsewhere).ok()
    simulator.control.clear_requests()
    tried = stack.preview("--refresh", "--expect-no-changes", **elsewhere)
    refreshed = stack.refresh("--yes", "--skip-preview", "--expect-no-changes", **elsewhere)

    assert (tried.exit_code, refreshed.exit_code) == (0, 0), tried.said + refreshed.said
    assert {each["method"] for each in simulator.control.requests() if "app/token" not in each["path"]} == {
        "GET"
    }
    assert (stack.state(), stack.configuration.read_text()) == (before, configuration)


def test_the_template_is_small_and_pins_the_version_that_is_here(project: Project) -> None:
    listed = ran(["git", "ls-files", "template"], cwd=ROOT, check=True)
    template = ROOT / "template"

    assert len(listed.stdout.splitlines()) < 30
    pinned = [each for each in (template / "requirements.txt").read_text().splitlines() if "#" not in each]
    assert pinned == [f"pulumi-liveperson=={version_here()}", f"holidays=={metadata.version('holidays')}"]
    assert f".git/tree/v{version_here()}/template" in (ROOT / "README.md").read_text()
    assert f"\n## {version_here()} - 20" in (ROOT / "CHANGELOG.md").read_text()
    assert not (project.stack.project / "Makefile").exists()


def test_both_projects_run_the_same_program_and_differ_in_nothing_but_names_and_places() -> None:
    template = ROOT / "template"

    for name in ("__main__.py", "stacks/__init__.py"):
        assert (template / name).read_text() == (ROOT / name).read_text()
    ours, theirs = (folder / "Pulumi.yaml" for folder in (ROOT, template))
    shared = theirs.read_text().partition("template:")[0].splitlines()[2:]
    assert ours.read_text().replace("./template/host", "./host").splitlines()[2:] == shared
    assert os.access(template / "host" / "pulumi-resource-pulumi-python", os.X_OK)
