"""The log of requests: one record for each, with what happened to it."""

import re
from collections.abc import Callable
from contextlib import nullcontext

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import LivePersonError
from tests.contract.log_file import LogFile, Record
from tests.contract.process import Process, occasions
from tests.contract.ways import CLIENT, USER

Log = Callable[..., LogFile]


def write_all(process: Process) -> None:
    """Create, update and delete an object."""
    made = process.create("one")
    process.update(made.id, "one")
    process.delete(made.id, "one", 1)


@pytest.mark.parametrize("level", ["debug", "trace"])
def test_each_request_has_one_record(simulator: Simulator, log: Log, level: str) -> None:
    file = log(level)
    process = occasions(simulator, USER)

    write_all(process)
    process.account.close()

    arrived = [(each["method"], each["path"], each["status"]) for each in simulator.control.requests()]
    assert [(each["method"], each["path"], each["status"]) for each in file.records] == arrived
    assert len(file.lines) == len(arrived) >= 8


@pytest.mark.needs_default("list_select")
def test_a_record_has_the_revisions_that_went_in_and_came_out(simulator: Simulator, log: Log) -> None:
    file = log()

    write_all(occasions(simulator, CLIENT))

    known = [
        (each["if_match"], each["ac_revision"]) for each in file.records if "/ac-common/" in each["path"]
    ]
    arrived = [
        (each["if_match"], str(each["revision_out"]))
        for each in simulator.control.requests()
        if "/ac-common/" in each["path"]
    ]
    assert known == arrived
    assert all(each["ac_revision"] is None for each in file.of("POST", "/app/token"))


@pytest.mark.needs_default("list_select")
def test_a_record_tells_how_long_a_request_took_and_when_it_was(simulator: Simulator, log: Log) -> None:
    file = log()
    simulator.control.add_fault("delay", path="/specialoccasion", seconds=0.12)

    occasions(simulator, CLIENT).collection.objects()

    (record,) = file.of("GET", "/specialoccasion")
    assert 120 <= record["milliseconds"] < 5000
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", record["time"])
    assert record["level"] == "DEBUG"


@pytest.mark.needs_default("list_select")
@pytest.mark.parametrize("fault", [{"kind": "status_before", "status": 503}, {"kind": "throttle"}])
def test_a_record_tells_which_attempt_it_was(simulator: Simulator, log: Log, fault: Record) -> None:
    file = log()
    for path, times in {"/baseURI.json": 1, "/app/token": 2, "/specialoccasion": 3}.items():
        simulator.control.add_fault(**fault, path=path, times=times)

    occasions(simulator, CLIENT).collection.objects()

    assert [each["attempt"] for each in file.of("GET", "/baseURI.json")] == [1, 2]
    assert [each["attempt"] for each in file.of("POST", "/app/token")] == [1, 2, 3]
    assert [each["attempt"] for each in file.of("GET", "/specialoccasion")] == [1, 2, 3, 4]


@pytest.mark.parametrize("kind", ["status_before", "drop_before", "throttle"])
def test_a_write_counts_its_attempts_over_looks_between(simulator: Simulator, log: Log, kind: str) -> None:
    file = log()
    simulator.control.add_fault(kind, method="POST", path="/specialoccasion", times=2)

    occasions(simulator, CLIENT).create("one")

    assert [each["attempt"] for each in file.of("POST", "/specialoccasion")] == [1, 2, 3]
    assert {each["attempt"] for each in file.of("GET", "/specialoccasion")} == {1}


def test_a_sign_in_for_a_repeated_write_is_its_own_first_attempt(simulator: Simulator, log: Log) -> None:
    file = log()
    simulator.control.add_fault("status_before", method="POST", path="/specialoccasion", status=503)
    simulator.control.add_fault("status_before", method="POST", path="/specialoccasion", status=401)

    occasions(simulator, CLIENT).create("one")

    assert [each["attempt"] for each in file.of("POST", "/app/token")] == [1, 1]


@pytest.mark.needs_default("list_select")
def test_a_request_without_an_answer_has_a_record_that_says_why(simulator: Simulator, log: Log) -> None:
    file = log()
    simulator.control.add_fault("drop_before", path="/specialoccasion")

    occasions(simulator, CLIENT).collection.objects()

    lost, answered = file.of("GET", "/specialoccasion")
    assert "got no answer" in lost["error"]
    assert lost["attempt"] == 1
    assert "status" not in lost
    assert (answered["attempt"], answered["status"]) == (2, 200)


@pytest.mark.parametrize("header", ["X-Request-ID", "x-request-id", "X-LP-Request-ID"])
@pytest.mark.parametrize("status", [None, 403, 503])
def test_a_record_names_the_request_where_the_answer_does(
    simulator: Simulator, log: Log, header: str, status: int | None
) -> None:
    file = log()
    kind = "delay" if status is None else "status_before"
    simulator.control.add_fault(
        kind, path="/specialoccasion", seconds=0, status=status, headers={header: "req-5c1a"}
    )

    with nullcontext() if status != 403 else pytest.raises(LivePersonError, match=r"\(request req-5c1a\)"):
        occasions(simulator, CLIENT).collection.objects()

    assert file.of("GET", "/specialoccasion")[0]["request_id"] == "req-5c1a"
    assert {each["request_id"] for each in file.of("POST", "/app/token")} == {None}
