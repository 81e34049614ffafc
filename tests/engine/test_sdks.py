"""The oldest and the newest SDK of Pulumi that we support, each in a virtual environment of its own."""

import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, ROOT, Stack, copied, resources
from tests.host.our_host import start
from tests.host.pulumi_host import Host, HostError
from tests.processes import ran
from tests.unit.declarations import occasion, reason

NEEDS: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
[PULUMI] = [each for each in NEEDS if each.startswith("pulumi>=")]
OPTIONS = "--yes", "--skip-preview", "--protect=false", "--generate-code=false"
FIRST = """
SpecialOccasion("year-end", name="Year end", description="Closed")
StatusReason("lunch", text="Lunch")
StatusReason("tea", text="Tea")
"""
SECOND = FIRST.replace("Closed", "On call")


@pytest.fixture(scope="module", params=["oldest", pytest.param("newest", marks=pytest.mark.slow)])
def sdk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the package and one release of the SDK; uv caches its packages."""
    folder = tmp_path_factory.mktemp("sdk") / "environment"
    which = {"oldest": "lowest-direct", "newest": "highest"}[request.param]
    into = ["pip", "install", "--python", str(folder)]
    others = [each for each in NEEDS if each != PULUMI]
    for command in (
        ["venv", "--seed", "--python", sys.executable, str(folder)],  # Pulumi looks for packages with pip
        [*into, "--resolution", which, PULUMI],
        [*into, *others],
    ):
        done = ran([f"{sys.prefix}/bin/uv", *command])
        if done.returncode and not os.environ.get("CI"):
            pytest.skip(f"it cannot be had: {done.stderr}")
        assert done.returncode == 0, done.stderr
    [packages] = folder.glob("lib/*/site-packages")
    (packages / "checkout.pth").write_text(f"{ROOT / 'provider'}\n")
    return folder


@pytest.fixture
def host(tmp_path: Path, simulator: Simulator, sdk: Path) -> Iterator[Host]:
    """Our host, which this SDK runs."""
    settings = {
        "liveperson:accountId": ACCOUNT,
        "liveperson:domainApiUrl": simulator.url,
        "liveperson:bearerToken": "simulator-bearer",
    }
    with start(tmp_path, PULUMI_RUNTIME_VIRTUALENV=str(sdk)), Host(tmp_path, settings, prefix="") as host:
        yield host


@pytest.fixture
def stack(
    tmp_path: Path, surroundings: dict[str, str], pristine: Path, simulator: Simulator, sdk: Path
) -> Stack:
    """A stack whose program and provider this SDK runs."""
    del simulator  # empty at the start of the test
    path = os.pathsep.join([f"{sdk}/bin", surroundings["PATH"]])
    stack = copied(pristine, tmp_path, {**surroundings, "PATH": path, "VIRTUAL_ENV": str(sdk)})
    environment = stack.project / ".venv"
    environment.unlink()
    environment.symlink_to(sdk)
    return stack


def test_our_host_works_with_the_oldest_and_the_newest_sdk(host: Host, simulator: Simulator) -> None:
    created = host.create("SpecialOccasion", occasion())
    imported = host.import_("liveperson:SpecialOccasion", created.id)
    assert (imported.inputs, imported.outputs) == (created.inputs, created.outputs)
    changed = occasion(description="On call")
    assert not host.diff(created, changed).replaces
    updated = host.update(created, changed)
    assert host.read(updated) == updated

    with pytest.raises(HostError, match=r"^The special occasion .* was changed in LivePerson") as refused:
        host.update(created, occasion(description="Open"))
    assert "Traceback" not in str(refused.value)
    host.delete(updated)

    simulator.control.set_knobs(order_policy="append", order_in_create="ignored")
    host.create("StatusReason", reason(text="Second", order=20))
    simulator.control.add_fault("status_before", method="PUT", path="status-reasons", status=400)
    with pytest.raises(HostError, match="was answered 400") as failed:
        host.create("StatusReason", reason(text="First", order=10))
    assert failed.value.kept is not None
    assert host.schema()["name"] == "pulumi-python"


@pytest.mark.slow
@pytest.mark.engine
def test_a_stack_lives_with_the_oldest_and_the_newest_sdk(stack: Stack, simulator: Simulator) -> None:
    control = simulator.control
    tea = control.foreign_create(ACCOUNT, "status-reasons", {"text": "Tea", "state": "Away", "enabled": True})
    type_ = "pulumi-python:dynamic/liveperson:StatusReason"
    stack.pulumi("import", type_, "tea", "name:Tea", *OPTIONS).ok()
    assert [each["id"] for each in resources(stack.state())] == [str(tea["id"])]

    stack.apply(FIRST)
    stack.declare(SECOND)
    assert stack.preview("--json").changes == {"year-end": ["description"]}
    stack.up().ok()

    control.foreign_update(ACCOUNT, "status-reasons", tea["id"], {"text": "Coffee"})
    stack.declare(SECOND.replace('"Tea"', '"Cocoa"'))
    conflict = stack.up()
    assert conflict.exit_code != 0
    assert '    error: The status reason "Tea" (id ' in conflict.said
    assert "Traceback" not in conflict.said
    stack.declare(SECOND.replace('"Tea"', '"Coffee"'))
    stack.refresh("--yes", "--skip-preview").ok()
    stack.expect_no_changes()

    stack.destroy().ok()
    assert control.objects(ACCOUNT, "status-reasons") == control.objects(ACCOUNT, "specialoccasion") == []
