"""Two tests that `test_profile_runs` starts: one about a default, and one that sets the knob itself."""

import pytest

from liveperson_simulator.client import Control


@pytest.mark.needs_default("error_body", "bulk")
def test_an_error_is_json(control: Control) -> None:
    assert control.knobs()["error_body"] == "json"


def test_the_profile_is_replaced(control: Control) -> None:
    assert control.knobs()["error_body"] == "html"
    control.set_knobs(error_body="text")
    assert control.knobs()["error_body"] == "text"
