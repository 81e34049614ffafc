"""What this version does with the states that former versions have written, as `tests/golden` keeps them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.registry import kinds, object_kinds, token_of
from tests.engine.trial import ACCOUNT, Stack, lay_out, resources
from tests.engine.wheels import version_here
from tests.golden import GOLDEN, NAME, PASSPHRASE, golden_files
from tests.objects import collection_of
from tests.skills import remove_skills

pytestmark = pytest.mark.engine

VERSIONS = sorted(path.parent for path in GOLDEN.glob("*/state.json"))


@pytest.fixture(params=VERSIONS, ids=lambda path: path.name)
def golden(
    request: pytest.FixtureRequest, tmp_path: Path, surroundings: dict[str, str], simulator: Simulator
) -> Stack:
    """The stack of a former version, and an account that holds what its account held."""
    kept = golden_files(request.param)
    lay_out(tmp_path / "project")
    shutil.copy(kept.program, tmp_path / "project" / "stacks" / f"{NAME}.py")
    shutil.copy(kept.configuration, tmp_path / "project")
    (tmp_path / "state").mkdir()
    own = {
        "PULUMI_BACKEND_URL": f"file://{tmp_path}/state?metadata=skip",
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
        "LIVEPERSON_DOMAIN_API_URL": simulator.url,
    }
    stack = Stack(tmp_path / "project", {**surroundings, **own}, NAME)
    for command in (("stack", "init"), ("stack", "import", "--file", str(kept.state))):
        stack.pulumi(*command).ok()
    remove_skills(simulator.control)
    simulator.control.seed(ACCOUNT, json.loads(kept.account.read_text()))
    return stack


def held(simulator: Simulator) -> dict[str, list[dict[str, Any]]]:
    """Return what the account holds."""
    collections = [collection_of(kind) for kind in object_kinds()]
    return {each: simulator.control.objects(ACCOUNT, each) for each in collections}


def test_it_is_previewed_and_refreshed_without_changes(golden: Stack) -> None:
    for options in ((), ("--refresh",)):
        golden.preview("--expect-no-changes", *options).ok()
    refreshed = golden.refresh("--yes", "--skip-preview", "--expect-no-changes")
    again = golden.preview("--expect-no-changes")

    assert (refreshed.exit_code, again.exit_code) == (0, 0), refreshed.said + again.said


def test_it_is_updated_in_place_and_destroyed(golden: Stack, simulator: Simulator) -> None:
    before = {each["id"] for objects in held(simulator).values() for each in objects}
    program = golden.project / "stacks" / f"{NAME}.py"
    text = program.read_text()
    program.write_text(text.replace("What every skill follows", "Changed").replace('"Training"', '"Course"'))

    golden.up().ok()
    assert {each["id"] for objects in held(simulator).values() for each in objects} == before
    golden.expect_no_changes()
    changed = json.dumps(held(simulator))
    assert '"Changed"' in changed
    assert '"Course"' in changed

    golden.destroy().ok()
    assert not any(held(simulator).values())


def test_the_version_that_is_here_has_one() -> None:
    assert GOLDEN / version_here() in VERSIONS


def test_every_kind_that_a_state_has_is_known_for_ever() -> None:
    for version in VERSIONS:
        found = {each["type"] for each in resources(golden_files(version).state.read_text())}

        assert {"SpecialOccasion", "StatusReason"} <= {each.rpartition(":")[2] for each in found}
        assert found <= {token_of(kind) for kind in kinds()}


def test_they_name_no_place_of_a_machine() -> None:
    kept = "".join(file.read_text() for folder in VERSIONS for file in folder.iterdir())

    assert "project:///" not in kept
    assert "site-packages" not in kept
