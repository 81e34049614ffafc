"""`liveperson restore` brings an account back to a snapshot."""

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson import closed
from tests.cli.commands import COLLECTIONS, NASTY, OCCASIONS, REASONS, lists, made, occasion, reason
from tests.cli.restoring import Account
from tests.cli.sides import event
from tests.engine.trial import Stack
from tests.skills import make_skill

pytestmark = pytest.mark.engine

CHRISTMAS = event(**closed("2026-12-24", days=3, time_zone="Europe/Lisbon", name="Christmas"))


@pytest.fixture
def account(stack: Stack, simulator: Simulator) -> Account:
    """An account that somebody fills by hand; its stack declares nothing."""
    return Account(stack, simulator)


@pytest.fixture
def filled(account: Account) -> Account:
    """Three occasions, of which one is the default, three reasons in an order, and a snapshot of them."""
    account.control.set_knobs(order_policy="append")
    standard = occasion("Standard", isDefault=True)
    made(account.control, OCCASIONS, standard, occasion("Long"), occasion("Christmas", events=[CHRISTMAS]))
    made(account.control, REASONS, reason("Lunch"), reason("Break"), reason("Training", "Occupied"))
    account.snapshot()
    account.written()
    return account


def test_an_account_that_is_as_it_was_is_left_alone(filled: Account) -> None:
    filled.control.clear_requests()

    done = filled.restore()

    assert (done.exit_code, done.beside) == (0, "")
    assert "LivePerson account 71234567: nothing changes; 6 unchanged" in done.said
    assert "Write this" not in done.said
    assert lists(filled.control) == COLLECTIONS


def test_what_was_edited_and_deleted_is_restored(filled: Account) -> None:
    before, ids = filled.content, filled.ids
    filled.edit("Christmas", events=[], description="Cancelled")
    filled.edit("Lunch", text="Siesta", enabled=False)
    filled.delete("Long")
    filled.delete("Training")

    done = filled.restore()

    assert (done.exit_code, done.beside) == (0, "")
    assert filled.content == before
    assert filled.ids["Christmas"] == ids["Christmas"]
    assert filled.ids["Long"] != ids["Long"]
    assert done.said.endswith(
        "\n"
        "Christmas: restored\n"
        "Long: created again\n"
        "Lunch: restored\n"
        "Training: created again\n"
        "\n"
        "4 objects restored.\n"
        "Next, restore the program too: otherwise the next update reverses this restore. Then run "
        "`pulumi refresh --stack trial`, and check `pulumi preview --stack trial` (docs/undo.md).\n"
    )
    assert sorted(filled.written()) == ["POST", "POST", "PUT", "PUT"]


def test_the_preview_says_what_becomes_of_what(filled: Account) -> None:
    long = filled.ids["Long"]
    make_skill(filled.control, "Billing", specialOccasionId=long)
    filled.snapshot()
    filled.edit("Christmas", events=[], description="Cancelled")
    filled.delete("Long")
    (made_since,) = made(filled.control, OCCASIONS, occasion(NASTY))
    before = filled.content
    filled.written()

    done = filled.preview()

    assert done.exit_code == 3
    first, *rest = done.said.splitlines()
    assert first.startswith("Snapshot of account 71234567, taken at 20")
    assert rest == [
        "",
        "LivePerson account 71234567: 2 changed, 1 new; 4 unchanged",
        "",
        "Changed",
        f"  Billing: follows the occasion Long, did follow the occasion {long}.",
        (
            "  Christmas (Europe/Lisbon): closed from 24 to 26 Dec 2026 (3 days) (“Christmas”); "
            "description becomes “Closed”, was “Cancelled”."
        ),
        "",
        "New",
        "  Long: new special occasion without any days.",
        "",
        "Created again with the same name and a new id",
        f"  Long, previous id {long}",
        "",
        "Created since the snapshot, and unchanged",
        f'  Christmas⏎[U+001B][31m"2026"[U+202E] <b>`|, special occasion {made_since}',
    ]
    assert (
        done.beside
        == "restore: nothing was written, because there is no terminal to confirm on: pass --yes.\n"
    )
    assert filled.content == before
    assert filled.written() == []


def test_what_was_created_since_stays_unchanged(filled: Account) -> None:
    made(filled.control, REASONS, reason("New"))
    filled.edit("Lunch", state="Online")

    assert filled.restore().exit_code == 0

    assert filled.reasons["New"]["state"] == "Away"
    assert filled.reasons["Lunch"]["state"] == "Away"


def test_a_deleted_object_that_was_created_again_is_matched_by_name(filled: Account) -> None:
    before = filled.content
    filled.delete("Long")
    (again,) = made(filled.control, OCCASIONS, occasion("Long", "By hand"))

    assert filled.restore().exit_code == 0

    assert filled.content == before
    assert filled.ids["Long"] == int(again)


@pytest.mark.parametrize("new", ["Long", "Another"])
@pytest.mark.parametrize("policy", ["strict", "mild"])
def test_the_default_moves_back(filled: Account, new: str, policy: str) -> None:
    filled.control.set_knobs(stale_check=policy)
    before = filled.occasions
    if new == "Another":
        made(filled.control, OCCASIONS, occasion("Another", isDefault=True))
    else:
        filled.edit(new, isDefault=True)

    done = filled.restore()

    assert (done.exit_code, done.beside) == (0, "")
    now = filled.occasions
    assert {name: now[name] for name in before} == before
    assert now[new]["isDefault"] is False
    assert ("No longer the account's default occasion; nothing else changes" in done.said) == (
        new == "Another"
    )


def test_a_deleted_default_is_made_again_as_the_default(filled: Account) -> None:
    before = filled.content
    filled.edit("Long", isDefault=True)
    filled.delete("Standard")

    assert filled.restore().exit_code == 0

    assert filled.content == before


@pytest.mark.parametrize("policy", ["append", "prepend"])
def test_the_order_comes_back(filled: Account, policy: str) -> None:
    filled.control.set_knobs(order_policy=policy)
    filled.edit("Training", order=1)
    filled.edit("Lunch", order=3)
    assert filled.order == ["Training", "Break", "Lunch"]

    done = filled.restore()

    assert (done.exit_code, done.beside) == (0, "")
    assert filled.order == ["Lunch", "Break", "Training"]


def test_a_reason_that_is_made_again_finds_its_place(filled: Account) -> None:
    filled.delete("Break")

    assert filled.restore().exit_code == 0

    assert filled.order == ["Lunch", "Break", "Training"]


def test_the_order_comes_back_around_what_was_made_since(filled: Account) -> None:
    made(filled.control, REASONS, reason("New", order=1))
    filled.edit("Training", order=2)
    assert filled.order == ["New", "Training", "Lunch", "Break"]

    assert filled.restore().exit_code == 0

    order = filled.order
    assert [each for each in order if each != "New"] == ["Lunch", "Break", "Training"]


def test_only_what_is_named_comes_back(filled: Account) -> None:
    for name in ("Lunch", "Break"):
        filled.edit(name, enabled=False)
    filled.edit("Long", description="Edited")

    done = filled.restore("--name", "L*", "--name", "Christmas")

    assert done.exit_code == 0
    assert "1 unchanged" in done.said
    assert {name: each["enabled"] for name, each in filled.reasons.items()} == {
        "Lunch": True,
        "Break": False,
        "Training": True,
    }
    assert filled.occasions["Long"]["description"] == "Closed"


def test_any_order_comes_back(account: Account) -> None:
    """In the second one, a reason that moves comes to the number that it had."""
    account.control.set_knobs(order_policy="append")
    names = [*"abcde"]
    made(account.control, REASONS, *(reason(each) for each in names))
    account.snapshot()
    for shuffled in ("edcba", "decab", "baced"):
        for number, name in enumerate(shuffled, 1):
            account.edit(name, order=number)
        assert account.order == [*shuffled]

        done = account.restore()

        assert (done.exit_code, done.beside) == (0, ""), done.said
        assert account.order == names, shuffled


@pytest.mark.parametrize("select", ["ignored", "reject400"])
def test_it_works_where_lists_hold_summaries(filled: Account, select: str) -> None:
    before = filled.content
    filled.control.set_knobs(list_select=select)
    filled.edit("Christmas", events=[])
    filled.delete("Long")

    assert filled.restore().exit_code == 0

    assert filled.content == before


def test_a_text_is_brought_back_as_it_was_written(filled: Account) -> None:
    filled.edit("Long", description="R &amp; D")
    filled.snapshot()
    before = filled.content
    filled.edit("Long", description="Edited")

    assert filled.restore().exit_code == 0

    assert filled.content == before


def test_forty_deleted_occasions_come_back_in_few_requests(account: Account) -> None:
    names = [f"Occasion {number}" for number in range(40)]
    made(account.control, OCCASIONS, *(occasion(each, events=[CHRISTMAS]) for each in names))
    account.snapshot()
    before = account.content
    for each in names:
        account.delete(each)
    account.written()

    assert account.restore().exit_code == 0

    assert account.content == before
    assert len(account.written()) <= 20
