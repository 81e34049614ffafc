"""What the writer concludes from a refusal: never more than the refusal proves."""

import pytest

from pulumi_liveperson.client.errors import ConflictError
from tests.contract.process import OF_REASONS, Console, Process, reason

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
