"""Names that have moved from one object to another come back, in whatever way they have moved."""

import json

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import OCCASIONS, REASONS, made, occasion, reason
from tests.cli.restoring import FILE, Account
from tests.engine.trial import ACCOUNT, Stack

pytestmark = pytest.mark.engine


@pytest.fixture(params=["strict", pytest.param("mild", marks=pytest.mark.slow)])
def account(request: pytest.FixtureRequest, stack: Stack, simulator: Simulator) -> Account:
    """An account of three reasons in an order and three occasions, of which one is the default."""
    account = Account(stack, simulator)
    account.control.set_knobs(stale_check=request.param, order_policy="append")
    standard = occasion("Standard", "First", isDefault=True)
    made(account.control, OCCASIONS, standard, occasion("Long", "Second"), occasion("Short", "Third"))
    made(account.control, REASONS, reason("Lunch"), reason("Break", "Occupied"), reason("Training", "Online"))
    account.snapshot()
    account.written()
    return account


def rename(account: Account, collection: str, names: dict[str, str]) -> None:
    """Let somebody in the console give objects other names, those of each other too."""
    field, ids = "name" if collection == OCCASIONS else "text", account.ids
    for spelling in ("{} for a while", "{}"):
        for old, new in names.items():
            changes = {field: spelling.format(new)}
            account.control.foreign_update(ACCOUNT, collection, ids[old], changes)
    account.control.clear_requests()


@pytest.mark.parametrize(
    ("collection", "names"),
    [
        (REASONS, {"Lunch": "Break", "Break": "Lunch"}),
        (REASONS, {"Lunch": "Break", "Break": "Training", "Training": "Lunch"}),
        (REASONS, {"Lunch": "Break", "Break": "Training", "Training": "Course"}),
        (OCCASIONS, {"Standard": "Long", "Long": "Standard"}),
        (OCCASIONS, {"Standard": "Long", "Long": "Short", "Short": "Standard"}),
        (OCCASIONS, {"Standard": "Long", "Long": "Short", "Short": "Christmas"}),
    ],
)
def test_names_that_went_round_or_moved_on_come_back_in_one_run(
    account: Account, collection: str, names: dict[str, str]
) -> None:
    before, ids = account.content, account.ids
    rename(account, collection, names)

    done = account.restore()

    assert (done.exit_code, done.beside) == (0, ""), done.said
    assert account.content == before
    assert account.ids == ids
    assert f"\n{len(names)} objects restored.\n" in done.said
    assert "nothing changes" in account.restore().said


def test_names_come_back_with_all_else_that_was_edited(account: Account) -> None:
    before, order = account.content, account.order
    rename(account, REASONS, {"Lunch": "Break", "Break": "Lunch"})
    account.edit("Lunch", enabled=False, order=1)
    account.edit("Training", order=1)
    rename(account, OCCASIONS, {"Standard": "Long", "Long": "Standard"})
    account.edit("Short", isDefault=True)

    done = account.restore()

    assert (done.exit_code, done.beside) == (0, ""), done.said
    assert account.order == order
    assert account.content == before


def test_an_object_is_made_again_under_a_name_that_another_one_gives_back(account: Account) -> None:
    before = account.content
    account.delete("Training")
    account.edit("Break", text="Training")

    done = account.restore()

    assert (done.exit_code, done.beside) == (0, ""), done.said
    assert account.content == before


def test_a_swap_that_was_cut_off_is_finished_by_another_run(account: Account) -> None:
    before, ids = account.content, account.ids
    rename(account, REASONS, {"Lunch": "Break", "Break": "Lunch"})
    account.control.add_fault(
        "status_before", method="PUT", path=f"/status-reasons/{ids['Break']}", status=400
    )

    done = account.restore()

    assert done.exit_code == 1
    assert (
        "Lunch: not restored: the object that has its name could not be restored; "
        f"its temporary name is “restoring {ids['Lunch']}”\n"
    ) in done.said
    assert f"restoring {ids['Lunch']}" in account.reasons
    assert "Run the command again for the rest" in done.said

    again = account.restore()

    assert (again.exit_code, again.beside) == (0, ""), again.said
    assert account.content == before
    assert account.ids == ids


def test_a_name_is_not_taken_from_an_object_that_is_left_out(account: Account) -> None:
    rename(account, REASONS, {"Lunch": "Break", "Break": "Lunch"})
    before, holder = account.content, account.ids["Lunch"]

    done = account.restore("--name", "Lunch")

    assert done.exit_code == 1
    assert (
        "Skipped, because another object keeps the name\n"
        f"  Lunch, status reason {account.ids['Break']}: status reason {holder} has this name\n"
    ) in done.said
    assert "Run the command again" not in done.said
    assert account.content == before
    assert account.written() == []


def test_what_waits_for_a_name_that_is_not_given_back_is_left_alone_too(account: Account) -> None:
    rename(account, REASONS, {"Lunch": "Siesta", "Break": "Lunch"})
    made(account.control, REASONS, reason("Break", "Online"))
    account.edit("Training", enabled=False)

    done = account.restore()

    assert done.exit_code == 1
    assert (
        "Skipped, because an object that was created since the snapshot has the name\n  Break, status reason "
        in done.said
    )
    assert "Skipped, because another object keeps the name\n  Lunch, status reason " in done.said
    assert sorted(account.reasons) == ["Break", "Lunch", "Siesta", "Training"]
    assert account.reasons["Training"]["enabled"] is True
    assert "\n1 object restored, 2 skipped.\n" in done.said


def test_of_two_deleted_objects_of_one_name_one_is_created_again_and_the_other_reported(
    account: Account,
) -> None:
    account.delete("Lunch")
    path = account.stack.project / FILE
    document = json.loads(path.read_text())
    reasons = document["collections"]["StatusReason"]["objects"]
    (lunch,) = [each for each in reasons if each["text"] == "Lunch"]
    reasons.append({**lunch, "id": 1, "state": "Online"})
    path.write_text(json.dumps(document))

    done = account.restore()

    assert done.exit_code == 1
    assert (
        "Skipped, because another object of the snapshot gets the name\n  Lunch, status reason 1\n"
    ) in done.said
    assert "Lunch: created again\n" in done.said
    assert "somebody" not in done.said
    assert account.reasons["Lunch"]["state"] == "Away"
