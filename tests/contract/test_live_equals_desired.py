"""What LivePerson holds as it is wanted already is no conflict, whatever was there before."""

from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.errors import ConflictError
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.registry import kinds
from pulumi_liveperson.wire import to_wire
from tests.contract.line import Line
from tests.contract.process import (
    ACCOUNT,
    BEARER,
    Console,
    FakeClock,
    Process,
    account,
    occasion,
)
from tests.objects import another, wire


def changes(kind: Kind) -> dict[str, Any]:
    """Return another value of each field but the name."""
    return {name: value for name, value in to_wire(another(kind, "")).items() if name != kind.key}


FIELDS = [(kind, name) for kind in kinds() for name in changes(kind)]


def known(simulator: Simulator, kind: Kind) -> tuple[Console, Process, str, Wire]:
    """Make an object; return who may edit it, who updates it, its id, and what Pulumi knows of it."""
    console = Console(simulator, kind)
    base = wire(kind, "Old")
    return console, Process(account(simulator), kind), console.create("Old"), base


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=lambda each: getattr(each, "type_name", each))
def test_a_field_that_somebody_else_set_as_it_is_wanted_is_no_conflict(
    simulator: Simulator, kind: Kind, field: str
) -> None:
    console, process, id_, base = known(simulator, kind)
    console.edit(id_, **{field: changes(kind)[field]})

    process.writer.update(id_, base, {**base, field: changes(kind)[field], kind.key: "New"})

    assert console.live() == {"New": {**base, field: changes(kind)[field], kind.key: "New"}}


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=lambda each: getattr(each, "type_name", each))
def test_beside_it_a_field_that_is_not_as_it_is_wanted_is_one(
    simulator: Simulator, kind: Kind, field: str
) -> None:
    console, process, id_, base = known(simulator, kind)
    console.edit(id_, **{field: changes(kind)[field], kind.key: "Theirs"})
    before = console.live()

    with pytest.raises(ConflictError) as conflict:
        process.writer.update(id_, base, {**base, field: changes(kind)[field], kind.key: "New"})

    assert f'  {kind.key}: Pulumi knew "Old", LivePerson holds "Theirs", asked for "New"' in str(
        conflict.value
    )
    assert f"  {field}:" not in str(conflict.value)
    assert console.live() == before


def half_done(simulator: Simulator, *wanted: str) -> tuple[Process, dict[str, str]]:
    """Return a process after an update that had made B the default of A, and was cut off."""
    console = Console(simulator, SPECIAL_OCCASION)
    ids = {name: console.create(name) for name in "AB"}
    console.edit(ids["A"], isDefault=True)
    console.edit(ids["B"], isDefault=True)
    declared = Expectations()
    declared.defaults |= {"A"}
    declared.next_defaults |= set(wanted)
    connection = Account(
        ACCOUNT,
        simulator.url,
        BEARER,
        {SPECIAL_OCCASION: declared},
        retries=Retries(FakeClock()),
        transport=Line(),
    )
    return Process(connection, SPECIAL_OCCASION), ids


def test_a_default_that_has_moved_already_is_no_conflict_for_the_one_that_had_it(
    simulator: Simulator,
) -> None:
    process, ids = half_done(simulator, "B")

    base = occasion("A", isDefault=True)
    process.writer.update(ids["A"], base, occasion("A", 1))
    process.writer.update(ids["B"], occasion("B"), occasion("B", 1, isDefault=True))

    assert Console(simulator, SPECIAL_OCCASION).live() == {
        "A": occasion("A", 1),
        "B": occasion("B", 1, isDefault=True),
    }


def test_a_default_that_has_moved_already_is_no_conflict_for_the_delete_of_the_one_that_had_it(
    simulator: Simulator,
) -> None:
    process, ids = half_done(simulator, "B")

    process.writer.delete(ids["A"], occasion("A", isDefault=True))

    assert list(Console(simulator, SPECIAL_OCCASION).live()) == ["B"]


def test_a_default_that_nobody_here_wants_there_is_a_conflict_for_that_delete(simulator: Simulator) -> None:
    process, ids = half_done(simulator)

    with pytest.raises(ConflictError, match="isDefault: Pulumi knew true, LivePerson holds false"):
        process.writer.delete(ids["A"], occasion("A", isDefault=True))
