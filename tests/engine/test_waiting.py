"""What an operator sees while LivePerson is slow or away, and what was only a warning."""

import re
import time

import pytest

from tests.engine.console import Console
from tests.engine.trial import Stack
from tests.engine.ways import KEY, sign_in_with

pytestmark = pytest.mark.engine

TWO = """
StatusReason("lunch", text="Lunch")
StatusReason("meal", text="Meal")
"""
BOTH_KINDS = """
for number in range(6):
    StatusReason(f"r{number}", text=f"Reason {number}")
    SpecialOccasion(f"o{number}", name=f"Occasion {number}", description="Closed")
"""


def rows(said: str, sentence: str) -> list[str]:
    """Return the names of the resources under way in whose rows a sentence stands."""
    return re.findall(rf"^ .*:\w+ (\S+) creating \(\d+s\) {re.escape(sentence)}$", said, re.MULTILINE)


def diagnostics(said: str) -> str:
    """Return what a command repeats at its end."""
    return said.partition("Diagnostics:\n")[2].partition("Resources:\n")[0]


@pytest.mark.slow
def test_an_update_waits_for_a_server_that_fails_once_and_says_so_in_every_row(
    stack: Stack, console: Console
) -> None:
    for kind, seconds in (("status_before", 0.5), ("delay", 1.5)):  # both are under way when the pause begins
        console.control.add_fault(kind, method="POST", path="status-reasons", status=503, seconds=seconds)
    stack.declare(TWO)

    updated = stack.up().ok()

    sentence = "LivePerson answered 503, trying again in 5 s, 1 of 3"
    assert sorted(rows(updated.said, sentence)) == ["lunch", "meal"]
    assert diagnostics(updated.said) == ""
    assert sorted(console.reasons) == ["Lunch", "Meal"]
    stack.expect_no_changes()


def test_an_update_waits_as_long_as_a_throttling_server_asks_for(stack: Stack, console: Console) -> None:
    console.control.add_fault("throttle", method="POST", path="status-reasons", retry_after=2)
    stack.declare(TWO.strip().splitlines()[0])

    updated = stack.up().ok()

    assert rows(updated.said, "LivePerson answered 429, trying again in 2 s, try 2") == ["lunch"]
    log = [each for each in console.control.requests() if "status-reasons" in each["path"]]
    throttled, accepted = [each["time"] for each in log if each["method"] == "POST"]
    assert 2 <= accepted - throttled < 4
    assert sorted(console.reasons) == ["Lunch"]


@pytest.mark.parametrize(
    "is_ours", [True, pytest.param(False, marks=pytest.mark.slow)], ids=["our host", "stock host"]
)
def test_each_warning_of_an_update_is_repeated_once_at_its_end(
    stack: Stack, console: Console, *, is_ours: bool
) -> None:
    there = console.make(text="Reason 3")
    sign_in_with(stack, KEY.values)
    stack.declare(BOTH_KINDS)
    if not is_ours:
        stack.use_the_stock_host()

    updated = stack.up().ok()

    said = diagnostics(updated.said)
    ended = "LivePerson ended the use of API keys on 2026-05-31: use OAuth 2.0 client credentials "
    takeover = f"took over the status reason {there}, which already existed"
    assert [said.count(each) for each in (ended, takeover)] == [1, 1]
    assert len(re.findall(r"^    \S", said, re.MULTILINE)) == 2
    if is_ours:
        assert f"(liveperson-accounts-trial):\n    warning: {ended}" in said
        assert f"StatusReason (r3):\n    warning: {takeover}\n" in said


def test_what_is_known_is_not_warned_of_by_a_preview(stack: Stack, console: Console) -> None:
    sign_in_with(stack, KEY.values)
    stack.declare(TWO)

    previewed = stack.preview().ok()

    assert "LivePerson ended" not in previewed.said
    assert console.control.requests() == []


def test_an_update_that_has_waited_long_enough_fails_and_the_next_one_completes_it(
    stack: Stack, console: Console
) -> None:
    console.control.add_fault("status_before", method="POST", path="status-reasons", status=500, times=9)
    stack.declare(TWO)
    started = time.monotonic()

    failed = stack.up("--continue-on-error", LIVEPERSON_OPERATION_TIMEOUT="1")

    assert failed.exit_code != 0
    assert time.monotonic() - started < 30
    for name in ("lunch", "meal"):
        assert re.search(rf"StatusReason \({name}\):\n    error: .* was answered 500 ", failed.said)
    limit = "the next try would be in 5 s, but an operation may take 1 s (liveperson:operationTimeout)."
    assert diagnostics(failed.said).count(limit) == 2
    assert "Traceback" not in failed.said

    console.control.clear_faults()
    stack.up().ok()
    assert sorted(console.reasons) == ["Lunch", "Meal"]
