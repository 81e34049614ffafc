"""Many stacks at once: what each run reports and stores, and how it is continued."""

import signal

import psutil
import pytest

from pulumi_liveperson.fleet.runs.running import Signals
from tests.fleet.project import Project, stacks

pytestmark = pytest.mark.engine


def test_a_change_is_previewed_and_applied_and_then_there_is_nothing_to_do(many: Project) -> None:
    many.change("Public holidays", "Bank holidays")
    both = ("--match", "acme-0[12]", "--results", "results")

    previewed = many.fleet("preview", *both)

    assert previewed.exit_code == 0, previewed.beside
    assert (many.folder / "results/.gitignore").read_text() == "*\n"
    assert "2 of 2: acme-0" in previewed.beside
    assert "1 changed; 3 unchanged" in previewed.beside
    assert previewed.said.startswith("2 stacks: 2 with changes")
    result = many.result("acme-01")
    assert result["outcome"] == "changes"
    assert result["account"] == many.accounts["acme-01"] == result["report"]["account"]

    applied = many.fleet("apply", *both)

    assert applied.exit_code == 0, applied.beside
    assert many.outcomes() == {"acme-01": "applied", "acme-02": "applied"}
    snapshot = many.folder / many.result("acme-01")["snapshot"]
    assert "Public holidays" in snapshot.read_text()

    again = many.fleet("apply", *both)

    assert many.outcomes() == {"acme-01": "unchanged", "acme-02": "unchanged"}, again.beside
    assert many.locks() == []


def test_bad_input_ends_before_anything_runs(many: Project) -> None:
    (many.folder / "file").touch()
    (many.folder / "full" / ".lock").mkdir(parents=True)  # as a folder that cannot be written
    one = ("preview", "--match", "acme-01", "--results")

    refused = {
        "environment": many.fleet("preview", "--results", "r", LIVEPERSON_CLIENT_SECRET="simulator"),
        "shard": many.fleet("preview", "--shard", "1/4", "--results", "r", LIVEPERSON_ACCOUNT_ID="1"),
        "folder": many.fleet(*one, "file"),
        "lock": many.fleet(*one, "full"),
        "continued": many.fleet(*one, "r", "--only-failed", "nowhere"),
    }

    assert {each.exit_code for each in refused.values()} == {2}
    assert (
        "LIVEPERSON_CLIENT_SECRET in the environment would apply to all 4 stacks"
        in refused["environment"].beside
    )
    assert "unset LIVEPERSON_ACCOUNT_ID" in refused["shard"].beside
    assert "file cannot be the folder of the results" in refused["folder"].beside
    assert "full/.lock cannot be written" in refused["lock"].beside
    assert "nowhere is not a folder" in refused["continued"].beside
    assert many.processes() == []


def test_a_full_disk_ends_a_run(many: Project) -> None:
    for name, file in (("log", "acme-01.log"), ("result", ".acme-01.json.new")):
        (many.folder / name).mkdir()
        (many.folder / name / file).symlink_to("/dev/full")
    one = ("preview", "--match", "acme-01", "--results")

    log, result = many.fleet(*one, "log"), many.fleet(*one, "result")

    assert log.exit_code == 1
    assert "No space left on device" in many.result("acme-01", "log")["message"]
    assert (result.exit_code, result.said) == (2, "")
    assert "result cannot be written: No space left on device" in result.beside


def test_nohup_keeps_a_run_alive_and_a_background_job_can_be_interrupted() -> None:
    before = {each: signal.signal(each, signal.SIG_IGN) for each in (signal.SIGHUP, signal.SIGINT)}
    try:
        with Signals().handled():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
            assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@pytest.mark.slow
def test_a_continued_run_compares_the_hours_of_an_update_that_an_earlier_run_made(many: Project) -> None:
    verified = ("apply", "--match", "acme-01", "--verify", "--results", "results")
    (many.folder / "results").mkdir()

    continued = many.fleet(*verified, "--only-failed", "results")

    assert continued.exit_code == 0, continued.beside
    result = many.result("acme-01")
    assert (result["outcome"], [each["name"] for each in result["checks"]]) == ("unchanged", ["hours"])
    many.fleet(*verified)
    assert many.result("acme-01")["checks"] == []


def test_the_password_of_a_backend_is_in_no_file(many: Project) -> None:
    backend = "postgres://state:hunter2/x@127.0.0.1:1/pulumi"

    failed = many.fleet("preview", "--match", "acme-01", "--results", "results", PULUMI_BACKEND_URL=backend)

    assert failed.exit_code == 1
    files = [each.read_text() for each in (many.folder / "results").glob("acme-01.*")]
    assert len(files) == 2
    assert [each for each in (failed.said, failed.beside, *files) if "hunter2" in each] == []


@pytest.mark.slow
def test_two_runs_at_the_same_time_do_not_mix_their_results(many: Project) -> None:
    many.simulator.control.set_knobs(latency_ms=1_000)
    first = many.begin("preview", "--match", "acme-0[12]", "--results", "results")
    first.wait_until(lambda: bool(many.simulator.control.requests()))

    same = many.fleet("preview", "--match", "acme-0[23]", "--results", "results")
    first.signal()

    assert same.exit_code == 2
    assert "another run works on stack acme-02 with the results in results" in same.beside
    assert first.ended().exit_code == 130
    assert many.fleet("preview", "--match", "acme-02", "--results", "results").exit_code == 0


@pytest.mark.slow
def test_the_result_has_the_reason_of_a_failed_preview(many: Project) -> None:
    many.change('"Europe/London"', '"Europe/Atlantis"')

    failed = many.fleet("preview", "--match", "acme-01", "--results", "results")

    assert failed.exit_code == 1
    assert "Europe/Atlantis" in many.result("acme-01")["message"]


@pytest.mark.slow
def test_a_killed_pulumi_is_a_failure_and_leaves_no_plugins(many: Project) -> None:
    many.simulator.control.set_knobs(latency_ms=500)
    begun = many.begin("preview", "--match", "acme-01", "--results", "results")
    begun.wait_until(lambda: bool(many.simulator.control.requests()))

    for each in psutil.Process(begun.process.pid).children():
        each.kill()

    ended = begun.ended()
    assert ended.exit_code == 1
    assert "acme-01: failed in its preview: killed by signal 9" in ended.said
    many.wait_for_processes()


@pytest.mark.slow
def test_a_run_whose_results_are_deleted_leaves_no_update_behind(many: Project) -> None:
    many.change("Public holidays", "Bank holidays")
    control = many.simulator.control
    control.add_fault("delay", method="PUT", path="specialoccasion", seconds=2)
    begun = many.begin("apply", "--match", "acme-0[12]", "--jobs", "2", "--results", "results")
    begun.wait_until(lambda: any(each["method"] == "PUT" for each in control.requests()))

    (many.folder / "results").rename(many.folder / "moved")

    ended = begun.ended(60)
    assert ended.exit_code == 2
    assert "cannot be written: No such file or directory" in ended.beside
    assert many.processes() == []
    assert many.locks() == []


def test_a_shell_without_a_backend_is_told_how_to_choose_one(many: Project) -> None:
    failed = many.fleet("preview", "--match", "acme-01", "--results", "results", PULUMI_BACKEND_URL="")

    assert failed.exit_code == 1
    assert "`export PULUMI_BACKEND_URL=<its address>`" in many.result("acme-01")["message"]


def test_an_empty_selection_says_so(many: Project) -> None:
    (many.folder / "kept").mkdir()

    done = many.fleet("preview", "--match", "acme-01", "--shard", "2/2", "--results", "kept")

    assert (done.exit_code, done.said.strip()) == (0, "No stack is selected, so nothing was run.")
    assert not (many.folder / "kept/.gitignore").exists()  # it may be a part of the project


@pytest.mark.slow
def test_drift_is_found_and_stops_an_update_and_the_run_can_be_continued(many: Project) -> None:
    many.edit_in_console("acme-02")

    drift = many.fleet("drift", "--results", "drift")

    assert drift.exit_code == 7, drift.beside
    assert many.outcomes("drift") == dict.fromkeys(stacks(4), "unchanged") | {"acme-02": "drift"}

    many.change("Public holidays", "Bank holidays")
    stopped = many.fleet("apply", "--results", "results", "--jobs", "1")

    assert stopped.exit_code == 8
    assert many.outcomes() == {
        "acme-01": "applied",
        "acme-02": "refused",
        "acme-03": "not-started",
        "acme-04": "not-started",
    }
    assert "Refused by --fail-on-drift" in stopped.said
    assert "not started: acme-03, acme-04" in stopped.said
    command = "liveperson fleet apply --results results --jobs 1 --only-failed results"
    assert f"To continue: {command}" in stopped.said

    many.stack("acme-02").refresh("--yes").ok()
    finished = many.fleet(*command.split()[2:])

    assert finished.exit_code == 0, finished.beside
    assert "acme-01" not in finished.beside
    assert finished.said.startswith("4 stacks: 4 applied")


@pytest.mark.slow
def test_a_continued_run_fits_the_first_one(many: Project) -> None:
    many.fleet("preview", "--match", "acme-01", "--results", "results")
    other = many.fleet("drift", "--match", "acme-01", "--results", "r", "--only-failed", "results")
    file = many.folder / "results" / "acme-01.json"
    file.write_text(file.read_text().replace('"commit": null', '"commit": "0123"'))
    older = many.fleet("preview", "--match", "acme-01", "--results", "r", "--only-failed", "results")

    assert (other.exit_code, older.exit_code) == (2, 2)
    assert "is a result of `fleet preview`" in other.beside
    assert "is of another commit (0123)" in older.beside


@pytest.mark.slow
def test_a_change_of_the_state_only_is_applied(many: Project) -> None:
    many.change('StatusReason("lunch", text="Lunch")', 'StatusReason("lunch", text="Lunch", opts=PROTECTED)')
    many.change('ZONE = "', 'PROTECTED = pulumi.ResourceOptions(protect=True)\nZONE = "')

    applied = many.fleet("apply", "--match", "acme-01", "--results", "results")

    assert many.outcomes() == {"acme-01": "applied"}, applied.beside
    assert '"protect": true' in many.stack("acme-01").state()


@pytest.mark.slow
def test_an_edit_after_the_preview_is_not_overwritten_in_a_project_that_always_refreshes(
    many: Project,
) -> None:
    file = many.folder / "Pulumi.yaml"
    text = file.read_text()
    file.unlink()  # a link to the project of this repository
    file.write_text(text.replace("\nconfig:", "\noptions:\n  refresh: always\nconfig:"))
    many.change('text="Lunch"', 'text="Luncheon"')
    begun = many.begin("apply", "--match", "acme-01", "--results", "results")
    result = many.folder / "results" / "acme-01.json"
    begun.wait_until(lambda: result.exists() and many.result("acme-01")["phase"] in {"snapshot", "update"})

    many.edit_in_console("acme-01", "Break")

    ended = begun.ended()
    reasons = many.simulator.control.objects(many.accounts["acme-01"], "status-reasons")
    assert "Break" in [each["text"] for each in reasons], ended.said


@pytest.mark.slow
def test_a_preview_of_another_account_fails(many: Project) -> None:
    other = many.accounts["acme-02"]

    failed = many.fleet("apply", "--match", "acme-01", "--results", "results", LIVEPERSON_ACCOUNT_ID=other)

    assert failed.exit_code == 1
    assert f"the preview of the stack is of account {other}" in many.result("acme-01")["message"]


@pytest.mark.slow
def test_a_locked_stack_fails_with_the_command_that_unlocks_it(many: Project) -> None:
    many.change("Public holidays", "Bank holidays")
    folder = many.root / "state" / ".pulumi" / "locks" / "organization" / "liveperson-accounts" / "acme-01"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "killed.json").write_text(
        '{"pid": 1, "username": "x", "hostname": "x", "timestamp": "2026-11-30T00:00:00Z"}'
    )

    failed = many.fleet("apply", "--match", "acme-01", "--results", "results")

    assert failed.exit_code == 1
    assert "`pulumi cancel --yes --stack acme-01`" in many.result("acme-01")["message"]
