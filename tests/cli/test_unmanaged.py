"""What the account holds that no resource manages, and what it has lost."""

import shutil

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import (
    NASTY,
    OCCASIONS,
    REASONS,
    WITHOUT_SKILLS,
    command,
    lists,
    made,
    occasion,
    reason,
)
from tests.engine.trial import ACCOUNT, Stack, resources

pytestmark = pytest.mark.engine

DECLARED = """
SpecialOccasion("year-end", name="Year end", description="Closed")
StatusReason("lunch", text="Lunch")
StatusReason("break", text="Break")
"""


@pytest.fixture
def managing(stack: Stack) -> Stack:
    """A stack that manages three objects."""
    stack.apply(DECLARED)
    return stack


def resource_ids(simulator: Simulator) -> dict[str, int]:
    return {each["text"]: each["id"] for each in simulator.control.objects(ACCOUNT, REASONS)}


def test_an_account_that_the_stack_manages_wholly_is_fine(managing: Stack, simulator: Simulator) -> None:
    state = managing.state()
    simulator.control.clear_requests()

    done = command(managing, "unmanaged", "--stack", "trial")

    assert (done.exit_code, done.beside) == (0, "")
    assert (
        done.said
        == f"Stack trial manages every object of account {ACCOUNT} except skills, and no managed object is "
        "lost.\n`liveperson unmanaged --stack trial --skills` counts skills too.\n"
    )
    assert lists(simulator.control) == WITHOUT_SKILLS
    assert managing.state() == state


def test_what_no_resource_manages_and_what_is_lost_is_listed(managing: Stack, simulator: Simulator) -> None:
    control = simulator.control
    first, second = made(control, OCCASIONS, occasion("zoo day"), occasion("Audit"))
    (third,) = made(control, REASONS, reason("Doctor"))
    (gone,) = made(control, REASONS, reason("Gone"))
    control.foreign_delete(ACCOUNT, REASONS, gone)
    lunch = resource_ids(simulator)["Lunch"]
    control.foreign_delete(ACCOUNT, REASONS, lunch)
    managing.pulumi("stack", "select").ok()

    done = command(managing, "unmanaged")

    assert (done.exit_code, done.beside) == (3, "")
    assert done.said == (
        f"No resource of stack trial manages these objects of account {ACCOUNT}:\n"
        f"special occasion  {second}  Audit\n"
        f"special occasion  {first}  zoo day\n"
        f"status reason     {third}  Doctor\n"
        "\n"
        f"Stack trial manages these objects, which account {ACCOUNT} no longer contains:\n"
        f"status reason  {lunch}  Lunch (resource lunch)\n"
        "\n"
        "3 unmanaged objects, 1 lost object.\n"
        "`liveperson export --stack trial` writes unmanaged objects as a program.\n"
        "To keep an object unmanaged, list it in accepted.yaml with a reason.\n"
        "`pulumi refresh` removes lost objects from the state. Then `pulumi up` creates them again.\n"
    )


@pytest.mark.slow
def test_what_another_stack_of_the_account_manages_is_listed_separately(
    managing: Stack, simulator: Simulator
) -> None:
    shutil.copy(managing.configuration, managing.project / "Pulumi.other.yaml")
    other = Stack(managing.project, managing.environment, "other")
    other.declare('StatusReason("own", text="Own")\nStatusReason("theirs", text="Lunch")')
    for done in (other.pulumi("stack", "init"), other.up()):
        assert done.exit_code == 0, done.said
    ids = resource_ids(simulator)

    found = command(managing, "unmanaged", "--stack", "trial")

    assert (found.exit_code, found.beside) == (3, "")
    assert found.said.startswith(
        f"This stack and another stack both manage these objects of account {ACCOUNT}:\n"
        f"status reason  {ids['Lunch']}  Lunch  other\n"
        "\n"
        f"Another stack manages these objects of account {ACCOUNT}:\n"
        f"status reason  {ids['Own']}  Own  other\n"
        "\n"
        "no unmanaged objects, no lost objects.\n"
    )
    said = command(managing, "doctor", "--stack", "trial").said
    assert "Stack other also manages 1 object of this stack (Lunch)" in " ".join(said.split())
    (managing.project / "stacks" / "trial.py").unlink()
    exported = command(managing, "export", "--stack", "trial")
    assert exported.exit_code == 0
    assert (
        "Left out, because stack other manages them: Own. To move an object to this stack, run"
        in exported.beside
    )
    (forget,) = [
        each["urn"] for each in resources(other.state()) if each["urn"].endswith("StatusReason::theirs")
    ]
    other.pulumi("state", "delete", forget, "--yes").ok()
    assert command(managing, "unmanaged", "--stack", "trial").exit_code == 0


def test_json_holds_all_that_there_is_to_know(managing: Stack, simulator: Simulator) -> None:
    (id_,) = made(simulator.control, REASONS, reason("Doctor"))
    lunch = resource_ids(simulator)["Lunch"]
    simulator.control.foreign_delete(ACCOUNT, REASONS, lunch)

    done = command(managing, "unmanaged", "--stack", "trial", "--json")

    assert (done.exit_code, done.beside) == (3, "")
    assert done.json == {
        "version": 1,
        "stack": "trial",
        "account": ACCOUNT,
        "unmanaged": [{"kind": "status reason", "id": id_, "name": "Doctor"}],
        "lost": [
            {
                "kind": "status reason",
                "id": str(lunch),
                "name": "Lunch",
                "resource": "lunch",
                "urn": "urn:pulumi:trial::liveperson-accounts::"
                "pulumi-python:dynamic/liveperson:StatusReason::lunch",
            }
        ],
        "accepted": [],
        "stale": [],
        "elsewhere": [],
        "counts_skills": False,
        "error": None,
    }


@pytest.mark.parametrize("select", ["whole", "ignored", "reject400"])
def test_a_collection_takes_no_more_than_three_requests(
    managing: Stack, simulator: Simulator, select: str
) -> None:
    simulator.control.set_knobs(list_select=select)
    made(simulator.control, OCCASIONS, *(occasion(f"Occasion {number}") for number in range(20)))
    simulator.control.clear_requests()

    done = command(managing, "unmanaged", "--stack", "trial", "--json")

    assert len(done.json["unmanaged"]) == 20
    asked = lists(simulator.control)
    assert max(map(asked.count, (OCCASIONS, REASONS))) <= 3


def test_names_cannot_draw_on_the_terminal(managing: Stack, simulator: Simulator) -> None:
    (id_,) = made(simulator.control, OCCASIONS, occasion(NASTY))

    done = command(managing, "unmanaged", "--stack", "trial", PYTHONIOENCODING="ascii")

    assert f'special occasion  {id_}  Christmas⏎[U+001B][31m"2026"[U+202E] <b>`|\n' in done.said


def test_an_object_that_waits_to_be_deleted_is_neither(managing: Stack, simulator: Simulator) -> None:
    managing.declare(
        DECLARED.replace('text="Lunch")', 'text="Luncheon", opts=opts)').replace(
            "\nSpecial",
            "\nimport pulumi\nopts = pulumi.ResourceOptions("
            'replace_on_changes=["text"], delete_before_replace=False)\nSpecial',
            1,
        )
    )
    simulator.control.add_fault("status_before", method="DELETE", status=400)
    assert managing.up().exit_code != 0
    assert sorted(resource_ids(simulator)) == ["Break", "Lunch", "Luncheon"]

    assert command(managing, "unmanaged", "--stack", "trial").exit_code == 0
    simulator.control.foreign_delete(ACCOUNT, REASONS, resource_ids(simulator)["Lunch"])
    assert command(managing, "unmanaged", "--stack", "trial").exit_code == 0


def test_an_account_that_cannot_be_read_is_no_empty_one(managing: Stack, simulator: Simulator) -> None:
    simulator.control.add_fault("status_before", path="/configuration/", times=99, status=403)

    done = command(managing, "unmanaged", "--stack", "trial", "--json")

    assert done.exit_code == 1
    assert done.json["account"] == ACCOUNT
    assert "was answered 403 Forbidden" in done.json["error"]
    assert done.json["unmanaged"] == done.json["lost"] == []
    assert done.beside == f"unmanaged: {done.json['error']}\n"
