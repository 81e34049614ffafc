from typing import Any

import pytest

from tests.simulator.api import MISSING, Api, body, problem


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
