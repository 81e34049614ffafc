"""A restore of skills: what they refer to may have new ids."""

import json
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import OCCASIONS, made, occasion
from tests.cli.restoring import FILE, Account
from tests.cli.test_workdays import OFFICE
from tests.cli.test_workdays import made as made_workdays
from tests.engine.trial import ACCOUNT, Stack
from tests.skills import held_skills, make_skill

pytestmark = pytest.mark.engine


@pytest.fixture
def account(stack: Stack, simulator: Simulator) -> Account:
    """An account with two skills that have hours of their own, one of which falls back to the other."""
    account = Account(stack, simulator)
    (holidays,) = made(account.control, OCCASIONS, occasion("Holidays"))
    hours = {
        "specialOccasionId": int(holidays),
        "workingHoursId": int(made_workdays(simulator, "Print", OFFICE)),
    }
    billing = make_skill(
        account.control, "Billing", description="Invoices", **hours, somethingNew={"of": [1]}
    )
    make_skill(
        account.control, "Sales", **hours, fallbackSkill=int(billing), skillTransferList=[int(billing)]
    )
    account.snapshot()
    account.written()
    return account


def named(account: Account, skill: str, field: str) -> Any:
    """Return the names of the objects to which a field of a skill refers; its value if there are none."""
    value = held_skills(account.control)[skill].get(field)
    names = {
        each["id"]: each["name"]
        for collection in (OCCASIONS, "workinghours", "skills")
        for each in account.control.objects(ACCOUNT, collection)
    }
    return [names.get(each, each) for each in value] if isinstance(value, list) else names.get(value, value)


def delete_hours(account: Account, *collections: str) -> None:
    """Delete the occasion and the workdays; the skills keep their ids."""
    for collection in collections or (OCCASIONS, "workinghours"):
        for each in account.control.objects(ACCOUNT, collection):
            account.control.foreign_delete(ACCOUNT, collection, str(each["id"]))


def test_skills_get_the_new_ids_of_hours_that_are_created_again(account: Account) -> None:
    delete_hours(account)
    sales = held_skills(account.control)["Sales"]
    account.control.foreign_update(ACCOUNT, "skills", str(sales["id"]), {"workingHoursId": None})

    previewed = account.preview()
    done = account.restore()

    assert "assign it again" not in previewed.said
    assert (done.exit_code, done.beside) == (0, ""), done.said
    for skill in ("Billing", "Sales"):
        assert named(account, skill, "specialOccasionId") == "Holidays"
        assert named(account, skill, "workingHoursId") == "Print"
    assert account.written().count("POST") == 2
    assert account.restore().said.endswith("nothing changes; 4 unchanged\n")


def test_skills_are_created_again_with_what_we_do_not_know_and_refer_to_each_other(account: Account) -> None:
    delete_hours(account)
    before = held_skills(account.control)
    billing = before["Billing"]
    # In a circle, none can be created with all that it refers to.
    account.control.foreign_update(
        ACCOUNT, "skills", str(billing["id"]), {"fallbackSkill": before["Sales"]["id"]}
    )
    account.snapshot()
    for each in before.values():
        account.control.foreign_delete(ACCOUNT, "skills", str(each["id"]))

    done = account.restore()

    after = held_skills(account.control)
    assert (done.exit_code, done.beside) == (0, ""), done.said
    assert after["Billing"]["id"] != billing["id"]
    assert after["Billing"]["somethingNew"] == {"of": [1]}
    assert after["Billing"]["description"] == "Invoices"
    assert named(account, "Billing", "fallbackSkill") == "Sales"
    assert named(account, "Sales", "fallbackSkill") == "Billing"
    assert named(account, "Sales", "skillTransferList") == ["Billing"]
    lost = f"Billing, skill {billing['id']}: working_hours_id {billing['workingHoursId']}"
    assert lost in done.said  # it was deleted before the snapshot
    assert after["Billing"].get("specialOccasionId") is None


def test_a_skill_that_is_not_selected_is_only_assigned_again(account: Account) -> None:
    delete_hours(account, OCCASIONS)
    held = held_skills(account.control)
    account.control.foreign_update(ACCOUNT, "skills", str(held["Billing"]["id"]), {"description": "Edited"})
    (other,) = made(account.control, OCCASIONS, occasion("Other"))
    account.control.foreign_update(
        ACCOUNT, "skills", str(held["Sales"]["id"]), {"specialOccasionId": int(other)}
    )

    done = account.restore("--name", "Holidays")

    assert done.exit_code == 0, done.said
    assert named(account, "Billing", "specialOccasionId") == "Holidays"
    assert held_skills(account.control)["Billing"]["description"] == "Edited"
    assert named(account, "Sales", "specialOccasionId") == "Other"


def test_a_skill_that_somebody_edits_meanwhile_is_left_alone(account: Account) -> None:
    delete_hours(account)
    billing = held_skills(account.control)["Billing"]

    def edit() -> None:
        account.control.foreign_update(ACCOUNT, "skills", str(billing["id"]), {"description": "Edited"})

    done = account.restore_with(edit)

    assert done.exit_code == 1
    assert "Billing: not restored: it was changed in LivePerson since the preview" in done.said
    assert held_skills(account.control)["Billing"]["specialOccasionId"] == billing["specialOccasionId"]
    assert named(account, "Sales", "specialOccasionId") == "Holidays"


def test_hours_that_cannot_be_restored_are_told_with_their_skills(account: Account) -> None:
    delete_hours(account)
    account.control.set_knobs(skill_references="accept")
    account.control.add_fault("status_before", method="POST", path="/specialoccasion", status=400)

    done = account.restore()

    assert done.exit_code == 1
    assert "Holidays: not restored: " in done.said
    problem = "these fields refer to objects that could not be created: special_occasion_id"
    assert f"Billing: not restored: {problem}\n" in done.said
    assert named(account, "Billing", "workingHoursId") == "Print"


def test_without_the_right_to_read_skills_they_are_named(account: Account) -> None:
    delete_hours(account)
    account.control.add_fault("status_before", path="/skills", status=403, times=9)

    done = account.restore()

    assert done.exit_code == 0, done.said
    assert done.beside == "These credentials may not read skills, so skills are not restored.\n"
    assert "in the console, assign it again to these skills: Billing and Sales" in done.said
    assert account.written() == ["POST", "POST"]


def test_an_older_snapshot_has_no_skills(account: Account) -> None:
    file = account.stack.project / FILE
    document = json.loads(file.read_text())
    del document["collections"]["Skill"]
    file.write_text(json.dumps(document))
    delete_hours(account)

    done = account.restore()

    assert (done.exit_code, done.beside) == (0, "")
    assert "in the console, assign it again to these skills: Billing and Sales" in done.said


def test_hours_that_livepersons_server_ignores_are_named(account: Account) -> None:
    for skill in held_skills(account.control).values():
        account.control.foreign_delete(ACCOUNT, "skills", str(skill["id"]))
    account.control.set_knobs(skill_hours_permission="ignore")

    done = account.restore()

    assert done.exit_code != 0
    assert "LivePerson has not written all fields: working_hours_id, special_occasion_id" in done.said
