"""The story of the page on hours: Christmas, a moment, the new year, and LivePerson's own status."""

import datetime as dt
from pathlib import Path

from tests.docs.terminal import Blocks, shown
from tests.docs.workspace import SIGNED_IN, Workspace

ACCOUNT = "71234568"
HOURS = "liveperson", "hours", "--stack", "support"

PROGRAM = """from pulumi_liveperson import SkillHours, SpecialOccasion, Workdays
from pulumi_liveperson import open_hours, public_holidays, weekly

LONDON = "Europe/London"


def program() -> None:
    week = weekly("MO-FR", "09:00", "17:30", time_zone=LONDON)
    desk = Workdays("desk", name="Desk", description="Weekdays", is_default=True, shifts=week)
    holidays = SpecialOccasion(
        "bank-holidays",
        name="Bank holidays",
        description="England, and a short Christmas Eve",
        events=[
            *public_holidays("GB", 2026, subdivision="ENG", time_zone=LONDON),
            open_hours("2026-12-24", "09:00", "13:00", time_zone=LONDON, name="Christmas Eve"),
        ],
    )
    always = Workdays(
        "always", name="Always", description="Day and night",
        shifts=weekly("MO-SU", "00:00", "24:00", time_zone=LONDON),
    )
    SkillHours("billing", skill_name="billing", working_hours_id="", special_occasion_id=holidays.id)
    SkillHours("sales", skill_name="sales", working_hours_id="", special_occasion_id=holidays.id)
    SkillHours("support", skill_name="support", working_hours_id=always.id, special_occasion_id="")
"""
CHRISTMAS_EVE = dt.datetime(2026, 12, 24, 15, tzinfo=dt.UTC)


def opening(folder: Path) -> Blocks:
    """Show the hours of a stack, and compare them with the status that LivePerson returns."""
    with Workspace(folder) as here:
        here.environment |= {**SIGNED_IN, "LIVEPERSON_ACCOUNT_ID": ACCOUNT}
        here.pulumi("stack", "init", "support")
        here.write("stacks/support.py", PROGRAM)
        here.run("pulumi", "up", "--yes", "--skip-preview")
        yield "hours-week", shown(here, *HOURS, "--from", "2026-12-21")
        yield "hours-at", shown(here, *HOURS, "--at", CHRISTMAS_EVE.isoformat())
        yield "hours-horizon", shown(here, *HOURS, "--horizon", "90d", "--from", "2026-11-29", code=3)
        here.control.set_knobs(clock_time=str(int(CHRISTMAS_EVE.timestamp())))
        yield "hours-verify", shown(here, *HOURS, "--verify")
