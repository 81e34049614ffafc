"""Of two objects whose names look alike, the real engine works on the one that the program names."""

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack, resources

pytestmark = pytest.mark.engine


def test_an_object_is_never_taken_for_its_twin(stack: Stack, simulator: Simulator) -> None:
    names = [("Lunch", "Lunch "), ("Caf\u00e9", "Cafe\u0301"), ("Pausa Cafe\u0301", "Pausa Caf\u00e9")]
    made = {
        name: _made(simulator, name)
        for own, twin in names
        for name in sorted((own, twin), reverse=own == "Lunch")
    }
    theirs = {made[twin]: twin for _, twin in names}

    stack.declare(
        "\n".join(f"StatusReason('r{place}', text={own!r})" for place, (own, _) in enumerate(names))
    )
    taken_over = stack.up()

    assert taken_over.exit_code == 0, taken_over.said
    assert _managed(stack) == {f"r{place}": made[own] for place, (own, _) in enumerate(names)}
    renamed = [f"StatusReason('r{place}', text='Renamed {place}')" for place in range(len(names))]
    new = [f"StatusReason('n{place}', text={own!r})" for place, (own, _) in enumerate(names)]
    stack.declare("\n".join([*renamed, *new]))
    updated = stack.up()

    assert updated.exit_code == 0, updated.said
    ours = {id_: name for name, id_ in _managed(stack).items()}
    assert ours.keys().isdisjoint(theirs)
    assert {id_: text for id_, text in _texts(simulator).items() if id_ not in ours} == theirs
    destroyed = stack.destroy()
    assert destroyed.exit_code == 0, destroyed.said
    assert _texts(simulator) == theirs


def _made(simulator: Simulator, text: str) -> str:
    body = {"text": text, "state": "Away", "enabled": True}
    return str(simulator.control.foreign_create(ACCOUNT, "status-reasons", body)["id"])


def _texts(simulator: Simulator) -> dict[str, str]:
    return {str(each["id"]): each["text"] for each in simulator.control.objects(ACCOUNT, "status-reasons")}


def _managed(stack: Stack) -> dict[str, str]:
    return {each["urn"].rpartition("::")[2]: each["id"] for each in resources(stack.state())}
