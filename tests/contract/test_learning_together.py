"""A refusal of several objects in one request proves less than that of one alone."""

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import ConflictError
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import FOREIGN, Console, Process, account, occasion


def test_a_refusal_of_objects_seen_at_different_moments_proves_no_strict_server(simulator: Simulator) -> None:
    """One request can name one revision: the oldest, at which a mild server refuses what we wrote since.

    Taken for strict, that server would be sent its newest revision for an object that was seen before.
    """
    simulator.control.set_knobs(stale_check="mild")
    console, process = Console(simulator, SPECIAL_OCCASION), Process(account(simulator), SPECIAL_OCCASION)
    update = process.writer.update
    a, b, c = (console.create(name) for name in "ABC")
    update(a, occasion("A"), occasion("A", 1))
    together = process.at_once(
        lambda: update(a, occasion("A", 1), occasion("A", 2)),
        lambda: update(b, occasion("B"), occasion("B", 2)),
    )
    assert [each.exception() for each in together] == [None, None]
    console.edit(c)
    update(a, occasion("A", 2), occasion("A", 3))

    with pytest.raises(ConflictError):
        update(c, occasion("C"), occasion("C", 1))

    assert console.live()["C"] == occasion("C", FOREIGN)
