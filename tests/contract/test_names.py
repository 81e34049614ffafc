"""An object is found by its name, in whatever way LivePerson writes that back."""

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import NameTakenError
from pulumi_liveperson.client.kinds.kind import Kind
from tests.contract.process import ACCOUNT, Console, Process

NAME = " Agent's café "
FORMS = pytest.mark.parametrize("form", ["trimmed", "escaped", "escaped_all", "nfc", "nfd"])


def stored(simulator: Simulator, kind: Kind) -> dict[str, str]:
    """Return the names of all objects by their ids, as LivePerson keeps them."""
    objects = simulator.control.objects(ACCOUNT, kind.path.rpartition("/")[2])
    return {str(each["id"]): each[kind.key] for each in objects}


@FORMS
def test_a_create_whose_answer_is_lost_happens_once(
    simulator: Simulator, process: Process, kind: Kind, form: str
) -> None:
    simulator.control.set_knobs(text_form=form)
    simulator.control.add_fault("drop_after", method="POST", path=kind.path)

    created = process.create(NAME)

    assert stored(simulator, kind) == {created.id: NAME}


@pytest.mark.needs_default("list_select", "skill_list_select")
@FORMS
def test_creates_of_one_request_get_their_own_ids(
    simulator: Simulator, process: Process, kind: Kind, form: str
) -> None:
    simulator.control.set_knobs(text_form=form)
    one, two = process.at_once(lambda: process.create(NAME), lambda: process.create(f"{NAME}2", 1))

    assert stored(simulator, kind) == {one.result().id: NAME, two.result().id: f"{NAME}2"}
    assert process.count("GET") == 1


@FORMS
def test_an_equal_object_of_that_name_is_taken_over_and_a_different_one_is_not(
    simulator: Simulator, process: Process, kind: Kind, form: str
) -> None:
    console = Console(simulator, kind)
    equal, _ = console.create(NAME), console.create(f"{NAME}2", 1)
    simulator.control.set_knobs(text_form=form)

    assert process.create(NAME).id == equal
    with pytest.raises(NameTakenError):
        process.create(f"{NAME}2", 2)


def test_the_name_itself_is_looked_for_first(simulator: Simulator, process: Process, kind: Kind) -> None:
    console = Console(simulator, kind)
    _, plain = console.create("A &amp; B", 1), console.create("A & B")

    assert process.create("A & B").id == plain
