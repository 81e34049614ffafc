"""What a merge, a merge request and the night on GitLab do, with the pipelines of the template themselves."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests import warm
from tests.ci.actions import ROOT
from tests.ci.comments import TOKEN, Api, Comments, served
from tests.ci.gitlab import SET_UP, Repository, cancel, copied, wait_until
from tests.engine.trial import environment
from tests.fleet.project import Project, stacks
from tests.processes import ran

pytestmark = [pytest.mark.engine, pytest.mark.slow]

RING_OF = {"acme-1": "dev", "acme-2": "test", "acme-3": "prod", "acme-4": "prod"}
NOTES = "/projects/5/merge_requests/12/notes"
NIGHT = {"CI_PIPELINE_SOURCE": "schedule"}
SAID = "<!-- liveperson-accounts report: accounts -->\nAll is well.\n"
OLD, NEW = "Christmas Day", "First day of Christmas"
# A branch whose own command writes down all that its jobs are given.
PLANTED = """
rm .venv/bin && mkdir .venv/bin && ln -s {environment}/bin/* .venv/bin
rm .venv/bin/liveperson .venv/bin/activate
echo 'export PATH="$PWD/.venv/bin:$PATH"' > .venv/bin/activate
cat > .venv/bin/liveperson <<'END'
#!/bin/sh
env >> {seen}
case $* in
    *shards*) echo '["1/1"]' ;;
    *--output\\ report.md*) printf '%s' '{said}' > report.md ;;
esac
END
chmod +x .venv/bin/liveperson
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, running: Simulator) -> tuple[Project, dict[str, Any]]:
    """A project with accounts in three rings, and what its accounts contain."""
    running.control.reset()
    root = tmp_path_factory.mktemp("team")
    project = Project.made(root, running, environment(root / "home"), [*RING_OF])
    project.write_table(RING_OF)
    return project, running.control.snapshot()


@pytest.fixture
def project(tmp_path: Path, prepared: tuple[Project, dict[str, Any]], simulator: Simulator) -> Project:
    """A copy of that project."""
    source, accounts = prepared
    simulator.control.restore(accounts)
    return copied(source, tmp_path)


@pytest.fixture
def repository(project: Project) -> Repository:
    """The repository with that project."""
    return Repository.made(project)


@pytest.fixture
def notes(repository: Repository) -> Iterator[Comments]:
    """The comments of merge request 12."""
    with served(Api(NOTES, NOTES, "PRIVATE-TOKEN", TOKEN)) as found:
        repository.settings["CI_API_V4_URL"] = found.url
        repository.settings["GITLAB_TOKEN"] = {"comments": TOKEN}
        yield found


def named(project: Project) -> dict[str, str]:
    """Return the name of the holiday in each account."""
    return {
        stack: project.simulator.control.objects(account, "specialoccasion")[0]["events"][0]["meta"]["name"]
        for stack, account in project.accounts.items()
    }


def test_each_ring_with_changes_waits_for_one_approval_and_the_rings_follow_each_other(
    project: Project, repository: Repository
) -> None:
    project.change(OLD, NEW)
    repository.commit()
    # Only the job that applies a ring has the variables of that ring.
    repository.settings.update(KEYS={"*": "that read", "prod": "of prod"}, SHARD_SIZE="1")
    with (project.folder / ".ci" / "sign-in").open("a") as script:
        script.write('echo "Keys $KEYS"\n')

    asked = repository.run()
    done = repository.run(approved={"dev", "test", "prod"})
    again = repository.run()

    assert (asked.waits_for, asked.failed) == ("dev", [])
    assert "1 account; 1 changes" in asked.log("dev/report")
    assert [*done.codes] == [
        "shards",
        *("dev/preview: [1/1]", "dev/report", "dev/apply/apply", "dev/apply/report"),
        *("test/preview: [1/1]", "test/report", "test/apply/apply", "test/apply/report"),
        *sorted(name for name in done.codes if name.startswith("prod/preview")),
        *("prod/report", "prod/apply/apply", "prod/apply/report"),
    ]
    assert "prod/preview: [2/2]" in done.codes
    assert done.failed == []
    assert "Keys that read" in done.log("prod/preview: [1/2]")
    assert "Keys of prod" in done.log("prod/apply/apply")
    assert set(named(project).values()) == {NEW}
    assert len([*(repository.kept("apply") / "results" / "snapshots").iterdir()]) == 2
    # Nothing is left to do, so nobody has to approve anything.
    assert (again.waits_for, again.failed) == ("", [])
    assert [name for name in again.codes if name.endswith("unchanged")] == [
        f"{ring}/apply/unchanged" for ring in ("dev", "test", "prod")
    ]


def test_a_ring_that_fails_stops_the_next_one_and_the_next_pipeline_completes_it(
    project: Project, repository: Repository
) -> None:
    project.change(OLD, NEW)
    repository.commit()
    state = project.root / "state" / ".pulumi" / "stacks" / "liveperson-accounts" / "acme-2.json"
    content = state.read_text()
    state.unlink()

    failed = repository.run(approved={"dev", "test", "prod"})
    state.write_text(content)
    completed = repository.run(approved={"test"})

    assert failed.failed == ["test/preview: [1/1]", "test/report"]
    assert "no stack named 'acme-2' found" in failed.log("test/report")
    assert "dev/apply/unchanged" in completed.codes
    assert (completed.failed, completed.waits_for) == ([], "prod")
    assert named(project) == {"acme-1": NEW, "acme-2": NEW, "acme-3": OLD, "acme-4": OLD}


def test_a_change_in_the_console_is_reported_before_anybody_is_asked_to_approve(
    project: Project, repository: Repository
) -> None:
    project.change('"Lunch"', '"Noon"')
    repository.commit()
    project.edit_in_console("acme-1")

    run = repository.run(approved={"dev"})

    assert run.failed == ["dev/preview: [1/1]", "dev/report"]
    assert "Refused by --fail-on-drift" in run.log("dev/report")


def test_a_safety_valve_is_relaxed_for_one_pipeline_by_the_person_who_starts_it(
    project: Project, repository: Repository
) -> None:
    project.change('    StatusReason("lunch", text="Lunch")\n', "")
    repository.commit()
    repository.settings["REPORT_OPTIONS"] = "--max-deletes 0"

    refused = repository.run()
    started = repository.run({"REPORT_OPTIONS": "--max-deletes 1", "MATCH": "acme-1"}, approved={"dev"})

    assert refused.failed == ["dev/preview: [1/1]", "dev/report"]
    assert "Refused by --max-deletes 0" in refused.log("dev/report")
    # Without an approval, nothing is applied.
    assert started.failed == []
    assert {"dev/apply/apply", "test/nothing", "prod/nothing"} <= {*started.codes}


def test_a_merge_request_has_one_comment_which_the_next_pipeline_replaces(
    project: Project, repository: Repository, notes: Comments
) -> None:
    theirs = notes.say("<!-- liveperson-accounts report: accounts -->\nSomebody's own words.")
    project.change(OLD, NEW)
    first = repository.run(repository.propose())
    [comment] = notes.ours
    project.change(NEW, OLD)
    second = repository.run(repository.propose())

    assert [*first.codes] == ["shards", "preview/preview: [1/1]", "preview/report", "preview/comment"]
    assert first.failed == second.failed == []
    assert "in 4 accounts" in comment
    assert f"now named “{NEW}”" in comment
    # The change is taken back, so it touches no account any more.
    assert [*second.codes] == ["shards", "preview/comment"]
    [withdrawn] = notes.ours
    assert NEW not in withdrawn
    assert "own words" in notes.bodies[theirs]


def test_a_merge_request_that_only_removes_an_account_says_what_happens_to_it(
    project: Project, repository: Repository, notes: Comments
) -> None:
    repository.commit()
    table = project.folder / "accounts.csv"
    *others, removed = table.read_text().splitlines(keepends=True)
    table.write_text("".join(others))

    run = repository.run(repository.propose())

    assert [*run.codes] == ["shards", "preview/preview: [1/1]", "preview/report", "preview/comment"]
    assert run.failed == []
    [comment] = notes.ours
    assert "1 account removed from the table" in comment
    assert f"`pulumi destroy --stack {removed.split(',')[0]}`" in comment


def test_a_preview_that_fails_is_reported_and_fails_the_pipeline(
    project: Project, repository: Repository, notes: Comments
) -> None:
    project.change('text="Lunch"', 'text=""')

    run = repository.run(repository.propose())

    assert run.failed == ["preview/preview: [1/1]", "preview/report"]
    assert "4 accounts" in notes.ours[0]
    assert "failed" in notes.ours[0]


def test_forty_accounts_are_previewed_in_shards_and_one_that_fails_hides_no_other(
    tmp_path: Path, simulator: Simulator
) -> None:
    project = Project.made(tmp_path, simulator, environment(tmp_path / "home"), stacks(40))
    repository = Repository.made(project)
    project.change(OLD, NEW)
    (tmp_path / "state" / ".pulumi" / "stacks" / "liveperson-accounts" / "acme-07.json").unlink()
    with served(Api(NOTES, NOTES, "PRIVATE-TOKEN", TOKEN)) as notes:
        repository.settings.update(CI_API_V4_URL=notes.url, GITLAB_TOKEN={"comments": TOKEN})
        run = repository.run(repository.propose())

    assert run.failed == ["preview/preview: [1/2]", "preview/report"]
    assert run.codes["preview/preview: [2/2]"] == run.codes["preview/comment"] == 0
    [comment] = notes.ours
    assert "40 accounts" in comment
    assert "in 39 accounts" in comment
    assert "acme-07" in comment


@pytest.mark.threat("planted-file")
def test_code_of_a_branch_never_has_the_token_that_writes(
    project: Project, repository: Repository, notes: Comments
) -> None:
    seen = project.root / "seen"
    python = warm.environment()
    text = SET_UP.format(environment=python) + PLANTED.format(environment=python, seen=seen, said=SAID)
    (project.folder / ".ci" / "set-up").write_text(text)

    run = repository.run(repository.propose())

    assert run.failed == []
    assert notes.ours == [SAID]
    assert repository.settings["PULUMI_CONFIG_PASSPHRASE"] in seen.read_text()
    assert TOKEN not in seen.read_text()


def test_the_night_has_one_report_of_all_accounts_and_fails_on_drift(
    project: Project, repository: Repository
) -> None:
    quiet = repository.run(NIGHT)
    project.edit_in_console("acme-4")
    drifted = repository.run({**NIGHT, "SHARD_SIZE": "2"})

    assert ([*quiet.codes], quiet.failed) == (["shards", "drift/drift: [1/1]", "drift/report"], [])
    assert drifted.failed == ["drift/drift: [2/2]"]
    assert "4 accounts" in drifted.log("drift/report")
    assert "Lunch break" in drifted.log("drift/report")
    assert project.simulator.control.objects(project.accounts["acme-4"], "status-reasons")


def test_a_project_in_a_folder_of_a_repository_works(project: Project) -> None:
    repository = Repository.made(project, project.root)
    with served(Api(NOTES, NOTES, "PRIVATE-TOKEN", TOKEN)) as notes:
        repository.settings.update(CI_API_V4_URL=notes.url, GITLAB_TOKEN={"comments": TOKEN})
        (project.root / "other.txt").write_text("Something else\n")
        other = repository.run(repository.propose())
        project.change(OLD, NEW)
        ours = repository.run(repository.propose())
    applied = repository.run(approved={"dev"})

    assert [*other.codes] == ["shards", "preview/comment"]
    assert (ours.failed, applied.failed) == ([], [])
    assert f"now named “{NEW}”" in notes.ours[0]
    assert (applied.waits_for, named(project)["acme-1"]) == ("test", NEW)


def test_a_project_with_one_account_needs_no_table(project: Project) -> None:
    (project.folder / "accounts.csv").unlink()
    for stack in [*RING_OF][1:]:
        (project.folder / f"Pulumi.{stack}.yaml").unlink()
    project.change(OLD, NEW)
    repository = Repository.made(project)

    run = repository.run(approved={"prod"})

    assert run.failed == []
    assert [name for name in run.codes if name.startswith("prod/")] == [
        "prod/preview: [1/1]",
        "prod/report",
        "prod/apply/apply",
        "prod/apply/report",
    ]
    assert named(project)["acme-1"] == NEW


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_update_that_is_cancelled_leaves_no_lock_and_is_completed_by_the_next_one(
    project: Project, repository: Repository, number: int
) -> None:
    project.change('"Lunch"', '"Noon"')
    repository.commit()
    assert repository.run().waits_for == "dev"
    control = project.simulator.control
    control.clear_requests()
    snapshots = repository.works_in("apply") / "results" / "snapshots"

    with repository.begin("dev") as process:
        wait_until(process, lambda: any(snapshots.glob("*.json")))
        control.set_knobs(latency_ms=1000)  # so that Pulumi has to wait for an answer
        wait_until(process, lambda: sent(project, "PUT", "status-reasons"))
        cancel(process, "apply", number)
        said, _ = process.communicate()
    control.set_knobs(latency_ms=0)
    locked = project.locks()
    completed = repository.run(approved={"dev"})

    assert locked == []
    assert "interrupted" in said
    assert completed.codes["dev/report"] == 0
    assert completed.waits_for == "test"


def sent(project: Project, method: str, path: str) -> bool:
    """Tell whether LivePerson has got such a request."""
    return any(
        each["method"] == method and path in each["path"] for each in project.simulator.control.requests()
    )


@pytest.mark.parametrize(
    ("given", "outcome", "why"),
    [
        ({}, "1 skipped", "gitlab-ci-local is not on PATH"),
        ({"GITLAB_CI_LOCAL": "/no/tool"}, "1 failed", "GITLAB_CI_LOCAL is /no/tool"),
    ],
)
def test_a_missing_tool_skips_tests_unless_one_was_named(
    tmp_path: Path, given: dict[str, str], outcome: str, why: str
) -> None:
    file = tmp_path / "test_tool.py"
    file.write_text("from tests.ci.gitlab import tool\n\n\ndef test_tool():\n    tool()\n")

    done = ran(
        [*(sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider"), f"--rootdir={ROOT}", file],
        cwd=ROOT,
        env={"PATH": "/nowhere", "HOME": str(tmp_path), **given},
    )

    assert f"{outcome} in" in done.stdout
    assert why in done.stdout
