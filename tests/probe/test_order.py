"""What a probe finds out about the order of status reasons."""

from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.contract.process import ACCOUNT
from tests.probe.probes import result_of, seen, values_of, why


def write_reasons(simulator: Simulator, *texts: str) -> None:
    for text in texts:
        simulator.control.foreign_create(ACCOUNT, "status-reasons", {"text": text, "state": "Away"})


def reasons(simulator: Simulator) -> list[tuple[Any, Any]]:
    """Return the texts and the order of the reasons."""
    found = simulator.control.objects(ACCOUNT, "status-reasons")
    return sorted((each["text"], each.get("order")) for each in found)


@pytest.mark.parametrize(("name", "value"), values_of("order_policy", "order_counts", "order_in_create"))
def test_each_value_is_seen(simulator: Simulator, name: str, value: str) -> None:
    simulator.control.set_knobs(**{"order_policy": "append", name: value})

    assert seen(result_of(simulator, name), name) == value


@pytest.mark.parametrize("policy", ["prepend", "append", "gaps", "as_sent"])
@pytest.mark.parametrize("effect", ["honoured", "ignored"])
def test_the_reasons_of_others_keep_their_order(simulator: Simulator, policy: str, effect: str) -> None:
    simulator.control.set_knobs(order_policy=policy)
    write_reasons(simulator, "Lunch", "Training", "Meeting")
    before = reasons(simulator)

    result = result_of(simulator, "order_policy", order_in_create=effect)

    assert (seen(result, "order_policy"), seen(result, "order_in_create")) == (policy, effect)
    assert reasons(simulator) == before


@pytest.mark.parametrize("counts", ["after", "before"])
def test_the_meaning_of_an_order_is_seen_where_new_reasons_are_first(
    simulator: Simulator, counts: str
) -> None:
    write_reasons(simulator, "Lunch", "Training")

    result = result_of(simulator, "order_counts", order_policy="prepend", order_counts=counts)

    assert seen(result, "order_counts") == counts


@pytest.mark.parametrize(
    ("policy", "reason"),
    [
        ("hidden", "Answers do not show the order of status reasons."),
        ("gaps", "A reason keeps the number that was sent, so this question has no meaning."),
        ("as_sent", "A reason keeps the number that was sent, so this question has no meaning."),
    ],
)
def test_an_order_without_a_meaning_has_a_reason(simulator: Simulator, policy: str, reason: str) -> None:
    result = result_of(simulator, "order_counts", order_policy=policy, order_counts="before")

    assert (seen(result, "order_counts"), why(result, "order_counts")) == (None, reason)


@pytest.mark.parametrize("check", ["strict", "mild"])
@pytest.mark.parametrize(("moment", "method"), [("before", "PUT"), ("after", "PUT"), ("before", "POST")])
def test_a_write_of_another_person_is_recognised(
    simulator: Simulator, moment: str, method: str, check: str
) -> None:
    simulator.control.set_knobs(order_policy="prepend", order_counts="after", stale_check=check)
    write_reasons(simulator, "Lunch")
    when = {"moment": moment, "method": method, "path": "status-reasons"}
    write = {"operation": "create", "body": {"text": "New", "state": "Away", "order": 1}}
    simulator.control.foreign_on(ACCOUNT, "status-reasons", when=when, write=write)

    result = result_of(simulator, "order_policy")

    assert (seen(result, "order_policy"), seen(result, "order_counts")) == ("prepend", "after")
    assert [text for text, _ in reasons(simulator)] == ["Lunch", "New"]


def test_a_gap_that_another_person_leaves_is_recognised(simulator: Simulator) -> None:
    simulator.control.set_knobs(order_policy="append", order_counts="before", stale_check="mild")
    write_reasons(simulator, "Lunch", "Training")
    (_, gone) = simulator.control.objects(ACCOUNT, "status-reasons")
    when = {"moment": "before", "method": "PUT", "path": "status-reasons"}
    simulator.control.foreign_on(
        ACCOUNT, "status-reasons", when=when, write={"operation": "delete", "id": gone["id"]}
    )

    assert seen(result_of(simulator, "order_counts"), "order_counts") == "before"
