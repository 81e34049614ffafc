"""The SDK's serialiser runs into RecursionError near 490 resources where providers have attributes."""

import pytest

from pulumi_liveperson import SpecialOccasion, StatusReason
from tests.program.mocked import MockedEngine


@pytest.mark.slow
def test_a_program_may_declare_1500_resources() -> None:
    engine = MockedEngine()

    def program() -> None:
        for number in range(750):
            SpecialOccasion(f"occasion-{number}", name=f"Occasion {number}", description="One of many")
            StatusReason(f"reason-{number}", text=f"Reason {number}")

    engine.run(program)

    assert len(engine.registered) == 1500
    assert len({each.inputs["__provider"] for each in engine.registered}) == 2
