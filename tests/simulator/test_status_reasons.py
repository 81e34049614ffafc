from typing import Any

import pytest

from tests.simulator.api import ACCOUNT, MISSING, Api, body, problem


def query(reasons: Api, **parameter: Any) -> Any:
    url = reasons.url.replace(f"account/{ACCOUNT}", "account") + "/query"
    answer = reasons.session.post(url, json={" type": 1, "parameters": [{"site": ACCOUNT} | parameter]})
    assert answer.ok, answer.text
    return answer.json()


def test_a_list_holds_whole_objects_in_every_state(reasons: Api) -> None:
    made = reasons.post(
        [body("status-reasons", text=state, state=state) for state in ("Online", "Occupied", "Away")]
    )
    assert reasons.get().json() == made.json()
    assert reasons.get(select="id").json() == made.json()


def test_enabled_and_state_may_be_left_out(reasons: Api) -> None:
    made = reasons.created(state=MISSING, enabled=MISSING, deleted=MISSING)
    assert (made["state"], made["enabled"], made["deleted"]) == ("Away", True, False)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": MISSING},
        {"text": MISSING, "name": "by the name of the table"},
        {"text": ""},
        {"text": "t" * 101},
        {"text": "<b>"},
        {"text": 'say "hi"'},
        {"text": "a & b"},
        {"text": "two\nlines"},
        {"state": "away"},
        {"state": "Back soon"},
        {"state": None},
        {"enabled": "true"},
        {"deleted": 1},
        {"order": 0},
        {"order": "first"},
        {"order": True},
    ],
)
def test_a_missing_or_malformed_field_is_refused(reasons: Api, changes: dict[str, Any]) -> None:
    assert problem(reasons.post(body("status-reasons", **changes))) == (400, "status-reasons", 1)


@pytest.mark.parametrize("text", ["t" * 100, "Café, à côté (5 min.)", "研修"])
def test_letters_of_any_language_and_simple_punctuation_are_accepted(reasons: Api, text: str) -> None:
    assert reasons.created(text=text)["text"] == text


def test_a_text_is_taken_once(reasons: Api) -> None:
    reasons.created()
    assert problem(reasons.post(body("status-reasons"))) == (409, "status-reasons", 1)


def test_a_put_replaces_the_object_of_the_path(reasons: Api) -> None:
    made = reasons.created()
    changed = made | {"text": "Medical appointment", "enabled": False}
    assert reasons.put(changed, made["id"]).json() == changed
    assert reasons.live() == [changed]


def test_a_put_must_name_the_object_of_the_path(reasons: Api) -> None:
    made = reasons.created()
    for named in ({}, {"id": made["id"] + 100}):
        sent = {field: value for field, value in made.items() if field != "id"} | named
        assert reasons.put(sent, made["id"]).status_code == 400
    assert reasons.put(made | {"id": str(made["id"])}, made["id"]).json()["id"] == made["id"]
    assert reasons.put([made], made["id"]).status_code == 400


def test_several_ids_in_one_delete_are_refused(reasons: Api) -> None:
    ids = [reasons.created(text=text)["id"] for text in "ab"]
    assert reasons.delete(f"{ids[0]},{ids[1]}").status_code == 400


def test_the_history_query_tells_the_changes_of_a_range_of_revisions(reasons: Api) -> None:
    made = reasons.created()
    reasons.put(made | {"text": "Lunch"}, made["id"])
    reasons.delete(made["id"])
    (site,) = query(reasons, **{"from": 2, "to": 4})
    assert site["siteId"] == ACCOUNT
    told = [
        (each["revision"], each["items"][0]["text"], each["items"][0]["deleted"])
        for each in site["revisionsCollection"]
    ]
    assert told == [(3, "Lunch", False), (4, "Lunch", True)]
    assert len(site["revisionsCollection"][0]["revisionDate"]) == len("2026-02-03 09:15:00")


def test_the_history_query_tells_the_changes_since_a_revision(reasons: Api) -> None:
    made = [reasons.created(text=text) for text in "abc"]
    reasons.put(made[2] | {"state": "Online"}, made[2]["id"])
    data = query(reasons, revision=2)["appDataList"][0]["accountList"]["accountList"][0]
    assert data["siteId"] == ACCOUNT
    assert data["itemsCollection"]["revision"] == 5
    assert [(each["text"], each["state"]) for each in data["itemsCollection"]["items"]] == [
        ("b", "Away"),
        ("c", "Online"),
    ]
    assert data["itemsCollection"]["context"] == {"contextType": "ACCOUNT", "contextId": ACCOUNT}


def test_the_history_query_tells_a_snapshot(reasons: Api) -> None:
    made = reasons.created()
    assert query(reasons) == [{"siteId": ACCOUNT, "revision": 2, "collection": [made]}]


def test_the_history_query_needs_a_credential_and_parameters(reasons: Api) -> None:
    url = reasons.url.replace(f"account/{ACCOUNT}", "account") + "/query"
    for parameters in (None, [], [5], [{"site": ACCOUNT, "revision": "x"}]):
        bad = {"parameters": parameters}
        assert reasons.session.post(url, json=bad).status_code == 400
    assert reasons.session.post(url, json={"parameters": [{"site": "99999999"}]}).status_code == 401
