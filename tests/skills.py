"""The skills with which every account of the simulator begins."""

from liveperson_simulator.client import Control

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
