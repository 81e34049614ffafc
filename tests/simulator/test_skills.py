from typing import Any

import pytest

from tests.simulator.api import MISSING, Api, body, problem


def test_each_account_starts_with_three_skills(skills: Api) -> None:
    assert [(each["name"], each["deleted"]) for each in skills.get().json()] == [
        ("billing", False),
        ("sales", False),
        ("support", False),
    ]


def test_all_fields_come_by_id_and_by_select(skills: Api) -> None:
    made = skills.created()
    assert (made["maxWaitTime"], made["canTransfer"]) == (120, True)
    assert skills.get(made["id"]).json() == made
    assert skills.get(select="$all").json()[-1] == made
    assert skills.get(select="name").json()[-1] == {"name": "returns"}


def test_a_skill_refers_to_hours_and_null_clears_the_reference(
    skills: Api, occasions: Api, workdays: Api
) -> None:
    occasion, hours, made = occasions.created(), workdays.created(), skills.created()
    references = {"specialOccasionId": occasion["id"], "workingHoursId": str(hours["id"])}
    written = skills.put(made | references, made["id"]).json()
    assert (written["specialOccasionId"], written["workingHoursId"]) == (occasion["id"], hours["id"])
    cleared = skills.put(written | {"specialOccasionId": None}, made["id"]).json()
    assert "specialOccasionId" not in cleared
    assert cleared["workingHoursId"] == hours["id"]


def test_a_put_replaces_and_carries_unknown_fields_through(skills: Api) -> None:
    made = skills.created(lobIds=[5], redistributeLoadToConnectedAgentGroups=True, slaUrl=None)
    assert "slaUrl" not in made
    written = skills.put({"name": "returns", "colour": {"a": [1]}}, made["id"]).json()
    assert written["colour"] == {"a": [1]}
    assert "lobIds" not in written


def test_a_put_by_id_may_leave_the_id_out_but_not_name_another(skills: Api) -> None:
    made = skills.created()
    assert skills.put(made | {"id": made["id"] + 100}, made["id"]).status_code == 400
    assert skills.put({"name": "without id"}, made["id"]).json()["id"] == made["id"]


def test_several_skills_are_updated_and_deleted_by_arrays(skills: Api) -> None:
    made = skills.post([body("skills", name=name) for name in "ab"]).json()
    assert [
        each["name"] for each in skills.put([each | {"name": each["name"] * 2} for each in made]).json()
    ] == ["aa", "bb"]
    revision = skills.revision
    deleted = skills.delete(json=[str(each["id"]) for each in made])
    assert (deleted.status_code, deleted.headers["ac-revision"]) == (200, str(revision + 1))
    assert len(skills.live()) == 3
    assert skills.delete(json={"ids": []}).status_code == 400


@pytest.mark.parametrize(
    "changes", [{"name": MISSING}, {"name": ""}, {"name": None}, {"specialOccasionId": "x"}]
)
def test_a_missing_or_malformed_field_is_refused(skills: Api, changes: dict[str, Any]) -> None:
    assert skills.post(body("skills", **changes)).status_code == 400


def test_hours_that_do_not_exist_or_are_deleted_cannot_be_referred_to(skills: Api, occasions: Api) -> None:
    occasion = occasions.created()
    occasions.delete(occasion["id"])
    for id_ in (occasion["id"], 4400000010):
        assert skills.post(body("skills", specialOccasionId=id_)).status_code == 400


def test_a_skill_that_another_one_transfers_to_cannot_be_deleted(skills: Api) -> None:
    made = skills.created()
    other = skills.created(name="front", skillTransferList=[made["id"]])
    assert problem(skills.delete(made["id"])) == (409, "skill-dependencies", None)
    skills.delete(other["id"])
    assert skills.delete(made["id"]).ok
