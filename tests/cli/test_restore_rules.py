"""What a restore cannot make, or not whole, is said before anything is written."""

import json

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson import closed
from tests.cli.commands import OCCASIONS, REASONS, made, occasion, reason
from tests.cli.restoring import FILE, Account
from tests.cli.sides import event
from tests.engine.trial import Stack

pytestmark = pytest.mark.engine


@pytest.fixture
def account(stack: Stack, simulator: Simulator) -> Account:
    """An account of which an occasion breaks a rule of the API, as people in the console can make it."""
    account = Account(stack, simulator)
    account.control.set_knobs(missing_description="accept")
    made(account.control, OCCASIONS, occasion("Undescribed", ""), occasion("Long"))
    made(account.control, REASONS, reason("Lunch"))
    account.snapshot()
    account.control.set_knobs(missing_description="reject400")
    account.written()
    return account


def test_what_breaks_a_rule_is_skipped_and_the_rule_is_shown(account: Account) -> None:
    (undescribed, long) = (account.ids[name] for name in ("Undescribed", "Long"))
    account.delete("Undescribed")
    account.delete("Long")

    done = account.restore()

    assert (done.exit_code, done.beside) == (1, "")
    assert "LivePerson account 71234567: 1 new; 1 unchanged\n" in done.said
    assert f"Created again with the same name and a new id\n  Long, previous id {long}\n" in done.said
    assert (
        "Skipped, because a rule of LivePerson does not allow it\n"
        f"  Undescribed, special occasion {undescribed}: description: must not be empty\n"
    ) in done.said
    assert "\n1 object restored, 1 skipped.\n" in done.said
    assert sorted(account.occasions) == ["Long"]
    assert account.written() == ["POST"]


def test_nothing_is_asked_where_only_a_rule_is_in_the_way(account: Account) -> None:
    account.delete("Undescribed")

    done = account.restore()

    assert done.exit_code == 1
    assert "must not be empty" in done.said
    assert "again" not in done.said
    assert account.written() == []


def test_what_would_break_a_rule_when_it_is_put_back_is_left_alone(account: Account) -> None:
    account.edit("Undescribed", description="Described")

    done = account.restore()

    assert done.exit_code == 1
    assert "  Undescribed, special occasion " in done.said
    assert "description: must not be empty\n" in done.said
    assert account.occasions["Undescribed"]["description"] == "Described"
    assert account.written() == []


def test_a_rule_that_an_object_breaks_all_along_is_shown_when_it_is_refused(account: Account) -> None:
    account.control.set_knobs(missing_description="accept")
    account.edit("Undescribed", isDefault=True)
    account.control.set_knobs(missing_description="reject400")

    refused = account.restore()

    assert refused.exit_code == 1
    assert "Undescribed: not restored: " in refused.said
    assert "It breaks a rule: description: must not be empty\n" in refused.said
    account.control.set_knobs(missing_description="accept")
    assert account.restore().exit_code == 0
    assert account.occasions["Undescribed"]["isDefault"] is False


def test_unknown_fields_are_shown_if_an_object_is_created_again(account: Account) -> None:
    path = account.stack.project / FILE
    document = json.loads(path.read_text())
    (lunch,) = document["collections"]["StatusReason"]["objects"]
    lunch |= {"color": "red", "icon": {"size": 1}, "note": None}
    long = document["collections"]["SpecialOccasion"]["objects"][1]
    kept = event(**closed("2026-12-24", time_zone="Europe/Lisbon"))
    long["events"] = [{**kept, "shade": "grey", "meta": {**kept["meta"], "mood": "\x1b[31mbad"}}]
    path.write_text(json.dumps(document))
    account.delete("Lunch")
    account.delete("Long")

    done = account.restore()

    assert done.exit_code == 0
    assert (
        f"  Long, previous id {long['id']}; created without these fields, which this package does not know: "
        "events.meta.mood and events.shade\n"
        f"  Lunch, previous id {lunch['id']}; created without these fields, which this package does not "
        "know: color and icon\n"
    ) in done.said
