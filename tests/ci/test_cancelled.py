"""An update that somebody cancels in the middle, with a LivePerson that takes 3 s to answer."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.ci.github import Runner
from tests.ci.gitlab import Pipeline
from tests.ci.team import CHANGED, Team
from tests.ci.test_gitlab import pipeline

pytestmark = [pytest.mark.engine, pytest.mark.slow]

BOTH_CHANGED = CHANGED.replace('text="Lunch"', 'text="Lunch break"')
ANSWER_SECONDS = 3.0


@pytest.fixture
def merge_on_gitlab(both: Team) -> Pipeline:
    return pipeline(both)


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
def test_on_github_it_ends_in_time_and_leaves_no_lock(
    team: Team, merge: Runner, request_under_way: tuple[str, str]
) -> None:
    team.declare("support", BOTH_CHANGED)
    merge.meanwhile["Apply"] = lambda: slow_down(team)
    merge.cancelling["Apply"] = begun(team, *request_under_way)

    job = merge.run("apply.yml")["Apply support"]

    assert job.conclusions["Apply"] == "cancelled", job.log
    assert "cancelling" in job.log
    assert_nothing_is_locked_and_the_next_update_completes_it(team)


def test_on_gitlab_it_ends_in_time_and_leaves_no_lock(team: Team, merge_on_gitlab: Pipeline) -> None:
    team.declare("support", BOTH_CHANGED)
    under_way = begun(team, "PUT", "specialoccasion")
    kept = team.folder / "snapshot-support.json"
    slow = False

    def is_time() -> bool:
        nonlocal slow
        if not slow and kept.exists():  # which is all that comes before the update
            slow_down(team)
            slow = True
        return slow and under_way()

    ended = replace(merge_on_gitlab, is_time=is_time).run()["apply support"]

    assert not ended.killed
    assert "cancelling" in ended.log
    assert_nothing_is_locked_and_the_next_update_completes_it(team)
