"""What a restore does when somebody else writes meanwhile, and when something fails half-way."""

import signal
import sys
import time

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import OCCASIONS, REASONS, Done, made, occasion, reason
from tests.cli.restoring import Account
from tests.engine.trial import ACCOUNT, Stack

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture(params=["strict", "mild"])
def account(request: pytest.FixtureRequest, stack: Stack, simulator: Simulator) -> Account:
    """An account of three occasions and three reasons, a snapshot of it, and edits of two of each since."""
    account = Account(stack, simulator)
    account.control.set_knobs(stale_check=request.param, order_policy="append")
    made(account.control, OCCASIONS, *(occasion(each) for each in ("Long", "Short", "Standard")))
    made(account.control, REASONS, *(reason(each) for each in ("Lunch", "Break", "Training")))
    account.edit("Standard", isDefault=True)
    account.snapshot()
    for name in ("Long", "Short"):
        account.edit(name, description="Edited")
    for name in ("Lunch", "Break"):
        account.edit(name, enabled=False)
    account.written()
    return account


def lines(said: str, *beginnings: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith(beginnings)]


def test_yes_at_the_terminal_writes(account: Account) -> None:
    done = account.restore_with(lambda: None)

    assert (done.exit_code, done.beside) == (0, "")
    assert "Write this to account 71234567? Type yes to continue: " in done.said
    assert account.occasions["Long"]["description"] == "Closed"


@pytest.mark.parametrize("answer", ["", "y", "no", "yes please", "\x04"])
def test_anything_else_writes_nothing(account: Account, answer: str) -> None:
    before = account.content

    done = account.restore_with(lambda: None, answer)

    assert (done.exit_code, done.beside) == (3, "restore: nothing was written.\n")
    assert account.content == before
    assert account.written() == []


def test_an_edit_between_preview_and_confirmation_is_kept_and_reported(account: Account) -> None:
    def meanwhile() -> None:
        account.edit("Long", description="Newer")
        account.edit("Lunch", state="Online")

    done = account.restore_with(meanwhile)

    assert done.exit_code == 1
    assert lines(done.said, "Long: ", "Short: ", "Lunch: ", "Break: ") == [
        (
            "Long: not restored: it was changed in LivePerson since the preview: "
            "description is now “Newer”, was “Edited”"
        ),
        "Short: restored",
        (
            "Lunch: not restored: it was changed in LivePerson since the preview: "
            "its state is now Online, was Away"
        ),
        "Break: restored",
    ]
    assert "2 objects restored, 2 failed. Run the command again for the rest" in done.said
    assert account.occasions["Long"]["description"] == "Newer"
    assert account.occasions["Short"]["description"] == "Closed"
    assert account.reasons["Lunch"]["state"] == "Online"
    assert account.reasons["Lunch"]["enabled"] is False
    assert account.restore().exit_code == 0
    assert account.occasions["Long"]["description"] == "Closed"


def test_an_edit_of_another_object_is_no_conflict(account: Account) -> None:
    done = account.restore_with(lambda: account.edit("Standard", description="Mine"))

    assert done.exit_code == 0
    assert account.occasions["Standard"]["description"] == "Mine"
    assert account.occasions["Long"]["description"] == "Closed"


def test_a_delete_between_preview_and_confirmation_is_reported(account: Account) -> None:
    done = account.restore_with(lambda: account.delete("Long"))

    assert done.exit_code == 1
    assert lines(done.said, "Long: ") == [
        "Long: not restored: it was deleted in LivePerson since the preview"
    ]
    assert "Long" not in account.occasions
    assert account.restore().exit_code == 0
    assert account.occasions["Long"]["description"] == "Closed"


def test_a_name_that_is_taken_between_preview_and_confirmation_is_reported(account: Account) -> None:
    account.delete("Long")

    done = account.restore_with(lambda: made(account.control, OCCASIONS, occasion("Long", "Mine")))

    assert done.exit_code == 1
    assert (
        "Long: not restored: a special occasion with this name was created since the preview\n" in done.said
    )
    assert account.occasions["Long"]["description"] == "Mine"


@pytest.mark.parametrize("deleted", [True, False])
def test_a_default_that_moves_between_preview_and_confirmation_is_not_taken(
    account: Account, *, deleted: bool
) -> None:
    account.edit("Short", isDefault=True)
    if deleted:
        account.delete("Standard")

    done = account.restore_with(lambda: account.edit("Long", isDefault=True))

    assert done.exit_code == 1
    assert lines(done.said, "Standard: ") == [
        ("Standard: not restored: another object was made the default occasion since the preview")
    ]
    assert account.occasions["Long"]["isDefault"] is True


def test_a_default_where_there_was_none_is_not_taken_either(account: Account) -> None:
    account.edit("Standard", isDefault=False)

    done = account.restore_with(lambda: account.edit("Short", isDefault=True))

    assert done.exit_code == 1
    assert "Standard: not restored: another object was made the default" in done.said
    assert account.occasions["Short"]["isDefault"] is True


def test_a_move_between_preview_and_confirmation_is_kept(account: Account) -> None:
    account.edit("Training", order=1)
    assert account.order == ["Training", "Lunch", "Break"]

    done = account.restore_with(lambda: account.edit("Training", order=2))

    assert done.exit_code == 1
    assert lines(done.said, "Training: ") == [
        "Training: not restored: it was moved in LivePerson since the preview"
    ]
    assert account.order == ["Lunch", "Training", "Break"]
    assert account.restore().exit_code == 0
    assert account.order == ["Lunch", "Break", "Training"]


def test_a_restore_that_was_refused_half_way_goes_on_when_it_is_run_again(account: Account) -> None:
    account.control.add_fault("status_before", method="PUT", path="/status-reasons/", status=400)

    done = account.restore()

    assert done.exit_code == 1
    assert "3 objects restored, 1 failed. Run the command again for the rest" in done.said
    (trouble,) = [line for line in done.said.splitlines() if "not restored" in line]
    assert "was answered 400 Bad Request" in trouble
    account.written()

    again = account.restore()

    assert again.exit_code == 0
    assert account.written() == ["PUT"]
    assert {each["enabled"] for each in account.reasons.values()} == {True}


def test_a_lost_answer_makes_nothing_twice(account: Account) -> None:
    account.delete("Short")
    account.control.add_fault("status_after", method="POST", path="/specialoccasion", status=503)

    done = account.restore()

    assert done.exit_code == 0
    assert "trying again" in done.beside
    assert sorted(account.occasions) == ["Long", "Short", "Standard"]


def interrupted(account: Account, *, answered: int) -> Done:
    """Restore, and press Ctrl-C while the request after so many writes of reasons is on its way."""
    with account.at_a_terminal("--yes", python=sys.executable) as (process, _):
        while len(puts(account)) <= answered:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        said, beside = process.communicate()
    assert "Traceback" not in beside
    return Done(process.returncode, said, beside)


def puts(account: Account) -> list[str]:
    """Return the paths of all reasons that were written, or are being."""
    asked = [each["path"] for each in account.control.requests() if each["method"] == "PUT"]
    return [each for each in asked if "/status-reasons/" in each]


def test_ctrl_c_sends_nothing_more_and_another_run_does_the_rest(account: Account) -> None:
    account.control.add_fault("delay", method="PUT", path="/status-reasons/", seconds=3, times=2)

    done = interrupted(account, answered=0)

    assert done.exit_code == 130
    assert len(puts(account)) == 1
    assert account.restore().exit_code == 0
    assert {each["enabled"] for each in account.reasons.values()} == {True}


def test_after_ctrl_c_all_results_are_shown_and_what_to_do(account: Account) -> None:
    made(account.control, REASONS, *(reason(f"Reason {number}") for number in range(9)))
    account.snapshot()
    for number in range(9):
        account.edit(f"Reason {number}", enabled=False)
    account.control.clear_requests()
    account.control.add_fault("delay", method="PUT", path="/status-reasons/", seconds=1, times=9)

    done = interrupted(account, answered=2)

    enabled = [name for name, each in account.reasons.items() if each["enabled"]]
    written = [f"{name}: restored" for name in enabled if name.startswith("Reason")]
    assert 1 < len(written) < 9
    assert sorted(lines(done.said, "Reason")) == sorted(written)
    assert done.exit_code == 130
    assert done.beside == (
        "restore: interrupted. No further request was sent, and restored objects stay restored. Run the "
        "command again for the rest.\n"
    )
    assert account.restore().exit_code == 0


def test_a_name_that_an_object_made_since_has_is_left_to_it(account: Account) -> None:
    account.edit("Lunch", text="Siesta")
    made(account.control, REASONS, reason("Lunch", "Online"))

    done = account.restore()

    assert done.exit_code == 1
    assert (
        "Skipped, because an object that was created since the snapshot has the name\n  Lunch, status reason "
        in done.said
    )
    assert account.reasons["Lunch"]["state"] == "Online"
    assert account.reasons["Siesta"]["enabled"] is False
    assert account.reasons["Break"]["enabled"] is True


def test_a_name_that_is_given_away_between_preview_and_confirmation_is_reported(account: Account) -> None:
    account.edit("Lunch", text="Siesta")

    done = account.restore_with(lambda: account.edit("Training", text="Lunch"))

    assert done.exit_code == 1
    assert lines(done.said, "Lunch: ") == [
        "Lunch: not restored: another object was given its name since the preview"
    ]
    assert account.restore().exit_code == 0
    assert sorted(account.reasons) == ["Break", "Lunch", "Training"]


def test_what_livepersons_server_changes_on_the_way_in_is_not_called_restored(account: Account) -> None:
    account.control.foreign_on(
        ACCOUNT,
        OCCASIONS,
        when={"moment": "after", "method": "PUT"},
        write={"operation": "update", "id": account.ids["Long"], "changes": {"description": "Mine"}},
    )

    done = account.restore("--name", "Long")

    assert done.exit_code == 1
    assert lines(done.said, "Long: ") == [
        "Long: restored",
        "Long: not restored: it was written, but LivePerson contains something else",
    ]
    assert account.occasions["Long"]["description"] == "Mine"
