"""Somebody else writes at an exact moment: nothing of theirs is lost, and nothing else stands in our way."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from pulumi_liveperson.client.errors import ApiError, ConflictError, NameTakenError, RejectedError
from tests.contract.process import FOREIGN, OF_OCCASIONS, Console, Process, occasion
from tests.objects import plain_field, wire

pytestmark = pytest.mark.pairwise

EITHER_MOMENT = pytest.mark.parametrize("moment", ["before", "after"])
ANY_SERVER = pytest.mark.usefixtures("stale_check", "stale_status")
UNTOUCHED = {"A": 0, "B": 0, "C": 0}
# What is live after a write of A, or the create of D.
AFTER = {"POST": {**UNTOUCHED, "D": 0}, "PUT": {**UNTOUCHED, "A": 1}, "DELETE": {"B": 0, "C": 0}}
EACH_WRITE = pytest.mark.parametrize("method", AFTER)
UPDATE_OR_DELETE = pytest.mark.parametrize("method", ["PUT", "DELETE"])
THEN_UPDATE_OR_DELETE = pytest.mark.parametrize(
    "writes", [(first, then) for first in AFTER for then in ("PUT", "DELETE")], ids=" then ".join
)
REFUSED: dict[str, Any] = {"kind": "status_before", "times": 50, "body": '{"message": "Ask your supervisor"}'}


class Race:
    """A process, and a console in which somebody else has created A, B and C."""

    def __init__(self, process: Process, console: Console) -> None:
        self.process = process
        self.console = console
        self.ids = {name: console.create(name) for name in UNTOUCHED}

    def read_all(self) -> None:
        for id_ in self.ids.values():
            self.process.read(id_)

    def edit_at(self, moment: str, method: str, name: str) -> None:
        self.console.edit_at(moment, method, self.ids[name])

    def write(self, method: str, name: str) -> None:
        """Update or delete an object, or create D."""
        if method == "POST":
            self.process.create("D")
        elif method == "PUT":
            self.update(name)
        else:
            self.process.delete(self.ids[name], name)

    def update(self, name: str, before: int = 0, after: int = 1) -> None:
        self.process.update(self.ids[name], name, before, after)

    @contextmanager
    def conflict(self, name: str, what: str = "changed") -> Iterator[None]:
        with pytest.raises(ConflictError, match=rf'"{name}".* was {what} in LivePerson'):
            yield

    def is_left(self, versions: dict[str, int]) -> None:
        assert self.console.live() == self.console.of(**versions)


@pytest.fixture
def race(process: Process, console: Console) -> Race:
    return Race(process, console)


@pytest.mark.account
@ANY_SERVER
@EITHER_MOMENT
@THEN_UPDATE_OR_DELETE
def test_an_edit_while_our_write_is_in_flight_is_seen_by_the_next_write(
    race: Race, moment: str, writes: tuple[str, str]
) -> None:
    method, next_method = writes
    race.read_all()
    race.edit_at(moment, method, "B")

    race.write(method, "A")
    with race.conflict("B"):
        race.write(next_method, "B")

    race.is_left(AFTER[method] | {"B": FOREIGN})


@pytest.mark.account
@ANY_SERVER
@EITHER_MOMENT
@THEN_UPDATE_OR_DELETE
def test_an_edit_is_seen_by_a_much_later_write(race: Race, moment: str, writes: tuple[str, str]) -> None:
    method, next_method = writes
    race.read_all()
    race.edit_at(moment, method, "B")

    race.write(method, "A")
    race.update("C")
    race.process.create("E")
    race.update("C", 1, 2)
    with race.conflict("B"):
        race.write(next_method, "B")

    race.is_left(AFTER[method] | {"B": FOREIGN, "C": 2, "E": 0})


@pytest.mark.account
@ANY_SERVER
@EITHER_MOMENT
@EACH_WRITE
def test_an_edit_of_an_untouched_object_is_absorbed(race: Race, moment: str, method: str) -> None:
    race.read_all()
    race.edit_at(moment, method, "C")

    race.write(method, "A")
    race.update("B")

    race.is_left(AFTER[method] | {"B": 1, "C": FOREIGN})


@pytest.mark.account
@ANY_SERVER
@UPDATE_OR_DELETE
def test_an_edit_just_before_our_write_of_the_same_object_is_a_conflict(race: Race, method: str) -> None:
    race.read_all()
    race.edit_at("before", method, "A")

    with race.conflict("A"):
        race.write(method, "A")

    race.is_left(UNTOUCHED | {"A": FOREIGN})
    if race.console.is_alone:
        assert race.process.count(method) == 1


@pytest.mark.account
@ANY_SERVER
@UPDATE_OR_DELETE
def test_an_edit_between_our_look_and_our_write_is_a_conflict(race: Race, method: str) -> None:
    race.edit_at("after", "GET", "A")

    with race.conflict("A"):
        race.write(method, "A")

    race.is_left(UNTOUCHED | {"A": FOREIGN})


@pytest.mark.needs_default("stale_check")
@pytest.mark.usefixtures("stale_status")
@UPDATE_OR_DELETE
def test_an_edit_between_our_second_look_and_our_second_write_is_a_conflict(race: Race, method: str) -> None:
    race.read_all()
    race.edit_at("before", method, "C")
    race.edit_at("after", "GET", "A")

    with race.conflict("A"):
        race.write(method, "A")

    race.is_left(UNTOUCHED | {"A": FOREIGN, "C": FOREIGN})


@pytest.mark.account
@ANY_SERVER
def test_the_same_edit_by_another_person_is_not_a_conflict(race: Race) -> None:
    race.read_all()
    race.edit_at("before", "PUT", "A")

    race.update("A", after=FOREIGN)

    race.is_left(UNTOUCHED | {"A": FOREIGN})


@pytest.mark.account
@ANY_SERVER
def test_ours_is_deleted_just_before_our_update(race: Race) -> None:
    race.read_all()
    race.console.delete_at("before", "PUT", race.ids["A"])

    with race.conflict("A", "deleted"):
        race.update("A")

    race.is_left({"B": 0, "C": 0})


@pytest.mark.account
@ANY_SERVER
def test_ours_is_deleted_just_before_our_delete(race: Race) -> None:
    race.read_all()
    race.console.delete_at("before", "DELETE", race.ids["A"])

    race.write("DELETE", "A")

    race.is_left({"B": 0, "C": 0})


@pytest.mark.account
@ANY_SERVER
@UPDATE_OR_DELETE
@pytest.mark.parametrize("check_order", ["existence_first", "revision_first"])
def test_another_object_is_deleted_while_one_is_written(race: Race, method: str, check_order: str) -> None:
    race.console.set_knobs(check_order=check_order)
    race.read_all()
    race.console.delete_at("after", method, race.ids["B"])

    race.write(method, "A")
    race.write("DELETE", "B")

    race.is_left({name: version for name, version in AFTER[method].items() if name != "B"})


@pytest.mark.account
@ANY_SERVER
@EITHER_MOMENT
def test_a_name_that_another_person_uses_before_we_do(
    process: Process, console: Console, moment: str
) -> None:
    console.create_at(moment, "GET", "new", FOREIGN)

    with pytest.raises(NameTakenError, match=r'"new".* already exists with other content'):
        process.create("new")

    assert console.live() == console.of(new=FOREIGN)


@pytest.mark.needs_default("list_select", "skill_list_select")
@ANY_SERVER
@UPDATE_OR_DELETE
def test_a_permanent_refusal_of_an_unchanged_object_is_reported_at_once(race: Race, method: str) -> None:
    race.console.control.add_fault(**REFUSED, method=method, status=409)

    with pytest.raises(ApiError, match="409 Conflict: Ask your supervisor"):
        race.write(method, "A")

    assert race.process.count(method) == 1
    assert race.process.count("GET") <= 3
    race.is_left(UNTOUCHED)


@ANY_SERVER
@UPDATE_OR_DELETE
def test_a_permanent_refusal_after_writes_of_our_own_is_reported_soon(race: Race, method: str) -> None:
    race.read_all()
    race.update("B")
    race.console.control.add_fault(**REFUSED, method=method, status=412)
    race.process.sent.clear()

    with pytest.raises(ApiError, match="412 Precondition Failed: Ask your supervisor"):
        race.write(method, "A")

    assert race.process.count(method) <= 2
    race.is_left(UNTOUCHED | {"B": 1})


@pytest.mark.needs_default("error_body")
@ANY_SERVER
@pytest.mark.parametrize("duplicate_status", ["409", "400"])
def test_a_rename_to_a_name_that_is_taken_is_refused_once(race: Race, duplicate_status: str) -> None:
    race.console.set_knobs(duplicate_status=duplicate_status)

    with pytest.raises(ApiError, match="already in use"):
        race.process.rename(race.ids["A"], "A", "B")

    assert race.process.count("PUT") == 1
    race.is_left(UNTOUCHED)


@pytest.mark.needs_default("error_body")
@OF_OCCASIONS
@ANY_SERVER
@pytest.mark.parametrize("dependency_status", ["409", "400"])
def test_a_default_that_must_not_be_deleted_is_refused_once(
    process: Process, console: Console, dependency_status: str
) -> None:
    console.control.set_knobs(delete_default="refuse", dependency_status=dependency_status)
    id_ = console.create("A", isDefault=True)

    with pytest.raises(ApiError, match="It is the account's default"):
        process.writer.delete(id_, occasion("A", isDefault=True))

    assert process.count("DELETE") == 1
    assert list(console.live()) == ["A"]


@ANY_SERVER
def test_a_server_that_is_always_ahead_of_us_ends_in_an_error(race: Race) -> None:
    race.console.control.set_knobs(stale_check="strict", background_writer=100)

    with pytest.raises(ApiError):
        race.update("A")

    assert 5 <= race.process.count("PUT") <= 10
    race.is_left(UNTOUCHED)


@pytest.mark.account
@ANY_SERVER
def test_an_overwrite_that_was_asked_for_overwrites(race: Race) -> None:
    race.read_all()
    race.edit_at("before", "PUT", "A")

    race.process.update(race.ids["A"], "A", overwrite=True)

    race.is_left(UNTOUCHED | {"A": 1})


@pytest.mark.account
def test_a_conflict_says_what_we_knew_what_is_there_and_what_was_asked_for(race: Race) -> None:
    kind, id_ = race.console.kind, race.ids["A"]
    field = plain_field(kind)
    race.console.edit(id_)

    with pytest.raises(ConflictError) as conflict:
        race.update("A")

    knew, holds, asked = (wire(kind, "A", version)[field] for version in (0, FOREIGN, 1))
    told = str(conflict.value)
    assert f'{field}: the state has "{knew}", LivePerson has "{holds}", requested: "{asked}"' in told
    assert f'The {kind.noun} "A" (id {id_}) was changed' in told
    for part in ("Nothing was written", "pulumi refresh", 'on_conflict="overwrite"'):
        assert part in told


@pytest.mark.needs_default("first_revision", "revision_step")
@OF_OCCASIONS
def test_an_edit_is_seen_by_a_later_request_for_several_objects(race: Race) -> None:
    race.console.control.set_knobs(stale_check="mild")
    while race.console.revision < 9:  # the revisions to come have more digits
        race.console.edit(race.ids["C"])
    race.process.read(race.ids["A"])
    race.edit_at("before", "PUT", "A")
    race.update("B")

    done = race.process.at_once(partial(race.update, "A", after=2), partial(race.update, "B", 1, 2))

    assert [type(each.exception()) for each in done] == [ConflictError, type(None)]
    race.is_left({"A": FOREIGN, "B": 2, "C": FOREIGN})


def test_an_object_that_is_gone_is_gone_whatever_page_says_so(process: Process, console: Console) -> None:
    console.control.set_knobs(list_select="ignored", error_body="html")
    kept, gone = console.create("A"), console.create("B")
    process.read(kept)  # knows both by the list, and only this one's content
    console.delete(gone)

    process.delete(gone, "B")

    assert list(console.live()) == ["A"]


def test_a_page_that_says_not_found_of_something_deletes_nothing(process: Process, console: Console) -> None:
    console.control.set_knobs(list_select="ignored", skill_list_select="ignored")
    id_ = console.create("A")
    console.control.add_fault(
        "status_before", path=id_, status=404, body="<html>", content_type="text/html", times=10
    )

    if console.kind.select is not None:  # otherwise a list holds them whole
        with pytest.raises(RejectedError, match="an HTML page"):
            process.writer.read(id_)
    else:
        process.read(id_)
