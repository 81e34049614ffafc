"""The skills with which every account of the simulator begins."""

from typing import Any

from liveperson_simulator.client import Control
from liveperson_simulator.skill_rules import DEFAULTS

ACCOUNT = "71234567"


def begin_without_skills(control: Control) -> None:
    """Reset the simulator to an empty account."""
    control.reset()
    remove_skills(control)


def remove_skills(control: Control, *accounts: str) -> None:
    """Delete all skills, for a test that begins with an empty account."""
    for account in accounts or (ACCOUNT,):
        for skill in control.objects(account, "skills"):
            control.foreign_delete(account, "skills", str(skill["id"]))
    control.clear_requests()


def make_skill(control: Control, name: str, **fields: Any) -> str:
    """Let somebody in the console make a skill, and return its id."""
    return str(control.foreign_create(ACCOUNT, "skills", {"name": name, **DEFAULTS, **fields})["id"])


def held_skills(control: Control) -> dict[str, dict[str, Any]]:
    """Return the skills of the account by name."""
    return {each["name"]: each for each in control.objects(ACCOUNT, "skills")}
