"""A complete probe of accounts whose knobs all have random values: what it says is true, or it says why not.

The same with another person who writes, with faults, and after a kill; the account is as it was.
"""

from collections.abc import Iterator
from random import Random

import pytest

from liveperson_simulator.knobs import BY_NAME, TABLE
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.probe.cleaning import sweep
from pulumi_liveperson.probe.experiments import EXPERIMENTS
from pulumi_liveperson.probe.experiments.zones import OTHER_NAMES, SAMPLE
from pulumi_liveperson.probe.probing import probe
from pulumi_liveperson.probe.result import Result
from pulumi_liveperson.probe.safety import look
from pulumi_liveperson.probe.session import Session
from pulumi_liveperson.probe.unasked import UNASKED
from tests.probe.draws import PASSING_FAULTS, begin
from tests.probe.probes import content_of, result_of, session_of

NOT_DRAWN = {*dict(UNASKED), "rate_limit"}
NOON = 1_795_780_800  # 27 November 2026, 12:00 UTC
YEAR = 366 * 86_400
OTHER_VALUES = {
    "zone_policy": ["Europe/Lisbon,Europe/Paris,Pacific/Kiritimati,Pacific/Pago_Pago"],
    "read_replica_lag": ["2rev", "600000ms"],
    "manual_state": [str(NOON + 2 * YEAR)],
}
SEEDS = pytest.mark.parametrize(
    "seed", [*range(2), *(pytest.param(each, marks=pytest.mark.slow) for each in range(2, 40))]
)
LEAST_SEEN = 0.7
"""The share of knobs that a probe determines at least, whatever their values are."""


def drawn(random: Random, **fixed: str) -> dict[str, str]:
    """Return a value for each knob that a probe can see, and a moment of some year."""
    values = {
        knob.name: random.choice([*knob.values, *OTHER_VALUES.get(knob.name, [])])
        for knob in TABLE
        if knob.name not in NOT_DRAWN
    }
    return {**values, "clock_time": str(NOON + random.randrange(YEAR)), **fixed}


def wrong(result: Result, knobs: dict[str, str]) -> Iterator[str]:
    """Yield the knobs of which the result says something wrong, or nothing without a reason."""
    for name, value in knobs.items():
        if name in NOT_DRAWN:
            continue
        if name in result.knobs:
            if result.knobs[name] not in _equal(name, value):
                yield f"{name} is {value}, and the probe says {result.knobs[name]}"
        elif not result.undetermined.get(name, "").endswith("."):
            yield f"{name} is {value}, and the probe says nothing"


def _equal(name: str, value: str) -> set[str]:
    """Return the values that no account can distinguish from a value."""
    if name == "zone_policy" and "," in value:
        return {",".join(each for each in (*SAMPLE, *OTHER_NAMES) if each in value.split(","))}
    if name == "manual_state" and value.isdigit():
        return {value, "offline"}  # so far ahead that it is not shown
    return {value}


def test_every_knob_is_asked_or_its_reason_is_given() -> None:
    asked = {each.name for one in EXPERIMENTS for each in one.questions if each.has_knob}

    assert asked | {*dict(UNASKED)} == {*BY_NAME}
    assert asked & {*dict(UNASKED)} == set()


@SEEDS
def test_what_a_probe_says_of_any_account_is_true(simulator: Simulator, seed: int) -> None:
    knobs = drawn(begin(seed))
    simulator.control.set_knobs(**knobs)
    before = content_of(simulator)

    result = result_of(simulator)

    assert list(wrong(result, knobs)) == []
    assert content_of(simulator) == before
    assert len(result.knobs) >= LEAST_SEEN * len(knobs)
    assert not result.missing or knobs["skill_hours_permission"] == "refuse403"


@SEEDS
def test_another_person_who_writes_makes_nothing_untrue(simulator: Simulator, seed: int) -> None:
    random = begin(seed)
    knobs = drawn(random, background_writer=str(random.choice([5, 20, 50])))
    simulator.control.set_knobs(**knobs)
    before = content_of(simulator)

    result = result_of(simulator)

    assert list(wrong(result, knobs)) == []
    assert content_of(simulator) == before


@SEEDS
def test_faults_make_nothing_untrue(simulator: Simulator, seed: int) -> None:
    random = begin(seed)
    knobs = drawn(random)
    simulator.control.set_knobs(**knobs)
    before = content_of(simulator)

    def spoil(_request: Request) -> None:
        if random.random() < 0.02:
            simulator.control.add_fault(**random.choice(PASSING_FAULTS))

    session = session_of(simulator, spoil)
    result = probe(session, look(session), EXPERIMENTS, lambda _experiment, _found: None)
    simulator.control.clear_faults()

    assert sweep(session) == []
    assert list(wrong(result, knobs)) == []
    assert content_of(simulator) == before


class Killed(BaseException):
    """Ends a probe at once, like a kill: nothing cleans up."""


@SEEDS
def test_after_a_kill_the_next_probe_leaves_the_account_as_it_was(simulator: Simulator, seed: int) -> None:
    random = begin(seed)
    simulator.control.set_knobs(**drawn(random))
    before = content_of(simulator)
    left = random.randrange(400)

    def kill(_request: Request) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed

    killed = session_of(simulator, kill)
    with pytest.raises(Killed):
        probe(killed, look(killed), EXPERIMENTS, lambda _experiment, _found: None)

    assert sweep(_next_process(simulator)) == []
    assert content_of(simulator) == before


def _next_process(simulator: Simulator) -> Session:
    session = session_of(simulator)
    look(session)
    return session
