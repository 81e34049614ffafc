"""What becomes of an edit in the console that nobody has reviewed, in each documented way of working.

`docs/conflicts.md` has the same table.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Run, Stack, copied

pytestmark = pytest.mark.engine

COLLECTION = "status-reasons"
BEFORE, BETWEEN, DURING = "before", "between", "during"
PROGRAM = """
for text in ("before", "between", "during", "field"):
    StatusReason(text, text=text, state="{}"{})
StatusReason("other", text="other")
"""
OTHER_FIELD = {"enabled": False}


class Way(NamedTuple):
    """The commands, and what becomes of each edit: of a changed object at three moments, and of another."""

    commands: str
    before: str
    between: str
    during: str
    other: str


CONFLICT = "conflict"
SHOWN_CONFLICT = "shown, then conflict"
OVERWRITTEN = "overwritten"
SHOWN_OVERWRITTEN = "shown, then overwritten"
LOGGED = "overwritten and logged"
UNNOTICED = "kept, unnoticed"
REFUSED = "refused by the plan"
PLAN = "--save-plan plan.json"

WAYS = (
    Way("`pulumi up`", CONFLICT, CONFLICT, CONFLICT, UNNOTICED),
    Way(
        "CI: `pulumi preview --refresh` for the pull request, `pulumi up` after the merge",
        *(SHOWN_CONFLICT, CONFLICT, CONFLICT, UNNOTICED),
    ),
    Way(
        "`pulumi refresh`, `pulumi preview`, `pulumi up`",
        *(SHOWN_OVERWRITTEN, CONFLICT, CONFLICT, UNNOTICED),
    ),
    Way("`pulumi up --refresh`", SHOWN_OVERWRITTEN, OVERWRITTEN, CONFLICT, OVERWRITTEN),
    Way(
        f"`pulumi preview {PLAN}`, `pulumi up --plan plan.json`",
        *(CONFLICT, CONFLICT, CONFLICT, UNNOTICED),
    ),
    Way(
        f"`pulumi preview --refresh {PLAN}`, `pulumi up --plan plan.json`",
        *(SHOWN_CONFLICT, CONFLICT, CONFLICT, UNNOTICED),
    ),
    Way(
        f"`pulumi preview --refresh {PLAN}`, `pulumi up --refresh --plan plan.json`",
        *(SHOWN_OVERWRITTEN, OVERWRITTEN, CONFLICT, REFUSED),
    ),
    Way('`pulumi up` with `on_conflict="overwrite"`', LOGGED, LOGGED, LOGGED, UNNOTICED),
)


@pytest.fixture(scope="module")
def applied(
    tmp_path_factory: pytest.TempPathFactory,
    surroundings: dict[str, str],
    pristine: Path,
    running: Simulator,
) -> tuple[Path, dict[str, object]]:
    """A folder with an applied stack, and what the simulator holds then."""
    folder = tmp_path_factory.mktemp("applied")
    running.control.reset()
    stack = copied(pristine, folder, surroundings)
    stack.declare(PROGRAM.format("Away", ""))
    done = stack.up()
    assert done.exit_code == 0, done.said
    return folder, running.control.snapshot()


@pytest.fixture
def stack(
    tmp_path: Path,
    surroundings: dict[str, str],
    applied: tuple[Path, dict[str, object]],
    simulator: Simulator,
) -> Stack:
    folder, accounts = applied
    simulator.control.restore(accounts)
    return copied(folder, tmp_path, surroundings)


def commands(way: Way) -> list[list[str]]:
    """Return the commands of a way. The preview that `up` shows itself is one too: edits come after it."""
    words = [part.split()[1:] for part in way.commands.split("`") if part.startswith("pulumi ")]
    if len(words) == 1:
        words.insert(0, ["preview", *(word for word in words[0] if word == "--refresh")])
    own = {
        "preview": ["--diff"],
        "refresh": ["--yes", "--skip-preview"],
        "up": ["--yes", "--skip-preview", "--continue-on-error"],
    }
    return [[*each, *own[each[0]]] for each in words]


def worked(stack: Stack, simulator: Simulator, way: Way, edited: set[str]) -> tuple[str, Run]:
    """Go through a way while somebody edits objects; return what it shows beforehand, and the update."""
    control = simulator.control
    ids = {each["text"]: each["id"] for each in control.objects(ACCOUNT, COLLECTION)}
    edits = {"field": OTHER_FIELD, "other": OTHER_FIELD}

    def edit(*texts: str) -> None:
        for text in edited.intersection(texts):
            control.foreign_update(ACCOUNT, COLLECTION, ids[text], edits.get(text, {"state": "Online"}))

    stack.declare(PROGRAM.format("Occupied", ', on_conflict="overwrite"' if LOGGED in way else ""))
    *preparation, update = commands(way)
    edit(BEFORE)
    shown = [stack.pulumi(*each) for each in preparation]
    assert [each.exit_code for each in shown] == [0] * len(shown), shown
    edit(BETWEEN, "field", "other")
    if DURING in edited:
        control.foreign_on(
            ACCOUNT,
            COLLECTION,
            when={"method": "PUT", "path": str(ids[DURING]), "moment": BEFORE},
            write={"operation": "update", "id": ids[DURING], "changes": {"state": "Online"}},
        )
    return shown[-1].said, stack.pulumi(*update)


def outcome(simulator: Simulator, text: str, shown: str, update: Run) -> str:
    """Say what became of the edit of an object."""
    stored = {each["text"]: each for each in simulator.control.objects(ACCOUNT, COLLECTION)}
    is_kept = stored[text]["state"] == "Online" or not stored[text]["enabled"]
    named = f'The status reason "{text}" (id {stored[text]["id"]})'
    if f"{named} was overwritten" in update.said:
        assert not is_kept
        return LOGGED
    if f"{named} was changed in LivePerson" in update.said:
        assert is_kept
        told = CONFLICT
    elif "violates plan" in update.said:
        assert is_kept
        told = REFUSED
    else:
        told = UNNOTICED if is_kept else OVERWRITTEN
    return f"shown, then {told}" if text == BEFORE and '"Online"' in shown else told


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.commands)
def test_an_edit_that_nobody_reviewed(stack: Stack, simulator: Simulator, way: Way) -> None:
    # A plan refuses the whole update, so what it refuses has a test of its own.
    edited = {BEFORE, BETWEEN, DURING, *(() if REFUSED in way else ("field", "other"))}

    shown, update = worked(stack, simulator, way, edited)

    found = {text: outcome(simulator, text, shown, update) for text in edited}
    expected = {BEFORE: way.before, BETWEEN: way.between, DURING: way.during}
    if REFUSED not in way:
        expected |= {"field": way.between, "other": way.other}
    assert found == expected, update.said


@pytest.mark.parametrize("text", ["field", "other"])
def test_a_plan_that_is_applied_with_a_refresh_refuses_what_it_does_not_hold(
    stack: Stack, simulator: Simulator, text: str
) -> None:
    [way] = [each for each in WAYS if REFUSED in each]

    shown, update = worked(stack, simulator, way, {text})

    assert update.exit_code != 0
    assert outcome(simulator, text, shown, update) == REFUSED
