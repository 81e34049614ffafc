"""What is said about the hours of skills that others own: they are set and cleared."""

import json
from typing import Any

import jsonschema
import pytest

from tests.engine.trial import ROOT
from tests.report.reporting import bullets, captured, report
from tests.report.steps import id_of, occasion, preview, reason, skill, skill_hours, step

BANK = id_of("bank")
XMAS = step("same", occasion("Bank holidays"), occasion("Bank holidays"), resource="bank")
MANAGED = skill_hours(special_occasion_id=BANK, working_hours_id="44")
SCHEMA = json.loads((ROOT / "provider" / "pulumi_liveperson" / "review" / "schema.json").read_text())


@pytest.mark.parametrize(
    ("operation", "before", "after", "words"),
    [
        (
            "create",
            None,
            MANAGED,
            "its hours are managed from now on: it follows **Bank holidays** and uses the workdays 44",
        ),
        (
            "create",
            None,
            skill_hours(working_hours_id=""),
            "its hours are managed from now on: it uses the account's default workdays",
        ),
        (
            "import",
            None,
            skill_hours(special_occasion_id=BANK),
            "its hours are taken over unchanged from LivePerson: it follows **Bank holidays**",
        ),
        (
            "update",
            skill_hours(special_occasion_id=""),
            skill_hours(special_occasion_id=BANK),
            "follows **Bank holidays**, did follow the account's default occasion",
        ),
        (
            "update",
            MANAGED,
            skill_hours(special_occasion_id=BANK),
            "its choice of workdays is no longer managed; it stays as it is",
        ),
        (
            "delete",
            MANAGED,
            None,
            (
                "its hours are no longer managed: "
                "it follows the account's default occasion again, did follow **Bank holidays**, "
                "and uses the account's default workdays again, used the workdays 44"
            ),
        ),
        (
            "delete",
            skill_hours(working_hours_id=""),
            None,
            "its hours are no longer managed: it keeps following the account's defaults",
        ),
    ],
)
def test_hours_are_said_to_be_set_and_cleared(operation: str, before: Any, after: Any, words: str) -> None:
    assert bullets(report(preview(step(operation, before, after), XMAS)).out) == [f"**Billing**: {words}."]


def test_hours_are_changes_and_no_deletes() -> None:
    document = preview(
        step("delete", skill_hours("Alpha", working_hours_id="44"), None, resource="1"),
        step("create", None, skill_hours("Bravo", working_hours_id="44"), resource="2"),
        step("delete", reason(), None, resource="3"),
        same=1,
    )

    said = report(document, "--max-deletes", "49%", "--format", "json")

    assert said.json["headline"] == "LivePerson account prod: 1 deleted, 2 changed; 1 unchanged"
    assert said.json["refusals"][0]["reason"] == "1 of 2 objects would be deleted (50%)"
    assert [
        (each["name"], each["group"], each["operation"], each["kind"]) for each in said.json["changes"]
    ] == [
        ("Lunch", "deleted", "delete", "status reason"),
        ("Alpha", "changed", "clear", "skill hours"),
        ("Bravo", "changed", "create", "skill hours"),
    ]
    jsonschema.Draft202012Validator(SCHEMA).validate(said.json)


def test_hours_alone_are_enough_to_look_for_drift() -> None:
    said = report(preview(step("same", MANAGED, MANAGED)), "--fail-on-drift", "--format", "text")

    assert said.exit_code == 3
    assert "did not check all objects" in said.err


def test_cleared_hours_are_refused_in_a_freeze() -> None:
    assert (
        report(preview(step("delete", MANAGED, None)), "--blackout", "2020-01-01..2099-01-01").exit_code == 3
    )


def test_hours_that_move_to_another_skill_are_two_changes() -> None:
    moved = step(
        "replace", skill_hours("Alpha", working_hours_id="44"), skill_hours("Bravo", working_hours_id="44")
    )

    assert bullets(report(preview(moved)).out) == [
        (
            "**Alpha**: its hours are no longer managed: it uses the account's default workdays again, "
            "used the workdays 44; nothing is cleared if **Bravo** is its new name."
        ),
        "**Bravo**: its hours are managed from now on: it uses the workdays 44.",
    ]


def test_hours_that_move_keep_the_name_of_the_skill_that_they_leave() -> None:
    moved = step(
        "replace", skill_hours("Alpha", working_hours_id=""), skill_hours("Bravo", working_hours_id="")
    )
    user = step("create", None, skill("Sales", fallback_skill=id_of("thing")), resource="sales")

    assert "falls back to **Alpha**" in bullets(report(preview(moved, user)).out)[-1]


def test_hours_of_the_same_skill_stay() -> None:
    replaced = step("replace", MANAGED, skill_hours(special_occasion_id=BANK, working_hours_id="45"))

    assert bullets(report(preview(replaced, XMAS)).out) == [
        "**Billing**: uses the workdays 45, used the workdays 44."
    ]


def test_hours_that_were_not_cleared_after_a_move_are_reported() -> None:
    left = step("delete-replaced", MANAGED, None, state={"delete": True})

    said = report(preview(left, XMAS), "--max-deletes", "0")

    assert said.exit_code == 0
    [line] = bullets(said.out)
    assert line.endswith("; an earlier update did not clear them.")


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (
            [step("delete", MANAGED, None, state={"retainOnDelete": True})],
            "its hours stay unchanged in LivePerson, and are no longer managed by a resource",
        ),
        (
            [step("delete", MANAGED, None), step("create", None, MANAGED, resource="other")],
            "its hours stay unchanged; their resource has a new name in the program: other, before: thing",
        ),
        (
            [
                step("delete", MANAGED, None),
                step("create", None, skill_hours(working_hours_id="44"), resource="other"),
            ],
            "its hours stay unchanged; their resource has a new name in the program: other, before: thing",
        ),
    ],
)
def test_hours_that_stay_are_said_to_stay(steps: list[Any], words: str) -> None:
    assert bullets(report(preview(*steps)).out) == [f"**Billing**: {words}."]


def test_hours_that_a_resource_of_the_skill_takes_over_are_not_cleared() -> None:
    taken = step("import", None, skill(working_hours_id="44"), resource="all")
    taken["newState"]["importID"] = id_of("thing")

    said = report(preview(step("delete", skill_hours(working_hours_id="44"), None), taken))

    assert bullets(said.out)[-1] == (
        "**Billing**: its hours stay in LivePerson; the resource all manages them, "
        "and only the entry thing is removed from the state."
    )


def test_a_skill_that_is_named_by_its_id_has_its_id_as_name() -> None:
    by_id = skill_hours(None, skill_id="4300551010", working_hours_id="44")

    [line] = bullets(report(preview(step("create", None, by_id))).out)

    assert line.startswith("**skill 4300551010**: its hours are managed from now on")


def test_another_way_to_name_a_skill_is_no_other_skill() -> None:
    by_id = skill_hours(None, skill_id="4300551010", working_hours_id="44")

    said = report(preview(step("update", skill_hours(working_hours_id="44"), by_id)))

    assert bullets(said.out) == ["**Billing**: the program now identifies the skill by its id."]


def test_hours_of_a_skill_that_other_people_deleted_cannot_be_set() -> None:
    gone = {**step("refresh", MANAGED, None), "newState": {}}

    said = report(preview(gone, step("create", None, MANAGED)), "--format", "text")

    assert "so this update will fail." in said.out
    assert "Billing: the skill was deleted, and its hours with it." in said.out


def test_a_secret_name_of_a_skill_is_not_shown() -> None:
    secret = skill_hours("[secret]", working_hours_id="[secret]")

    [line] = bullets(report(preview(step("delete", secret, None))).out)

    assert line == (
        "**thing**: its hours are no longer managed: it uses the account's default workdays again, "
        "used \\[secret\\]."
    )


def test_a_captured_plan_names_the_resource_of_cleared_hours() -> None:
    assert (
        "**billing-hours**: the hours that it managed are cleared, so that the account's defaults apply."
    ) in bullets(report(captured("skills-plan")).out)
