"""A create happens exactly once, whatever becomes of its answer."""

from functools import partial

import pytest

from liveperson_simulator.client import Body
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import LivePersonError, NameTakenError, RejectedError
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import FOREIGN, OF_BATCHES, Console, Process, account, by_four
from tests.objects import plain_field, wire

pytestmark = pytest.mark.pairwise

LOST_ANSWERS = [
    *({"kind": kind} for kind in ("drop_before", "drop_after", "body")),
    *({"kind": "status_before", "status": status} for status in (500, 503)),
    *({"kind": "status_after", "status": status} for status in (500, 503, 504)),
]
ANSWER_IS_LOST = pytest.mark.parametrize(
    "fault", LOST_ANSWERS, ids=lambda fault: " ".join(map(str, fault.values()))
)
TIMES = pytest.mark.parametrize("times", [1, 2, 4])


@ANSWER_IS_LOST
@TIMES
def test_a_create_whose_answer_is_lost_happens_once(
    process: Process, console: Console, fault: Body, times: int
) -> None:
    console.control.add_fault(**fault, method="POST", path=console.collection, times=times)

    created = process.create("one")

    assert console.live() == {"one": wire(console.kind, "one")}
    assert created.id == console.id_of("one")
    assert process.kind.differences(created.content, wire(console.kind, "one")) == []


@ANSWER_IS_LOST
def test_a_create_whose_answer_is_lost_is_known_by_its_events_in_any_order(
    simulator: Simulator, fault: Body
) -> None:
    console, process = Console(simulator, SPECIAL_OCCASION), Process(account(simulator), SPECIAL_OCCASION)
    simulator.control.set_knobs(event_order="reversed")
    simulator.control.add_fault(**fault, method="POST", path=console.collection)

    created = process.create("one")

    assert created.id == console.id_of("one")


@ANSWER_IS_LOST
@TIMES
def test_creates_of_one_request_whose_answer_is_lost_happen_once(
    process: Process, console: Console, fault: Body, times: int
) -> None:
    console.control.add_fault(**fault, method="POST", path=console.collection, times=times)
    desired = {name: wire(console.kind, name) for name in "ABC"}

    made = process.at_once(*[partial(process.writer.create, each) for each in desired.values()])

    assert console.live() == desired
    assert [each.result().id for each in made] == [console.id_of(name) for name in desired]


@ANSWER_IS_LOST
def test_creates_by_four_threads_whose_answers_are_lost_happen_once(
    process: Process, console: Console, fault: Body
) -> None:
    console.control.add_fault(**fault, method="POST", path=console.collection, times=3)
    desired = {f"object {number}": wire(console.kind, f"object {number}") for number in range(12)}

    made = by_four(partial(process.writer.create, each) for each in desired.values())

    assert console.live() == desired
    assert [each.id for each in made] == [console.id_of(name) for name in desired]


@ANSWER_IS_LOST
def test_a_server_that_never_answers_a_create_ends_in_an_error(
    process: Process, console: Console, fault: Body
) -> None:
    console.control.add_fault(**fault, method="POST", path=console.collection, times=100)

    if fault["kind"] in {"drop_after", "status_after"}:
        process.create("one")
        assert process.count("POST") == 1
    else:
        with pytest.raises(LivePersonError):
            process.create("one")
        assert process.count("POST") <= 10
        assert console.live() == {}


@pytest.mark.needs_default("error_body")
@OF_BATCHES  # LivePerson publishes no limit for the name of a skill
def test_a_create_that_is_refused_is_sent_once(process: Process) -> None:
    with pytest.raises(RejectedError, match="is longer than"):
        process.create("far too long " * 10)

    assert process.count("POST") == 1


@pytest.mark.account
@pytest.mark.parametrize("put_in_by", ["another process", "the console"])
def test_an_equal_object_is_taken_over(
    process: Process, other_process: Process, console: Console, put_in_by: str
) -> None:
    desired = wire(console.kind, "one")
    id_ = console.create("one") if put_in_by == "the console" else other_process.writer.create(desired).id

    created = process.writer.create(desired)

    assert created.id == id_
    assert process.count("POST") == 0
    assert console.live() == {"one": desired}


@pytest.mark.account
def test_taking_over_is_said(process: Process, console: Console, caplog: pytest.LogCaptureFixture) -> None:
    id_ = console.create("one")

    process.create("one")

    assert f"took over the {console.kind.noun} {id_}, which already existed" in caplog.text


def test_our_own_create_takes_nothing_over(
    process: Process, console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    console.control.add_fault("drop_after", method="POST", path=console.collection)

    process.create("one")

    assert "took over" not in caplog.text


@pytest.mark.account
def test_a_different_object_is_an_error_with_both_contents(process: Process, console: Console) -> None:
    field = plain_field(console.kind)
    id_ = console.create("one", FOREIGN)

    with pytest.raises(NameTakenError) as taken:
        process.create("one")

    holds, asked = wire(console.kind, "one", FOREIGN)[field], wire(console.kind, "one")[field]
    assert f'{field}: LivePerson has "{holds}", requested: "{asked}"' in str(taken.value)
    assert f'The {console.kind.noun} "one" (id {id_}) already exists' in str(taken.value)
    assert process.count("POST") == 0
    assert console.live() == {"one": wire(console.kind, "one", FOREIGN)}


@pytest.mark.account
@pytest.mark.parametrize("duplicate_status", ["409", "400"])
@pytest.mark.parametrize("version", [0, FOREIGN], ids=["equal", "different"])
def test_another_person_creates_the_name_just_before_us(
    process: Process, console: Console, duplicate_status: str, version: int
) -> None:
    console.set_knobs(duplicate_status=duplicate_status)
    console.create_at("before", "POST", "one", version)

    if version == FOREIGN:
        with pytest.raises(NameTakenError, match="already exists with other content"):
            process.create("one")
    else:
        assert process.create("one").id == console.id_of("one")

    assert process.count("POST") == 1
    assert console.live() == {"one": wire(console.kind, "one", version)}


@pytest.mark.needs_default("error_body")
@pytest.mark.parametrize("duplicate_status", ["409", "400"])
def test_a_name_in_other_letters_is_refused_once_where_letters_do_not_count(
    process: Process, console: Console, duplicate_status: str
) -> None:
    console.control.set_knobs(unique_names="case_insensitive", duplicate_status=duplicate_status)
    console.create("ONE")

    with pytest.raises(LivePersonError, match="already in use"):
        process.create("one")

    assert process.count("POST") == 1
    assert list(console.live()) == ["ONE"]


@pytest.mark.needs_default("error_body")
@pytest.mark.parametrize("duplicate_status", ["409", "400"])
def test_a_name_that_a_deleted_object_keeps_is_refused_once(
    process: Process, console: Console, duplicate_status: str
) -> None:
    console.control.set_knobs(reuse_deleted_name="refuse", duplicate_status=duplicate_status)
    console.delete(console.create("one"))

    with pytest.raises(LivePersonError, match="already in use"):
        process.create("one")

    assert process.count("POST") == 1
    assert console.live() == {}


VERSIONS_OF_TWO = pytest.mark.parametrize("second", [0, 1], ids=["equal", "different"])


@pytest.mark.account
@VERSIONS_OF_TWO
def test_a_name_that_this_process_has_created_cannot_be_created_again(
    process: Process, console: Console, second: int
) -> None:
    process.create("one")

    with pytest.raises(NameTakenError, match="two resources declare the same"):
        process.create("one", second)

    assert console.live() == {"one": wire(console.kind, "one")}


@pytest.mark.account
@VERSIONS_OF_TWO
@pytest.mark.parametrize("bulk", ["atomic", "per_item"])
def test_of_two_creates_of_a_name_at_once_one_fails(
    process: Process, console: Console, second: int, bulk: str
) -> None:
    console.set_knobs(bulk=bulk)
    work = [partial(process.create, "one", version) for version in (0, second)]

    done = process.at_once(*work)

    errors = [error for each in done if (error := each.exception())]
    assert [type(each) for each in errors] == [NameTakenError]
    assert len(console.live()) == 1


@pytest.mark.account
def test_two_processes_that_create_a_name_share_the_object(
    process: Process, other_process: Process, console: Console
) -> None:
    desired = wire(console.kind, "one")
    process.create("another")  # so it knows the list
    theirs = other_process.writer.create(desired)

    ours = process.writer.create(desired)

    assert ours.id == theirs.id
