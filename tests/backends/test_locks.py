"""The lock of a stack in each backend: one update at a time, a killed update, an interrupted update."""

import re
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.killing import CONFIGURATION, ids, kill, recovered
from tests.engine.test_interrupt import CHAIN, interrupted, posts
from tests.engine.trial import Stack, resources

pytestmark = [pytest.mark.engine, pytest.mark.slow]

LOCKED = "the stack is currently locked by"
UNREADABLE = re.compile(r"NotFound|unexpected end of JSON input")
TWO = """
SpecialOccasion("year-end", name="Year end", description="Closed")
StatusReason("lunch", text="Lunch")
"""
AT_ONCE = 4


def sent(simulator: Simulator) -> list[dict[str, Any]]:
    return [each for each in simulator.control.requests() if CONFIGURATION in each["path"]]


def test_updates_at_the_same_time_write_nothing_twice(stack: Stack, simulator: Simulator) -> None:
    simulator.control.add_fault("delay", method="POST", seconds=2.0)
    stack.declare(TWO)

    begun = [stack.begin("up", "--yes", "--skip-preview") for _ in range(AT_ONCE)]
    runs = [each.ended() for each in begun]

    # Those that end before their first line could not lock the stack. Pulumi names the locks that it has
    # found, or fails to read one that its owner removes or writes at this moment.
    refused = [each.said for each in runs if each.exit_code != 0]
    assert [each for each in refused if "Updating (" in each] == []
    assert [each for each in refused if LOCKED not in each and not UNREADABLE.search(each)] == []
    assert all("pulumi cancel" in each for each in refused if LOCKED in each)
    # Two that see the lock of each other both end. A late one finds nothing to do.
    assert sum("creating (" in each.said for each in runs) <= 1
    stack.up().ok()
    assert posts(simulator, "specialoccasion") == posts(simulator, "status-reasons") == [200]
    assert len(stack.ids()) == len(ids(simulator)) == 2
    stack.expect_no_changes()


def test_a_killed_update_leaves_a_lock_and_is_completed_by_the_same_command(
    stack: Stack, simulator: Simulator
) -> None:
    stack.declare(TWO)
    assert kill(stack, simulator, 4, "up", takes_effect=True)
    before, requests = ids(simulator), len(sent(simulator))
    assert len(before) == 2

    refused = [stack.up(), stack.destroy()]

    assert all(each.exit_code != 0 and LOCKED in each.said for each in refused), refused
    assert len(sent(simulator)) == requests
    assert resources(stack.state()) == []
    stack.preview().ok()  # it needs no lock
    recovered(stack, "up").ok()
    assert ids(simulator) == before
    assert set(stack.ids().values()) == set(before.values())
    stack.expect_no_changes()


def test_an_interrupted_update_leaves_no_lock(stack: Stack, simulator: Simulator) -> None:
    simulator.control.add_fault("delay", method="POST", path="specialoccasion", seconds=2.0)
    stack.declare(CHAIN)

    code, said = interrupted(stack, lambda: posts(simulator, "specialoccasion") == [None])

    assert code != 0
    assert "Traceback" not in said
    assert stack.ids().keys() == {"lunch", "closure"}
    stack.up().ok()
    assert stack.ids().keys() == {"lunch", "closure", "tea"}
    stack.expect_no_changes()
