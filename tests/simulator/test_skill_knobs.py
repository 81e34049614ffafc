"""Each knob of skills, and what the knobs of all kinds mean for the fields that only skills have."""

from typing import Any

import pytest

from liveperson_simulator.client import Control
from tests.simulator.api import Api, Body, body, full_skill, problem

GROUP = 4500301110
FIRST, SECOND = (
    {"agentGroupId": GROUP, "priority": 1, "splitPercentage": 10},
    {"agentGroupId": GROUP, "priority": 2, "splitPercentage": 20},
)
THIRD = {"agentGroupId": GROUP + 100, "priority": 1, "splitPercentage": 70}
HOURS = {"specialoccasion": "specialOccasionId", "workinghours": "workingHoursId"}


@pytest.fixture
def field(hours: Api) -> str:
    """Return the field of a skill for the hours of this test."""
    return HOURS[hours.collection]


def answers(skills: Api, **changes: Any) -> Body:
    """Create a skill, and return how it is answered, which must be the same everywhere."""
    created = skills.created(**changes)
    read = skills.get(created["id"]).json()
    written = skills.put(read, created["id"]).json()
    date = {"dateUpdated": written["dateUpdated"]}
    assert created | date == read | date == written == skills.get(select="$all").json()[-1]
    return created


@pytest.mark.parametrize("knobs", [{}, {"skill_put": "merge"}])
def test_skill_put_decides_about_fields_left_out_and_null_always_clears(
    control: Control, skills: Api, knobs: dict[str, str]
) -> None:
    made = skills.created(**full_skill(), colour="red")
    control.set_knobs(**knobs)
    sent: Body = {"name": "returns", "wrapUpTime": None, "lobIds": [], "maxWaitTime": None}
    written = skills.put(sent, made["id"]).json()
    kept = {"colour", "slaDefaultResponseTime", "skillTransferList"} if knobs else set()
    assert written.keys() & {"colour", "slaDefaultResponseTime", "skillTransferList"} == kept
    assert written.keys().isdisjoint({"wrapUpTime", "lobIds"})
    assert written["maxWaitTime"] == 120
    assert written["canTransfer"] is (not knobs)
    assert skills.put({}, made["id"]).status_code == (200 if knobs else 400)
    assert skills.put([{"id": made["id"], "name": "b"}]).json()[0].get("colour") == ("red" if knobs else None)


def test_skill_hours_permission_refuse403_refuses_each_change_of_hours(
    control: Control, skills: Api, hours: Api, field: str
) -> None:
    first, second = hours.created(name="first")["id"], hours.created(name="second")["id"]
    bare, made = skills.created(name="bare"), skills.created(**{field: first})
    control.set_knobs(skill_hours_permission="refuse403")
    for refused in (
        skills.post(body("skills", name="new", **{field: first})),
        skills.put(bare | {field: first}, bare["id"]),
        skills.put(made | {field: second}, made["id"]),
        skills.put(made | {field: None}, made["id"]),
        skills.put({"name": "without the field"}, made["id"]),
        skills.put([made | {field: second}]),
    ):
        assert problem(refused) == (403, "skills", 1)
        assert field in refused.json()["message"]
    assert skills.live()[-2:] == [bare, made]
    assert skills.put(made | {"description": "other"}, made["id"]).ok
    assert skills.put(bare | {field: None}, bare["id"]).ok
    assert skills.post(body("skills", name="new", **{field: None})).ok
    control.set_knobs(skill_put="merge")
    assert skills.put({"name": "renamed"}, made["id"]).json()[field] == first
    assert skills.delete(made["id"]).ok


def test_skill_hours_permission_ignore_keeps_the_hours_without_a_word(
    control: Control, skills: Api, hours: Api, field: str
) -> None:
    first, second = hours.created(name="first")["id"], hours.created(name="second")["id"]
    made = skills.created(**{field: first})
    control.set_knobs(skill_hours_permission="ignore")
    for value in (second, None):
        written = skills.put(made | {field: value, "description": str(value)}, made["id"]).json()
        assert (written[field], written["description"]) == (first, str(value))
    assert skills.put({"name": "without the field"}, made["id"]).json()[field] == first
    assert field not in skills.created(name="new", **{field: second})


def test_skill_put_echo_request_returns_what_was_sent_and_empty_nothing(
    control: Control, skills: Api, occasions: Api
) -> None:
    made, occasion = skills.created(), occasions.created()
    control.set_knobs(skill_put_echo="request", skill_hours_permission="ignore", id_type="string")
    sent = {"name": "returns", "specialOccasionId": occasion["id"], "maxWaitTime": "5", "wrapUpTime": None}
    assert skills.put(sent, made["id"]).json() == sent
    assert "specialOccasionId" not in skills.get(made["id"]).json()
    several = [sent | {"id": made["id"]}]
    assert skills.put(several).json() == several
    control.set_knobs(skill_put_echo="empty")
    assert (skills.put(sent, made["id"]).content, skills.put(several).content) == (b"", b"")


@pytest.mark.parametrize("content", ["object", "request"])
def test_put_echo_decides_about_the_array_around_the_content_of_skill_put_echo(
    control: Control, skills: Api, content: str
) -> None:
    made = skills.created()
    sent = {"id": made["id"], "name": "new"}
    control.set_knobs(skill_put_echo=content, put_echo="single")
    assert skills.put([sent]).json().items() >= sent.items()
    control.set_knobs(put_echo="empty")
    assert (skills.put([sent]).content, skills.put(sent, made["id"]).content) == (b"", b"")


def test_skill_create_echo_array_wraps_a_single_skill(control: Control, skills: Api) -> None:
    control.set_knobs(skill_create_echo="array")
    answer = skills.post(body("skills"))
    (made,) = answer.json()
    assert (made["name"], answer.headers["location"]) == ("returns", f"{skills.url}/{made['id']}")
    assert len(skills.post([body("skills", name=name) for name in "ab"]).json()) == 2


def test_skill_delete_echo_object_returns_the_deleted_skills(control: Control, skills: Api) -> None:
    made = [skills.created(name=name) for name in "abcd"]
    assert skills.delete(made[0]["id"]).content == b""
    assert skills.delete(json=[str(made[1]["id"])]).content == b""
    control.set_knobs(skill_delete_echo="object", id_type="string")
    shown = skills.delete(made[2]["id"]).json()
    assert (shown["id"], shown["name"], shown["deleted"]) == (str(made[2]["id"]), "c", True)
    assert [each["name"] for each in skills.delete(json=[str(made[3]["id"])]).json()] == ["d"]


def test_skill_list_select_is_about_the_list_only(control: Control, skills: Api, occasions: Api) -> None:
    made = skills.created()
    control.set_knobs(skill_list_select="ignored")
    assert skills.get(select="$all").json()[-1] == {"id": made["id"], "deleted": False, "name": "returns"}
    assert skills.get(made["id"], select="name").json() == {"name": "returns"}
    control.set_knobs(skill_list_select="reject400")
    assert skills.get(select="$all").status_code == 400
    assert skills.get().ok
    assert occasions.get(select="$all").ok


def test_skill_nulls_shown_shows_every_field_and_accepts_it_again(control: Control, skills: Api) -> None:
    control.set_knobs(skill_nulls="shown")
    made = answers(skills, description=None)
    assert made.keys() - full_skill().keys() == {
        *("id", "deleted", "dateUpdated", "workingHoursId", "specialOccasionId")
    }
    empty = {name: value for name, value in made.items() if value in (None, [])}
    assert {name for name, value in empty.items() if value == []} == {
        *("lobIds", "skillTransferList", "skillRoutingConfiguration")
    }
    assert empty.keys() > {"description", "workingHoursId", "fallbackSkill", "autoCloseInSeconds"}
    control.set_knobs(skill_nulls="omitted")
    assert skills.get(made["id"]).json().keys().isdisjoint(empty.keys() - {"skillRoutingConfiguration"})


def test_skill_transfer_list_form_empty_shows_all_skills_as_an_empty_list(
    control: Control, skills: Api
) -> None:
    control.set_knobs(skill_transfer_list_form="empty")
    made = answers(skills)
    assert made["skillTransferList"] == []
    assert "lobIds" not in made
    assert answers(skills, name="new", skillTransferList=[made["id"]])["skillTransferList"] == [made["id"]]


def test_skill_number_form_text_writes_group_and_wait_as_text(control: Control, skills: Api) -> None:
    control.set_knobs(skill_number_form="text")
    made = answers(skills, maxWaitTime=90, skillRoutingConfiguration=[FIRST])
    assert made["maxWaitTime"] == "90"
    assert made["skillRoutingConfiguration"] == [FIRST | {"agentGroupId": str(GROUP)}]
    assert (made["skillOrder"], isinstance(made["id"], int)) == (0, True)
    assert skills.live()[-1]["maxWaitTime"] == 90


def test_skill_routing_order_sorted_is_by_group_and_priority(control: Control, skills: Api) -> None:
    sent = [THIRD, SECOND, FIRST, SECOND]
    assert answers(skills, skillRoutingConfiguration=sent)["skillRoutingConfiguration"] == sent
    control.set_knobs(skill_routing_order="sorted")
    shown = answers(skills, name="new", skillRoutingConfiguration=sent)["skillRoutingConfiguration"]
    assert shown == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("status", [409, 400])
def test_dependency_status_is_the_status_for_a_used_skill(control: Control, skills: Api, status: int) -> None:
    control.set_knobs(dependency_status=status)
    _, _, support = skills.live()
    assert skills.delete(support["id"]).status_code == status


def test_text_form_changes_the_name_and_the_description(control: Control, skills: Api) -> None:
    control.set_knobs(text_form="escaped")
    made = skills.created(name="R&D", description="<b>", defaultAgentSurveyId="A&B")
    assert (made["name"], made["description"]) == ("R&amp;D", "&lt;b&gt;")
    assert made["defaultAgentSurveyId"] == "A&B"


def test_id_type_string_is_about_every_id_and_text_is_accepted_then(
    control: Control, skills: Api, occasions: Api
) -> None:
    occasion = occasions.created()["id"]
    control.set_knobs(id_type="string")
    made = answers(skills, **full_skill(), specialOccasionId=occasion)
    assert made["specialOccasionId"] == str(occasion)
    assert (made["fallbackSkill"], made["agentSurveyForMsgId"]) == ("4300551010", "4600077010")
    assert (made["lobIds"], made["skillTransferList"]) == (["4500071012"], ["4300551010", "4300551110"])
    assert [each["agentGroupId"] for each in made["skillRoutingConfiguration"]] == [str(GROUP)] * 2
    assert (made["maxWaitTime"], made["skillOrder"]) == (90, 4)
    assert skills.live()[-1]["lobIds"] == [4500071012]


def test_scalar_type_string_spares_ids_and_text_is_accepted_then(control: Control, skills: Api) -> None:
    control.set_knobs(scalar_type="string")
    made = answers(skills, **full_skill())
    assert (made["canTransfer"], made["maxWaitTime"], made["wrapUpTime"]) == ("false", "90", "30")
    assert (made["fallbackSkill"], made["lobIds"]) == (4300551010, [4500071012])
    share = made["skillRoutingConfiguration"][1]
    assert share == {"agentGroupId": GROUP, "priority": "1", "splitPercentage": "10"}
    assert (skills.live()[-1]["canTransfer"], skills.live()[-1]["wrapUpTime"]) == (False, 30)


def test_unknown_fields_added_are_in_skills_and_their_routing(control: Control, skills: Api) -> None:
    plain = skills.created(**full_skill())
    control.set_knobs(unknown_fields="added")
    shown = skills.get(plain["id"]).json()
    assert shown["dateUpdated"] == plain["dateUpdated"]
    assert shown.keys() - plain.keys() == {"owner"}
    before, after = plain["skillRoutingConfiguration"][0], shown["skillRoutingConfiguration"][0]
    assert after.keys() - before.keys() == {"agentGroupName"}
    assert skills.put(shown, plain["id"]).json() | {"dateUpdated": shown["dateUpdated"]} == shown


@pytest.mark.parametrize("knobs", [{}, {"noop_put": "no_bump"}])
def test_a_put_that_changes_nothing_but_the_date_counts_as_the_knob_says(
    control: Control, skills: Api, knobs: dict[str, str]
) -> None:
    made, before = skills.created(), skills.revision
    control.set_knobs(clock_offset=60, **knobs)
    date = skills.put(made, made["id"]).json()["dateUpdated"]
    assert (skills.revision - before, date > made["dateUpdated"]) == ((0, False) if knobs else (1, True))


def test_stale_check_mild_and_a_missing_if_match_work_for_skills(control: Control, skills: Api) -> None:
    made, revision = skills.created(), skills.revision
    skills.created(name="other")
    assert skills.put(made, made["id"], if_match=None).status_code == 400
    assert skills.put(made, made["id"], if_match=revision).status_code == 409
    control.set_knobs(stale_check="mild", missing_if_match="accept")
    assert skills.put(made, made["id"], if_match=revision).ok
    assert skills.put(made, made["id"], if_match=None).ok


def test_unique_names_case_insensitive_counts_for_skills(control: Control, skills: Api) -> None:
    assert skills.post(body("skills", name="BILLING")).ok
    control.set_knobs(unique_names="case_insensitive")
    assert skills.post(body("skills", name="Sales")).status_code == 409
