"""A session is ended with the work, whatever the work came to, and a process never hangs on that."""

import time
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import SignIn
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.http.clock import Clock
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.line import get
from tests.contract.process import FakeClock, Process, account
from tests.contract.threads import all_at_once
from tests.contract.ways import CLIENT, USER, WAYS, WITH_A_SESSION, requests_to, sign_ins

CLOSED_SOON = 5.0  # real seconds, after which the engine ends a provider process
ALWAYS = 100  # times that a fault waits for
LOGOUT = "/logout"


def occasions(simulator: Simulator, sign_in: SignIn = USER, clock: Clock | None = None) -> Process:
    """Return a process that has signed in."""
    process = Process(account(simulator, sign_in, clock=clock), SPECIAL_OCCASION)
    process.collection.objects()
    return process


def closed_after(process: Process) -> float:
    """Close the account, and return how many real seconds that took."""
    begin = time.monotonic()
    process.account.close()
    return time.monotonic() - begin


@WITH_A_SESSION
def test_a_session_is_ended_by_close(simulator: Simulator, sign_in: SignIn) -> None:
    process = occasions(simulator, sign_in)
    bearer = process.account.token()

    process.account.close()

    (logout,) = requests_to(simulator, LOGOUT)
    assert (logout["method"], logout["query"], logout["status"]) == ("POST", "v=1.3", 200)
    with pytest.raises(LivePersonError, match="401"):
        get(f"{simulator.url}/api/account/71234567/configuration/le-agents/status-reasons", auth=bearer.auth)


def test_a_session_is_ended_once(simulator: Simulator) -> None:
    process = occasions(simulator)

    process.account.close()
    process.account.close()
    all_at_once(process.account.close)

    assert len(requests_to(simulator, LOGOUT)) == 1


@pytest.mark.parametrize("sign_in", WAYS.values(), ids=WAYS)
def test_nothing_is_sent_where_nothing_was_done(simulator: Simulator, sign_in: SignIn) -> None:
    account(simulator, sign_in).close()

    assert simulator.control.requests() == []


def test_a_session_is_ended_after_a_failure(simulator: Simulator) -> None:
    process = occasions(simulator)
    simulator.control.add_fault("status_before", path="/configuration/", status=403)
    with pytest.raises(LivePersonError):
        process.create("one")

    process.account.close()

    assert [each["status"] for each in requests_to(simulator, LOGOUT)] == [200]


def test_a_sign_in_that_failed_leaves_nothing_to_end(simulator: Simulator) -> None:
    simulator.control.add_fault("status_before", path="/login", status=401)
    connection = account(simulator, USER)
    with pytest.raises(LivePersonError):
        connection.token()

    connection.close()

    assert requests_to(simulator, LOGOUT) == []


def test_the_newest_of_several_sessions_is_ended(simulator: Simulator) -> None:
    process = occasions(simulator)
    simulator.control.reset()  # forgets all sessions
    process.collection.objects()

    process.account.close()

    assert [each["status"] for each in requests_to(simulator, LOGOUT)] == [200]


def test_work_after_a_close_signs_in_again(simulator: Simulator) -> None:
    process = occasions(simulator)
    process.account.close()

    listed, _ = process.collection.objects()

    assert listed == []
    assert len(sign_ins(simulator)) == 2


FAULTS: list[dict[str, Any]] = [
    {"kind": "status_before", "status": 401},
    {"kind": "status_before", "status": 451},
    {"kind": "status_before", "status": 500},
    {"kind": "throttle"},
    {"kind": "throttle", "retry_after": 1000},
    {"kind": "drop_before"},
    {"kind": "drop_after"},
    {"kind": "body", "body": "<html>"},
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: " ".join(str(each) for each in fault.values()))
def test_a_session_that_cannot_be_ended_is_no_error_and_takes_not_long(
    simulator: Simulator, fault: dict[str, Any], clock: FakeClock
) -> None:
    process = occasions(simulator, clock=clock)
    simulator.control.add_fault(**fault, path=LOGOUT, times=ALWAYS)
    begin = clock.time

    process.account.close()

    assert clock.time - begin <= 2


def test_a_server_that_is_gone_is_no_error_and_takes_not_long() -> None:
    with Simulator() as gone:
        process = occasions(gone, clock=Clock())

    assert closed_after(process) < CLOSED_SOON


def test_a_server_that_does_not_answer_takes_not_long() -> None:
    with Simulator() as slow:
        process = occasions(slow, clock=Clock())
        slow.control.add_fault("delay", path=LOGOUT, seconds=7)

        assert closed_after(process) < CLOSED_SOON


def test_a_throttled_process_ends_soon(simulator: Simulator, clock: FakeClock) -> None:
    process = occasions(simulator, clock=clock)
    process.account.retries._pace.hold(120)
    begin = clock.time

    process.account.close()

    assert clock.time - begin <= 2


def test_a_client_has_no_session_to_end(simulator: Simulator) -> None:
    occasions(simulator, CLIENT).account.close()

    assert requests_to(simulator, LOGOUT) == []
