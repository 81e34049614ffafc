"""One default at a time: the write that makes B the default and the one that takes it from A never fight."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import ConflictError
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.writes.operation import Known
from pulumi_liveperson.client.writes.writer import Writer
from tests.contract.place import Place
from tests.contract.process import occasion

Step = Callable[[Writer], Any]


def new_writer(place: Place) -> Writer:
    return place.process(SPECIAL_OCCASION).writer


pytestmark = pytest.mark.usefixtures("stale_check")


@pytest.fixture(autouse=True)
def default(place: Place) -> None:
    place.needs_default(SPECIAL_OCCASION)


def declared(place: Place, name: str, *, is_default: bool) -> Known:
    """Create an object, and return it as the state knows it: as it was declared."""
    content = occasion(name, isDefault=is_default)
    return replace(new_writer(place).create(content), content=content)


@pytest.fixture
def a(place: Place) -> Known:
    return declared(place, "A", is_default=True)


@pytest.fixture
def b(place: Place) -> Known:
    return declared(place, "B", is_default=False)


def defaults(place: Place) -> list[str]:
    held = place.console(SPECIAL_OCCASION).live()
    return [name for name, each in held.items() if each["isDefault"]]


def carry_out(writer: Writer, steps: tuple[Step, ...], threads: int) -> None:
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda step: step(writer), steps))


def takes(known: Known, **changes: object) -> Step:
    """Return the update of an object from what the program has declared."""
    base = occasion(known.content["name"], isDefault=known.content["isDefault"])
    return lambda writer: writer.update(known.id, base, {**base, **changes})


@pytest.mark.account
@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_default_moves_from_one_to_the_other_by_updates(
    place: Place, a: Known, b: Known, order: tuple[int, ...], threads: int
) -> None:
    other = declared(place, "C", is_default=False)
    steps = (
        takes(a, isDefault=False, description="not the default"),
        takes(b, isDefault=True),
        takes(other, description="another"),
    )

    carry_out(new_writer(place), tuple(steps[number] for number in order), threads)

    assert defaults(place) == ["B"]
    after = new_writer(place)
    assert [after.read(each.id).content["description"] for each in (a, b, other)] == [  # type: ignore[union-attr]
        "not the default",
        "Closed",
        "another",
    ]


@pytest.mark.account
@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_the_default_moves_to_a_new_object(
    place: Place, a: Known, order: tuple[int, ...], threads: int
) -> None:
    steps: tuple[Step, ...] = (
        takes(a, isDefault=False),
        lambda writer: writer.create(occasion("new", isDefault=True)),
    )

    carry_out(new_writer(place), tuple(steps[number] for number in order), threads)

    assert defaults(place) == ["new"]


@pytest.mark.account
@pytest.mark.needs_default("delete_default")
@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_the_default_moves_while_the_old_one_is_deleted(
    place: Place, a: Known, b: Known, order: tuple[int, ...], threads: int
) -> None:
    steps: tuple[Step, ...] = (lambda writer: writer.delete(a.id, a.content), takes(b, isDefault=True))

    carry_out(new_writer(place), tuple(steps[number] for number in order), threads)

    assert defaults(place) == ["B"]
    assert new_writer(place).read(a.id) is None


@pytest.mark.parametrize("fault", ["drop_after", "status_after"])
def test_a_lost_answer_to_the_new_default_is_not_a_conflict_for_the_old_one(
    simulator: Simulator, place: Place, a: Known, b: Known, fault: str
) -> None:
    writer = new_writer(place)
    simulator.control.add_fault(fault, method="PUT", status=503)

    takes(b, isDefault=True)(writer)
    takes(a, isDefault=False, description="changed")(writer)

    assert defaults(place) == ["B"]


@pytest.mark.account
def test_a_default_that_another_person_moved_is_a_conflict(place: Place, a: Known, b: Known) -> None:
    place.console(SPECIAL_OCCASION).edit(b.id, isDefault=True)

    with pytest.raises(ConflictError, match="isDefault: the state has true, LivePerson has false"):
        takes(a, description="changed")(new_writer(place))

    assert defaults(place) == ["B"]
