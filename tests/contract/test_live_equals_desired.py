"""What LivePerson holds as it is wanted already is no conflict, whatever was there before."""

from typing import Any

import pytest

from pulumi_liveperson.client.errors import ConflictError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.wire import to_wire
from tests.contract.place import Place
from tests.contract.process import KINDS, Console, Process, occasion
from tests.objects import another, wire

pytestmark = pytest.mark.account


def changes(kind: Kind) -> dict[str, Any]:
    """Return another value of each field but the name."""
    return {name: value for name, value in to_wire(another(kind, "")).items() if name != kind.key}


@pytest.fixture(autouse=True)
def default(request: pytest.FixtureRequest, place: Place) -> None:
    """Skip what makes an object the default, if the account has one."""
    params = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    if "field" in params and params["field"] == params["kind"].default_flag:
        place.needs_default(params["kind"])


EACH_FIELD = pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, name) for kind in KINDS for name in changes(kind)],
    ids=lambda each: getattr(each, "type_name", each),
)


@EACH_FIELD
def test_a_field_that_another_person_set_to_the_desired_value_is_not_a_conflict(
    process: Process, console: Console, kind: Kind, field: str
) -> None:
    id_, base = console.create("Old"), wire(kind, "Old")
    console.edit(id_, **{field: changes(kind)[field]})

    process.writer.update(id_, base, {**base, field: changes(kind)[field], kind.key: "New"})

    assert console.live() == {"New": {**base, field: changes(kind)[field], kind.key: "New"}}


@EACH_FIELD
def test_another_field_without_the_desired_value_is_a_conflict(
    process: Process, console: Console, kind: Kind, field: str
) -> None:
    id_, base = console.create("Old"), wire(kind, "Old")
    console.edit(id_, **{field: changes(kind)[field], kind.key: "Theirs"})
    before = console.live()

    with pytest.raises(ConflictError) as conflict:
        process.writer.update(id_, base, {**base, field: changes(kind)[field], kind.key: "New"})

    assert f'  {kind.key}: the state has "Old", LivePerson has "Theirs", requested: "New"' in str(
        conflict.value
    )
    assert f"  {field}:" not in str(conflict.value)
    assert console.live() == before


def half_done(place: Place, *wanted: str) -> tuple[Process, dict[str, str]]:
    """Return a process after an update that had made B the default of A, and was cut off."""
    place.needs_default(SPECIAL_OCCASION)
    console = place.console(SPECIAL_OCCASION)
    ids = {name: console.create(name) for name in "AB"}
    console.edit(ids["A"], isDefault=True)
    console.edit(ids["B"], isDefault=True)
    process = place.process(SPECIAL_OCCASION)
    process.writer._expectations.defaults |= {"A"}
    process.writer._expectations.next_defaults |= set(wanted)
    return process, ids


def test_a_default_that_has_moved_already_is_not_a_conflict_for_its_former_owner(place: Place) -> None:
    process, ids = half_done(place, "B")

    base = occasion("A", isDefault=True)
    process.writer.update(ids["A"], base, occasion("A", 1))
    process.writer.update(ids["B"], occasion("B"), occasion("B", 1, isDefault=True))

    assert place.console(SPECIAL_OCCASION).live() == {
        "A": occasion("A", 1),
        "B": occasion("B", 1, isDefault=True),
    }


def test_a_default_that_has_moved_already_is_not_a_conflict_for_the_delete_of_the_one_that_had_it(
    place: Place,
) -> None:
    process, ids = half_done(place, "B")

    process.writer.delete(ids["A"], occasion("A", isDefault=True))

    assert list(place.console(SPECIAL_OCCASION).live()) == ["B"]


def test_a_default_that_the_program_does_not_declare_is_a_conflict_for_the_delete(place: Place) -> None:
    process, ids = half_done(place)

    with pytest.raises(ConflictError, match="isDefault: the state has true, LivePerson has false"):
        process.writer.delete(ids["A"], occasion("A", isDefault=True))
