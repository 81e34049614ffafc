"""A request is in the log from its arrival, and what became of it is filled in."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
import requests

from liveperson_simulator.server import Simulator
from tests.simulator.api import Api, body, wait_for

NEW = body("specialoccasion")
UNANSWERED = ("status", "milliseconds", "revision_in", "revision_out")


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as threads:
        yield threads


@pytest.fixture
def delayed(occasions: Api, pool: ThreadPoolExecutor) -> Future[requests.Response]:
    """Send a create that waits for a second, and return once it has arrived."""
    occasions.control.add_fault("delay", method="POST", seconds=1)
    answer = pool.submit(occasions.post, NEW)
    wait_for(occasions.control.requests)
    return answer


def test_a_delayed_request_is_logged_at_its_arrival(
    occasions: Api, delayed: Future[requests.Response]
) -> None:
    (arrived,) = occasions.control.requests()
    assert not delayed.done()
    assert (arrived["method"], arrived["query"], arrived["fault"]) == ("POST", "v=1.0", "delay")
    assert [arrived[name] for name in UNANSWERED] == [None] * 4
    assert occasions.live() == []

    assert delayed.result().ok
    (answered,) = occasions.control.requests()
    assert answered["milliseconds"] >= 1000
    assert [answered[name] for name in UNANSWERED if name != "milliseconds"] == [200, 1, 2]
    assert {name: value for name, value in answered.items() if name not in UNANSWERED} == {
        name: value for name, value in arrived.items() if name not in UNANSWERED
    }


def test_entries_stay_in_the_order_in_which_requests_arrive(
    occasions: Api, delayed: Future[requests.Response]
) -> None:
    occasions.get()
    delayed.result()
    log = occasions.control.requests()
    assert [(each["method"], each["status"]) for each in log] == [("POST", 200), ("GET", 200)]
    assert log[0]["time"] < log[1]["time"]


def test_a_request_that_waits_for_latency_is_logged_too(occasions: Api, pool: ThreadPoolExecutor) -> None:
    occasions.control.set_knobs(latency_ms=1000)
    answer = pool.submit(occasions.get)
    wait_for(occasions.control.requests)
    assert [each["status"] for each in occasions.control.requests()] == [None]
    assert answer.result().ok


def test_a_request_that_arrived_before_the_log_was_emptied_does_not_come_back(
    occasions: Api, delayed: Future[requests.Response]
) -> None:
    occasions.control.clear_requests()
    assert delayed.result().ok
    assert occasions.control.requests() == []


def test_a_dropped_request_is_told_from_one_that_is_waiting(occasions: Api) -> None:
    occasions.control.add_fault("drop_after")
    with pytest.raises(requests.ConnectionError):
        occasions.post(NEW)
    (dropped,) = occasions.control.requests()
    assert (dropped["status"], dropped["revision_out"]) == (None, 2)
    assert dropped["milliseconds"] > 0


def test_the_page_shows_a_request_that_is_waiting(
    simulator: Simulator, delayed: Future[requests.Response]
) -> None:
    def shown() -> str:
        return requests.get(simulator.url, timeout=5).text

    assert ">waiting<" in shown()
    assert delayed.result().ok
    assert ">waiting<" not in shown()


def test_an_answer_is_in_the_log_before_its_client_has_it(occasions: Api) -> None:
    for _ in range(20):
        occasions.get()
        assert occasions.control.requests()[-1]["status"] == 200
        occasions.control.clear_requests()
