"""The plan of a probe says which requests it sends, before it sends any."""

import json
from random import Random

import pytest

from liveperson_simulator.knobs import BY_NAME
from liveperson_simulator.server import Simulator
from pulumi_liveperson.cli.probe.plan import Plan
from pulumi_liveperson.probe.experiments import EXPERIMENTS
from tests.probe.plan import FILE, Recorder, recorded
from tests.probe.probes import result_of

SETTINGS = 40
NOT_SET = {"background_writer", "clock_time", "latency_ms", "token_lifetime", "session_lifetime"}


def test_the_plan_is_what_a_probe_of_the_simulator_sends(simulator: Simulator) -> None:
    assert recorded(simulator) == json.loads(FILE.read_text()), "run `python -m tests.probe.plan`"


def test_the_plan_has_every_experiment_once() -> None:
    titles = [each.title for each in EXPERIMENTS]

    assert len({*titles}) == len(titles)
    assert [each.title for each in Plan().parts(EXPERIMENTS)][1:-1] == titles


def test_a_probe_of_one_request_a_second_takes_minutes() -> None:
    assert Plan().total(EXPERIMENTS) <= 540  # nine minutes


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(each, marks=pytest.mark.slow) for each in range(2, SETTINGS))]
)
def test_on_other_servers_a_probe_sends_only_requests_of_the_plan(simulator: Simulator, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - not for cryptography
    knobs = {name: random.choice(knob.values) for name, knob in BY_NAME.items() if name not in NOT_SET}
    recorder = Recorder()

    simulator.control.set_knobs(**knobs)
    result_of(simulator, line=recorder)

    planned = {each for part in Plan().parts(EXPERIMENTS) for each in part.requests}
    sent = {each for part in recorder.parts.values() for each in part}
    look_ups = {each for each in sent if each[1].endswith("/baseURI.json")}
    assert sent - planned - look_ups == set()
