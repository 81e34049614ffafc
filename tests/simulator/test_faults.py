import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from liveperson_simulator.client import ControlError
from tests.simulator.api import ACCOUNT, Api, body, wait_for

NEW = body("specialoccasion")


def test_status_before_answers_in_place_of_the_service(occasions: Api) -> None:
    occasions.control.add_fault("status_before", status=503, body="<h1>busy</h1>", content_type="text/html")
    answer = occasions.post(NEW)
    assert (answer.status_code, answer.text) == (503, "<h1>busy</h1>")
    assert occasions.live() == []


def test_status_after_hides_a_write_that_was_made(occasions: Api) -> None:
    occasions.control.add_fault("status_after")
    assert occasions.post(NEW).status_code == 500
    assert len(occasions.live()) == 1


@pytest.mark.parametrize(("kind", "made"), [("drop_before", 0), ("drop_after", 1)])
def test_a_dropped_connection_gets_no_answer(occasions: Api, kind: str, made: int) -> None:
    occasions.get()
    occasions.control.add_fault(kind, method="POST")
    with pytest.raises(requests.ConnectionError):
        occasions.post(NEW)
    assert len(occasions.live()) == made
    assert occasions.control.requests()[-1]["status"] is None
    assert occasions.get().ok


def test_delay_makes_one_request_wait_and_no_other(occasions: Api) -> None:
    occasions.control.add_fault("delay", path="specialoccasion", method="POST", seconds=0.5)
    started = time.monotonic()
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(occasions.post, NEW)
        wait_for(occasions.control.requests)
        assert requests.get(occasions.url, timeout=5).status_code == 401
        assert not slow.done()
        assert slow.result().ok
    assert time.monotonic() - started >= 0.5


def test_throttle_answers_429_and_may_say_when_to_come_back(occasions: Api) -> None:
    occasions.control.add_fault("throttle", retry_after=2)
    occasions.control.add_fault("throttle")
    answers = [occasions.get() for _ in range(3)]
    assert [each.status_code for each in answers] == [429, 429, 200]
    assert [each.headers.get("Retry-After") for each in answers] == ["2", None, None]


@pytest.mark.parametrize("kind", ["status_before", "status_after", "throttle"])
@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (7, "7"),
        (0.5, "0.5"),
        (2.0, "2"),
        (1_000_000, "1000000"),
        (-1, "-1"),
        ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:28:00 GMT"),
        ("soon", "soon"),
        ("²", "²"),
        ("", ""),
    ],
)
def test_any_refusal_may_say_in_any_words_when_to_come_back(
    occasions: Api, kind: str, given: float | str, sent: str
) -> None:
    occasions.control.add_fault(kind, status=503, retry_after=given)
    answer = occasions.get()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, sent)


def test_a_fault_may_carry_headers(occasions: Api) -> None:
    moved = {"Location": "https://login.example.net/?next=%2F", "X-Request-ID": "a1b2"}
    occasions.control.add_fault("status_before", status=302, headers=moved)
    answer = occasions.session.get(occasions.url, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, moved["Location"])
    assert answer.headers["X-Request-ID"] == "a1b2"
    assert "X-Request-ID" not in occasions.get().headers


def test_the_headers_of_a_fault_replace_those_of_the_answer(occasions: Api) -> None:
    wrong = {"AC-Revision": "77", "content-type": "text/json", "date": "long ago"}
    occasions.control.add_fault("delay", seconds=0, headers=wrong)
    answer = occasions.post(NEW)
    assert answer.json() == occasions.live()[0]
    for name, value in wrong.items():
        assert answer.raw.headers.getlist(name) == [value]


UNSENDABLE: list[dict[str, Any]] = [
    {"X": "two\nlines"},
    {"X": " blank"},
    {"X": "漢"},
    {"X": 5},
    {"X Y": ""},
    {"": "x"},
    {"Content-Length": "5"},
]


@pytest.mark.parametrize("headers", UNSENDABLE, ids=str)
def test_headers_that_cannot_be_sent_are_refused(occasions: Api, headers: dict[str, str]) -> None:
    with pytest.raises(ControlError, match="invalid fields of the fault: headers"):
        occasions.control.add_fault("delay", headers=headers)
    with pytest.raises(ControlError, match="invalid fields of the fault: retry_after, content_type"):
        occasions.control.add_fault("throttle", retry_after="two\nlines", content_type="two\nlines")
    assert occasions.get().ok


def test_body_answers_200_without_the_service_seeing_the_request(occasions: Api) -> None:
    occasions.control.add_fault("body", times=2, body="<html>sign in</html>", content_type="text/html")
    occasions.control.add_fault("body")
    answers = [occasions.post(NEW) for _ in range(3)]
    assert [(each.status_code, each.text) for each in answers] == [(200, "<html>sign in</html>")] * 2 + [
        (200, "")
    ]
    assert occasions.live() == []


def test_a_fault_hits_the_requests_it_means_and_no_others(occasions: Api, reasons: Api) -> None:
    occasions.control.add_fault("status_before", method="get", path="status-reasons", times=2)
    assert occasions.get().ok
    assert reasons.post(body("status-reasons")).ok
    assert [reasons.get().status_code for _ in range(3)] == [500, 500, 200]


def test_faults_come_in_the_order_in_which_they_were_added(occasions: Api) -> None:
    for status in (500, 502, 504):
        occasions.control.add_fault("status_before", status=status)
    assert [occasions.get().status_code for _ in range(4)] == [500, 502, 504, 200]


def test_cleared_faults_do_nothing(occasions: Api) -> None:
    occasions.control.add_fault("status_before")
    occasions.control.clear_faults()
    assert occasions.get().ok


def test_a_fault_that_cannot_be_understood_is_refused(occasions: Api) -> None:
    with pytest.raises(ControlError, match="fault kind must be one of status_before"):
        occasions.control.add_fault("explode")
    with pytest.raises(ControlError, match="times must be a positive number"):
        occasions.control.add_fault("delay", times=0)
    answer = requests.post(
        occasions.url.split("/api")[0] + "/simulator/faults",
        json={"kind": "delay", "seconds": "long", "when": 1},
        timeout=5,
    )
    assert answer.json() == {"error": "invalid fields of the fault: when, seconds"}
    assert occasions.get().ok


def test_a_foreign_write_just_before_a_request_makes_its_revision_stale(occasions: Api) -> None:
    made = occasions.created()
    occasions.control.foreign_on(
        ACCOUNT,
        "specialoccasion",
        when={"method": "PUT", "path": "specialoccasion", "moment": "before"},
        write={"operation": "update", "id": made["id"], "changes": {"description": "edited in the console"}},
    )
    assert occasions.get(made["id"]).json() == made
    assert occasions.put([made | {"name": "mine"}]).status_code == 409
    assert occasions.live()[0]["description"] == "edited in the console"
    assert occasions.put([made | {"name": "mine"}]).ok


def test_a_foreign_write_just_after_a_request_is_not_in_its_answer(occasions: Api) -> None:
    occasions.control.foreign_on(
        ACCOUNT,
        "specialoccasion",
        when={"method": "GET", "moment": "after"},
        write={"operation": "create", "body": {"name": "from the console"}},
    )
    answer = occasions.get()
    assert (answer.json(), answer.headers["ac-revision"], occasions.revision) == ([], "1", 2)


def test_a_foreign_write_that_cannot_be_made_is_refused_at_once(occasions: Api) -> None:
    with pytest.raises(ControlError, match="moment must be one of before, after"):
        occasions.control.foreign_on(ACCOUNT, "skills", when={}, write={"operation": "create"})
    with pytest.raises(ControlError, match="operation"):
        occasions.control.foreign_on(ACCOUNT, "skills", when={"moment": "before"}, write={})
    with pytest.raises(ControlError, match="there is no account 5"):
        occasions.control.foreign_create("5", "skills", {})
    with pytest.raises(ControlError, match="collection must be one of specialoccasion"):
        occasions.control.foreign_create(ACCOUNT, "holidays", {})
    with pytest.raises(ControlError, match="there is no object 5"):
        occasions.control.foreign_delete(ACCOUNT, "skills", 5)
