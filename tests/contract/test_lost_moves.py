"""A move whose answer was lost is done, and not somebody else's."""

from collections.abc import Sequence
from itertools import permutations

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


@pytest.fixture
def four(console: Console, ids: dict[str, str]) -> dict[str, str]:
    return {**ids, "D": console.create("D")}


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


@pytest.mark.parametrize("first", [("A", "D"), ("D", "A")])
def test_moves_of_a_killed_process_are_no_conflict_for_the_other_moves(
    simulator: Simulator, four: dict[str, str], first: tuple[str, str]
) -> None:
    assert_the_next_process_completes(simulator, four, done=first[:1], target="DBCA", rest=first[::-1])


@pytest.mark.parametrize("done", ["", "A"])
def test_beside_moves_of_a_killed_process_the_move_of_another_person_is_a_conflict(
    simulator: Simulator, console: Console, four: dict[str, str], done: str
) -> None:
    before = {"A": 10, "B": 20, "C": 30, "D": 40}
    after = {"A": 45, "B": 20, "C": 30, "D": 10}
    for text in done:
        move(process(simulator, four, before, after), four[text], text, before[text], after[text])
    console.edit(four["D"], order=3 - len(done))
    found = sequence(simulator)
    ours = process(simulator, four, before, after)

    with pytest.raises(ConflictError, match="order: the state has 40"):
        move(ours, four["D"], "D", 40, 10)

    assert sequence(simulator) == found == {"": "ABDC", "A": "BDCA"}[done]


@pytest.mark.slow
@pytest.mark.parametrize("target", ["".join(each) for each in permutations("ABCD")])
def test_whatever_a_killed_process_has_moved_the_next_one_completes_at_least_after_a_refresh(
    simulator: Simulator, four: dict[str, str], target: str
) -> None:
    start = simulator.control.snapshot()
    moved = [text for place, text in enumerate("ABCD") if target[place] != text]
    for done in (each for count in range(1, len(moved)) for each in permutations(moved, count)):
        for rest in (moved, moved[::-1]):
            simulator.control.restore(start)
            assert_the_next_process_completes(simulator, four, done=done, target=target, rest=rest)


def move_all(
    simulator: Simulator,
    ids: dict[str, str],
    before: dict[str, int],
    after: dict[str, int],
    rest: Sequence[str],
) -> None:
    ours = process(simulator, ids, before, after)
    for text in rest:
        if before[text] != after[text]:
            move(ours, ids[text], text, before[text], after[text])


def assert_the_next_process_completes(
    simulator: Simulator, ids: dict[str, str], *, done: Sequence[str], target: str, rest: Sequence[str]
) -> None:
    """Move some reasons in a process whose state is lost, and then all of them in another process."""
    before = {text: 10 * place for place, text in enumerate("ABCD", 1)}
    after = {text: 10 * place for place, text in enumerate(target, 1)}
    killed = process(simulator, ids, before, after)
    for text in done:
        move(killed, ids[text], text, before[text], after[text])

    try:
        move_all(simulator, ids, before, after, rest)
    except ConflictError:
        # A move of ours by one place may also be one of another person, in the other direction.
        refreshed = {text: 10 * place for place, text in enumerate(sequence(simulator), 1)}
        move_all(simulator, ids, refreshed, after, rest)

    assert sequence(simulator) == target


@pytest.mark.needs_default("order_counts", "order_policy")
def test_a_reason_that_another_person_moved_half_the_distance_is_a_conflict(
    simulator: Simulator, console: Console, ids: dict[str, str]
) -> None:
    ours = process(simulator, ids, BEFORE, {"A": 4, "B": 2, "C": 3})
    console.edit(ids["A"], order=2)

    with pytest.raises(ConflictError, match="order: the state has 1, LivePerson has 2, requested: 4"):
        move(ours, ids["A"], "A", 1, 4)

    assert sequence(simulator) == "BAC"
