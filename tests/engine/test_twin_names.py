"""Of two objects whose names look alike, the real engine works on the one that the program names."""

import pytest

from tests.engine.console import Console
from tests.engine.trial import Stack

pytestmark = pytest.mark.engine


def texts(console: Console) -> dict[str, str]:
    return {str(each["id"]): text for text, each in console.reasons.items()}


def test_an_object_is_never_taken_for_its_twin(stack: Stack, console: Console) -> None:
    names = [("Lunch", "Lunch "), ("Caf\u00e9", "Cafe\u0301"), ("Pausa Cafe\u0301", "Pausa Caf\u00e9")]
    made = {
        name: console.make(text=name)
        for own, twin in names
        for name in sorted((own, twin), reverse=own == "Lunch")
    }
    theirs = {made[twin]: twin for _, twin in names}

    stack.declare(
        "\n".join(f"StatusReason('r{place}', text={own!r})" for place, (own, _) in enumerate(names))
    )
    stack.up().ok()

    assert stack.ids() == {f"r{place}": made[own] for place, (own, _) in enumerate(names)}
    renamed = [f"StatusReason('r{place}', text='Renamed {place}')" for place in range(len(names))]
    new = [f"StatusReason('n{place}', text={own!r})" for place, (own, _) in enumerate(names)]
    stack.apply("\n".join([*renamed, *new]))

    ours = {id_: name for name, id_ in stack.ids().items()}
    assert ours.keys().isdisjoint(theirs)
    assert {id_: text for id_, text in texts(console).items() if id_ not in ours} == theirs
    stack.destroy().ok()
    assert texts(console) == theirs
