"""Stacks of different accounts, updated at the same time on one machine."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack, resources

pytestmark = [pytest.mark.engine, pytest.mark.slow]

OTHER_ACCOUNT = "71234568"
ACCOUNTS = {"trial": ACCOUNT, "other": OTHER_ACCOUNT}
OBJECTS = 40
PROGRAM = """
for number in range({objects}):
    SpecialOccasion(f"o{{number}}", name=f"Of {name} {{number}}", description="{name}" * 30)
    StatusReason(f"r{{number}}", text=f"Of {name} {{number}}")
SpecialOccasion("shared", name="Shared", description="{name}")
"""


@pytest.fixture
def stacks(stack: Stack) -> list[Stack]:
    """Two stacks of one project, each with a program and an account of its own."""
    other = Stack(stack.project, stack.environment, "other")
    other.configuration.write_text(stack.configuration.read_text().replace(ACCOUNT, OTHER_ACCOUNT))
    other.pulumi("stack", "init").ok()
    for each in (stack, other):
        each.declare(PROGRAM.format(objects=OBJECTS, name=each.name))
    return [stack, other]


def at_once(stacks: list[Stack], *command: str, **environment: str) -> None:
    """Run a command for all stacks in processes of their own, and expect it to succeed."""
    begun = [each.begin(*command, **environment) for each in stacks]
    for done in [each.ended() for each in begun]:
        assert done.exit_code == 0, done.said
        assert "warning" not in done.said
        assert "Diagnostics" not in done.said


def test_updates_and_refreshes_of_two_accounts_at_once_share_nothing(
    stacks: list[Stack], simulator: Simulator, tmp_path: Path
) -> None:
    simulator.control.set_knobs(latency_ms=30)
    log = tmp_path / "requests.log"
    logged = {"LIVEPERSON_LOG": "trace", "LIVEPERSON_LOG_FORMAT": "json", "LIVEPERSON_LOG_FILE": str(log)}

    at_once(stacks, "up", "--yes", "--skip-preview", **logged)

    for stack in stacks:
        account = ACCOUNTS[stack.name]
        names = {f"Of {stack.name} {number}" for number in range(OBJECTS)}
        occasions = simulator.control.objects(account, "specialoccasion")
        reasons = simulator.control.objects(account, "status-reasons")
        ids = {str(each["id"]) for each in [*occasions, *reasons]}
        assert {each["name"] for each in occasions} == {*names, "Shared"}
        assert {each["text"] for each in reasons} == names
        assert next(each["description"] for each in occasions if each["name"] == "Shared") == stack.name

        state = stack.state()
        assert {each["id"] for each in resources(state)} == ids
        assert all(f":{stack.name}::" in each["urn"] for each in resources(state))
        assert [each for each in ACCOUNTS.values() if each in state] == [account]

    at_once(stacks, "refresh", "--yes", "--skip-preview", "--expect-no-changes", **logged)

    requests = simulator.control.requests()
    assert overlap(requests)
    assert {each["status"] for each in requests} == {200}
    sign_ins = Counter(each["account"] for each in requests if each["path"].endswith("/app/token"))
    assert sign_ins == {ACCOUNT: 2, OTHER_ACCOUNT: 2}
    assert_one_line_for_each(requests, log)


def overlap(requests: list[dict[str, str]]) -> bool:
    """Tell whether requests of the two accounts came by turns."""
    accounts = [each["account"] for each in requests]
    return sum(one != next_one for one, next_one in pairwise(accounts)) > 3


def assert_one_line_for_each(requests: list[dict[str, str]], log: Path) -> None:
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert Counter(each["path"] for each in lines) == Counter(each["path"] for each in requests)
    assert max(len(line) for line in log.read_text().splitlines()) > 8192  # more than fits into a buffer
