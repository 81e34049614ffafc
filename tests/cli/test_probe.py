"""`liveperson probe`: what it says, what it asks, what it writes, and what it leaves."""

import json

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.probing import MARK, QUICK, Sandbox
from tests.engine.trial import ACCOUNT, Stack

pytestmark = pytest.mark.engine


@pytest.fixture
def sandbox(stack: Stack, simulator: Simulator) -> Sandbox:
    return Sandbox(stack, simulator)


def test_a_probe_leaves_two_files_and_an_account_that_is_as_before(sandbox: Sandbox) -> None:
    before = sandbox.content()

    done = sandbox.probe("--yes")

    assert (done.exit_code, done.beside) == (0, "")
    assert sandbox.content() == before
    assert [each.suffix for each in sandbox.files()] == [".html", ".json"]
    assert sandbox.result["complete"] is True
    assert sandbox.result["knobs"]["stale_check"] == "strict"
    assert f"This probes account {ACCOUNT}, which has no objects.\n" in done.said
    assert "Nothing contradicts what the provider assumes.\n" in done.said
    assert f"Wrote {sandbox.files('.json')[0].name} and {sandbox.files('.html')[0].name}." in done.said
    for file in sandbox.files():
        assert ACCOUNT not in file.name
        assert ACCOUNT not in file.read_text(encoding="utf-8")
        assert "127.0.0.1" not in file.read_text(encoding="utf-8")
        assert "simulator-client" not in file.read_text(encoding="utf-8")


@pytest.mark.slow
def test_only_some_experiments_are_conducted(sandbox: Sandbox) -> None:
    done = sandbox.probe("--yes", *QUICK)

    assert done.exit_code == 0
    assert {"stale_check", "stale_status"} == {each["name"] for each in sandbox.result["questions"]}


def test_an_unknown_question_is_refused_with_the_nearest(sandbox: Sandbox) -> None:
    done = sandbox.probe("--yes", "--only", "stale_chek")

    assert done.exit_code == 2
    assert done.beside == "probe: there is no question 'stale_chek': did you mean stale_check?\n"
    assert sandbox.requests() == []


def test_a_dry_run_sends_nothing_and_lists_the_requests(sandbox: Sandbox) -> None:
    sandbox.control.clear_requests()

    done = sandbox.probe("--dry-run", *QUICK)

    assert (done.exit_code, sandbox.control.requests()) == (0, [])
    assert "write skills with an outdated If-Match (stale_check, stale_status): 9 requests\n" in done.said
    assert "\nNothing was sent." in done.said
    assert sandbox.files() == []


def test_without_a_terminal_it_needs_yes_and_says_the_command(sandbox: Sandbox) -> None:
    done = sandbox.probe(*QUICK)

    assert (done.exit_code, sandbox.writes(), sandbox.files()) == (2, [], [])
    assert "run `liveperson probe --stack trial --only stale_check --yes`" in done.beside


def test_at_a_terminal_it_asks_and_rewrites_one_line(sandbox: Sandbox) -> None:
    code, screen = sandbox.at_a_terminal("y", *QUICK)

    assert code == 0
    asked, _, rest = screen.partition("Continue? [y/N] ")
    assert f"objects whose names begin with {MARK}" in asked
    assert "\r1 of 4, about " in rest
    assert "\r4 of 4, about " in rest
    assert rest.count("\n") < 10


@pytest.mark.parametrize(
    "answer", ["n", *(pytest.param(each, marks=pytest.mark.slow) for each in ("", "yikes"))]
)
def test_any_other_answer_writes_nothing(sandbox: Sandbox, answer: str) -> None:
    code, screen = sandbox.at_a_terminal(answer, *QUICK)

    assert (code, sandbox.writes(), sandbox.files()) == (2, [], [])
    assert screen.endswith("probe: nothing was written.\n")


def test_an_account_with_a_default_is_refused_until_it_is_vouched_for(sandbox: Sandbox) -> None:
    default = {"name": "Holidays", "description": "", "isDefault": True, "events": []}
    sandbox.control.foreign_create(ACCOUNT, "specialoccasion", default)
    before = sandbox.content()

    refused = sandbox.probe("--yes", *QUICK)
    assert (refused.exit_code, sandbox.writes()) == (2, [])
    assert "it has 1 object (1 special occasion) and a default special occasion." in refused.beside
    vouched = "liveperson probe --stack trial --only stale_check --i-know-what-this-account-is"
    assert f"`{vouched}`" in refused.beside

    done = sandbox.probe("--yes", "--i-know-what-this-account-is", *QUICK)
    assert done.exit_code == 0
    assert (
        "It leaves out questions about the default of special occasions, because there is one." in done.said
    )
    assert sandbox.content() == before


@pytest.mark.slow
def test_an_account_with_many_objects_is_refused(sandbox: Sandbox) -> None:
    for number in range(11):
        reason = {"text": f"Reason {number}", "state": "Away", "enabled": False}
        sandbox.control.foreign_create(ACCOUNT, "status-reasons", reason)

    done = sandbox.probe("--yes", *QUICK)

    assert (done.exit_code, sandbox.writes()) == (2, [])
    assert "it has 11 objects (11 status reasons). A probe is for" in done.beside


def test_what_an_earlier_probe_has_left_is_deleted_first(sandbox: Sandbox) -> None:
    before = sandbox.content()
    sandbox.leave("abc123 001", "abc123 002")

    done = sandbox.probe("--yes", *QUICK)

    assert done.exit_code == 0
    assert "First, it deletes 2 objects of an earlier probe" in done.said
    assert sandbox.content() == before


def test_existing_files_are_kept_until_they_may_be_replaced(sandbox: Sandbox) -> None:
    (sandbox.stack.project / "mine.json").write_text("kept")

    refused = sandbox.probe("--yes", "--output", "mine.html", *QUICK)
    assert (refused.exit_code, sandbox.requests()) == (2, [])
    assert "mine.json already exists" in refused.beside
    assert (sandbox.stack.project / "mine.json").read_text() == "kept"

    assert sandbox.probe("--yes", "--output", "mine.html", "--replace", *QUICK).exit_code == 0
    assert json.loads((sandbox.stack.project / "mine.json").read_text())["complete"] is True


@pytest.mark.slow
def test_a_folder_gets_both_files(sandbox: Sandbox) -> None:
    (sandbox.stack.project / "profiles").mkdir()

    assert sandbox.probe("--yes", "--output", "profiles", *QUICK).exit_code == 0
    assert len([*(sandbox.stack.project / "profiles").iterdir()]) == 2
    missing = sandbox.probe("--yes", "--output", "elsewhere/result.json", *QUICK)
    assert missing.exit_code == 2
    assert missing.beside == "probe: the folder elsewhere does not exist: run `mkdir -p elsewhere`.\n"


def test_credentials_without_privileges_are_an_error(sandbox: Sandbox) -> None:
    unprivileged = {"LIVEPERSON_CLIENT_ID": "unprivileged-client"}

    done = sandbox.probe("--yes", LIVEPERSON_CLIENT_SECRET="unprivileged-secret", **unprivileged)

    assert (done.exit_code, sandbox.writes()) == (1, [])
    assert "no list of the account can be read: LivePerson answered 403." in done.beside


def test_a_refused_privilege_leaves_a_partial_result(sandbox: Sandbox) -> None:
    sandbox.control.add_fault("status_before", method="POST", path="/skills", status=403, times=9)

    done = sandbox.probe("--yes", *QUICK)

    assert done.exit_code == 1
    [missing] = sandbox.result["missing"]
    assert missing.startswith("Some questions about skills were not answered: POST needs a privilege")
    assert f"Partial: {missing}\n" in done.said
    assert sandbox.result["knobs"]["stale_check"] == "strict"


def test_credentials_that_end_leave_a_partial_result_and_the_command_that_cleans(sandbox: Sandbox) -> None:
    sandbox.control.add_fault("status_before", method="PUT", path="/configuration/", status=401, times=2)

    done = sandbox.probe("--yes", *QUICK)

    assert done.exit_code == 1
    assert sandbox.result["missing"] == ["The probe ended early: LivePerson answered 401 to a request."]
    assert sandbox.names() == set()


def test_what_cannot_be_deleted_is_named(sandbox: Sandbox) -> None:
    sandbox.control.add_fault("status_before", method="DELETE", path="/skills", status=403, times=99)

    done = sandbox.probe("--yes", *QUICK)

    assert done.exit_code == 1
    assert "Delete them with `liveperson probe --clean --stack trial`:\n" in done.beside
    for name in sandbox.names():
        assert f"  skill '{name}', id " in done.beside
    assert len(sandbox.names()) == 2

    sandbox.control.clear_faults()
    cleaned = sandbox.probe("--clean", "--yes")
    assert (cleaned.exit_code, sandbox.names()) == (0, set())
    assert "Deleted 2 objects; no objects left.\n" in cleaned.said


def test_clean_deletes_only_what_a_probe_has_made(sandbox: Sandbox) -> None:
    lunch = {"text": f"Not a {MARK}", "state": "Away", "enabled": True}
    sandbox.control.foreign_create(ACCOUNT, "status-reasons", lunch)
    before = sandbox.content()
    sandbox.leave("abc123 001")

    asked = sandbox.probe("--clean")
    assert (asked.exit_code, sandbox.writes()) == (2, [])
    assert f"  status reason '{MARK} abc123 001', id " in asked.said
    assert "run `liveperson probe --clean --stack trial --yes`" in asked.beside

    assert sandbox.probe("--clean", "--yes").exit_code == 0
    assert sandbox.content() == before


@pytest.mark.slow
def test_clean_finds_nothing_to_delete(sandbox: Sandbox) -> None:
    done = sandbox.probe("--clean")

    assert (done.exit_code, sandbox.writes()) == (0, [])
    assert done.said == f"Account {ACCOUNT} has no objects of a probe.\n"
