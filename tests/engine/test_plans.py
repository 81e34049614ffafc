"""From preview to apply: what each way does with edits in the console that nobody has reviewed.

The table of `docs/operating.md` has the same ways.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from liveperson_simulator.server import Simulator
from tests.docs.markdown import rows, section
from tests.engine.applied import Applied, Apply
from tests.engine.colleague import (
    BEFORE,
    DELETED,
    FIRST,
    GONE,
    MOMENTS,
    OTHER,
    REST,
    SAME,
    SECOND,
    TAKEN,
    UNMANAGED,
    Edit,
    drifted,
    edits,
    unmanaged,
)
from tests.engine.trial import ACCOUNT, ROOT, Run, Stack

pytestmark = pytest.mark.engine

CONFLICT = "was changed in LivePerson since Pulumi last saw it"
WAS_GONE = "was deleted in LivePerson since Pulumi last saw it"
NAME_TAKEN = "already exists with other content"
REFUSED = "refused by the plan"
KEPT = "not touched"
REVIEWED = "overwritten, as a preview has shown"
LOST = "overwritten unseen"

Outcomes = dict[str, tuple[str, str, str]]  # of an edit before the preview, before the update, and during it


class Way(NamedTuple):
    """The commands of the reviewer and of the update, and what becomes of each edit."""

    review: str
    update: str
    outcomes: Outcomes


NAMES: Outcomes = {TAKEN: (NAME_TAKEN,) * 3, UNMANAGED: (KEPT,) * 3}
SAFE: Outcomes = {
    **dict.fromkeys((SAME, OTHER, DELETED), (CONFLICT,) * 3),
    GONE: (WAS_GONE,) * 3,
    REST: (KEPT,) * 3,
    **NAMES,
}
WAYS = (
    Way("preview --refresh", "up", SAFE),
    Way("preview", "up", SAFE),
    Way(
        "preview --refresh --save-plan plan.json",
        "up --plan plan.json",
        {**SAFE, GONE: (REFUSED, WAS_GONE, WAS_GONE)},
    ),
    Way(
        "preview --refresh --save-plan plan.json",
        "up --refresh --plan plan.json",
        {
            **dict.fromkeys((SAME, DELETED), (REVIEWED, LOST, CONFLICT)),
            OTHER: (REVIEWED, REFUSED, CONFLICT),
            GONE: (REVIEWED, REFUSED, WAS_GONE),
            REST: (REVIEWED, REFUSED, KEPT),
            **NAMES,
        },
    ),
    Way(
        "preview",
        "up --refresh",
        {
            **dict.fromkeys((SAME, OTHER, DELETED), (LOST, LOST, CONFLICT)),
            GONE: (LOST, LOST, WAS_GONE),
            REST: (LOST, LOST, KEPT),
            **NAMES,
        },
    ),
    Way(
        "refresh",
        "up",
        {
            **dict.fromkeys((SAME, OTHER, DELETED), (LOST, CONFLICT, CONFLICT)),
            GONE: (LOST, WAS_GONE, WAS_GONE),
            REST: (LOST, KEPT, KEPT),
            **NAMES,
        },
    ),
)
TRIED = [  # the way for CI always, and the others where there is time
    way
    if (way.review, way.update) == ("preview --refresh", "up")
    else pytest.param(way, marks=pytest.mark.slow)
    for way in WAYS
]
PLANNED = [each for each in WAYS if "--plan" in each.update]


@pytest.fixture(scope="module")
def applied(apply: Apply, running: Simulator) -> Applied:
    for collection, body in unmanaged():
        running.control.foreign_create(ACCOUNT, collection, body)
    return apply(FIRST)


@pytest.fixture
def stack(tmp_path: Path, applied: Applied, simulator: Simulator) -> Stack:
    """A stack whose program declares something else by now."""
    stack = applied.again(tmp_path, simulator)
    stack.declare(SECOND)
    return stack


def worked(stack: Stack, simulator: Simulator, way: Way, chosen: list[Edit]) -> tuple[set[str], Run]:
    """Go through a way while somebody edits objects; return the drift that it shows, and the update."""
    review, update = way.review.split(), way.update.split()
    is_preview = review[0] == "preview"
    for each in chosen:
        if each.moment == BEFORE:
            each.make(simulator.control)
    reviewed = stack.pulumi(*review, *(["--json"] if is_preview else ["--yes", "--skip-preview"])).ok()
    for each in chosen:
        if each.moment != BEFORE:
            each.make(simulator.control)
    updated = stack.pulumi(*update, "--yes", "--skip-preview", "--continue-on-error")
    return drifted(reviewed) if is_preview else set(), updated


def outcome(simulator: Simulator, edit: Edit, shown: set[str], update: Run) -> str:
    """Say what became of an edit."""
    if not edit.is_kept(simulator.control):
        return REVIEWED if edit.resource in shown else LOST
    refused = rf"::{edit.resource} violates plan|\({edit.resource}\):\s+error: .* is not allowed by the plan"
    return REFUSED if re.search(refused, update.said) else edit.told(update) or KEPT


@pytest.mark.parametrize("way", TRIED, ids=lambda way: f"{way.review}, {way.update}")
def test_an_edit_becomes_what_the_table_says(stack: Stack, simulator: Simulator, way: Way) -> None:
    expected = {
        each: way.outcomes[each.what][MOMENTS.index(each.moment)] for each in edits(simulator.control)
    }
    # A plan refuses the whole update, so what it refuses has a test of its own.
    chosen = [each for each in expected if expected[each] != REFUSED]

    shown, update = worked(stack, simulator, way, chosen)

    found = {each.resource: outcome(simulator, each, shown, update) for each in chosen}
    assert found == {each.resource: expected[each] for each in chosen}, update.said


@pytest.mark.parametrize("way", PLANNED, ids=lambda way: way.update)
def test_a_plan_refuses_before_it_writes_what_it_does_not_hold(
    stack: Stack, simulator: Simulator, way: Way
) -> None:
    everything = edits(simulator.control)
    refused = [each for each in everything if way.outcomes[each.what][MOMENTS.index(each.moment)] == REFUSED]

    shown, update = worked(stack, simulator, way, refused)

    assert update.exit_code != 0
    found = {outcome(simulator, each, shown, update) for each in refused}
    assert REFUSED in found
    assert found <= {REFUSED, KEPT}


def test_the_page_for_operators_says_which_way_is_safe() -> None:
    table = rows(section((ROOT / "docs/operating.md").read_text(), "From preview to update"))
    safe = [not any(LOST in row for row in way.outcomes.values()) for way in WAYS]

    assert [row[0] for row in table] == [f"`pulumi {way.review}`, `pulumi {way.update}`" for way in WAYS]
    assert [row[1] == "nothing" for row in table] == safe
