"""Whether a request is sent again, and after which pause, for each kind of failure."""

from collections.abc import Callable
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from tests.contract.process import FakeClock, Process, account, reason
from tests.contract.ways import APPLICATION, CLIENT, CLIENT_V1, USER

pytestmark = pytest.mark.pairwise

Fault = dict[str, Any]
ALWAYS = 100  # times that a fault waits for

SERVER_ERRORS = {
    f"{status} {moment}": {"kind": f"status_{moment}", "status": status}
    for status in (500, 502, 503, 504, 599)
    for moment in ("before", "after")
}
DROPS: dict[str, Fault] = {kind: {"kind": kind} for kind in ("drop_before", "drop_after")}
DATED = {"Date": "Thu, 01 Jan 2026 00:00:00 GMT"}
THROTTLES: dict[str, tuple[Fault, float]] = {
    "no Retry-After": ({}, 1),
    "7 s": ({"retry_after": 7}, 7),
    "0 s": ({"retry_after": 0}, 1),
    "-5 s": ({"retry_after": "-5"}, 1),
    "half a second": ({"retry_after": "0.5"}, 1),
    "garbage": ({"retry_after": "soon"}, 1),
    "other digits": ({"headers": {"Retry-After": "\u00b2"}}, 1),
    "a date": ({"retry_after": "Thu, 01 Jan 2026 00:00:20 GMT", "headers": DATED}, 20),
    "a date of RFC 850": ({"retry_after": "Thursday, 01-Jan-26 00:00:20 GMT", "headers": DATED}, 20),
    "a date of asctime": ({"retry_after": "Thu Jan  1 00:00:20 2026", "headers": DATED}, 20),
    "a date of another zone": ({"retry_after": "Thu, 01 Jan 2026 01:00:20 +0100", "headers": DATED}, 20),
    "a date that is past": ({"retry_after": "Wed, 31 Dec 2025 23:59:00 GMT", "headers": DATED}, 1),
    "the same date": ({"retry_after": "Thu, 01 Jan 2026 00:00:00 GMT", "headers": DATED}, 1),
    "a day that is none": ({"retry_after": "Thu, 99 Jan 2026 00:00:20 GMT", "headers": DATED}, 1),
}
FINAL = [400, 403, 404, 405, 409, 410, 412, 415, 418, 422, 451]


def sign_in_with(way: Any) -> Callable[[Account], None]:
    return lambda connection: _token(connection, way)


def _token(connection: Account, way: Any) -> None:
    connection._token._sign_in = way
    connection.token()


def read(connection: Account) -> None:
    connection.collection(STATUS_REASON).objects()


# What is done, and the part of a path by which the one request is known that goes wrong.
ASKS: dict[str, tuple[Callable[[Account], object], str]] = {
    "GET": (read, "/status-reasons"),
    "discovery": (lambda connection: connection.host("sentinel"), "/baseURI.json"),
    "client": (sign_in_with(CLIENT), "/app/token"),
    "client v1": (sign_in_with(CLIENT_V1), "/app/token"),
    "user": (sign_in_with(USER), "/login"),
    "application": (sign_in_with(APPLICATION), "/login"),
}
WRITES: dict[str, Callable[[Process, str], object]] = {
    "POST": lambda process, _id: process.create("new"),
    "PUT": lambda process, id_: process.update(id_, "old"),
    "DELETE": lambda process, id_: process.delete(id_, "old"),
}
EACH_ASK = pytest.mark.parametrize("ask", ASKS)
EACH_WRITE = pytest.mark.parametrize("method", WRITES)
EACH_LOST_ANSWER = pytest.mark.parametrize("fault", [*SERVER_ERRORS, *DROPS])
EACH_THROTTLE = pytest.mark.parametrize("throttle", THROTTLES)


class Run:
    """Something done by a process that finds one status reason, while requests of one kind go wrong."""

    def __init__(self, simulator: Simulator, **behaviour: Any) -> None:
        self.control = simulator.control
        self.clock = FakeClock()
        self.process = Process(account(simulator, clock=self.clock, **behaviour), STATUS_REASON)
        self.id = str(self.control.foreign_create("71234567", "status-reasons", reason("old"))["id"])

    def ask(self, what: str, fault: Fault, times: int) -> str:
        """Ask for something, and return the error, if any."""
        work, path = ASKS[what]
        self.control.add_fault(**fault, path=path, times=times)
        return self._error_of(lambda: work(self.process.account))

    def write(self, method: str, fault: Fault, times: int) -> str:
        """Write, and return the error, if any."""
        self.control.add_fault(**fault, method=method, path="/status-reasons", times=times)
        return self._error_of(lambda: WRITES[method](self.process, self.id))

    def count(self, end: str, method: str | None = None) -> int:
        """Return how many requests came to an address."""
        log = self.control.requests()
        return sum(end in each["path"] and method in {None, each["method"]} for each in log)

    def texts(self) -> list[tuple[str, str]]:
        """Return what LivePerson holds at last."""
        return [(each["text"], each["state"]) for each in self.control.objects("71234567", "status-reasons")]

    @staticmethod
    def _error_of(work: Callable[[], object]) -> str:
        try:
            work()
        except LivePersonError as error:
            return str(error)
        return ""


@EACH_ASK
@EACH_LOST_ANSWER
@pytest.mark.parametrize("times", [1, 3])
def test_what_only_asks_is_asked_again(simulator: Simulator, ask: str, fault: str, times: int) -> None:
    run = Run(simulator)

    error = run.ask(ask, (SERVER_ERRORS | DROPS)[fault], times)

    assert error == ""
    assert run.clock.pauses == ([0.5, 5, 10] if fault in DROPS else [5, 10, 15])[:times]
    assert run.count(ASKS[ask][1]) >= times + 1


@pytest.mark.needs_default("empty_list")
@EACH_WRITE
@EACH_LOST_ANSWER
@pytest.mark.parametrize("times", [1, 3])
def test_a_write_is_sent_again_only_where_the_next_look_shows_that_it_was_not_made(
    simulator: Simulator, method: str, fault: str, times: int
) -> None:
    run = Run(simulator)
    was_made = fault.endswith("after")

    error = run.write(method, (SERVER_ERRORS | DROPS)[fault], times)

    sent = 1 if was_made else times + 1
    assert error == ""
    assert run.count("/status-reasons", method) == sent
    assert run.clock.pauses == ([0.5, 5, 10] if fault in DROPS else [5, 10, 15])[: 1 if was_made else times]
    assert run.count("/status-reasons", "GET") == 1 + len(run.clock.pauses)
    assert run.texts() == {
        "POST": [("old", "Away"), ("new", "Away")],
        "PUT": [("old", "Online")],
        "DELETE": [],
    }.get(method)


@EACH_ASK
@EACH_THROTTLE
def test_what_only_asks_waits_as_long_as_it_is_told(simulator: Simulator, ask: str, throttle: str) -> None:
    run = Run(simulator)
    fault, pause = THROTTLES[throttle]
    signs_in = ask not in {"GET", "discovery"}

    error = run.ask(ask, {"kind": "throttle", **fault}, 1)

    assert error == ""
    assert run.clock.pauses[0] == max(pause, 5 if signs_in else 1)
    assert run.count(ASKS[ask][1]) == 2


@EACH_WRITE
@EACH_THROTTLE
def test_a_throttled_write_is_sent_again_without_another_look(
    simulator: Simulator, method: str, throttle: str
) -> None:
    run = Run(simulator)
    fault, pause = THROTTLES[throttle]

    error = run.write(method, {"kind": "throttle", **fault}, 1)

    assert error == ""
    assert run.clock.pauses == [pause]
    assert (run.count("/status-reasons", method), run.count("/status-reasons", "GET")) == (2, 1)


@EACH_ASK
@pytest.mark.parametrize("status", FINAL)
def test_a_refusal_is_final_for_what_only_asks(simulator: Simulator, ask: str, status: int) -> None:
    run = Run(simulator)

    error = run.ask(ask, {"kind": "status_before", "status": status}, ALWAYS)

    alone = ask == "discovery" and status in {400, 404, 405, 410, 415, 418, 422}
    assert error != ""
    assert run.clock.pauses == []
    assert run.count(ASKS[ask][1]) == (2 if alone else 1)


@EACH_WRITE
@pytest.mark.parametrize("status", [*(each for each in FINAL if each not in {404, 410}), 304])
def test_a_refusal_is_final_for_a_write(simulator: Simulator, method: str, status: int) -> None:
    run = Run(simulator)

    error = run.write(method, {"kind": "status_before", "status": status}, ALWAYS)

    assert str(status) in error
    assert run.clock.pauses == []
    assert run.count("/status-reasons", method) == 1
    assert run.texts() == [("old", "Away")]


@EACH_WRITE
def test_an_address_that_is_not_there_is_final_for_a_write(simulator: Simulator, method: str) -> None:
    run = Run(simulator)

    run.write(method, {"kind": "status_before", "status": 404}, ALWAYS)

    assert run.count("/status-reasons", method) == 1


@pytest.mark.parametrize(("number", "kind"), [(5, "429"), (4, "drop_before")], ids=str)
def test_a_server_error_has_its_three_tries_whatever_went_wrong_before(
    simulator: Simulator, number: int, kind: str
) -> None:
    run = Run(simulator)
    before: Fault = {"kind": "throttle"} if kind == "429" else {"kind": kind}
    run.control.add_fault(**before, path="/status-reasons", times=number)

    error = run.ask("GET", {"kind": "status_before", "status": 503}, 3)

    assert error == ""
    assert run.clock.pauses[-3:] == [5, 10, 15]
