"""A run against a profile of the simulator: tests that are about the default of a knob are left out.

`@pytest.mark.needs_default("error_body")` says that a test is about the default of this knob. A test that
works with any value, or that sets the knob itself, needs no mark.
"""

from collections.abc import Mapping

import pytest

from liveperson_simulator.knobs import BY_NAME
from liveperson_simulator.profile import ProfileError, observed_knobs
from liveperson_simulator.pytest_plugin import profile_of_the_run

MARKER = "needs_default"


def leave_out_what_needs_others(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what needs a default that the profile of this run does not have."""
    path = profile_of_the_run(config)
    try:
        knobs = observed_knobs(path) if path else {}
    except ProfileError as error:
        raise pytest.UsageError(str(error)) from None
    for item in items:
        for reason in [each for mark in item.iter_markers(MARKER) for each in missed(knobs, *mark.args)]:
            item.add_marker(pytest.mark.skip(reason=reason))


def missed(knobs: Mapping[str, str], *names: str) -> list[str]:
    """Return why a test that needs these defaults cannot run with these knobs."""
    return [
        f"needs {name} {BY_NAME[name].values[0]}, and the profile has {knobs[name]}"
        for name in names
        if knobs.get(name, BY_NAME[name].values[0]) != BY_NAME[name].values[0]
    ]
