"""An export of skills: each with what differs from LivePerson's defaults, or only its hours."""

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import OCCASIONS, command, made, occasion
from tests.cli.exporting import export
from tests.cli.test_workdays import OFFICE
from tests.cli.test_workdays import made as made_workdays
from tests.engine.trial import Stack
from tests.skills import make_skill

pytestmark = pytest.mark.engine

PROGRAM = '''\
"""The objects of account 71234567 at the time of the export."""

from pulumi_liveperson import Skill, SpecialOccasion, Workdays, weekly


def program() -> None:
    """Declare the account."""
    uk_bank_holidays = SpecialOccasion("uk-bank-holidays", name="UK bank holidays", description="Closed")
    print_2 = Workdays(
        "print",
        name="Print",
        description="Office",
        shifts=weekly("MO-FR", "09:00", "17:30", time_zone="Europe/Lisbon"),
    )
    night = Skill("night", name="Night", description="At night")
    Skill(
        "billing",
        name="Billing",
        wrap_up_time=30,
        working_hours_id=print_2.id,
        special_occasion_id=uk_bank_holidays.id,
        fallback_skill=night.id,
    )
    Skill("plain", name="Plain")
'''
HOURS = '''\
"""The objects of account 71234567 at the time of the export."""

from pulumi_liveperson import SkillHours


def program() -> None:
    """Declare the account."""
    SkillHours(
        "billing",
        skill_name="Billing",
        working_hours_id="{workdays}",  # workdays object "Print"
        special_occasion_id="{occasion}",  # special occasion "UK bank holidays"
    )
'''


@pytest.fixture
def ids(simulator: Simulator) -> dict[str, str]:
    """The ids of an account of three skills, of which one has hours and refers to another one."""
    (holidays,) = made(simulator.control, OCCASIONS, occasion("UK bank holidays"))
    workdays = made_workdays(simulator, "Print", OFFICE)
    control = simulator.control
    night = make_skill(control, "Night", description="At night")
    hours = {"workingHoursId": int(workdays), "specialOccasionId": int(holidays)}
    billing = make_skill(control, "Billing", wrapUpTime=30, fallbackSkill=int(night), **hours)
    make_skill(control, "Plain", unheardOf={"of": 1})
    return {"occasion": holidays, "workdays": workdays, "night": night, "billing": billing}


def program_of(stack: Stack) -> str:
    return (stack.project / "stacks" / "trial.py").read_text()


@pytest.mark.usefixtures("ids")
def test_an_export_declares_skills_after_their_targets_and_the_preview_shows_no_changes(
    newcomer: Stack,
) -> None:
    done = export(newcomer, "--import")

    assert (done.exit_code, done.beside.splitlines()[-1]) == (
        0,
        "Imported 1 special occasion, 1 workdays object and 3 skills. `pulumi preview` shows no changes.",
    )
    assert program_of(newcomer) == PROGRAM
    newcomer.expect_no_changes()
    assert command(newcomer, "unmanaged", "--stack", "trial").exit_code == 0


def test_only_hours_are_exported_of_skills_that_have_some(newcomer: Stack, ids: dict[str, str]) -> None:
    done = export(newcomer, "--only-hours", "--type", "skill", "--import")

    assert (done.exit_code, done.beside.splitlines()[-1]) == (
        0,
        "Imported the hours of 1 skill. `pulumi preview` shows no changes.",
    )
    assert program_of(newcomer) == HOURS.format(**ids)
    newcomer.expect_no_changes()


@pytest.mark.slow
@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("words", [[], ["--only-hours"]])
@pytest.mark.parametrize("host", ["ours", "stock"])
def test_the_import_file_leads_to_a_preview_without_changes(
    newcomer: Stack, words: list[str], host: str
) -> None:
    if host == "stock":
        newcomer.use_the_stock_host()
    done = export(newcomer, *words)
    newcomer.pulumi(*done.beside.splitlines()[-1].split()[1:], "--yes").ok()

    newcomer.expect_no_changes()


@pytest.mark.slow
@pytest.mark.usefixtures("ids")
def test_declarations_that_are_added_to_a_program_can_be_imported(stack: Stack) -> None:
    printed = export(stack).said
    names = "Skill, SpecialOccasion, Workdays, weekly"
    program = stack.project / "stacks" / "trial.py"
    program.write_text(f"from pulumi_liveperson import {names}\n\n\ndef program() -> None:\n{printed}")

    done = export(stack, "--import")

    assert (done.exit_code, done.beside.splitlines()[-1]) == (
        0,
        "Imported 1 special occasion, 1 workdays object and 3 skills. `pulumi preview` shows no changes.",
    )
    stack.expect_no_changes()
