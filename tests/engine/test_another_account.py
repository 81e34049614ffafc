"""A stack whose configuration names another account than before."""

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack

pytestmark = pytest.mark.engine

ANOTHER = "71234568"
PROGRAM = """
SpecialOccasion("a", name="A", description="d")
StatusReason("r", text="R")
"""


def names(simulator: Simulator, account: str) -> list[str]:
    return [
        each.get("name") or each["text"]
        for collection in ("specialoccasion", "status-reasons")
        for each in simulator.control.objects(account, collection)
    ]


@pytest.mark.slow
def test_everything_moves_to_the_other_account(stack: Stack, simulator: Simulator) -> None:
    stack.apply(PROGRAM)
    stack.pulumi("config", "set", "liveperson:accountId", ANOTHER)

    previewed = stack.preview("--json")
    stack.up().ok()

    assert previewed.operations.get("replace") == 2
    assert (names(simulator, ACCOUNT), names(simulator, ANOTHER)) == ([], ["A", "R"])
    stack.expect_no_changes()


def test_a_mistaken_account_is_put_right(stack: Stack, simulator: Simulator) -> None:
    stack.declare(PROGRAM)
    stack.pulumi("config", "set", "liveperson:accountId", "70000000")
    mistaken = stack.up()
    stack.pulumi("config", "set", "liveperson:accountId", ACCOUNT)

    updated = stack.up()

    assert "does not know the account 70000000" in mistaken.said
    assert updated.exit_code == 0, updated.said
    assert names(simulator, ACCOUNT) == ["A", "R"]


def test_an_account_that_moves_into_the_environment_is_the_same_one(stack: Stack) -> None:
    stack.apply(PROGRAM)
    stack.pulumi("config", "rm", "liveperson:accountId")

    stack.preview("--expect-no-changes", LIVEPERSON_ACCOUNT_ID=ACCOUNT).ok()
