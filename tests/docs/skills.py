"""The story of the pages on skills: hours that are ignored, hours of others, and a skill in use."""

from pathlib import Path

from tests.docs.terminal import Blocks, from_diagnostics, shown
from tests.docs.workspace import SIGNED_IN, Workspace

ACCOUNT = "71234568"
UP = "pulumi", "up", "--yes", "--skip-preview"

PROGRAM = """from pulumi_liveperson import Skill, SkillHours, Workdays, weekly


def program() -> None:
    week = weekly("MO-FR", "09:00", "17:00", time_zone="Europe/London")
    desk = Workdays("desk", name="Desk", description="Weekdays", is_default=True, shifts=week)
"""
BILLING = '    SkillHours("billing", skill_name="billing", working_hours_id=desk.id)\n'
SALES = '    SkillHours("sales", skill_name="sales", special_occasion_id="")\n'
VIP = '    Skill("vip", name="vip")\n'


def skills(folder: Path) -> Blocks:
    """Write hours without the permission, and hours that another person has set; delete a skill in use."""
    with Workspace(folder) as here:
        here.environment |= {**SIGNED_IN, "LIVEPERSON_ACCOUNT_ID": ACCOUNT}
        here.pulumi("stack", "init", "team")
        control, program = here.control, "stacks/team.py"

        control.set_knobs(skill_hours_permission="ignore")
        here.write(program, PROGRAM + BILLING)
        yield "hours-ignored", from_diagnostics(shown(here, *UP, code=1))
        control.set_knobs(skill_hours_permission="granted")

        fair = {"name": "Trade fair", "description": "Closed", "isDefault": False, "events": []}
        occasion = control.foreign_create(ACCOUNT, "specialoccasion", fair)
        ids = {each["name"]: each["id"] for each in control.objects(ACCOUNT, "skills")}
        control.foreign_update(ACCOUNT, "skills", ids["sales"], {"specialOccasionId": occasion["id"]})
        here.write(program, PROGRAM + SALES)
        yield "hours-conflict", from_diagnostics(shown(here, *UP, code=1))

        here.write(program, PROGRAM + VIP)
        here.run(*UP)
        vip = next(each for each in control.objects(ACCOUNT, "skills") if each["name"] == "vip")
        control.use_skill(ACCOUNT, vip["id"], by=["users", "engagements"])
        here.write(program, PROGRAM)
        yield "skill-in-use", from_diagnostics(shown(here, *UP, code=1))
