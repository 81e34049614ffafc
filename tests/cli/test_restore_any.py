"""Whatever an account holds, and whatever people do to it then: a restore brings it back."""

import json
from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from liveperson_simulator.client import Control
from liveperson_simulator.server import Simulator
from liveperson_simulator.skill_rules import DEFAULTS
from pulumi_liveperson.cli.backup.messages import preview, result
from pulumi_liveperson.cli.backup.opening import open_for_writing
from pulumi_liveperson.cli.backup.planning import planned
from pulumi_liveperson.cli.backup.snapshot_file import Snapshot, from_text, to_text
from pulumi_liveperson.cli.backup.taking import read_collection, take_snapshot
from pulumi_liveperson.cli.backup.writing import execute
from pulumi_liveperson.client.auth.sign_in import BearerToken
from pulumi_liveperson.client.equivalence.names import name_key
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.registry import object_kinds
from pulumi_liveperson.settings import Settings
from tests.cli.accounts import OCCASIONS, REASONS, Wire, account, occasion, reason, text

ROUNDS = 15
SKILLS = "skills"
_OF_LIVEPERSON = {"id", "order", "dateUpdated"}


def distinct(objects: Iterable[Wire], taken_names: set[str]) -> list[Wire]:
    """Leave out objects whose names LivePerson could confuse with that of another one."""
    found = []
    for each in objects:
        name = name_key(each.get("name", each.get("text")))
        if name and name not in taken_names:
            taken_names.add(name)
            found.append(each)
    return found


def do_anything(random: Random, control: Control, account_id: str, names: set[str]) -> list[int]:
    """Edit, delete and make objects in the console; return the ids of those that are made."""
    for collection in (OCCASIONS, REASONS, SKILLS):
        for each in control.objects(account_id, collection):
            if random.random() < 0.2:
                control.foreign_delete(account_id, collection, each["id"])
            elif random.random() < 0.6:
                changes = random.choice(edits(random, each))
                control.foreign_update(account_id, collection, each["id"], changes)
        swap_names(random, control, account_id, collection)
    new = distinct([occasion(random, text(random, 50), ["Europe/Lisbon"]), reason(random, "New")], names)
    return [
        control.foreign_create(account_id, OCCASIONS if "name" in each else REASONS, each)["id"]
        for each in new
    ]


def swap_names(random: Random, control: Control, account_id: str, collection: str) -> None:
    """Let the names of some objects go round, as they are now."""
    held = control.objects(account_id, collection)
    some = random.sample(held, min(len(held), random.choice((0, 2, 3))))
    field = "text" if collection == REASONS else "name"
    for each in some:
        control.foreign_update(account_id, collection, each["id"], {field: f"For a while {each['id']}"})
    for each, other in zip(some, [*some[1:], *some[:1]], strict=True):
        control.foreign_update(account_id, collection, each["id"], {field: other[field]})


def edits(random: Random, held: Wire) -> list[Wire]:
    """Return what somebody may do to an object."""
    if "maxWaitTime" in held:
        return [
            {"name": f"Renamed {held['id']}"},
            {"maxWaitTime": random.randint(0, 90), "fallbackSkill": None},
            {"specialOccasionId": None, "description": "Edited"},
        ]
    if "text" in held:
        return [
            {"text": f"Renamed {held['id']}"},
            {"enabled": not held["enabled"], "state": "Online"},
            {"order": random.randint(1, 5)},
        ]
    return [
        {"name": f"Renamed {held['id']}"},
        {"description": "Edited", "events": held["events"][1:]},
        {"isDefault": not held["isDefault"]},
    ]


def content(control: Control, account_id: str, without: Iterable[int] = ()) -> list[Any]:
    """Return what an account holds, without ids and without the numbers of positions."""
    kept = {collection: control.objects(account_id, collection) for collection in (OCCASIONS, REASONS)}
    kept[SKILLS] = [with_names(control, account_id, each) for each in control.objects(account_id, SKILLS)]
    shown = {
        collection: [each for each in objects if each["id"] not in set(without)]
        for collection, objects in kept.items()
    }
    order = [each["text"] for each in sorted(shown[REASONS], key=lambda each: int(each["order"]))]
    bare = [
        json.dumps(
            {name: value for name, value in each.items() if name not in _OF_LIVEPERSON}, sort_keys=True
        )
        for objects in shown.values()
        for each in objects
    ]
    return [sorted(bare), order]


def with_names(control: Control, account_id: str, skill: Wire) -> Wire:
    """Return a skill with the names of what it refers to; what nobody set is left out."""
    names = {
        each["id"]: each["name"]
        for collection in (OCCASIONS, SKILLS)
        for each in control.objects(account_id, collection)
    }
    named = {
        field: [names.get(each, each) for each in value]
        if isinstance(value, list)
        else names.get(value, value)
        for field, value in skill.items()
        if field in SKILL.references and value
    }
    kept = {
        field: value for field, value in skill.items() if field not in SKILL.references and value is not None
    }
    return {**kept, **named}


def make_skills(random: Random, control: Control, account_id: str) -> None:
    """Create skills that refer to occasions and to each other."""
    occasions = [each["id"] for each in control.objects(account_id, OCCASIONS)]
    made: list[int] = []
    for number in range(random.randint(0, 6)):
        fields: Wire = {"name": f"Skill {number}", **DEFAULTS}
        for field, ids in (("specialOccasionId", occasions), ("fallbackSkill", made)):
            if ids and random.random() < 0.7:
                fields[field] = random.choice(ids)
        if made and random.random() < 0.5:
            fields["skillTransferList"] = random.sample(made, random.randint(1, len(made)))
        made.append(control.foreign_create(account_id, SKILLS, fields)["id"])
    if len(made) > 1:  # so that some refer to each other in a circle
        control.foreign_update(account_id, SKILLS, made[0], {"fallbackSkill": made[-1]})


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_any_account_comes_back(simulator: Simulator, seed: int) -> None:
    random, control = Random(seed), simulator.control  # noqa: S311 - reproducible
    account_id = f"8{seed:07}"
    control.seed(account_id, {})
    control.set_knobs(
        order_policy=random.choice(("append", "prepend")),
        stale_check=random.choice(("strict", "mild")),
        list_select=random.choice(("whole", "ignored")),
    )
    names: set[str] = set()
    for collection, objects in account(random, 30).items():
        for each in distinct(objects, names):
            control.foreign_create(account_id, collection, each)
    make_skills(random, control, account_id)
    settings = Settings(account_id, simulator.url, BearerToken("simulator-bearer"))
    opened = open_for_writing(settings)
    snapshot = from_text(to_text(take_snapshot(opened, "trial")).encode())
    before = content(control, account_id)
    made = do_anything(random, control, account_id, names)

    outcomes = restored(snapshot, settings)

    assert [result(each) for each in outcomes if each.problem] == []
    assert content(control, account_id, made) == before
    assert restored(snapshot, settings) == []


@pytest.mark.parametrize("seed", range(5))
def test_any_account_goes_into_an_empty_one(simulator: Simulator, seed: int) -> None:
    random, control = Random(seed), simulator.control  # noqa: S311 - reproducible
    first, other = f"8{seed:07}", f"9{seed:07}"
    control.set_knobs(order_policy="append")
    for account_id in (first, other):
        control.seed(account_id, {})
    names: set[str] = set()
    for collection, objects in account(random, 30).items():
        for each in distinct(objects, names):
            control.foreign_create(first, collection, each)
    make_skills(random, control, first)
    settings = Settings(first, simulator.url, BearerToken("simulator-bearer"))
    snapshot = from_text(to_text(take_snapshot(open_for_writing(settings), "trial")).encode())

    outcomes = restored(snapshot, replace(settings, account_id=other))

    assert [result(each) for each in outcomes if each.problem] == []
    assert content(control, other) == content(control, first)
    assert restored(snapshot, replace(settings, account_id=other)) == []


def restored(snapshot: Snapshot, settings: Settings) -> list[Any]:
    opened = open_for_writing(settings)
    live = {kind: read_collection(opened, kind) for kind in object_kinds()}
    same_account = snapshot.account == settings.account_id
    plan = planned(snapshot.collections, live, lambda _: True, same_account=same_account)
    assert (
        preview(snapshot, plan, settings.account_id, {}, colour=False).isprintable() is False
    )  # it has lines
    return list(execute(opened, settings, plan))
