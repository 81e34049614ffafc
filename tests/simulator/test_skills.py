"""Skills: their fields, their references to hours, and what prevents their deletion."""

from typing import Any

import pytest

from liveperson_simulator.client import ControlError
from tests.simulator.api import ACCOUNT, MISSING, Api, Body, body, full_skill, problem

ALWAYS_RETURNED = {
    "skillOrder": 0,
    "maxWaitTime": 120,
    "canTransfer": True,
    "skillRoutingConfiguration": [],
    "fallbackWhenAllAgentsAreAway": True,
    "redistributeLoadToConnectedAgentGroups": False,
}
SHARE = {"agentGroupId": 4500301110, "priority": 1, "splitPercentage": 100}
NEVER_NULL = ["name", "canTransfer", "fallbackWhenAllAgentsAreAway"]
WRONG: list[tuple[str, list[Any]]] = [
    ("name", ["", 5, None]),
    ("description", [5, ["text"]]),
    ("defaultPostChatSurveyId", [4600012110]),
    ("defaultOfflineSurveyId", [4600012110]),
    ("defaultAgentSurveyId", [4600012110]),
    ("postConversationSurveyAppInstallAssociationId", [4600012110]),
    ("skillOrder", ["1", 1.5, True]),
    ("maxWaitTime", ["soon", "1.5", "", True, 2**31]),
    ("wrapUpTime", ["30", 1.5]),
    ("slaDefaultResponseTime", ["1800"]),
    ("slaUrgentResponseTime", ["300"]),
    ("slaFirstTimeResponseTime", ["600"]),
    ("autoCloseInSeconds", ["1500"]),
    ("transferToAgentMaxWaitInSeconds", [[]]),
    ("agentSurveyForMsgTimeoutInMinutes", [{}]),
    ("canTransfer", ["true", 1, None]),
    ("fallbackWhenAllAgentsAreAway", ["false", 0, None]),
    ("redistributeLoadToConnectedAgentGroups", ["false", 0]),
    ("workingHoursId", ["x", "5", 0, -1, 1.5, True]),
    ("specialOccasionId", ["x", "5", 0, -1, [5]]),
    ("fallbackSkill", ["5", 0, {"id": 5}]),
    ("agentSurveyForMsgId", ["5", 2**63]),
    ("lobIds", [5, ["5"], [0], [None], {"id": 5}]),
    ("skillTransferList", ["5", [{"id": 5}], [-1]]),
    ("skillRoutingConfiguration", [SHARE, [5], [None]]),
]


@pytest.fixture
def used(skills: Api) -> Body:
    """Return a skill that is used by users and widgets."""
    made = skills.created()
    skills.control.use_skill(ACCOUNT, made["id"], by=["users", "widgets"])
    return made


def test_each_account_starts_with_three_skills(skills: Api) -> None:
    assert [(each["name"], each["deleted"]) for each in skills.get().json()] == [
        ("billing", False),
        ("sales", False),
        ("support", False),
    ]


def test_the_skills_of_a_new_account_have_what_real_ones_have(skills: Api) -> None:
    billing, sales, support = skills.get(select="$all").json()
    assert [each["id"] for each in (billing, sales, support)] == [4410020310, 4410020410, 4410020510]
    assert (billing["slaDefaultResponseTime"], billing["defaultPostChatSurveyId"]) == (1800, "4600012110")
    assert sales["fallbackSkill"] == support["id"]
    assert sum(each["splitPercentage"] for each in sales["skillRoutingConfiguration"]) == 100
    assert sales["lobIds"] == billing["lobIds"] != []
    assert support.keys() > {"routingAlgorithm", "queueLabels", "dateUpdated"}
    for each in (billing, sales, support):
        assert skills.put(each, each["id"]).json() | {"dateUpdated": each["dateUpdated"]} == each


def test_all_fields_come_by_id_and_by_select(skills: Api) -> None:
    made = skills.created()
    assert skills.get(made["id"]).json() == made
    assert skills.get(select="$all").json()[-1] == made
    assert skills.get(select="name,nonesuch").json()[-1] == {"name": "returns"}
    assert skills.get().json()[-1] == {"id": made["id"], "deleted": False, "name": "returns"}


def test_a_bare_skill_has_the_defaults_and_no_fields_without_a_value(skills: Api) -> None:
    made = skills.post({"name": "returns"}).json()
    assert made.keys() - ALWAYS_RETURNED.keys() == {"id", "deleted", "name", "dateUpdated"}
    assert made.items() >= ALWAYS_RETURNED.items()


def test_a_skill_that_a_console_has_made_has_the_defaults_too(skills: Api) -> None:
    sent: Body = {"name": "returns", "fallbackSkill": None, "skillTransferList": []}
    made = skills.control.foreign_create(ACCOUNT, "skills", sent)
    shown = skills.get(made["id"]).json()
    assert shown.keys() == skills.post({"name": "bare"}).json().keys()
    assert shown.items() >= ALWAYS_RETURNED.items()


def test_every_field_is_stored_and_returned(skills: Api) -> None:
    made = skills.created(**full_skill())
    assert made.items() >= full_skill().items()
    assert skills.put(made, made["id"]).json().items() >= full_skill().items()


def test_null_and_an_empty_list_are_no_value(skills: Api) -> None:
    nulls = dict.fromkeys(full_skill().keys() - {*NEVER_NULL}) | {"id": None, "slaUrl": None}
    lists: Body = {"lobIds": [], "skillTransferList": []}
    for sent in (nulls, nulls | lists):
        made = skills.post({"name": f"returns {len(sent)}"} | sent).json()
        assert made.items() >= ALWAYS_RETURNED.items()
        assert made.keys() == {*ALWAYS_RETURNED, "id", "deleted", "name", "dateUpdated"}
        skills.delete(made["id"])


@pytest.mark.parametrize(("field", "values"), WRONG, ids=[field for field, _ in WRONG])
def test_a_value_of_the_wrong_type_is_refused(skills: Api, field: str, values: list[Any]) -> None:
    skills.control.set_knobs(skill_references="accept")
    for value in values:
        assert skills.post(body("skills", **{field: value})).status_code == 400, value
    assert len(skills.live()) == 3


def test_the_name_is_required_and_may_be_long(skills: Api) -> None:
    assert skills.post(body("skills", name=MISSING)).status_code == 400
    assert skills.created(name="n" * 500)["name"] == "n" * 500


@pytest.mark.parametrize(("sent", "stored"), [("90", 90), ("0", 0), (0, 0)])
def test_the_wait_may_be_text_and_comes_back_as_a_number(skills: Api, sent: object, stored: int) -> None:
    assert skills.created(maxWaitTime=sent)["maxWaitTime"] == stored


@pytest.mark.parametrize("seconds", [0, 1, 2**31 - 1])
def test_a_time_to_close_has_no_limits(skills: Api, seconds: int) -> None:
    assert skills.created(autoCloseInSeconds=seconds)["autoCloseInSeconds"] == seconds


@pytest.mark.parametrize("member", SHARE)
def test_a_routing_needs_all_members_and_a_group_as_number_or_digits(skills: Api, member: str) -> None:
    for value in (MISSING, None, "x", [], True):
        share = {name: each for name, each in (SHARE | {member: value}).items() if each is not MISSING}
        assert skills.post(body("skills", skillRoutingConfiguration=[share])).status_code == 400
    made = skills.created(skillRoutingConfiguration=[SHARE | {"agentGroupId": "4500301110", "since": 5}])
    assert made["skillRoutingConfiguration"] == [SHARE | {"since": 5}]


def test_the_percentages_of_a_routing_need_not_be_a_hundred_in_sum(skills: Api) -> None:
    routing = full_skill()["skillRoutingConfiguration"]
    assert skills.created(skillRoutingConfiguration=routing)["skillRoutingConfiguration"] == routing


def test_the_server_keeps_the_date_and_the_deleted_flag(skills: Api) -> None:
    sent = {"dateUpdated": "1999-01-01 00:00:00", "deleted": True, "id": 5}
    made = skills.created(**sent)
    assert (made["deleted"], made["id"] > 5, made["dateUpdated"] > "2026") == (False, True, True)
    skills.control.set_knobs(clock_offset=3600)
    written = skills.put(made | sent | {"id": made["id"]}, made["id"]).json()
    assert written == made | {"dateUpdated": written["dateUpdated"]}
    assert written["dateUpdated"] > made["dateUpdated"]
    skills.control.set_knobs(clock_offset=7200)
    changed = skills.control.foreign_update(ACCOUNT, "skills", made["id"], {"skillOrder": 2})
    assert changed["dateUpdated"] > written["dateUpdated"]
    skills.control.set_knobs(clock_offset=10800)
    skills.delete(made["id"])
    deleted = skills.get(made["id"], include_deleted="true").json()
    assert deleted["dateUpdated"] > changed["dateUpdated"]


def test_a_skill_refers_to_hours_and_null_or_absence_clears_the_reference(
    skills: Api, occasions: Api, workdays: Api
) -> None:
    occasion, hours, made = occasions.created(), workdays.created(), skills.created()
    references = {"specialOccasionId": occasion["id"], "workingHoursId": hours["id"]}
    written = skills.put(made | references, made["id"]).json()
    assert written.items() >= references.items()
    cleared = skills.put(written | {"specialOccasionId": None}, made["id"]).json()
    assert "specialOccasionId" not in cleared
    assert cleared["workingHoursId"] == hours["id"]
    assert "workingHoursId" not in skills.put(made, made["id"]).json()


def test_a_put_replaces_and_keeps_unknown_fields_that_it_contains(skills: Api) -> None:
    made = skills.created(**full_skill())
    written = skills.put({"name": "returns", "colour": {"a": [1]}}, made["id"]).json()
    assert written["colour"] == {"a": [1]}
    assert written.keys() - {"colour"} == skills.post({"name": "bare"}).json().keys()
    assert "colour" not in skills.put({"name": "returns"}, made["id"]).json()
    assert skills.put({"description": "no name"}, made["id"]).status_code == 400


def test_a_put_by_id_may_leave_the_id_out_but_not_name_another(skills: Api) -> None:
    made = skills.created()
    assert skills.put(made | {"id": made["id"] + 100}, made["id"]).status_code == 400
    assert skills.put({"name": "without id"}, made["id"]).json()["id"] == made["id"]


def test_a_post_with_an_override_is_a_put(skills: Api) -> None:
    made = skills.created()
    headers = {"X-HTTP-Method-Override": "PUT", "If-Match": str(skills.revision)}
    url = f"{skills.url}/{made['id']}?v=2.0&select=$all"
    assert skills.session.post(url, json=made | {"name": "new"}, headers=headers).json()["name"] == "new"


def test_several_skills_are_created_updated_and_deleted_by_arrays_each_in_one_revision(skills: Api) -> None:
    revision = skills.revision
    answer = skills.post([body("skills", name=name) for name in "ab"])
    made = answer.json()
    assert (answer.status_code, answer.headers.get("location")) == (201, None)
    assert [
        each["name"] for each in skills.put([each | {"name": each["name"] * 2} for each in made]).json()
    ] == ["aa", "bb"]
    deleted = skills.delete(json=[str(each["id"]) for each in made])
    assert (deleted.status_code, deleted.headers["ac-revision"]) == (200, str(revision + 3))
    assert len(skills.live()) == 3


def test_a_created_skill_has_a_location(skills: Api) -> None:
    answer = skills.post(body("skills"))
    assert (answer.status_code, answer.headers["location"]) == (201, f"{skills.url}/{answer.json()['id']}")


def test_only_an_array_of_text_deletes_several_skills(skills: Api) -> None:
    id_ = skills.created()["id"]
    for sent in ({"ids": [str(id_)]}, [id_], [{"id": id_}], [{"id": str(id_)}], [], None):
        assert skills.delete(json=sent).status_code == 400
    assert skills.call("DELETE", if_match=skills.revision, ids=str(id_)).status_code == 400
    assert skills.delete(json=[str(id_)]).ok


def test_hours_that_do_not_exist_or_are_deleted_cannot_be_referred_to(skills: Api, occasions: Api) -> None:
    occasion = occasions.created()
    occasions.delete(occasion["id"])
    for id_ in (occasion["id"], 4400000010):
        assert skills.post(body("skills", specialOccasionId=id_)).status_code == 400


@pytest.mark.parametrize("field", ["skillTransferList", "fallbackSkill"])
def test_a_skill_that_a_live_skill_refers_to_cannot_be_deleted(skills: Api, field: str) -> None:
    made = skills.created()
    refers = {field: [made["id"]] if field == "skillTransferList" else made["id"]}
    other = skills.created(name="front", **refers)
    refused = skills.delete(made["id"])
    assert problem(refused) == (409, "skill-dependencies", None)
    assert refused.json()["message"].endswith("used by: skills")
    skills.delete(other["id"])
    assert skills.delete(made["id"]).ok


def test_a_skill_that_refers_to_itself_can_be_deleted(skills: Api) -> None:
    made = skills.created()
    skills.put(made | {"fallbackSkill": made["id"]}, made["id"])
    assert skills.delete(made["id"]).ok


def test_the_error_names_every_kind_that_uses_a_skill(skills: Api, used: Body) -> None:
    skills.created(name="front", fallbackSkill=used["id"])
    skills.control.use_skill(ACCOUNT, used["id"], by=["users", "widgets", "engagements", "cannedResponses"])
    message = skills.delete(used["id"]).json()["message"]
    assert message.endswith("used by: skills, cannedResponses, engagements, widgets, users")


def test_a_skill_that_nothing_uses_any_longer_can_be_deleted(skills: Api, used: Body) -> None:
    refused = skills.delete(used["id"])
    assert problem(refused) == (409, "skill-dependencies", None)
    assert refused.json()["message"].endswith("used by: widgets, users")
    skills.control.use_skill(ACCOUNT, str(used["id"]), by=[])
    assert skills.delete(used["id"]).ok


def test_a_used_skill_of_an_array_keeps_all_of_them(skills: Api, used: Body) -> None:
    other = skills.created(name="front")
    assert skills.delete(json=[str(other["id"]), str(used["id"])]).status_code == 409
    assert len(skills.live()) == 5


def test_an_array_deletes_a_skill_after_the_one_that_refers_to_it(skills: Api) -> None:
    made = skills.created()
    other = skills.created(name="front", fallbackSkill=made["id"])
    ids = [str(made["id"]), str(other["id"])]
    assert skills.delete(json=ids).status_code == 409
    assert skills.delete(json=ids[::-1]).ok


def test_what_uses_a_skill_is_part_of_a_snapshot_and_ends_with_a_reset(skills: Api) -> None:
    billing = skills.live()[0]["id"]
    skills.control.use_skill(ACCOUNT, billing, by=["users"])
    used = skills.control.snapshot()
    skills.control.reset()
    before = skills.control.snapshot()
    skills.control.restore(used)
    assert skills.delete(billing).status_code == 409
    skills.control.restore(before)
    assert skills.delete(billing).ok


def test_only_known_kinds_can_use_a_skill_that_exists(skills: Api) -> None:
    with pytest.raises(ControlError, match="by cannedResponses, engagements, widgets, users, not by"):
        skills.control.use_skill(ACCOUNT, skills.live()[0]["id"], by=["skills"])
    with pytest.raises(ControlError, match=f"there is no skill 4400000010 in account {ACCOUNT}"):
        skills.control.use_skill(ACCOUNT, 4400000010, by=["users"])
