"""A 404 in place of a list: an account that holds nothing may say that, and so may anything on the way."""

from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import ApiError, LivePersonError, UnfinishedError, UnreachableError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import Console, Process, account, occasion
from tests.objects import wire

BODIES = ("json", "no_code", "text", "empty", "html")
FOREIGN = BODIES[1:]  # in which LivePerson does not say itself that it found nothing
IN_ANY_BODY = pytest.mark.parametrize("body", BODIES)
IN_FOREIGN_BODIES = pytest.mark.parametrize("body", FOREIGN)
SAYS: dict[str, dict[str, Any]] = {
    "json": {"body": '{"internalCode": 12, "message": "No data found"}', "content_type": "application/json"},
    "no_code": {"body": '{"message": "Data Not Found"}', "content_type": "application/json"},
    "text": {"body": "Data Not Found"},
    "empty": {"body": ""},
    "html": {"body": "<html><body>Not found</body></html>", "content_type": "text/html"},
}


def no_list(console: Console, body: str, times: int = 1) -> None:
    """Let something answer the next reads of the list with a 404, although there is one."""
    console.control.add_fault(
        "status_before", method="GET", path=console.collection, status=404, times=times, **SAYS[body]
    )


def outcome(work: Any) -> str:
    try:
        work()
    except LivePersonError as error:
        return str(error)
    return ""


@IN_ANY_BODY
def test_the_first_objects_of_an_account_are_created(process: Process, console: Console, body: str) -> None:
    console.control.set_knobs(empty_list="404", error_body=body)

    for name in "AB":
        process.create(name)

    assert console.live() == {name: wire(console.kind, name) for name in "AB"}
    assert process.count("POST") == 2


@IN_ANY_BODY
def test_what_is_there_is_read_and_written_by_its_id(process: Process, console: Console, body: str) -> None:
    kind, ids = console.kind, {name: console.create(name) for name in "ABC"}
    no_list(console, body)

    seen = process.read(ids["A"])
    process.update(ids["B"], "B")
    process.delete(ids["C"], "C")

    assert kind.differences({**seen.content, "id": seen.id}, wire(kind, "A")) == []
    assert console.live() == {"A": wire(kind, "A"), "B": wire(kind, "B", 1)}


@pytest.mark.needs_default("error_body")
def test_what_liveperson_itself_does_not_find_by_its_id_is_gone(process: Process, console: Console) -> None:
    console.control.set_knobs(empty_list="404")
    id_ = console.create("A")
    console.delete(id_)

    assert process.writer.read(id_) is None
    process.delete(id_, "A")


@IN_FOREIGN_BODIES
@pytest.mark.parametrize("list_select", ["whole", "ignored"])
def test_where_every_address_is_404_nothing_is_gone(
    process: Process, console: Console, body: str, list_select: str
) -> None:
    console.control.set_knobs(list_select=list_select)
    kind, id_ = console.kind, console.create("A")
    no_list(console, body, times=99)

    tried = [
        outcome(lambda: process.writer.read(id_)),
        outcome(lambda: process.update(id_, "A")),
        outcome(lambda: process.delete(id_, "A")),
    ]

    assert ["still exists" in said for said in tried] == [True] * 3, tried
    assert ["`pulumi state delete <urn>`" in said for said in tried] == [True] * 3
    assert console.live() == {"A": wire(kind, "A")}


@IN_FOREIGN_BODIES
def test_names_are_not_looked_up_without_a_list(process: Process, console: Console, body: str) -> None:
    console.create("A")
    no_list(console, body)

    with pytest.raises(ApiError, match="404"):
        process.writer.names()


@IN_ANY_BODY
@pytest.mark.parametrize("fault", ["drop_after", "drop_before", "status_after"])
def test_a_create_whose_answer_is_lost_is_not_sent_blindly_again(
    simulator: Simulator, process: Process, console: Console, body: str, fault: str
) -> None:
    kind = console.kind
    console.control.add_fault(fault, method="POST", path=console.collection, status=503)
    no_list(console, body, times=2)

    said = outcome(lambda: process.create("A"))

    if body == "json":  # which nobody but LivePerson says, so it was not created
        assert len(console.objects()) == 1
    else:
        assert "may have been created" in said
        assert process.count("POST") == 1
    console.control.clear_faults()
    again = Process(account(simulator), kind)
    assert outcome(lambda: again.create("A")) == ""
    assert console.live() == {"A": wire(kind, "A")}


def test_a_create_that_is_not_echoed_is_seen_by_the_next_list(process: Process, console: Console) -> None:
    console.control.set_knobs(empty_list="404", error_body="text")
    console.control.add_fault("drop_after", method="POST", path=console.collection)

    created = process.create("A")

    assert created.id == console.id_of("A")
    assert process.count("POST") == 1


@IN_ANY_BODY
def test_a_name_that_is_taken_is_refused_by_liveperson(process: Process, console: Console, body: str) -> None:
    id_ = console.create("A")
    no_list(console, body, times=1)

    said = outcome(lambda: process.create("A", 1))

    assert id_ in said or "already in use" in said
    assert console.live() == {"A": wire(console.kind, "A")}


class TestTheDefault:
    @pytest.fixture
    def kind(self) -> Kind:
        return SPECIAL_OCCASION

    @IN_ANY_BODY
    def test_it_is_created_in_an_account_that_holds_nothing(
        self, process: Process, console: Console, body: str
    ) -> None:
        console.control.set_knobs(empty_list="404", error_body=body)

        created = process.create("A", isDefault=True)

        assert created.content["isDefault"] is True
        assert console.live() == {"A": occasion("A", isDefault=True)}

    @IN_FOREIGN_BODIES
    def test_it_is_not_taken_from_an_object_unseen(
        self, process: Process, console: Console, body: str
    ) -> None:
        console.create("Theirs", isDefault=True)
        process.writer._cache.expectations.defaults.add("Ours")
        no_list(console, body, times=1)

        with pytest.raises(UnfinishedError, match=r'"Theirs".* was made the default') as unfinished:
            process.create("A", isDefault=True)

        assert unfinished.value.unwritten == ("isDefault",)
        assert console.live() == {"A": occasion("A"), "Theirs": occasion("Theirs", isDefault=True)}

    @IN_FOREIGN_BODIES
    def test_it_is_not_taken_without_a_list(self, process: Process, console: Console, body: str) -> None:
        console.create("Theirs", isDefault=True)
        id_ = console.create("A")
        no_list(console, body, times=1)

        with pytest.raises(UnreachableError, match="No list shows which"):
            process.writer.update(id_, occasion("A"), occasion("A", isDefault=True))

        assert console.live() == {"A": occasion("A"), "Theirs": occasion("Theirs", isDefault=True)}
