"""What the writer concludes from a refusal: never more than the refusal proves."""

from functools import partial

import pytest

from pulumi_liveperson.client.errors import ConflictError
from tests.contract.process import ACCOUNT, OF_REASONS, Console, Process, by_four, reason

pytestmark = OF_REASONS


@pytest.mark.parametrize("order_policy", ["prepend", "hidden"])
def test_a_refusal_that_our_own_create_may_have_caused_proves_no_strict_server(
    process: Process, console: Console, order_policy: str
) -> None:
    """A new reason moves the others, so a mild server refuses to write them at an earlier revision.

    Taken for strict, that server would be sent its newest revision for an object that was seen before.
    """
    console.control.set_knobs(stale_check="mild", order_policy=order_policy)
    x, y = console.create("x"), console.create("y")
    assert process.writer.read(x) is not None
    process.create("z")
    process.update(y, "y")
    console.edit_at("before", "PUT", x)
    process.update(y, "y", 1, 2)

    with pytest.raises(ConflictError):
        process.update(x, "x", after=3)

    assert console.live()["x"] == reason("x", 5)


@pytest.mark.usefixtures("stale_status")
@pytest.mark.parametrize("order_policy", ["hidden", "append", "prepend", "gaps", "as_sent"])
def test_a_strict_server_costs_three_lists_and_one_refusal(
    process: Process, console: Console, order_policy: str
) -> None:
    """A delete may move other reasons, so a mild server too refuses the revision at which they were read."""
    ids = _reasons(console, order_policy, "strict")
    console.control.add_fault("delay", method="GET", path="status-reasons", seconds=0.2)  # all four begin

    by_four(partial(process.delete, id_, name) for name, id_ in ids.items())

    assert console.live() == {}
    assert process.count("GET") <= 3
    assert process.count("DELETE") <= len(ids) + 1


@pytest.mark.parametrize(
    ("order_policy", "most"), [("hidden", 1), ("as_sent", 2), ("gaps", 2), ("append", 20), ("prepend", 20)]
)
def test_a_mild_server_costs_no_list_for_a_delete_that_moves_nothing(
    process: Process, console: Console, order_policy: str, most: int
) -> None:
    """A reason that a delete has moved must be read again, at best together with others that wait."""
    ids = _reasons(console, order_policy, "mild")

    by_four(partial(process.delete, id_, name) for name, id_ in ids.items())

    assert console.live() == {}
    assert process.count("GET") <= most
    assert process.count("DELETE") <= len(ids)


@pytest.mark.parametrize("stale_check", ["strict", "mild"])
def test_deletes_from_the_end_move_nothing(process: Process, console: Console, stale_check: str) -> None:
    ids = _reasons(console, "append", stale_check)

    by_four(partial(process.delete, id_, name) for name, id_ in reversed(ids.items()))

    assert process.count("GET") <= (3 if stale_check == "strict" else 2)


def _reasons(console: Console, order_policy: str, stale_check: str) -> dict[str, str]:
    """Make 40 reasons with an order; a first write of each shows the order to a server that stores it."""
    console.control.set_knobs(stale_check=stale_check, order_policy=order_policy, latency_ms=5)
    ids = {f"reason {number}": console.create(f"reason {number}") for number in range(40)}
    for number, id_ in enumerate(ids.values(), 1):
        console.control.foreign_update(ACCOUNT, "status-reasons", id_, {"order": number})
    return ids
