"""Whatever a colleague writes into LivePerson: what `pulumi up` says of it is words."""

import json

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack
from tests.harmless import HOSTILE, harmful

pytestmark = [pytest.mark.engine, pytest.mark.threat("foreign-words")]

PROGRAM = """
SpecialOccasion("year-end", name="Year end", description="Closed")
StatusReason("lunch", text="Lunch")
"""
REASONS = "status-reasons"


def test_a_conflict_and_a_refusal_are_told_in_words(stack: Stack, simulator: Simulator) -> None:
    control, said = simulator.control, " ".join(HOSTILE)
    stack.apply(PROGRAM)
    (occasion,) = control.objects(ACCOUNT, "specialoccasion")
    control.foreign_update(ACCOUNT, "specialoccasion", occasion["id"], {"description": said})
    control.foreign_create(ACCOUNT, REASONS, {"text": f"Tea{said}"[:100], "state": "Away", "enabled": True})
    body = f'{{"message": {json.dumps(said)}}}'
    control.add_fault(
        "status_before", method="PUT", path=REASONS, status=400, body=body, content_type="application/json"
    )
    stack.declare(PROGRAM.replace("Closed", "Shut").replace("Lunch", "Siesta"))

    done = stack.up()

    assert done.exit_code != 0
    assert "was changed in LivePerson since" in done.said
    assert "was answered 400" in done.said
    assert "forged" in done.said
    assert harmful(done.said) == []


@pytest.mark.parametrize("said", ["<{%fg 1%}>forged<{%reset%}>", "<{%forged%}>", "forged <{%"])
def test_no_answer_colours_the_display_or_ends_the_engine(
    stack: Stack, simulator: Simulator, said: str
) -> None:
    body = json.dumps({"message": said})
    simulator.control.add_fault(
        "status_before", method="POST", path=REASONS, status=400, body=body, content_type="application/json"
    )
    stack.declare(PROGRAM)

    done = stack.up("--color", "always")

    assert "was answered 400" in done.said
    assert "forged" in done.said
    assert "< {%" in done.said
    assert "goroutine" not in done.said
    assert "year-end" in stack.state()
    stack.up().ok()
