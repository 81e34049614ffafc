"""A probe finds the values of the simulator's knobs, and names the reason where it cannot."""

import json
from typing import cast

import pytest

from liveperson_simulator.knobs import BY_NAME
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import BearerToken
from pulumi_liveperson.client.kinds.kind import MAX_BATCH
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe.experiments import (
    batches,
    counters,
    creates,
    deletes,
    limits,
    lists,
    names,
    preconditions,
    replica,
    revisions,
    services,
    writes,
)
from pulumi_liveperson.probe.probing import probe
from pulumi_liveperson.probe.question import Certainty
from pulumi_liveperson.probe.safety import look
from pulumi_liveperson.probe.session import Session
from pulumi_liveperson.probe.throttling import Counting
from tests.contract.line import Line
from tests.contract.process import ACCOUNT, account
from tests.probe.probes import content_of, result_of, seen

MODULES = (
    *(revisions, preconditions, counters, creates, writes, deletes),
    *(names, batches, lists, limits, replica, services),
)
ALL = tuple(each for module in MODULES for each in module.EXPERIMENTS)
ONE_KIND = tuple(each for each in ALL if each.kind in (None, SPECIAL_OCCASION))
KNOBS = sorted(
    {each.name for experiment in ALL for each in experiment.questions if each.has_knob} - {"rate_limit"}
)
LAGS = ("0ms", "1rev", "3rev")
VALUES = {name: LAGS if name == "read_replica_lag" else BY_NAME[name].values for name in KNOBS}
WITHOUT_A_KNOB = {
    "method_override": "accept",
    "larger_if_match": "stale",
    "get_if_match": "304",
    "get_minus_one": "200",
    "id_revision": "same",
    "skill_create_status": "201",
    "delete_of_deleted": "404 code 12",
    "unique_blanks": "distinct",
    "unique_composition": "distinct",
    "array_create": "array",
    "delete_several": "all",
    "batch_size": str(MAX_BATCH),
    "unknown_parameters": "accept",
    "name_length": "50",
    "description_length": "200",
    "reason_length": "100",
    "skill_name_length": "at least 255",
    "skill_description_length": "at least 255",
    "reason_accepted_characters": "all",
    "reason_refused_characters": "less-than, greater-than, quote, ampersand, tab",
}


def column(number: int) -> dict[str, str]:
    """Return a value of each knob: the first, the second or the third one, as far as it has so many."""
    return {name: values[min(number, len(values) - 1)] for name, values in VALUES.items()}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in KNOBS for value in VALUES[name]])
def test_each_value_is_seen(simulator: Simulator, name: str, value: str) -> None:
    simulator.control.set_knobs(**{name: value})

    result = result_of(simulator, name, experiments=ONE_KIND)

    assert seen(result, name) == value


@pytest.mark.parametrize("number", [0, 1, 2])
def test_values_are_seen_for_all_kinds_at_once(simulator: Simulator, number: int) -> None:
    before = content_of(simulator)
    simulator.control.set_knobs(**column(number))

    result = result_of(simulator, experiments=ALL)

    expected = column(number)
    if expected["revision_step"] == "random":  # then, other people's writes may be among ours
        expected["read_replica_lag"] = ""
    assert {name: result.knobs.get(name, "") for name in KNOBS} == expected
    assert content_of(simulator) == before


@pytest.mark.parametrize("number", [0, 1, 2])
def test_no_value_is_wrong_while_another_person_writes(simulator: Simulator, number: int) -> None:
    simulator.control.set_knobs(background_writer=20, **column(number))

    result = result_of(simulator, experiments=ALL)

    found = [(each.question.name, each.value) for each in result.observations if each.question.has_knob]
    wrong = {(name, value) for name, value in found if value not in (None, column(number).get(name))}
    assert wrong == set()
    assert all(result.undetermined[name] for name in KNOBS if name not in result.knobs)


def test_what_the_simulator_documents_is_seen_without_a_knob(simulator: Simulator) -> None:
    result = result_of(simulator, *WITHOUT_A_KNOB, experiments=ALL)

    assert {name: seen(result, name) for name in WITHOUT_A_KNOB} == WITHOUT_A_KNOB


def test_lists_differ_between_the_kinds(simulator: Simulator) -> None:
    result = result_of(simulator, "list_content", experiments=ALL)

    assert seen(result, "list_content", STATUS_REASON) == "complete"
    assert seen(result, "list_content", WORKDAYS) == "summary"


def test_a_documented_server_gets_few_requests(simulator: Simulator) -> None:
    result_of(simulator, experiments=ALL)

    assert len(simulator.control.requests()) < 310


@pytest.mark.parametrize("check", ["strict", "mild"])
def test_a_person_who_moves_reasons_looks_like_no_strict_server(simulator: Simulator, check: str) -> None:
    simulator.control.foreign_on(
        ACCOUNT,
        "status-reasons",
        when={"method": "PUT", "moment": "before"},
        write={"operation": "create", "body": {"text": "Lunch", "state": "Away", "enabled": True}},
    )

    result = result_of(
        simulator, "stale_check", "noop_put", stale_check=check, order_policy="prepend", noop_put="no_bump"
    )

    assert seen(result, "stale_check") == check
    assert seen(result, "noop_put") == "no_bump"


def test_a_person_who_writes_workdays_once_does_not_look_like_a_shared_revision(simulator: Simulator) -> None:
    workdays = simulator.control.foreign_create(ACCOUNT, "workinghours", {"name": "Shop", "events": []})
    simulator.control.foreign_on(
        ACCOUNT,
        "workinghours",
        when={"method": "PUT", "moment": "after"},
        write={"operation": "update", "id": workdays["id"], "changes": {"name": "Shops"}},
    )

    result = result_of(simulator, "revision_scope")

    assert seen(result, "revision_scope") == "collection"


def test_a_delay_in_time_is_no_number_of_revisions(simulator: Simulator) -> None:
    result = result_of(simulator, "read_replica_lag", read_replica_lag="60000ms")

    assert seen(result, "read_replica_lag") is None
    assert "at least" in result.undetermined["read_replica_lag"]


def test_an_account_with_objects_shows_no_empty_list(simulator: Simulator) -> None:
    simulator.control.foreign_create(ACCOUNT, "status-reasons", {"text": "Lunch", "state": "Away"})

    result = result_of(simulator, "empty_list", empty_list="404")

    assert seen(result, "empty_list", STATUS_REASON) is None
    assert seen(result, "empty_list", WORKDAYS) == "404"
    assert result.knobs["empty_list"] == "404"


def test_what_the_provider_does_not_expect_is_a_contradiction(simulator: Simulator) -> None:
    result = result_of(simulator, "reuse_deleted_name", reuse_deleted_name="refuse")

    assert {each.question.name for each in result.contradictions} == {"reuse_deleted_name"}


@pytest.mark.parametrize("shape", ["single", "list"])
def test_the_evidence_contains_neither_hosts_nor_the_account(simulator: Simulator, shape: str) -> None:
    result = result_of(simulator, "domain_shape", "read_replica_lag", domain_shape=shape)

    text = json.dumps(result.as_json())
    assert "accountConfigReadWrite" in text
    assert not [each for each in (ACCOUNT, "127.0.0.1", simulator.url.rpartition(":")[2]) if each in text]


@pytest.mark.parametrize(("times", "value"), [(0, "none"), (1, "some")])
def test_answers_429_are_counted(simulator: Simulator, times: int, value: str) -> None:
    session = Session(account(simulator, line=cast("Line", Counting(Line()))))
    content = look(session)
    for _ in range(times):
        simulator.control.add_fault("throttle")

    result = probe(session, content, services.EXPERIMENTS, lambda _experiment, _found: None)

    assert seen(result, "throttled") == value
    assert f"{times} of " in result.undetermined["rate_limit"]


def test_without_the_privilege_nothing_is_seen(simulator: Simulator) -> None:
    session = Session(account(simulator, BearerToken("unprivileged-bearer")))
    content = look(session)

    result = probe(session, content, ALL, lambda _experiment, _found: None)

    assert result.knobs == {"domain_shape": "single"}
    assert not [each for each in result.observations if not each.says]
    assert {each.certainty for each in result.observations} == {Certainty.NOT_OBSERVED, Certainty.CERTAIN}
