"""What a probe finds out about revisions."""

import pytest

from liveperson_simulator.server import Simulator
from tests.probe.probes import content_of, result_of, seen


@pytest.mark.parametrize("status", ["409", "412", "304"])
@pytest.mark.parametrize("check", ["strict", "mild"])
def test_the_answer_to_an_outdated_revision_is_seen(simulator: Simulator, check: str, status: str) -> None:
    result = result_of(simulator, "stale_status", stale_check=check, stale_status=status)

    assert (seen(result, "stale_check"), seen(result, "stale_status")) == (check, status)


def test_a_probe_leaves_the_account_as_it_was(simulator: Simulator) -> None:
    before = content_of(simulator)

    result_of(simulator)

    assert content_of(simulator) == before
