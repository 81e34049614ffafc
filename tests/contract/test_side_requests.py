"""What is sent on the way to something else keeps to the same rules, and costs an operation little.

A host that is looked up again, a session that is refreshed, a token that is renewed before its time.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import SignIn
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import FakeClock, Process, account
from tests.contract.ways import CLIENT, STATIC, WITH_A_SESSION

ALWAYS = 1000  # times that a fault waits for
LITTLE = 60.0  # seconds of an operation's five minutes
Fault = dict[str, Any]
OUTAGES: list[Fault] = [{"kind": "status_before", "status": 503}, {"kind": "drop_before"}]
EACH_OUTAGE = pytest.mark.parametrize("outage", OUTAGES, ids=lambda fault: str(fault["kind"]))


class Day:
    """A process that has worked already, and when it sends what from then on."""

    def __init__(self, simulator: Simulator, sign_in: SignIn = STATIC, **behaviour: Any) -> None:
        self.control = simulator.control
        self.clock = FakeClock()
        self.process = Process(account(simulator, sign_in, clock=self.clock, **behaviour), SPECIAL_OCCASION)
        self.process.collection.objects()
        self.sent: list[tuple[float, str]] = []
        self.process.line.before.append(lambda request: self.sent.append((self.clock.time, request.url)))

    def fault(self, path: str, fault: Fault, times: int = ALWAYS) -> None:
        """Let requests to an address go wrong."""
        self.control.add_fault(path=path, times=times, **fault)

    def seconds(self, work: Callable[[], object]) -> float:
        """Do something, and return how long it took."""
        begin = self.clock.time
        work()
        return self.clock.time - begin

    def write_all(self) -> None:
        """Create, update and delete an object."""
        made = self.process.create("one")
        self.process.update(made.id, "one")
        self.process.delete(made.id, "one", 1)


@EACH_OUTAGE
def test_a_token_that_is_still_good_lets_work_go_on_while_it_cannot_be_renewed(
    simulator: Simulator, outage: Fault
) -> None:
    day = Day(simulator, CLIENT)
    day.clock.time += 2880  # of the hour that it is good for
    day.fault("/app/token", outage)

    assert day.seconds(day.write_all) <= LITTLE


@WITH_A_SESSION
@EACH_OUTAGE
def test_a_session_that_is_still_good_lets_work_go_on_while_the_login_service_is_down(
    simulator: Simulator, sign_in: SignIn, outage: Fault
) -> None:
    day = Day(simulator, sign_in)
    day.clock.time += 240
    for path in ("/refresh", "/login"):
        day.fault(path, outage)

    assert day.seconds(day.write_all) <= LITTLE


def test_a_renewal_that_failed_is_tried_again_before_the_token_is_no_good(simulator: Simulator) -> None:
    day = Day(simulator, CLIENT)
    first = day.process.account.token()
    day.clock.time += 2880
    day.fault("/app/token", OUTAGES[0], times=20)
    day.process.collection.objects()
    day.control.clear_faults()
    day.clock.time += 400

    day.process.collection.objects()

    assert day.process.account.token() is not first


def test_a_token_is_renewed_when_its_end_comes_although_that_failed_before(simulator: Simulator) -> None:
    simulator.control.set_knobs(token_lifetime=100)
    day = Day(simulator, CLIENT)
    first = day.process.account.token()
    day.clock.time += 80
    day.fault("/app/token", OUTAGES[0], times=1)
    day.process.collection.objects()

    day.clock.time += 21

    assert day.process.account.token() is not first


def test_a_look_up_that_is_throttled_holds_everything_back(simulator: Simulator) -> None:
    day = Day(simulator)
    day.fault("/specialoccasion", {"kind": "drop_before"}, times=1)
    day.fault("/baseURI.json", {"kind": "throttle", "retry_after": 30}, times=1)

    day.process.collection.objects()

    look_up = next(number for number, (_, url) in enumerate(day.sent) if url.endswith("baseURI.json"))
    assert day.sent[look_up + 1][0] - day.sent[look_up][0] >= 30


def test_a_look_up_keeps_the_pace_too(simulator: Simulator) -> None:
    day = Day(simulator, max_requests_per_second=0.1)
    day.fault("/specialoccasion", {"kind": "drop_before"}, times=2)

    day.process.collection.objects()

    moments = [moment for moment, _ in day.sent]
    assert len(moments) == 5
    assert all(later - earlier >= 10 for earlier, later in pairwise(moments))


def test_a_turn_that_comes_too_late_is_no_doubt_about_a_host(simulator: Simulator) -> None:
    day = Day(simulator)
    day.fault("/specialoccasion", {"kind": "throttle", "retry_after": 1000}, times=1)
    for _ in range(2):
        with pytest.raises(LivePersonError, match=r"\b1000 s\b"):
            day.process.collection.objects()
    day.clock.time += 1000

    day.process.collection.objects()

    assert not any(url.endswith("baseURI.json") for _, url in day.sent)


@EACH_OUTAGE
def test_a_look_up_that_fails_is_not_repeated_for_a_known_host(simulator: Simulator, outage: Fault) -> None:
    day = Day(simulator)
    day.fault("/specialoccasion", {"kind": "drop_before"}, times=3)
    day.fault("/baseURI.json", outage)

    assert day.seconds(day.process.collection.objects) == 0.5 + 5 + 10
    assert sum(url.endswith("baseURI.json") for _, url in day.sent) == 1


@pytest.mark.parametrize("status", [400, 403, 451])
def test_skills_that_may_not_be_read_do_not_keep_a_delete(simulator: Simulator, status: int) -> None:
    day = Day(simulator)
    day.fault("/skills", {"kind": "status_before", "status": status})

    assert day.seconds(day.write_all) == 0


@pytest.mark.parametrize("status", [500, 503])
def test_nothing_is_deleted_while_skills_give_no_answer(simulator: Simulator, status: int) -> None:
    day = Day(simulator)
    day.fault("/skills", {"kind": "status_before", "status": status})

    with pytest.raises(LivePersonError, match="le-users/skills"):
        day.write_all()

    assert len(simulator.control.objects("71234567", "specialoccasion")) == 1


@WITH_A_SESSION
def test_a_block_of_a_refresh_is_no_reason_to_sign_in(simulator: Simulator, sign_in: SignIn) -> None:
    day = Day(simulator, sign_in)
    day.clock.time += 240
    day.fault("/refresh", {"kind": "status_before", "status": 451})

    with pytest.raises(LivePersonError, match="has blocked this client"):
        day.process.collection.objects()

    assert not any(url.endswith("/login") for _, url in day.sent)
