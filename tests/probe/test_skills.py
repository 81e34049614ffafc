"""What a probe finds out about skills: the format of answers, accepted values, and requests about several."""

from typing import Any

import pytest

from liveperson_simulator.knobs import BY_NAME
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import RejectedError
from pulumi_liveperson.client.http.messages import Answer, Request
from tests.contract.process import ACCOUNT
from tests.probe.probes import content_of, reason, result_of, seen
from tests.skills import begin_without_skills

FORMS = (
    "skill_create_echo",
    "skill_delete_echo",
    "skill_list_select",
    "skill_nulls",
    "skill_number_form",
    "skill_put",
    "skill_put_echo",
    "skill_transfer_list_form",
)
EACH_VALUE = pytest.mark.parametrize(
    ("knob", "value"), [(name, value) for name in FORMS for value in BY_NAME[name].values]
)
NASTY = {
    "error_body": "html",
    "id_type": "string",
    "noop_put": "answer304",
    "revision_header": "etag",
    "revision_scope": "account",
    "revision_step": "random",
    "skill_hours_permission": "ignore",
    "stale_status": "304",
    "text_form": "escaped_all",
    "unknown_fields": "added",
}
HIDDEN = (
    (
        "skill_number_form",
        {"skill_number_form": "text", "scalar_type": "string"},
        "All numbers of the answer were text.",
    ),
    ("skill_put_echo", {"skill_put_echo": "empty", "put_echo": "empty"}, "The answers to updates of special"),
    (
        "skill_put_echo",
        {"skill_put_echo": "object", "put_echo": "empty"},
        "The answers to updates of special",
    ),
    ("skill_transfer_list_form", {"skill_nulls": "shown"}, "The answer contained all fields without a value"),
    ("skill_transfer_list_form", {"empty_values": "left_out"}, "The answer left out all empty lists."),
)


@EACH_VALUE
def test_the_format_of_answers_about_skills_is_seen(simulator: Simulator, knob: str, value: str) -> None:
    simulator.control.set_knobs(**{knob: value})

    result = result_of(simulator, knob)

    assert {name: seen(result, name) for name in FORMS} == {
        **{name: BY_NAME[name].values[0] for name in FORMS},
        **({"skill_transfer_list_form": None} if (knob, value) == ("skill_nulls", "shown") else {}),
        knob: value,
    }


@EACH_VALUE
def test_it_is_seen_whatever_the_format_of_other_values_is(
    simulator: Simulator, knob: str, value: str
) -> None:
    simulator.control.set_knobs(**{**NASTY, knob: value})

    result = result_of(simulator, knob)

    assert seen(result, knob) == value


@EACH_VALUE
def test_it_is_seen_while_other_people_write(simulator: Simulator, knob: str, value: str) -> None:
    write = {"operation": "create", "body": {"name": "other"}}
    for method in ("POST", "PUT", "DELETE"):
        when = {"method": method, "moment": "before", "path": "skills", "times": 2}
        simulator.control.foreign_on(ACCOUNT, "skills", when=when, write=write)

    simulator.control.set_knobs(**{knob: value})

    result = result_of(simulator, knob, background_writer=20)

    assert seen(result, knob) in (value, None)
    assert seen(result, knob) or "another person seems to have written skills" in reason(result, knob)


@pytest.mark.parametrize(("knob", "knobs", "says"), HIDDEN)
def test_a_format_that_another_one_hides_is_not_observed(
    simulator: Simulator, knob: str, knobs: dict[str, str], says: str
) -> None:
    simulator.control.set_knobs(**knobs)

    result = result_of(simulator, knob)

    assert seen(result, knob) is None
    assert reason(result, knob).startswith(says)


def test_a_list_that_always_shows_complete_skills_shows_nothing_about_the_selector(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liveperson_simulator.skills.SKILLS.summary", None)

    result = result_of(simulator, "skill_list_select")

    assert seen(result, "skill_list_select") is None


VALUES = {
    "skill_wait_as_text": "accepted",
    "skill_description_empty": "accepted",
    "skill_lobs_empty": "accepted",
    "skill_date_updated_sent": "ignored",
    "skill_transfer_list_null": "accepted",
    "skill_transfer_list_empty": "as_null",
    "skill_unknown_field": "kept",
    "skill_description_null": "cleared",
}


@pytest.mark.parametrize(
    "knobs",
    [
        {},
        {"skill_put": "merge", "skill_nulls": "shown", "scalar_type": "string"},
        {"skill_transfer_list_form": "empty", "empty_values": "null", "unknown_fields": "added"},
    ],
    ids=["documented", "merged", "null"],
)
def test_the_accepted_values_are_seen(simulator: Simulator, knobs: dict[str, str]) -> None:
    simulator.control.set_knobs(**knobs)

    result = result_of(simulator, "skill_wait_as_text")

    assert {name: seen(result, name) for name in VALUES} == VALUES
    assert result.contradictions == []


@pytest.mark.parametrize(
    ("field", "question"),
    [
        ("maxWaitTime", "skill_wait_as_text"),
        ("description", "skill_description_empty"),
        ("lobIds", "skill_lobs_empty"),
        ("dateUpdated", "skill_date_updated_sent"),
        ("skillTransferList", "skill_transfer_list_empty"),
        ("probeNote", "skill_unknown_field"),
    ],
)
def test_a_refused_value_does_not_hide_the_others(simulator: Simulator, field: str, question: str) -> None:
    sent = {"maxWaitTime": "95", "description": "", "lobIds": [], "skillTransferList": []}

    def refuse(request: Request) -> None:
        body = request.json
        if request.method == "POST" and field in body and body[field] == sent.get(field, body[field]):
            raise RejectedError("refused", 400, answer=Answer(400))

    result = result_of(simulator, "skill_wait_as_text", meddle=refuse)

    assert {name: seen(result, name) for name in VALUES} == {**VALUES, question: "refused"}


def test_null_that_is_refused_is_a_contradiction(simulator: Simulator) -> None:
    def refuse(request: Request) -> None:
        if request.method == "PUT" and None in request.json.values():
            raise RejectedError("refused", 422, answer=Answer(422))

    result = result_of(simulator, "skill_wait_as_text", meddle=refuse)

    assert {each.question.name: each.value for each in result.contradictions} == {
        "skill_transfer_list_null": "refused",
        "skill_description_null": "refused",
    }


def test_requests_about_several_skills_are_seen_if_the_account_has_no_others(simulator: Simulator) -> None:
    begin_without_skills(simulator.control)

    result = result_of(simulator, "skill_post_array", empty_list="404")

    assert seen(result, "skill_post_array") == "accepted"
    assert seen(result, "skill_put_collection") == "accepted"
    assert seen(result, "skill_delete_listed") == "accepted"


def test_no_delete_of_the_collection_is_sent_if_the_account_has_other_skills(simulator: Simulator) -> None:
    before = content_of(simulator)

    result = result_of(simulator, "skill_post_array")

    deletes = [each["path"] for each in simulator.control.requests() if each["method"] == "DELETE"]
    assert seen(result, "skill_delete_listed") is None
    assert "The account has other skills." in reason(result, "skill_delete_listed")
    assert deletes
    assert not any(path.endswith("/skills") for path in deletes)
    assert content_of(simulator) == before


def test_a_skill_of_others_that_is_made_before_the_delete_of_the_collection_stays(
    simulator: Simulator,
) -> None:
    begin_without_skills(simulator.control)
    write: dict[str, Any] = {"operation": "create", "body": {"name": "other"}}
    when = {"method": "DELETE", "moment": "before", "path": "skills"}
    simulator.control.foreign_on(ACCOUNT, "skills", when=when, write=write)

    result = result_of(simulator, "skill_post_array")

    assert seen(result, "skill_delete_listed") is None
    assert [each["name"] for each in simulator.control.objects(ACCOUNT, "skills")] == ["other"]


def test_no_skill_of_a_probe_has_agents_or_takes_conversations_of_others(simulator: Simulator) -> None:
    sent: list[Request] = []
    others = {str(each["id"]) for each in simulator.control.objects(ACCOUNT, "skills")}

    result_of(simulator, meddle=sent.append)

    bodies = [each.json for each in sent if "/skills" in each.url and isinstance(each.json, dict)]
    assert bodies
    assert not any(each.get("skillRoutingConfiguration") for each in bodies)
    assert others.isdisjoint(str(each.get("fallbackSkill")) for each in bodies)
