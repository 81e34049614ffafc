"""A token or a session that has to be renewed at a bad moment: in an outage, in a crowd, or broken off."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import SignIn
from pulumi_liveperson.client.errors import LivePersonError, ServerError
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from tests.contract.line import Line
from tests.contract.process import FakeClock, Process, account, reason
from tests.contract.threads import THREADS, all_at_once, each_at_once, eventually
from tests.contract.ways import SIGN_IN_PATHS, USER, WITH_A_SESSION, WITH_A_TOKEN, sign_ins

ALWAYS = 100  # times that a fault waits for
START = 5_000.0


class Interrupted(BaseException):
    """Something that is no error of LivePerson's, such as Ctrl-C."""


def occasions(
    simulator: Simulator, sign_in: SignIn, clock: FakeClock | None = None, line: Line | None = None
) -> Process:
    """Return a process that has signed in."""
    process = Process(account(simulator, sign_in, clock=clock, line=line), SPECIAL_OCCASION)
    process.collection.objects()
    return process


@WITH_A_TOKEN
def test_who_renews_and_fails_leaves_the_next_one_his_turn(simulator: Simulator, sign_in: SignIn) -> None:
    clock = FakeClock()
    process = occasions(simulator, sign_in, clock)
    simulator.control.add_fault("status_before", path="/configuration/", status=401)
    for path in SIGN_IN_PATHS:
        simulator.control.add_fault("status_before", path=path, status=503, times=5)
    with pytest.raises(ServerError, match="503"):
        process.collection.objects()

    listed, _ = process.collection.objects()

    assert listed == []


def break_off(process: Process, *methods: str) -> None:
    """Create an object, and break that off at the first request of these methods."""

    def broken(request: Request) -> None:
        if request.method in methods:
            raise Interrupted

    process.line.before.append(broken)
    with pytest.raises(Interrupted):
        process.create("one")
    process.line.before.clear()


@pytest.mark.needs_default("list_select", "first_revision", "revision_scope")
@WITH_A_TOKEN
def test_a_sign_in_that_is_broken_off_leaves_nothing_locked(simulator: Simulator, sign_in: SignIn) -> None:
    process = Process(account(simulator, sign_in), SPECIAL_OCCASION)

    break_off(process, "GET", "POST")

    results = all_at_once(process.collection.objects)

    assert results == [([], "1")] * THREADS


@WITH_A_TOKEN
def test_a_write_that_is_broken_off_leaves_others_their_turn(simulator: Simulator, sign_in: SignIn) -> None:
    process = occasions(simulator, sign_in)

    break_off(process, "POST")

    process.create("two")

    assert [each["name"] for each in simulator.control.objects("71234567", "specialoccasion")] == ["two"]


@WITH_A_SESSION
def test_two_collections_that_lose_a_session_together_open_one(simulator: Simulator, sign_in: SignIn) -> None:
    process = occasions(simulator, sign_in)
    others = process.account.writer(STATUS_REASON)
    simulator.control.reset()  # forgets all sessions
    simulator.control.set_knobs(latency_ms=20)

    results = each_at_once([lambda: process.create("one"), lambda: others.create(reason("one"))])

    assert [each for each in results if isinstance(each, LivePersonError)] == []
    assert len(sign_ins(simulator)) == 1


class Counting(Line):
    """Counts how many sign-ins are under way."""

    now, most = 0, 0

    def handle_request(self, request: Request) -> Answer:
        self.now += request.signs_in
        self.most = max(self.most, self.now)
        try:
            return super().handle_request(request)
        finally:
            self.now -= request.signs_in


def test_never_are_two_sign_ins_under_way_at_once(simulator: Simulator, clock: FakeClock) -> None:
    """Whatever asks for a token: a first use, a refusal, its age, and the refresh of a session."""
    line = Counting()
    process = occasions(simulator, USER, clock, line)
    simulator.control.set_knobs(latency_ms=10)
    simulator.control.add_fault("status_before", path="/configuration/", status=401, times=2 * THREADS)
    clock.time += 240

    with ThreadPoolExecutor(THREADS) as pool:
        work = [pool.submit(process.collection.objects) for _ in range(4 * THREADS)]
        eventually(lambda: all(each.done() for each in work))

    assert line.most == 1
