"""A contributed result of `liveperson probe` contains nothing that identifies an account or a person."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liveperson_simulator.profile import observed_knobs
from liveperson_simulator.server import Simulator
from tests.docs.profiles import contributed, refusal
from tests.probe.probes import result_of

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    """A result, as the probe writes it."""
    with Simulator() as simulator:
        written: str = json.dumps(result_of(simulator).as_json())
    found: dict[str, Any] = json.loads(written)
    return found


def refused(folder: Path, content: dict[str, Any], change: Change) -> str:
    """Return why a result is refused after a change."""
    copy = json.loads(json.dumps(content))
    change(copy)
    path = folder / "an-account.json"
    path.write_text(json.dumps(copy))
    return refusal(path)


def exchange(content: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = content["questions"][0]["evidence"][0]
    return found


def test_the_contributed_results_can_be_published_and_used() -> None:
    assert [said for path in contributed() if (said := refusal(path))] == []
    assert all(observed_knobs(path) is not None for path in contributed())


def test_what_the_probe_writes_can_be_published(tmp_path: Path, content: dict[str, Any]) -> None:
    assert refused(tmp_path, content, lambda _: None) == ""


@pytest.mark.parametrize(
    ("change", "place", "what"),
    [
        (lambda it: exchange(it).update(path="/api/account/71234567/x"), "evidence[0].path", "may be an id"),
        (lambda it: exchange(it)["headers"].update(Location="va.example.com"), "headers.Location", "a host"),
        (lambda it: exchange(it).update(received={"id": 4410021310}), "received.id", "may be an id"),
        (lambda it: exchange(it).update(received=[{"4410021310": 1}]), "received[0]", "may be an id"),
        (lambda it: exchange(it).update(received="from 192.168.1.17"), "evidence[0].received", "of a host"),
        (lambda it: exchange(it).update(sent={"name": "Bearer ab12cd34"}), "sent.name", "a credential"),
        (
            lambda it: it["questions"][0].update(says="By mina@acme."),
            "questions[0].says",
            "an e-mail address",
        ),
        (lambda it: it["missing"].append("lo.liveperson.net ended."), "missing[0]", "the name of a host"),
        (lambda it: it["undetermined"].update(bulk="Ask mina@acme."), "undetermined.bulk", "an e-mail"),
    ],
)
def test_what_is_not_masked_is_refused_in_one_line_that_does_not_repeat_it(
    tmp_path: Path, content: dict[str, Any], change: Change, place: str, what: str
) -> None:
    said = refused(tmp_path, content, change)

    assert said.startswith("an-account.json: ")
    assert place in said
    assert what in said
    assert not any(each in said for each in ("71234567", "4410021310", "mina", "192", "ab12", "liveperson"))
    assert "\n" not in said


def test_what_no_probe_writes_is_refused(tmp_path: Path, content: dict[str, Any]) -> None:
    added = refused(tmp_path, content, lambda it: it.update(account="ours"))
    other = refused(tmp_path, content, lambda it: it.update(format="liveperson-probe/2"))
    table = refused(tmp_path, content, lambda it: it["questions"][0].update(observed="409 | 412"))
    (tmp_path / "text.json").write_text("# The account 71234567")

    assert added == "an-account.json has something that no probe writes: account."
    assert other == "an-account.json does not have the format liveperson-probe/1."
    assert table.startswith("an-account.json: each of its questions needs a name, and an observed value")
    assert refusal(tmp_path / "text.json") == "text.json is not JSON."
