"""What a merge on GitHub does, with the workflow itself, but without the approvals of environments."""

import json
from dataclasses import replace

import pytest

from tests.ci.github import Repository
from tests.ci.team import CHANGED, PROGRAM, Team

pytestmark = [pytest.mark.engine, pytest.mark.slow]


def test_a_merge_is_applied_ring_by_ring_and_reported(both: Team, merge: Repository) -> None:
    both.place(support="dev", sales="prod")
    both.declare("sales", CHANGED)
    both.declare("support", CHANGED)

    run = merge.run("apply.yml")

    assert [*run.jobs] == [
        "plan",
        *("dev preview 1/1", "dev report", "dev apply 1/1", "dev result"),
        *("prod preview 1/1", "prod report", "prod apply 1/1", "prod result"),
    ]
    assert all(run.succeeded.values()), run.said
    assert both.described("sales") + both.described("support") == ["Closed all day"] * 2
    assert "Closed all day" in run["dev report"].summary
    assert "https://github.example/artifacts/report-dev.html" in run["dev report"].summary
    assert "1 account; 1 updated" in run["dev result"].summary


def test_a_ring_that_fails_stops_the_next_one_and_the_next_run_completes_both(
    both: Team, merge: Repository
) -> None:
    both.place(support="dev", sales="test")
    both.declare("sales", CHANGED)
    both.declare("support", CHANGED)
    both.simulator.control.add_fault("status_before", path="specialoccasion", method="PUT", status=400)

    failed = merge.run("apply.yml")
    between = both.described("support") + both.described("sales")
    again = merge.run("apply.yml")

    assert failed.succeeded == {
        "plan": True, "dev preview 1/1": True, "dev report": True, "dev apply 1/1": False, "dev result": False
    }  # fmt: skip
    assert between == ["Closed", "Closed"]
    assert all(again.succeeded.values()), again.said
    assert both.described("support") + both.described("sales") == ["Closed all day"] * 2


def test_where_nothing_changes_nothing_asks_for_an_approval(both: Team, merge: Repository) -> None:
    both.place(support="dev", sales="prod")
    both.declare("sales", CHANGED)

    run = merge.run("apply.yml")

    assert [name for name in run.jobs if name.startswith("dev")] == ["dev preview 1/1", "dev report"]
    assert run["prod apply 1/1"].succeeded
    assert both.described("sales") == ["Closed all day"]


def test_a_shard_in_which_nothing_changes_asks_for_no_approval(both: Team, merge: Repository) -> None:
    both.declare("support", CHANGED)
    one_each = {**merge.variables, "SHARD_SIZE": "1"}

    run = replace(merge, variables=one_each).run("apply.yml")

    assert run["prod report"].outputs["shards"] == '["2/2"]'
    assert "prod apply 1/2" not in run.jobs
    assert both.described("support") == ["Closed all day"]


def test_an_edit_that_nobody_has_reviewed_stops_the_ring_before_anybody_is_asked(
    team: Team, merge: Repository
) -> None:
    team.declare("support", CHANGED)
    team.edit(description="Closed, on call only")

    run = merge.run("apply.yml")

    assert (run["prod report"].succeeded, "prod apply 1/1" in run.jobs) == (False, False)
    assert team.described() == ["Closed, on call only"]
    assert "--fail-on-drift" in run["prod report"].summary.replace("\\", "")


def test_an_edit_that_the_team_has_taken_over_into_its_program_stays(team: Team, merge: Repository) -> None:
    team.edit(description="Closed, on call only")
    team.declare("support", PROGRAM.replace('"Closed"', '"Closed, on call only"'))
    team.simulator.control.clear_requests()

    run = merge.run("apply.yml")

    assert run["prod apply 1/1"].succeeded, run.said
    assert {each["method"] for each in team.simulator.control.requests() if "specialocc" in each["path"]} == {
        "GET"
    }
    assert team.described() == ["Closed, on call only"]
    team.pulumi("support", "preview", "--refresh", "--expect-no-changes")


def test_an_update_leaves_what_the_account_held_before(team: Team, merge: Repository) -> None:
    team.declare("support", CHANGED)

    run = merge.run("apply.yml")

    [snapshot] = run.artefacts.glob("apply-prod-*/snapshots/support-*.json")
    [occasion] = json.loads(snapshot.read_text())["collections"]["SpecialOccasion"]["objects"]
    assert (occasion["description"], team.described()) == ("Closed", ["Closed all day"])


def test_a_safety_valve_that_refuses_applies_nothing_unless_a_person_relaxes_it_for_a_run(
    team: Team, merge: Repository
) -> None:
    team.declare("support", 'StatusReason("lunch", text="Lunch")')
    strict = replace(merge, variables={**merge.variables, "REPORT_OPTIONS": "--max-deletes 0"})

    refused = strict.run("apply.yml")
    kept = team.described()
    relaxed = dispatched(strict, options="--max-deletes 1").run("apply.yml")

    assert (refused["prod report"].succeeded, "prod apply 1/1" in refused.jobs) == (False, False)
    assert "--max-deletes 0" in refused["prod report"].summary
    assert kept == ["Closed"]
    assert relaxed["prod apply 1/1"].succeeded, relaxed.said
    assert "somebody started this run." in relaxed["plan"].summary
    assert "Safety valves: --max-deletes 1" in relaxed["plan"].summary
    assert team.described() == []


def test_a_person_applies_one_ring_or_some_stacks_only(both: Team, merge: Repository) -> None:
    both.place(support="dev", sales="prod")
    both.declare("sales", CHANGED)
    both.declare("support", CHANGED)

    none = dispatched(merge, match="sup*", ring="prod").run("apply.yml")
    some = dispatched(merge, match="s*s", ring="prod").run("apply.yml")

    assert [*none.jobs] == ["plan"]
    assert some["prod apply 1/1"].succeeded, some.said
    assert both.described("support") + both.described("sales") == ["Closed", "Closed all day"]


def test_a_person_allows_that_an_account_fails(both: Team, merge: Repository) -> None:
    both.declare("sales", CHANGED.replace("Lunch", ""))
    both.declare("support", CHANGED)

    stopped = merge.run("apply.yml")
    allowed = dispatched(merge, max_failures="1").run("apply.yml")

    assert stopped.succeeded == {"plan": True, "prod preview 1/1": False, "prod report": False}
    assert (allowed["prod apply 1/1"].succeeded, allowed["prod result"].succeeded) == (False, False)
    assert both.described("sales") + both.described("support") == ["Closed", "Closed all day"]


@pytest.mark.threat("branch")
def test_what_a_person_enters_is_no_script(team: Team, merge: Repository) -> None:
    planted = team.folder.parent / "planted"
    command = f'"; touch {planted}; $(touch {planted}) `touch {planted}` #'
    team.declare("support", CHANGED)

    for name in ("match", "options", "max-failures", "ring"):
        run = dispatched(merge, **{name: command}).run("apply.yml")
        assert not all(run.succeeded.values()), name

    assert not planted.exists()


def test_an_older_run_applies_nothing(team: Team, merge: Repository) -> None:
    team.declare("support", CHANGED)
    older = team.commit()
    newer = team.commit()  # somebody has merged more meanwhile

    run = merge.at(older, "apply.yml")

    assert newer != older
    assert run["prod apply 1/1"].conclusions["Stop unless this is the newest commit"] == "failure"
    assert team.described() == ["Closed"]


def test_no_other_branch_is_applied(merge: Repository) -> None:
    branch = replace(merge, payload={**merge.payload, "ref": "refs/heads/idea"})

    assert branch.run("apply.yml").jobs == {}


def dispatched(merge: Repository, **inputs: str) -> Repository:
    """Let a person start a workflow, and enter something."""
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    return replace(merge, event="workflow_dispatch", inputs={"max-failures": "0", "ring": "all", **given})
