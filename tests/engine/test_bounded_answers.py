"""An update that is answered without an end goes on, or ends in time."""

import time

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.http.client import ANSWER_SECONDS
from tests.engine.trial import ACCOUNT, Stack
from tests.network.floods import TOO_LARGE, TOO_SLOW
from tests.network.front import Front, carried_out

pytestmark = [pytest.mark.engine, pytest.mark.threat("endless-answer")]

LUNCH = 'StatusReason("lunch", text="Lunch")'


@pytest.mark.parametrize("kind", ["a bomb", "chunks"])
def test_a_create_that_is_answered_with_too_much_is_done_once(
    stack: Stack, simulator: Simulator, kind: str
) -> None:
    stack.declare(LUNCH)

    with Front(simulator, instead=carried_out(simulator, TOO_LARGE[kind])) as front:
        done = stack.up(LIVEPERSON_DOMAIN_API_URL=front.url)

    assert done.exit_code == 0, done.said
    assert [each["text"] for each in simulator.control.objects(ACCOUNT, "status-reasons")] == ["Lunch"]
    assert stack.preview("--json").operations == {"same": 2}


def test_an_update_that_is_answered_byte_by_byte_ends_at_its_deadline(
    stack: Stack, simulator: Simulator
) -> None:
    stack.declare(LUNCH)
    began = time.monotonic()

    with Front(simulator, instead=carried_out(simulator, TOO_SLOW["chunks"])) as front:
        done = stack.up(LIVEPERSON_DOMAIN_API_URL=front.url, LIVEPERSON_OPERATION_TIMEOUT="5")

    assert done.exit_code != 0
    assert "timed out after" in done.said
    assert "liveperson:operationTimeout" in done.said
    assert time.monotonic() - began < ANSWER_SECONDS
    stack.up().ok()
    assert [each["text"] for each in simulator.control.objects(ACCOUNT, "status-reasons")] == ["Lunch"]
