"""What `liveperson probe` does with experiments of any outcome, without a process of its own."""

import argparse
import json
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.cli.probe.interrupts import InterruptibleClock, Interrupts
from pulumi_liveperson.cli.probe.opening import requests_per_second
from pulumi_liveperson.cli.probe.result_files import ResultFiles
from pulumi_liveperson.cli.probe.running import probe_account
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session
from pulumi_liveperson.settings import Settings, read_settings
from tests.contract.process import ACCOUNT
from tests.probe.probes import content_of

QUESTION = Question(
    "sky", "Which colour has the sky?", "Sky", "It is blue.", frozenset({"blue"}), "Go inside."
)
FIRST = "https://api.liveperson.net"

Conduct = Callable[[Session], Iterator[Observation]]


def settings_of(url: str, **more: str) -> Settings:
    values = {"accountId": ACCOUNT, "domainApiUrl": url, "bearerToken": "simulator-bearer", **more}
    return read_settings(lambda key: values.get(key.removeprefix("liveperson:")), {})


def probed(simulator: Simulator, folder: Path, *conducts: Conduct) -> int:
    """Probe the account with experiments of a test, and return the exit code."""
    options = argparse.Namespace(output=None, replace=False, any_account=False, only=[], yes=True)
    files = ResultFiles.of(str(folder / "result.json"), replace=False)
    experiments = [Experiment(f"look {number}", (QUESTION,), each) for number, each in enumerate(conducts)]
    return probe_account(settings_of(simulator.url), "sandbox", experiments, options, files)


def sees(colour: str) -> Conduct:
    def conduct(session: Session) -> Iterator[Observation]:
        session.create(STATUS_REASON)
        yield QUESTION.seen(colour, f"It was {colour}.")

    return conduct


def fails(_session: Session) -> Iterator[Observation]:
    _session.create(STATUS_REASON)
    raise RuntimeError("a mistake of an experiment")
    yield


def test_what_is_assumed_is_a_success(simulator: Simulator, tmp_path: Path) -> None:
    assert probed(simulator, tmp_path, sees("blue")) == 0


def test_a_contradiction_has_an_exit_code_of_its_own_and_comes_first(
    simulator: Simulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert probed(simulator, tmp_path, sees("blue"), sees("grey")) == 3

    _, _, said = capsys.readouterr().out.partition("look 1\n")
    assert said.startswith(
        "1 question has an answer that contradicts what the provider assumes:\n"
        "  sky: It was grey. Go inside.\n2 answers"
    )
    assert json.loads((tmp_path / "result.json").read_text())["contradictions"] == ["sky"]


def test_the_objects_of_a_faulty_experiment_are_deleted(simulator: Simulator, tmp_path: Path) -> None:
    before = content_of(simulator)

    with pytest.raises(RuntimeError, match="a mistake"):
        probed(simulator, tmp_path, fails)

    assert content_of(simulator) == before


def test_an_interrupt_during_an_experiment_skips_the_others(simulator: Simulator, tmp_path: Path) -> None:
    before = content_of(simulator)

    def interrupted(session: Session) -> Iterator[Observation]:
        session.create(STATUS_REASON)
        signal.raise_signal(signal.SIGTERM)
        session.create(STATUS_REASON)
        yield QUESTION.seen("blue", "It was blue.")

    handler = signal.getsignal(signal.SIGTERM)
    assert probed(simulator, tmp_path, sees("blue"), interrupted, sees("blue")) == 143

    assert content_of(simulator) == before
    assert signal.getsignal(signal.SIGTERM) is handler
    observed = [each["observed"] for each in json.loads((tmp_path / "result.json").read_text())["questions"]]
    assert observed == ["blue", None, None]


@pytest.mark.parametrize("makes_an_object", [True, False])
def test_a_signal_at_the_end_of_an_experiment_stops_no_deletes(
    simulator: Simulator, tmp_path: Path, *, makes_an_object: bool
) -> None:
    before = content_of(simulator)

    def interrupted(session: Session) -> Iterator[Observation]:
        if makes_an_object:
            session.create(STATUS_REASON)
        yield QUESTION.seen("blue", "It was blue.")
        signal.raise_signal(signal.SIGINT)

    assert probed(simulator, tmp_path, interrupted) == 130

    assert content_of(simulator) == before
    assert json.loads((tmp_path / "result.json").read_text())["complete"] is not makes_an_object


def test_a_pause_ends_when_a_signal_arrives() -> None:
    interrupts = Interrupts("liveperson probe --clean")
    clock = InterruptibleClock(interrupts)

    with interrupts.handled():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            clock.sleep(60)
        clock.sleep(0.01)  # cleaning up may wait

    assert interrupts.exit_code == 130


def test_a_real_account_gets_at_most_one_request_a_second() -> None:
    real = settings_of(FIRST)

    assert requests_per_second(real) == 1
    assert requests_per_second(replace(real, max_requests_per_second=0.5)) == 0.5
    assert requests_per_second(replace(real, max_requests_per_second=9)) == 1
    assert requests_per_second(replace(real, domain_api_url="http://127.0.0.1:8490")) is None
