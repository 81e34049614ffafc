"""An account with forty skills, from an export over a change of its hours to its end."""

from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import command
from tests.engine.trial import ACCOUNT, Stack
from tests.objects import kind_named, wire
from tests.skills import remove_skills

pytestmark = [pytest.mark.engine, pytest.mark.slow, pytest.mark.timeout(600)]

OCCASIONS = ("Bank holidays", "Trade fair", "Nothing special")
WEEKS = ("Desk", "Late desk")
SERVERS = {
    "replaces, strict": {"skill_put": "replace", "stale_check": "strict"},
    "merges, mild": {"skill_put": "merge", "stale_check": "mild"},
    "lists summaries": {"skill_list_select": "ignored", "skill_nulls": "shown", "id_size": "above_53_bits"},
}


def fill(simulator: Simulator) -> dict[str, str]:
    """Create three occasions, two weeks and forty skills in the console; return the ids by name."""
    control = simulator.control
    remove_skills(control)
    ids: dict[str, str] = {}
    for kind, names in (("SpecialOccasion", OCCASIONS), ("Workdays", WEEKS)):
        known = kind_named(kind)
        for name in names:
            body = {**known.sent(wire(known, name)), "deleted": False}
            collection = known.path.rpartition("/")[2]
            ids[name] = str(control.foreign_create(ACCOUNT, collection, body)["id"])
    for number in range(40):
        skill: dict[str, Any] = {
            "name": f"Skill {number}",
            "description": "Theirs",
            "slaDefaultResponseTime": 60 * number,
            "workingHoursId": int(ids[WEEKS[number % 2]]),
            "specialOccasionId": int(ids[OCCASIONS[number % 2]]) if number % 4 else None,
            "new in this version": {"kept": [number]},
        }
        ids[skill["name"]] = str(control.foreign_create(ACCOUNT, "skills", skill)["id"])
    return ids


def skills(simulator: Simulator) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in simulator.control.objects(ACCOUNT, "skills")}


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("only", [["--only-hours"], []], ids=["SkillHours", "Skill"])
def test_an_account_of_forty_skills_lives_as_code(
    stack: Stack, simulator: Simulator, server: str, only: list[str]
) -> None:
    ids = fill(simulator)
    simulator.control.set_knobs(**SERVERS[server])
    program = stack.project / "stacks" / f"{stack.name}.py"
    program.unlink(missing_ok=True)

    exported = command(stack, "export", "--stack", stack.name, "--import", *only)
    assert exported.exit_code == 0, exported.said + exported.beside
    before = skills(simulator)
    stack.preview("--refresh", "--expect-no-changes").ok()

    text = program.read_text()
    assert text.count("special_occasion_id=trade_fair.id") == 20
    program.write_text(
        text.replace("special_occasion_id=trade_fair.id", "special_occasion_id=bank_holidays.id")
    )
    preview = stack.preview("--json").ok()
    assert len(preview.changes) == 20
    assert {tuple(fields) for fields in preview.changes.values()} == {("special_occasion_id",)}
    stack.up().ok()
    stack.preview("--refresh", "--expect-no-changes").ok()
    moved = int(ids["Bank holidays"]), int(ids["Trade fair"])
    for name, skill in skills(simulator).items():
        was = before[name].get("specialOccasionId")
        expected = {**before[name], "specialOccasionId": moved[0] if was == moved[1] else was}
        assert skill == {**skill, **expected, "dateUpdated": skill["dateUpdated"]}

    stack.destroy().ok()
    left = skills(simulator)
    assert set(left) == (set(before) if only else set())
    assert not any(each.get("workingHoursId") or each.get("specialOccasionId") for each in left.values())
    assert all(each["new in this version"] and each["description"] == "Theirs" for each in left.values())
    for collection in ("specialoccasion", "workinghours"):
        assert simulator.control.objects(ACCOUNT, collection) == []
