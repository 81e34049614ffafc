"""What a restore refuses to begin with, and what a stack sees of one."""

import json
from pathlib import Path
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import OCCASIONS, REASONS, made, occasion, reason
from tests.cli.restoring import FILE, Account
from tests.engine.trial import ACCOUNT, Stack

pytestmark = pytest.mark.engine

OTHER = "71234568"
DECLARED = """
SpecialOccasion("year-end", name="Year end", description="Closed")
StatusReason("lunch", text="Lunch")
"""


@pytest.fixture
def account(stack: Stack, simulator: Simulator) -> Account:
    """An account of an occasion and a reason, and a snapshot of it."""
    account = Account(stack, simulator)
    made(account.control, OCCASIONS, occasion("Year end", isDefault=True))
    made(account.control, REASONS, reason("Lunch"))
    account.snapshot()
    account.control.clear_requests()
    return account


def rewrite(account: Account, **fields: Any) -> None:
    path = account.stack.project / FILE
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


def test_a_snapshot_of_another_account_is_refused(account: Account) -> None:
    done = account.restore(LIVEPERSON_ACCOUNT_ID=OTHER)

    assert (done.exit_code, done.said) == (2, "")
    assert done.beside == (
        f"restore: before.json is a snapshot of account {ACCOUNT}, and stack trial uses account {OTHER}. To "
        f"restore into this account, with objects matched by name, add --from-account {ACCOUNT}.\n"
    )
    assert account.control.requests() == []


def test_another_accounts_snapshot_goes_by_names_if_it_is_named(account: Account) -> None:
    (lunch,) = account.control.objects(ACCOUNT, REASONS)
    account.control.seed(OTHER, {REASONS: [{"id": lunch["id"], **reason("Doctor"), "deleted": False}]})

    done = account.restore("--from-account", ACCOUNT, LIVEPERSON_ACCOUNT_ID=OTHER)

    assert (done.exit_code, done.beside) == (0, "")
    assert sorted(each["text"] for each in account.control.objects(OTHER, REASONS)) == ["Doctor", "Lunch"]
    (year_end,) = account.control.objects(OTHER, OCCASIONS)
    assert year_end["isDefault"] is True


def test_the_account_that_is_named_must_be_that_of_the_snapshot(account: Account) -> None:
    done = account.restore("--from-account", OTHER, LIVEPERSON_ACCOUNT_ID=OTHER)

    assert (done.exit_code, done.said) == (2, "")
    assert (
        done.beside == f"restore: before.json is a snapshot of account {ACCOUNT}, not of account {OTHER}.\n"
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read: No such file or directory."),
        (b"", "is not a file of `liveperson snapshot`: it is not JSON."),
        (b" " * (32 * 1024 * 1024 + 1), "is too large for a snapshot."),
    ],
)
def test_a_file_that_is_no_snapshot_is_refused_in_one_line(
    account: Account, content: bytes | None, says: str
) -> None:
    path = account.stack.project / FILE
    path.unlink()
    if content is not None:
        path.write_bytes(content)

    done = account.restore()

    assert (done.exit_code, done.said) == (2, "")
    assert done.beside.startswith("restore: before.json ")
    assert says in done.beside
    assert done.beside.count("\n") == 1
    assert account.control.requests() == []


def test_a_name_that_the_snapshot_does_not_have_is_refused(account: Account) -> None:
    done = account.restore("--name", "Lunch", "--name", "Diner*")

    assert (done.exit_code, done.said) == (2, "")
    assert done.beside == "restore: the snapshot contains no object with the name 'Diner*'.\n"


@pytest.mark.parametrize("name", ["Lunch [old]", "Lunch?", "*[old]", "L*[*]"])
def test_only_a_star_matches_other_characters(account: Account, name: str) -> None:
    texts = ["Lunch [old]", "Lunch?"]
    made(account.control, REASONS, *(reason(each) for each in (*texts, "Lunch o", "Lunch1")))
    account.snapshot()
    for each in account.reasons:
        account.edit(each, enabled=False)

    done = account.restore("--name", name)

    assert (done.exit_code, done.beside) == (0, "")
    enabled = [each for each, held in account.reasons.items() if held["enabled"]]
    assert enabled == [texts["?" in name]]


@pytest.mark.parametrize("name", ["Lunc[h]", "Lunc?", "lunch", "L*h*h", "Lunch*Lunch", ""])
def test_a_pattern_of_another_kind_matches_no_name(account: Account, name: str) -> None:
    done = account.restore("--name", name)

    assert (done.exit_code, done.said) == (2, "")
    assert done.beside == f"restore: the snapshot contains no object with the name {name!r}.\n"


def test_words_of_a_file_cannot_draw_on_the_terminal(account: Account) -> None:
    rewrite(account, stack="\x1b[31mred", time="\u202enow")

    done = account.restore()

    assert "\x1b" not in done.said
    assert "with stack [U+001B][31mred." in done.said


@pytest.mark.slow
def test_a_pause_is_shown(account: Account) -> None:
    account.control.add_fault("throttle", path="/configuration/", retry_after=1)

    done = account.restore()

    assert done.exit_code == 0
    assert done.beside.startswith("LivePerson answered 429, trying again in ")
    assert done.beside.count("\n") == 1


@pytest.fixture
def managed(stack: Stack, simulator: Simulator) -> Account:
    """A stack that manages two objects, and a snapshot of them."""
    stack.apply(DECLARED)
    account = Account(stack, simulator)
    account.snapshot()
    return account


def test_an_update_is_undone_with_its_program(managed: Account) -> None:
    stack, before = managed.stack, managed.content
    stack.apply(DECLARED.replace('"Closed"', '"Mistake"'))

    done = managed.restore()
    stack.declare(DECLARED)
    refreshed = stack.refresh("--yes", "--skip-preview")

    assert done.exit_code == 0
    assert refreshed.exit_code == 0, refreshed.said
    assert managed.content == before
    stack.expect_no_changes()
    stack.up("--expect-no-changes").ok()


@pytest.mark.slow
def test_a_program_that_stays_takes_the_restore_back(managed: Account) -> None:
    stack = managed.stack
    stack.apply(DECLARED.replace('"Closed"', '"Mistake"'))
    managed.restore()

    stack.refresh("--yes", "--skip-preview")
    stack.up().ok()

    assert managed.occasions["Year end"]["description"] == "Mistake"


@pytest.mark.slow
def test_an_object_that_was_made_again_is_taken_over_after_a_refresh(managed: Account) -> None:
    stack, old = managed.stack, managed.ids["Lunch"]
    managed.delete("Lunch")

    done = managed.restore()

    new = managed.ids["Lunch"]
    assert done.exit_code == 0
    assert (
        f"  Lunch, previous id {old}; the resource lunch still has that id, until `pulumi refresh`\n"
    ) in done.said
    stack.refresh("--yes", "--skip-preview").ok()
    up = stack.up().ok()
    assert f"took over the status reason {new}, which already existed" in up.said
    assert managed.reasons.keys() == {"Lunch"}
    assert managed.ids["Lunch"] == new
    stack.expect_no_changes()


def test_a_file_stays_unchanged(account: Account) -> None:
    path = Path(account.stack.project / FILE)
    before = path.read_bytes()
    account.delete("Lunch")

    assert account.restore().exit_code == 0

    assert path.read_bytes() == before
