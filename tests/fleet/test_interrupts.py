"""Signals at several moments: nothing more starts, all children end, and no stack stays locked."""

import json
import signal

import pytest

from tests.fleet.project import Begun, Project, stacks

pytestmark = [pytest.mark.engine, pytest.mark.slow]

BOTH = ("--match", "acme-0[12]", "--jobs", "2", "--results", "results")
LATENCY = 1_000  # milliseconds of each request


@pytest.fixture
def changed(many: Project) -> Project:
    many.change("Public holidays", "Bank holidays")
    many.simulator.control.set_knobs(latency_ms=LATENCY)
    return many


def in_phase(project: Project, phase: str) -> bool:
    """Tell whether a stack is in a phase."""
    found = (project.folder / "results").glob("*.json")
    return any(json.loads(each.read_text())["phase"] == phase for each in found)


def assert_clean(project: Project, begun: Begun) -> None:
    """Find a run that has ended, and a project in which the next run completes everything."""
    ended = begun.ended(60)
    assert ended.exit_code == 130, ended.beside
    assert project.locks() == []
    assert project.processes() == []
    assert set(project.outcomes().values()) <= {"interrupted", "not-started", "applied", "unchanged"}
    project.simulator.control.set_knobs(latency_ms=0)
    again = project.fleet("apply", *BOTH, "--only-failed", "results")
    assert again.exit_code == 0, again.beside
    for each in ("acme-01", "acme-02"):
        project.stack(each).preview("--refresh", "--expect-no-changes").ok()


@pytest.mark.parametrize("phase", ["preview", "snapshot", "update"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_nothing_behind(changed: Project, phase: str, number: int) -> None:
    begun = changed.begin("apply", *BOTH)
    begun.wait_until(lambda: in_phase(changed, phase))

    begun.signal(number)

    assert_clean(changed, begun)


def test_a_second_signal_and_one_to_the_group_change_nothing(changed: Project) -> None:
    begun = changed.begin("apply", *BOTH)
    control = changed.simulator.control
    begun.wait_until(lambda: any(each["method"] == "PUT" for each in control.requests()))

    begun.signal(to_group=True)
    begun.signal()
    begun.signal(signal.SIGTERM)

    assert_clean(changed, begun)


def test_stacks_that_were_not_started_are_listed(changed: Project) -> None:
    begun = changed.begin("apply", "--jobs", "1", "--results", "results")
    begun.wait_until(lambda: in_phase(changed, "preview"))

    begun.signal()

    ended = begun.ended(60)
    assert ended.exit_code == 130
    assert changed.outcomes() == dict.fromkeys(stacks(4), "not-started") | {"acme-01": "interrupted"}
    assert "acme-01: interrupted in its preview" in ended.said
    assert "not started: acme-02, acme-03, acme-04" in ended.said


def test_an_update_that_waits_too_long_is_left_and_unlocks_its_stack_later(changed: Project) -> None:
    control = changed.simulator.control
    control.set_knobs(latency_ms=0)
    control.add_fault("delay", method="PUT", path="specialoccasion", seconds=12)
    begun = changed.begin("apply", "--match", "acme-01", "--results", "results")
    begun.wait_until(lambda: any(each["method"] == "PUT" for each in control.requests()))

    begun.signal()

    ended = begun.ended(60)
    assert ended.exit_code == 130
    assert "`pulumi cancel --yes --stack acme-01`" in changed.result("acme-01")["message"]
    changed.wait_for_processes()
    assert changed.locks() == []


def test_a_killed_run_leaves_complete_results_and_is_continued(changed: Project) -> None:
    begun = changed.begin("apply", *BOTH)
    control = changed.simulator.control
    begun.wait_until(lambda: any(each["method"] == "PUT" for each in control.requests()))

    begun.signal(signal.SIGKILL)
    changed.kill_processes()
    begun.process.communicate()

    assert set(changed.outcomes().values()) == {"interrupted"}
    control.set_knobs(latency_ms=0)
    locked = changed.locks()
    assert locked
    refused = changed.fleet("apply", *BOTH, "--max-failures", "5", "--only-failed", "results")
    assert refused.exit_code == 1
    for each in locked:
        assert f"`pulumi cancel --yes --stack {each}`" in refused.said
        changed.stack(each).pulumi("cancel", "--yes").ok()
    finished = changed.fleet("apply", *BOTH, "--only-failed", "results")
    assert finished.exit_code == 0, finished.beside
    assert set(changed.outcomes().values()) == {"applied"}
