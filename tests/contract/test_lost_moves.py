"""A move whose answer was lost is done, and not somebody else's."""

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import ConflictError
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from tests.contract.process import Console, Process, account, reason

BEFORE = {"A": 1, "B": 2, "C": 3}
AFTER = {"A": 2, "B": 3, "C": 1}


@pytest.fixture
def console(simulator: Simulator) -> Console:
    simulator.control.set_knobs(order_policy="append")
    return Console(simulator, STATUS_REASON)


@pytest.fixture
def ids(console: Console) -> dict[str, str]:
    return {text: console.create(text) for text in BEFORE}


def process(
    simulator: Simulator, ids: dict[str, str], before: dict[str, int], after: dict[str, int]
) -> Process:
    """Return a process that has heard of a program, as comparisons tell of it."""
    found = Process(account(simulator), STATUS_REASON)
    order = found.writer._expectations.order
    for text, position in before.items():
        order.record_stored(ids[text], position)
        if position == after[text]:
            order.record_unchanged(ids[text], position)
        else:
            order.record_declared(ids[text], after[text])
    return found


def move(process: Process, id_: str, text: str, before: int, after: int) -> None:
    process.writer.update(id_, reason(text, order=before), reason(text, order=after))


def sequence(simulator: Simulator) -> str:
    stored = simulator.control.objects("71234567", "status-reasons")
    return "".join(each["text"] for each in sorted(stored, key=lambda each: int(each["order"])))


@pytest.mark.parametrize("fault", ["drop_after", "status_after", "drop_before", "status_before"])
@pytest.mark.parametrize("first", "ABC")
@pytest.mark.parametrize("scale", [1, 10])
def test_a_move_whose_answer_is_lost_is_not_a_conflict(
    simulator: Simulator, ids: dict[str, str], fault: str, first: str, scale: int
) -> None:
    before = {text: scale * place for text, place in BEFORE.items()}
    after = {text: scale * place for text, place in AFTER.items()}
    ours = process(simulator, ids, before, after)
    simulator.control.add_fault(fault, method="PUT", status=502)

    for text in sorted(ids, key=lambda text: (text != first, text)):
        move(ours, ids[text], text, before[text], after[text])

    assert sequence(simulator) == "CAB"


@pytest.mark.parametrize("first", "ABC")
def test_moves_that_the_state_has_not_heard_of_are_no_conflict(
    simulator: Simulator, ids: dict[str, str], first: str
) -> None:
    move(process(simulator, ids, BEFORE, AFTER), ids["C"], "C", 3, 1)
    ours = process(simulator, ids, BEFORE, AFTER)

    for text in sorted(ids, key=lambda text: (text != first, text)):
        move(ours, ids[text], text, BEFORE[text], AFTER[text])

    assert sequence(simulator) == "CAB"


@pytest.mark.needs_default("order_counts", "order_policy")
def test_a_reason_that_another_person_moved_half_the_distance_is_a_conflict(
    simulator: Simulator, console: Console, ids: dict[str, str]
) -> None:
    ours = process(simulator, ids, BEFORE, {"A": 4, "B": 2, "C": 3})
    console.edit(ids["A"], order=2)

    with pytest.raises(ConflictError, match="order: the state has 1, LivePerson has 2, requested: 4"):
        move(ours, ids["A"], "A", 1, 4)

    assert sequence(simulator) == "BAC"
