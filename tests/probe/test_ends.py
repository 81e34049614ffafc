"""Whenever a probe ends, the account is as before, at the latest after the next cleaning."""

import random

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.cli.probe.plan import Plan
from pulumi_liveperson.client.errors import UnreachableError
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.probe.cleaning import sweep
from pulumi_liveperson.probe.experiments import EXPERIMENTS
from pulumi_liveperson.probe.probing import probe
from pulumi_liveperson.probe.safety import look
from pulumi_liveperson.probe.session import Session
from tests.contract.line import Line
from tests.contract.process import account
from tests.probe.probes import content_of

LAST = Plan().total(EXPERIMENTS) - 5
CHANCE = random.Random(19)  # noqa: S311 - examples
MOMENTS = [CHANCE.randrange(10, LAST) for _ in range(40)]
SOME_MOMENTS = [*MOMENTS[:4], *(pytest.param(each, marks=pytest.mark.slow) for each in MOMENTS[4:])]


class KilledError(BaseException):
    """The process ends, and nothing is cleaned up."""


def ending(number: int, error: type[BaseException], *, times: int = 1) -> Line:
    """Return a line on which some requests, from a number on, fail."""
    line = Line()

    def fail(_request: Request) -> None:
        if number <= len(line.sent) < number + times:
            raise error("the line is dead")

    line.before.append(fail)
    return line


@pytest.mark.parametrize("number", SOME_MOMENTS)
def test_after_an_interrupt_the_account_is_as_before(simulator: Simulator, number: int) -> None:
    before = content_of(simulator)
    session = Session(account(simulator, line=ending(number, KeyboardInterrupt)))

    result = probe(session, look(session), EXPERIMENTS, lambda _experiment, _found: None)

    assert sweep(session) == []
    assert content_of(simulator) == before
    assert result.missing == ("The probe ended early, because it was interrupted.",)


@pytest.mark.parametrize("number", SOME_MOMENTS)
def test_after_a_kill_another_process_cleans_up(simulator: Simulator, number: int) -> None:
    before = content_of(simulator)
    session = Session(account(simulator, line=ending(number, KilledError, times=1000)))

    with pytest.raises(KilledError):
        probe(session, look(session), EXPERIMENTS, lambda _experiment, _found: None)

    assert sweep(Session(account(simulator))) == []
    assert content_of(simulator) == before


@pytest.mark.parametrize("number", SOME_MOMENTS)
def test_lost_requests_leave_nothing_and_a_complete_result(simulator: Simulator, number: int) -> None:
    before = content_of(simulator)
    session = Session(account(simulator, line=ending(number, UnreachableError)))

    result = probe(session, look(session), EXPERIMENTS, lambda _experiment, _found: None)

    assert sweep(session) == []
    assert content_of(simulator) == before
    assert result.missing == ()
