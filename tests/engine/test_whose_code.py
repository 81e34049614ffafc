"""Code in the state: that of our own provider alone is run, but for types that the project names."""

import json
from pathlib import Path

import pytest

from tests.engine.trial import Stack, resources
from tests.trap import trap

pytestmark = [pytest.mark.engine, pytest.mark.threat("code-in-the-state")]

LUNCH = 'StatusReason("lunch", text="Lunch")'
WITH_ANOTHER = f"""
from pulumi.dynamic import CreateResult, Resource, ResourceProvider
class Provider(ResourceProvider):
    def create(self, props):
        return CreateResult("1", {{}})
class Bucket(Resource, module="theirs", name="Bucket"):
    def __init__(self, name):
        super().__init__(Provider(), name, {{}})
{LUNCH}
Bucket("pail")
"""
NAME_IT = "pulumi config set liveperson:otherDynamicTypes pulumi-python:dynamic/theirs:Bucket --stack trial"


def test_a_refresh_does_not_run_what_somebody_has_put_into_the_state(stack: Stack, tmp_path: Path) -> None:
    sprung = tmp_path / "sprung"
    stack.apply(LUNCH)
    state = json.loads(stack.state())
    for each in state["deployment"]["resources"]:
        for part in ("inputs", "outputs"):
            if "__provider" in each.get(part, {}):
                each[part]["__provider"] = trap(sprung)
    file = tmp_path / "state.json"
    file.write_text(json.dumps(state))
    stack.pulumi("stack", "import", "--file", str(file)).ok()

    previewed = stack.preview("--refresh", "--expect-no-changes")
    refreshed = stack.refresh("--yes", "--skip-preview")
    destroyed = stack.destroy()

    assert [each.exit_code for each in (previewed, refreshed, destroyed)] == [0, 0, 0], previewed.said
    assert not sprung.exists()


def test_a_type_of_somebody_elses_runs_once_the_project_names_it(stack: Stack) -> None:
    stack.declare(WITH_ANOTHER)
    refused = stack.preview()
    assert refused.exit_code != 0
    assert f"`{NAME_IT}`" in refused.said

    stack.pulumi(*NAME_IT.split()[1:-2]).ok()

    stack.up().ok()
    assert len(resources(stack.state())) == 1  # of ours
    stack.destroy().ok()
