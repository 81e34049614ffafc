"""One default at a time: the write that makes B the default and the one that takes it from A never fight."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.auth.sign_in import BearerToken
from pulumi_liveperson.client.errors import ConflictError
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.client.writes.operation import Known
from pulumi_liveperson.client.writes.writer import Writer
from tests.contract.process import FakeClock

ACCOUNT = "71234567"
Step = Callable[[Writer], Any]


def occasion(name: str, *, is_default: bool, description: str = "as it was") -> Wire:
    return {"name": name, "description": description, "isDefault": is_default, "events": []}


def new_writer(simulator: Simulator) -> Writer:
    token = BearerToken("simulator-bearer")
    account = Account(
        ACCOUNT, simulator.url, token, {SPECIAL_OCCASION: Expectations()}, retries=Retries(FakeClock())
    )
    return account.writer(SPECIAL_OCCASION)


@pytest.fixture(params=["strict", "mild"])
def server(request: pytest.FixtureRequest, simulator: Simulator) -> Simulator:
    simulator.control.set_knobs(stale_check=request.param)
    return simulator


@pytest.fixture
def a(server: Simulator) -> Known:
    return new_writer(server).create(occasion("A", is_default=True))


@pytest.fixture
def b(server: Simulator) -> Known:
    return new_writer(server).create(occasion("B", is_default=False))


def defaults(simulator: Simulator) -> list[str]:
    stored = simulator.control.objects(ACCOUNT, "specialoccasion")
    return [each["name"] for each in stored if each["isDefault"]]


def carry_out(writer: Writer, steps: tuple[Step, ...], threads: int) -> None:
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda step: step(writer), steps))


def takes(known: Known, **changes: object) -> Step:
    """Return the update of an object from what the state knows."""
    return lambda writer: writer.update(known.id, known.content, {**known.content, **changes})


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_default_moves_from_one_to_the_other_by_updates(
    server: Simulator, a: Known, b: Known, order: tuple[int, ...], threads: int
) -> None:
    other = new_writer(server).create(occasion("C", is_default=False))
    steps = (
        takes(a, isDefault=False, description="not the default"),
        takes(b, isDefault=True),
        takes(other, description="another"),
    )

    carry_out(new_writer(server), tuple(steps[number] for number in order), threads)

    assert defaults(server) == ["B"]
    after = new_writer(server)
    assert [after.read(each.id).content["description"] for each in (a, b, other)] == [  # type: ignore[union-attr]
        "not the default",
        "as it was",
        "another",
    ]


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_the_default_moves_to_a_new_object(
    server: Simulator, a: Known, order: tuple[int, ...], threads: int
) -> None:
    steps: tuple[Step, ...] = (
        takes(a, isDefault=False),
        lambda writer: writer.create(occasion("new", is_default=True)),
    )

    carry_out(new_writer(server), tuple(steps[number] for number in order), threads)

    assert defaults(server) == ["new"]


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_the_default_moves_while_the_old_one_is_deleted(
    server: Simulator, a: Known, b: Known, order: tuple[int, ...], threads: int
) -> None:
    steps: tuple[Step, ...] = (lambda writer: writer.delete(a.id, a.content), takes(b, isDefault=True))

    carry_out(new_writer(server), tuple(steps[number] for number in order), threads)

    assert defaults(server) == ["B"]
    assert new_writer(server).read(a.id) is None


@pytest.mark.parametrize("fault", ["drop_after", "status_after"])
def test_a_lost_answer_to_the_new_default_is_no_conflict_for_the_old_one(
    server: Simulator, a: Known, b: Known, fault: str
) -> None:
    writer = new_writer(server)
    server.control.add_fault(fault, method="PUT", status=503)

    takes(b, isDefault=True)(writer)
    takes(a, isDefault=False, description="changed")(writer)

    assert defaults(server) == ["B"]


def test_a_default_that_somebody_else_moved_is_a_conflict(server: Simulator, a: Known, b: Known) -> None:
    server.control.foreign_update(ACCOUNT, "specialoccasion", b.id, {"isDefault": True})

    with pytest.raises(ConflictError, match="isDefault: Pulumi knew true, LivePerson holds false"):
        takes(a, description="changed")(new_writer(server))

    assert defaults(server) == ["B"]
