"""What the writer concludes from a refusal: never more than the refusal proves."""

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import ConflictError
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from tests.contract.process import Console, Process, account, reason


@pytest.fixture
def process(simulator: Simulator) -> Process:
    return Process(account(simulator), STATUS_REASON)


@pytest.fixture
def console(simulator: Simulator) -> Console:
    return Console(simulator, STATUS_REASON)


@pytest.mark.parametrize("order_policy", ["prepend", "hidden"])
def test_a_refusal_that_our_own_create_may_have_caused_proves_no_strict_server(
    simulator: Simulator, process: Process, console: Console, order_policy: str
) -> None:
    """A new reason moves the others, so a mild server refuses to write them at an earlier revision.

    Taken for strict, that server would be sent its newest revision for an object that was seen before.
    """
    simulator.control.set_knobs(stale_check="mild", order_policy=order_policy)
    x, y = console.create("x"), console.create("y")
    assert process.writer.read(x) is not None
    process.writer.create(reason("z"))
    process.writer.update(y, reason("y"), reason("y", 1))
    console.edit_at("before", "PUT", x)
    process.writer.update(y, reason("y", 1), reason("y", 2))

    with pytest.raises(ConflictError):
        process.writer.update(x, reason("x"), reason("x", 3))

    assert console.live()["x"] == reason("x", 5)
