"""What a program declares about hours: references, secrets, what it leaves out, what it does not manage."""

from typing import Any

import pytest

from pulumi_liveperson.client.kinds.skill import SKILL, SKILL_HOURS
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.hours.configuration import Configuration
from pulumi_liveperson.pulumi_cli.values import _SECRET_SIGNATURE, _SIGNATURE
from pulumi_liveperson.registry import token_of
from pulumi_liveperson.review.effective.declared import declared, in_state
from tests.cli.hours import HOLIDAYS, MANAGED, OFFICE, hours, same, shop, states
from tests.report.steps import id_of, occasion, preview, skill, skill_hours, step, urn_of

OPEN = "2026-12-22T10:00:00Z"
CHRISTMAS = "2026-12-25T10:00:00Z"
SECRET = {_SIGNATURE: _SECRET_SIGNATURE, "ciphertext": "x"}
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def new(resource: str, inputs: dict[str, Any], **uses: str) -> dict[str, Any]:
    """Return the step of a new resource; the ids in the inputs are known only after the update."""
    tokens = {"office": WORKDAYS, "holidays": SPECIAL_OCCASION}
    named = {field: [urn_of(token_of(tokens[used]), used)] for field, used in uses.items()}
    return step("create", None, inputs, resource=resource, uses=named)


def in_state_of(*found: tuple[Any, str, dict[str, Any]], **more: Any) -> Configuration:
    """Return what entries of a state declare."""
    entries = [
        (
            kind,
            {"urn": urn_of(token_of(kind), f"r{place}"), "id": id_, "type": token_of(kind), "inputs": inputs}
            | more,
        )
        for place, (kind, id_, inputs) in enumerate(found)
    ]
    return declared(in_state(entries))


def test_new_objects_without_ids_are_found_by_what_the_fields_depend_on() -> None:
    document = preview(
        new("office", OFFICE | {"is_default": False}),
        new("holidays", HOLIDAYS),
        new(
            "billing",
            skill(working_hours_id=UNKNOWN, special_occasion_id=UNKNOWN),
            working_hours_id="office",
            special_occasion_id="holidays",
        ),
    )

    assert states(document, OPEN) == {"Billing": ("open", "2026-12-22T17:30:00+00:00")}
    assert states(document, CHRISTMAS) == {"Billing": ("closed", "2026-12-28T09:00:00+00:00")}


def test_a_deleted_resource_no_longer_counts() -> None:
    gone = step("delete", OFFICE, None, resource="office")
    billing = same("billing", skill(**MANAGED))

    assert states(preview(gone, billing), OPEN) == {"Billing": ("unknown", None)}


def test_a_replaced_object_counts_once_with_its_new_content() -> None:
    closed_now = OFFICE | {"shifts": OFFICE["shifts"][:1]}
    found = states(
        preview(step("replace", OFFICE, closed_now, resource="office"), same("billing", skill(**MANAGED))),
        "2026-12-22T10:00:00Z",
    )

    assert found == {"Billing": ("closed", "2026-12-28T09:00:00+00:00")}


def test_a_field_that_is_left_out_may_have_another_value() -> None:
    found = hours(shop(sales=skill("Sales")), "--at", OPEN, "--json", "--skill", "Sales").json["skills"][0]

    assert (found["state"], [each["key"] for each in found["questions"]]) == ("open", ["not managed"])


def test_hours_that_the_stack_does_not_manage_are_unknown_and_not_the_default() -> None:
    found = hours(shop(sales=skill("Sales", working_hours_id="44", special_occasion_id="")), "--at", OPEN)

    assert "Sales    unknown" in found.said
    assert "workdays 44 cannot be read here [unreadable]" in found.said
    assert found.said.endswith("`liveperson hours --live` reads\nthe account.\n")


@pytest.mark.parametrize("field", ["events", "special_occasion_id"])
def test_a_secret_makes_a_state_unknown(field: str) -> None:
    holidays = HOLIDAYS | ({"events": SECRET} if field == "events" else {})
    id_ = SECRET if field == "special_occasion_id" else id_of("holidays")
    billing = skill(working_hours_id="", special_occasion_id=id_)

    found = hours(
        preview(same("office", OFFICE), same("holidays", holidays), same("billing", billing)), "--at", OPEN
    )

    assert "Billing  unknown" in found.said
    assert "ciphertext" not in found.said


def test_the_default_is_unknown_if_it_is_a_secret_which_object_it_is() -> None:
    own = skill("Own", working_hours_id=id_of("office"), special_occasion_id="")
    document = preview(
        same("office", OFFICE | {"is_default": SECRET}),
        same("billing", skill(**MANAGED)),
        same("own", own),
    )

    assert states(document, OPEN) == {
        "Billing": ("unknown", None),
        "Own": ("open", "2026-12-22T17:30:00+00:00"),
    }


@pytest.mark.parametrize("junk", [7, True, "x", ["x"], {"a": 1}, [{"day": "MO", "start": []}]])
@pytest.mark.parametrize("resource", ["office", "holidays", "billing"])
def test_values_of_another_type_make_a_state_unknown(resource: str, junk: Any) -> None:
    document = shop()
    field = {"office": "shifts", "holidays": "events", "billing": "working_hours_id"}[resource]
    for each in document["steps"]:
        if each["urn"].endswith(f"::{resource}"):
            each["newState"]["inputs"] = each["newState"]["inputs"] | {field: junk}

    assert states(document, OPEN)["Billing"][0] == "unknown"


@pytest.mark.parametrize("mark", ["delete", "pendingReplacement"])
def test_objects_that_are_or_will_be_deleted_do_not_count(mark: str) -> None:
    found = in_state_of((WORKDAYS, "1", OFFICE), (SKILL, "2", skill()), **{mark: True})

    assert found == Configuration()


def test_two_entries_for_one_skill_are_one_skill_with_the_fields_of_both() -> None:
    found = in_state_of(
        (SKILL_HOURS, "7", skill_hours(None, skill_id="7", working_hours_id="1")),
        (SKILL, "7", skill("Sales", special_occasion_id="2")),
        (SKILL, "7", skill("Sales", special_occasion_id="3")),
        (WORKDAYS, "1", OFFICE),
        (WORKDAYS, "1", OFFICE),
        (SPECIAL_OCCASION, "2", occasion()),
    )

    (only,) = found.skills
    assert (only.name, only.working_hours_id, only.special_occasion_id) == ("Sales", "1", "2")
    assert only.not_managed == frozenset()
    assert [each.id for each in found.workdays] == ["1"]


def test_hours_of_a_skill_that_know_only_its_id_are_named_by_it() -> None:
    found = in_state_of((SKILL_HOURS, "7", skill_hours(None, skill_id="7", working_hours_id="")))

    assert [(each.name, each.not_managed) for each in found.skills] == [
        ("skill 7", frozenset({"special_occasion_id"}))
    ]
