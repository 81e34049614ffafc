"""What the commands say of skills and of the hours of skills that a stack manages, or does not."""

import shutil

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import OCCASIONS, WITHOUT_SKILLS, command, lists, made, occasion
from tests.cli.patient import WAYS, Patient
from tests.engine.trial import ACCOUNT, Stack
from tests.skills import held_skills, make_skill

pytestmark = pytest.mark.engine

DECLARED = """
holidays = SpecialOccasion("holidays", name="Holidays", description="Closed")
SkillHours("sales", skill_name="Sales", special_occasion_id=holidays.id)
Skill("billing", name="Billing", wrap_up_time=30)
"""


def unmanaged(stack: Stack, *words: str) -> list[str]:
    """Return the names of the objects without a resource."""
    found = command(stack, "unmanaged", "--stack", stack.name, "--json", *words).json
    return [each["name"] for each in found["unmanaged"]]


@pytest.fixture
def managing(stack: Stack, simulator: Simulator) -> Stack:
    """A stack with a skill, and the hours of another one, in an account of three."""
    for name in ("Sales", "Theirs"):
        make_skill(simulator.control, name)
    stack.apply(DECLARED)
    simulator.control.clear_requests()
    return stack


@pytest.mark.slow
def test_skills_count_where_a_stack_manages_some_or_if_they_are_asked_for(
    managing: Stack, simulator: Simulator
) -> None:
    assert unmanaged(managing) == ["Theirs"]
    (managing.project / "accepted.yaml").write_text(
        "unmanaged: [{stack: trial, type: skill, name: Theirs, reason: HR}]"
    )
    assert command(managing, "unmanaged", "--stack", "trial").exit_code == 0
    (managing.project / "accepted.yaml").unlink()
    managing.apply('SpecialOccasion("holidays", name="Holidays", description="Closed")')
    simulator.control.clear_requests()

    assert unmanaged(managing) == []
    assert lists(simulator.control) == WITHOUT_SKILLS
    assert unmanaged(managing, "--skills") == ["Sales", "Theirs"]


def test_an_entry_about_skills_is_not_outdated_where_no_skills_are_read(stack: Stack) -> None:
    (stack.project / "accepted.yaml").write_text(
        "unmanaged: [{stack: trial, type: skill, name: Theirs, reason: HR}]"
    )

    assert command(stack, "unmanaged", "--stack", "trial", "--json").json["stale"] == []


def test_hours_whose_skill_is_gone_are_lost(managing: Stack, simulator: Simulator) -> None:
    sales = held_skills(simulator.control)["Sales"]["id"]
    simulator.control.foreign_delete(ACCOUNT, "skills", str(sales))

    done = command(managing, "unmanaged", "--stack", "trial")

    assert f"skill  {sales}  Sales (resource sales)\n" in done.said
    assert (
        "It does not create the skill of a SkillHours: remove that resource from the program.\n" in done.said
    )


def test_a_skill_and_its_hours_in_two_stacks_are_a_shared_object(managing: Stack) -> None:
    shutil.copy(managing.configuration, managing.project / "Pulumi.other.yaml")
    other = Stack(managing.project, managing.environment, "other")
    other.declare(
        f'{DECLARED.splitlines()[1]}\nSkillHours("b", skill_name="Billing", special_occasion_id=holidays.id)'
    )
    for done in (other.pulumi("stack", "init"), other.up()):
        assert done.exit_code == 0, done.said

    found = command(managing, "unmanaged", "--stack", "trial", "--json").json

    shared = [(each["kind"], each["name"]) for each in found["elsewhere"] if each["shared"]]
    assert sorted(shared) == [("skill", "Billing"), ("special occasion", "Holidays")]


def test_without_the_right_to_read_skills_other_objects_are_listed(
    managing: Stack, simulator: Simulator
) -> None:
    made(simulator.control, OCCASIONS, occasion("Audit"))
    simulator.control.add_fault("status_before", path="/skills", status=403, times=99)

    listed = command(managing, "unmanaged", "--stack", "trial")
    exported = command(managing, "export", "--stack", "trial")

    beside = "These credentials may not read skills, so unmanaged and lost skills are not shown.\n"
    assert (listed.exit_code, listed.beside) == (3, beside)
    assert "1 unmanaged object, no lost objects.\n" in listed.said
    assert exported.exit_code == 0
    assert exported.beside.startswith("These credentials may not read skills, so skills are not exported.\n")
    assert 'SpecialOccasion("audit"' in exported.said


def test_a_program_is_not_written_without_the_skills_that_it_would_delete(
    managing: Stack, simulator: Simulator
) -> None:
    (managing.project / "stacks" / "trial.py").unlink()
    simulator.control.add_fault("status_before", path="/skills", status=403, times=99)

    refused = command(managing, "export", "--stack", "trial")

    assert refused.exit_code == 1
    assert (
        "The stack manages 2 skills (billing, sales), which these credentials may not read." in refused.beside
    )


def test_a_lost_program_is_written_again_with_skills_and_hours(managing: Stack, simulator: Simulator) -> None:
    program = managing.project / "stacks" / "trial.py"
    program.unlink()
    simulator.control.foreign_update(
        ACCOUNT, "skills", str(held_skills(simulator.control)["Sales"]["id"]), {"description": "Edited"}
    )

    assert command(managing, "export", "--stack", "trial", "--type", "special-occasion").exit_code == 0

    assert program.read_text().partition('account."""\n')[2] == (
        '    holidays = SpecialOccasion("holidays", name="Holidays", description="Closed")\n'
        '    Skill("billing", name="Billing", wrap_up_time=30)\n'
        '    SkillHours("sales", skill_name="Sales", special_occasion_id=holidays.id)\n'
    )
    managing.expect_no_changes()


def test_the_doctor_reads_skills_and_finds_hours_of_a_deleted_object(
    patient: Patient, simulator: Simulator
) -> None:
    make_skill(simulator.control, "Sales")
    patient.stack.apply(DECLARED)
    (held,) = simulator.control.objects(ACCOUNT, OCCASIONS)
    simulator.control.foreign_delete(ACCOUNT, OCCASIONS, str(held["id"]))

    visit = patient.sees_doctor()

    assert visit.says("program") == "Declares 1 special occasion, 1 skill and the hours of 1 skill."
    assert visit.says("skills").startswith("Readable: 2 objects at revision ")
    (warning,) = visit.warnings
    assert warning.startswith(
        "resources: Resources refer to objects that the account does not contain "
        f"(sales to the special occasion {held['id']}): run `pulumi refresh`"
    )


def test_the_doctor_of_a_stack_with_skills_needs_to_read_them(patient: Patient, simulator: Simulator) -> None:
    make_skill(simulator.control, "Sales")
    patient.stack.apply(DECLARED)
    simulator.control.add_fault("status_before", path="/skills", status=403, times=99)

    visit = patient.sees_doctor()

    assert visit.failed == ["skills"]


def test_a_user_who_may_not_configure_hours_is_noticed(patient: Patient, simulator: Simulator) -> None:
    make_skill(simulator.control, "Sales")
    patient.stack.apply(DECLARED)
    patient.forget("clientId", "clientSecret")
    login = {name: value.replace("simulator", "unprivileged") for name, value in WAYS["user login"].items()}

    visit = patient.sees_doctor(**login)

    (warning,) = (each for each in visit.warnings if "(10027)" in each)
    assert warning.startswith(
        "sign-in: LivePerson may not write the hours of skills: the user lacks the privilege 10027. Skills "
        "need the permission to administer skills, and for their hours "
    )
