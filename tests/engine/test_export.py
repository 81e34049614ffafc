"""Any account, brought under management by one command, and changed by one line."""

import ast
from pathlib import Path
from random import Random
from typing import Any

import pytest

from liveperson_simulator.client import Control
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from tests.cli.accounts import OCCASIONS, REASONS, account
from tests.cli.commands import command, lists, made
from tests.engine.trial import ACCOUNT, Stack

pytestmark = pytest.mark.engine

MOST = 200
FIELDS = {"SpecialOccasion": ("description", "Changed"), "StatusReason": ("enabled", False)}
# How LivePerson may write what it holds; nobody says which of them it does.
KNOBS = {
    "list_select": ("whole", "whole", "ignored"),
    "event_order": ("as_sent", "reversed"),
    "date_time_form": ("as_sent", "no_seconds", "milliseconds", "offset"),
    "zone_form": ("as_sent", "upper_case", "lower_case"),  # an alias need not be taken back
    "rule_form": ("as_sent", "no_prefix", "reordered", "lower_case", "defaults_added"),
    "unknown_fields": ("absent", "added"),
    "id_type": ("number", "string"),
    "id_size": ("above_32_bits", "above_53_bits"),
    "order_policy": ("hidden", "append"),
    "scalar_type": ("json", "string"),
    "empty_values": ("as_sent", "left_out", "null"),
}


def held(control: Control) -> dict[str, dict[str, Any]]:
    """Return what the account holds, by id."""
    return {str(each["id"]): each for name in (OCCASIONS, REASONS) for each in control.objects(ACCOUNT, name)}


def change_one_thing(file: Path, random: Random) -> dict[str, Any]:
    """Edit the declaration of one object; return what it is called, and what it should hold then."""
    text = file.read_text()
    calls = [each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Call)]
    resources = [each for each in calls if isinstance(each.func, ast.Name) and each.func.id in FIELDS]
    chosen = random.choice(resources)
    field, value = FIELDS[chosen.func.id]  # type: ignore[attr-defined]  # a name, as chosen
    called = {each.arg: each.value for each in chosen.keywords if each.arg in {"name", "text", field}}
    last = chosen.keywords[-1].value
    old = called.pop(field, None)
    start = (
        _place(text, old.lineno, old.col_offset)
        if old
        else _place(text, last.end_lineno, last.end_col_offset)
    )
    end = _place(text, old.end_lineno, old.end_col_offset) if old else start
    new = repr(value) if old else f", {field}={value!r}"
    file.write_text(text[:start] + new + text[end:])
    return {**{str(name): ast.literal_eval(node) for name, node in called.items()}, field: value}


def _place(text: str, line: int | None, column: int | None) -> int:
    """Return the place in a text of a line and a column, which are counted in bytes."""
    before = text.split("\n")[: (line or 0)]
    return len("\n".join(before[:-1])) + 1 + len(before[-1].encode()[:column].decode())


def adopt(stack: Stack, simulator: Simulator, seed: int, most: int, **knobs: str) -> None:
    """Make an account, export and import it, change one thing, and find just that changed."""
    random, control = Random(seed), simulator.control  # noqa: S311 - no secret
    control.set_knobs(**knobs)
    for name, bodies in account(random, most).items():
        made(control, name, *bodies)
    before = held(control)
    control.clear_requests()

    done = command(stack, "export", "--stack", "trial", "--import")

    assert (done.exit_code, done.said) == (0, ""), done.beside
    assert done.beside.endswith(". `pulumi preview` shows no changes.\n"), done.beside
    asked = lists(control)
    # A list from which empty values are left out may be one of summaries.
    is_whole = "whole", "as_sent"
    if (knobs.get("list_select", "whole"), knobs.get("empty_values", "as_sent")) == is_whole:
        assert max(map(asked.count, asked)) == 1
    assert held(control) == before
    stack.expect_no_changes()
    assert command(stack, "unmanaged", "--stack", "trial").exit_code == 0

    expected = change_one_thing(stack.project / "stacks" / "trial.py", random)
    stack.up().ok()

    changed = {id_: body for id_, body in held(control).items() if body != before[id_]}
    (key,) = expected.keys() & {"name", "text"}
    (id_,) = [id_ for id_, body in before.items() if body.get(key) == expected[key]]
    wanted = before[id_] | expected
    assert changed.keys() == ({id_} if wanted != before[id_] else set())
    kind = SPECIAL_OCCASION if key == "name" else STATUS_REASON
    assert all(kind.differences(wanted, each) == [] for each in changed.values())
    assert knobs or changed in (
        {id_: wanted},
        {},
    )  # what comes back written otherwise is written back as declared
    stack.expect_no_changes()


@pytest.mark.parametrize(("seed", "most"), [(1, 10), pytest.param(2, 40, marks=pytest.mark.slow)])
def test_an_account_comes_under_management(
    newcomer: Stack, simulator: Simulator, seed: int, most: int
) -> None:
    adopt(newcomer, simulator, seed, most)


@pytest.mark.slow
def test_an_account_that_is_written_otherwise_than_documented_does_too(
    newcomer: Stack, simulator: Simulator
) -> None:
    knobs = {name: values[-1] for name, values in KNOBS.items()}

    adopt(newcomer, simulator, 3, 20, **knobs)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 150))
def test_every_account_comes_under_management(newcomer: Stack, simulator: Simulator, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    knobs = {name: random.choice(values) for name, values in KNOBS.items()} if seed % 2 else {}

    adopt(newcomer, simulator, seed, MOST, **knobs)
