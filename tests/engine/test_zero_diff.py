"""After an update of the real engine a preview is empty, however the server writes what it was sent."""

import random

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import DRIFT_EXIT_CODE, Run, Stack
from tests.host.configurations import declared, knobs
from tests.host.declared import FIRST, KINDS, PLAIN, THEIRS, Props, change, live, writes

pytestmark = pytest.mark.engine

OF_EACH_KIND = 50


def program(several: dict[str, list[Props]]) -> str:
    lines = [
        f"{kind}({f'{kind}-{number}'!r}, **{each!r})"
        for kind, declarations in several.items()
        for number, each in enumerate(declarations)
    ]
    return "\n".join(lines)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1])
def test_a_hundred_configurations_are_found_as_they_were_left_and_an_edit_is_found(
    stack: Stack, simulator: Simulator, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - examples
    several = {kind: declared(kind, OF_EACH_KIND, seed) for kind in KINDS}
    stack.declare(program(several))

    def said(run: Run) -> str:
        return f"{turned}\n{run.said}"

    turned = turn(simulator, chance)
    created = stack.up()
    assert created.exit_code == 0, said(created)

    turned = turn(simulator, chance)
    previewed = stack.preview("--refresh", "--diff", "--expect-no-changes")
    assert previewed.exit_code == 0, said(previewed)

    turned = turn(simulator, chance)
    refreshed = stack.refresh("--preview-only", "--diff", "--expect-no-changes")
    assert refreshed.exit_code == 0, said(refreshed)

    turned = turn(simulator, chance)
    again = stack.up("--refresh", "--expect-no-changes")
    assert again.exit_code == 0, said(again)
    assert [each for kind in KINDS for each in writes(simulator, kind)] == []

    turned = turn(simulator, chance)
    for kind in KINDS:
        edited = chance.choice(live(simulator, kind))
        own = {THEIRS[kind], FIRST[kind][PLAIN[kind]]} - {edited[PLAIN[kind]]}
        change(simulator, kind, str(edited["id"]), **{PLAIN[kind]: min(own)})
    drifted = stack.refresh("--preview-only", "--expect-no-changes", "--json")
    assert drifted.exit_code == DRIFT_EXIT_CODE
    found = sorted(filter(None, drifted.changes.values()))
    assert found == sorted([PLAIN[kind]] for kind in KINDS), said(drifted)


def turn(simulator: Simulator, chance: random.Random) -> dict[str, str]:
    """Let the server write its answers otherwise from now on."""
    turned = knobs(chance)
    simulator.control.set_knobs(zone_policy="any", **turned)
    simulator.control.clear_requests()
    return turned
