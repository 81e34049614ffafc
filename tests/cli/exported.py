"""Live objects, and what an export makes of them without an engine."""

import subprocess
from collections.abc import Iterable
from typing import Any
from unittest import mock

import pulumi_liveperson
from pulumi_liveperson.cli.export.objects import Exported
from pulumi_liveperson.cli.export.plan import ExportPlan, plan
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.wire import Props
from tests.cli.accounts import OCCASIONS, REASONS
from tests.engine.trial import ROOT

KINDS = {OCCASIONS: SPECIAL_OCCASION, REASONS: STATUS_REASON}


def lives(objects: dict[str, list[Props]]) -> list[Live]:
    found = [(KINDS[collection], wire) for collection, wires in objects.items() for wire in wires]
    return [Live(kind, {"id": place, **wire}, "7") for place, (kind, wire) in enumerate(found, 4400000000)]


def planned(objects: dict[str, list[Props]]) -> ExportPlan:
    found = lives(objects)
    return plan(found, found, [], [])


def resources(found: Iterable[Exported]) -> dict[str, str]:
    return {each.live.name: each.resource_name for each in found}


def formatted(text: str) -> str:
    """Return what `ruff format` makes of a program in the folder of this project's programs."""
    done = subprocess.run(
        ["ruff", "format", "--stdin-filename", ROOT / "stacks" / "exported.py", "-"],
        cwd=ROOT,
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, (done.stderr, text)
    return done.stdout.decode()


def declared(text: str) -> dict[tuple[str, str], Props]:
    """Run a program, and return what its resources declare, by type and name."""
    found: dict[tuple[str, str], Props] = {}

    def stand_in(kind: str) -> Any:
        def resource(name: str, /, **fields: Any) -> None:
            assert (kind, name) not in found
            found[kind, name] = fields

        return resource

    with mock.patch.multiple(
        pulumi_liveperson, **{each.type_name: stand_in(each.type_name) for each in KINDS.values()}
    ):
        module: dict[str, Any] = {}
        exec(compile(text, "program", "exec"), module)  # noqa: S102 - the real resources need an engine
        module["program"]()
    return found
