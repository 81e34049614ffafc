"""An update that somebody cancels in the middle, with a LivePerson that takes a second to answer."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pulumi_liveperson.fleet.result import Outcome, each_result
from tests.ci.cancelling import run
from tests.ci.github import WORKFLOWS, read
from tests.ci.team import CHANGED, SECRETS, Team

pytestmark = [pytest.mark.engine, pytest.mark.slow]

BOTH_CHANGED = CHANGED.replace('text="Lunch"', 'text="Lunch break"')
ANSWER_SECONDS = 1.0
SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
GIVEN = {
    "RING": "prod",
    "MATCH": "",
    "SHARD": "1/1",
    "MAX_FAILURES": "0",
    "REPORT_OPTIONS": "",
    "PULUMI_SKIP_CHECKPOINTS": "true",
    "PULUMI_PARALLEL": "64",
}


def begun(team: Team, method: str, path: str) -> Callable[[], bool]:
    """Return what tells whether such a request is under way."""
    team.simulator.control.clear_requests()

    def is_under_way() -> bool:
        return any(
            (each["method"], each["status"]) == (method, None) and path in each["path"]
            for each in team.simulator.control.requests()
        )

    return is_under_way


def slow_down(team: Team) -> None:
    team.simulator.control.set_knobs(latency_ms=round(1000 * ANSWER_SECONDS))


def assert_nothing_is_locked_and_the_next_update_completes_it(team: Team) -> None:
    team.simulator.control.set_knobs(latency_ms=0)
    locks = [*(team.folder.parent / "state" / ".pulumi" / "locks").rglob("*.json")]
    assert locks == []
    team.pulumi("support", "up", "--yes", "--skip-preview")
    team.pulumi("support", "preview", "--refresh", "--expect-no-changes")
    assert team.described() == ["Closed all day"]


@pytest.mark.parametrize("request_under_way", [("POST", "app/token"), ("PUT", "specialoccasion")])
def test_on_github_it_ends_in_time_and_leaves_no_lock(team: Team, request_under_way: tuple[str, str]) -> None:
    team.declare("support", BOTH_CHANGED)
    snapshots = team.folder / "results" / "snapshots"
    waits = cancelled(team, lambda: any(snapshots.glob("*.json")), request_under_way)

    ended = run(
        [*SHELL, step("Apply")["run"]],
        team.folder,
        {**team.machine, "PULUMI_BACKEND_URL": team.backend, **SECRETS, **GIVEN},
        lambda: next(waits),
    )

    assert (ended.cancelled, ended.killed, ended.code) == (True, False, 130), ended.log
    [result] = each_result([team.folder / "results"])
    assert (result.outcome, result.phase) == (Outcome.INTERRUPTED, "update")
    assert_nothing_is_locked_and_the_next_update_completes_it(team)


def step(name: str) -> Any:
    """Return the step of the workflow that updates a ring, and check that it is given all that it needs."""
    job = read(WORKFLOWS / "ring.yml")["jobs"]["apply"]
    [found] = [each for each in job["steps"] if each.get("name") == name]
    assert set(GIVEN) <= set(job["env"])
    return found


def cancelled(team: Team, has_begun: Callable[[], bool], request: tuple[str, str]) -> Iterator[bool]:
    """Slow LivePerson down as soon as the update begins, and cancel it at its first such request."""
    while not has_begun():
        yield False
    slow_down(team)
    under_way = begun(team, *request)
    while True:
        yield under_way()
