"""What a report says about hours is what LivePerson's own status returns before and after the update."""

import datetime as dt
import json
import random
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import command
from tests.engine.trial import Stack
from tests.skills import begin_without_skills, make_skill

pytestmark = [pytest.mark.engine, pytest.mark.slow]

FIRST = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
ZONES = ("Europe/Berlin", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
TIMES = (("00:00", "24:00"), ("09:00", "17:30"), ("02:15", "03:30"), ("22:00", "24:00"))
UPDATES, MOMENTS, MOST_CHANGES = 3, 3, 5
Status = dict[str, bool]


def week(chance: random.Random) -> str:
    """Return the shifts of a week, as a program writes them."""
    start, end = chance.choice(TIMES)
    days = ",".join(chance.sample(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), chance.randint(1, 7)))
    return f'weekly("{days}", "{start}", "{end}", time_zone="{chance.choice(ZONES)}")'


def days_off(chance: random.Random) -> str:
    """Return the events of an occasion, as a program writes them."""
    dates = chance.sample(range(60), chance.randint(0, 4))
    zone = chance.choice(ZONES)
    days = [(FIRST + dt.timedelta(days=each)).date() for each in dates]
    events = [f'closed("{day}", time_zone="{zone}")' for day in days]
    return f"[{', '.join(events)}]"


def program(chance: random.Random) -> str:
    """Return a program in which two kinds of resources decide the hours of three skills."""
    default, other = chance.choice([(True, False), (False, True)])
    references = ['""', "one.id", "two.id"]
    off = chance.choice([True, False])
    workdays = 'Workdays("{0}", name="{0}", description="x", shifts={1}, is_default={2})'
    lines = [
        f"one = {workdays.format('one', week(chance), default)}",
        f"two = {workdays.format('two', week(chance), other)}",
        f'off = SpecialOccasion("o", name="x", description="x", events={days_off(chance)}, is_default={off})',
    ]
    for name, start in (
        ("a", 'Skill("a", name'),
        ("b", 'Skill("b", name'),
        ("c", 'SkillHours("c", skill_name'),
    ):
        own, occasion = chance.choice(references), chance.choice(['""', "off.id"])
        lines.append(f'{start}="{name}", working_hours_id={own}, special_occasion_id={occasion})')
    return "\n".join(lines)


def status(stack: Stack, simulator: Simulator, at: dt.datetime) -> Status:
    """Return which skills are open at a moment, as LivePerson returns it."""
    simulator.control.set_knobs(clock_time=int(at.timestamp()))
    skills = command(stack, "hours", "--stack", "trial", "--live", "--verify", "--json").json["skills"]
    return {each["skill"]: each["liveperson"]["on_shift"] for each in skills}


def reported(stack: Stack) -> dict[str, list[dict[str, Any]]]:
    """Return the times in which a report says that the hours change, for each skill."""
    preview = stack.preview("--json", "--show-sames", "--refresh").ok().json
    (stack.project / "preview.json").write_text(json.dumps(preview))
    hours = command(
        stack, "report", "preview.json", "--format", "json", "--hours-from", str(FIRST.date())
    ).json["hours"]
    lines = hours["skills"] if hours else []
    return {
        name: line["changes"]
        for line in lines
        for name in [*line["skills"], *["theirs"] * line["others"]]
        if line["operation"] == "update"
    }


def moments(chance: random.Random, changes: dict[str, list[dict[str, Any]]]) -> list[dt.datetime]:
    """Return moments of the period, and moments close to the edges of changes."""
    edges = [dt.datetime.fromisoformat(each["start"]) for found in changes.values() for each in found]
    edges += [dt.datetime.fromisoformat(each["end"]) for found in changes.values() for each in found]
    close = [
        each + dt.timedelta(minutes=chance.choice([-2, 0, 2]))
        for each in chance.sample(edges, min(MOST_CHANGES, len(edges)))
    ]
    return [*(FIRST + dt.timedelta(minutes=chance.randint(0, 60 * 24 * 60)) for _ in range(MOMENTS)), *close]


def said(changes: list[dict[str, Any]], at: dt.datetime) -> tuple[str, str] | None:
    """Return the states before and after a change at a moment; `None` if nothing changes then."""
    for each in changes:
        if dt.datetime.fromisoformat(each["start"]) <= at < dt.datetime.fromisoformat(each["end"]):
            return each["before"], each["after"]
    return None


@pytest.mark.parametrize("seed", [1, 2])
def test_the_hours_of_a_report_are_those_of_the_update(stack: Stack, simulator: Simulator, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for a secret
    begin_without_skills(simulator.control)
    for name in ("c", "theirs"):
        make_skill(simulator.control, name)
    stack.apply(program(chance))
    for _ in range(UPDATES):
        stack.declare(program(chance))
        changes = reported(stack)
        asked = moments(chance, changes)
        before = [status(stack, simulator, at) for at in asked]
        stack.up().ok()
        after = [status(stack, simulator, at) for at in asked]

        for at, was, will_be in zip(asked, before, after, strict=True):
            for skill in was:
                words = tuple("open" if each[skill] else "closed" for each in (was, will_be))
                found = said(changes.get(skill, []), at)
                assert found == (words if words[0] != words[1] else None), (skill, at)
