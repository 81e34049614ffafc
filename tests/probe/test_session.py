"""How a probe sends its requests, and which objects it knows as its own."""

from datetime import UTC, datetime

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import LivePersonError, ServerError, UnreachableError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.probe import writes
from pulumi_liveperson.probe.bodies import KINDS, body
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError
from pulumi_liveperson.probe.session import is_marked
from tests.contract.process import ACCOUNT
from tests.contract.ways import CLIENT
from tests.objects import collection_of
from tests.probe.probes import session_of

OF_KINDS = pytest.mark.parametrize("kind", KINDS, ids=[each.type_name for each in KINDS])
NASTY = {"id_type": "string", "revision_header": "etag", "put_echo": "empty", "unknown_fields": "added"}
LONGEST_NAME = 50


def other_person_writes(simulator: Simulator, kind: Kind, method: str, times: int = 1) -> None:
    """Let someone create an object just before a request of a method."""
    write = {"operation": "create", "body": body(kind, "other", "Europe/Lisbon", datetime.now(UTC).date())}
    when = {"method": method, "moment": "before", "path": collection_of(kind), "times": times}
    simulator.control.foreign_on(ACCOUNT, collection_of(kind), when=when, write=write)


def test_each_name_of_a_probe_is_new_short_and_marked(simulator: Simulator) -> None:
    session, other = session_of(simulator), session_of(simulator)

    names = [session.name() for _ in range(200)] + [other.name("x" * 20) for _ in range(200)]

    assert len({*names}) == len(names)
    assert all(is_marked(each) and len(each) <= LONGEST_NAME for each in names)


@OF_KINDS
@pytest.mark.parametrize("knobs", [{}, NASTY], ids=["documented", "nasty"])
def test_an_object_is_created_read_replaced_and_deleted(
    simulator: Simulator, kind: Kind, knobs: dict[str, str]
) -> None:
    simulator.control.set_knobs(**knobs)
    session = session_of(simulator)
    own = session.create(kind)
    name = session.name()

    read, put = session.read(own), session.put(own, {**own.sent, kind.key: name})

    [stored] = (
        each for each in simulator.control.objects(ACCOUNT, collection_of(kind)) if is_own(each, own.id)
    )
    assert (read.status, put.status, stored[kind.key]) == (200, 200, name)
    assert session.made == [own]
    assert session.delete(own).is_success
    assert session.made == []


def is_own(item: dict[str, object], id_: str) -> bool:
    return str(item["id"]) == id_


@OF_KINDS
def test_all_objects_of_an_array_are_known(simulator: Simulator, kind: Kind) -> None:
    session = session_of(simulator)
    bodies = [session.body(kind) for _ in range(3)]

    session.post(kind, bodies)

    assert [each.sent for each in session.made] == bodies
    assert {each.id for each in session.made} == {
        str(each["id"])
        for each in simulator.control.objects(ACCOUNT, collection_of(kind))
        if is_marked(str(each[kind.key]))
    }


@OF_KINDS
@pytest.mark.parametrize("status", ["409", "412", "304"])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_write_that_another_person_disturbs_is_recognized(
    simulator: Simulator, kind: Kind, status: str, method: str
) -> None:
    simulator.control.set_knobs(stale_status=status)
    session = session_of(simulator)
    own = session.create(kind)
    other_person_writes(simulator, kind, method)

    def write() -> object:
        return session.put(own, session.body(kind)) if method == "PUT" else session.delete(own)

    with pytest.raises(
        DisturbedError, match=f"another person seems to have written {kind.noun}s at the same time"
    ):
        write()


@OF_KINDS
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("times", [1, 4])
def test_a_write_that_is_independent_of_the_revision_is_repeated(
    simulator: Simulator, kind: Kind, method: str, times: int
) -> None:
    session = session_of(simulator)
    own = session.create(kind)
    other_person_writes(simulator, kind, method, times)

    answer = writes.put(session, own, session.body(kind)) if method == "PUT" else writes.delete(session, own)

    assert answer.is_success


def test_a_write_is_not_repeated_for_ever(simulator: Simulator) -> None:
    session = session_of(simulator)
    own = session.create(SKILL)
    simulator.control.set_knobs(background_writer=100)

    with pytest.raises(DisturbedError):
        writes.delete(session, own)

    sent = [each for each in simulator.control.requests() if each["method"] == "DELETE"]
    assert len(sent) == 1 + writes.TRIES


@pytest.mark.parametrize("status", ["409", "400"])
def test_a_refusal_that_is_not_because_of_the_revision_is_an_answer(
    simulator: Simulator, status: str
) -> None:
    simulator.control.set_knobs(dependency_status=status)
    session = session_of(simulator)
    fallback = session.create(SKILL)
    session.create(SKILL, fallbackSkill=int(fallback.id))

    assert session.delete(fallback).status == int(status)
    assert writes.delete(session, fallback).status == int(status)
    assert fallback in session.made


def test_a_refused_create_that_an_experiment_needs_is_an_error(simulator: Simulator) -> None:
    with pytest.raises(RefusedError, match=r"POST of status reason: 400"):
        session_of(simulator).create(STATUS_REASON, state="Nowhere")


def test_an_update_that_is_surely_valid_is_refused_only_without_the_privilege(simulator: Simulator) -> None:
    session = session_of(simulator)
    own = session.create(SPECIAL_OCCASION)

    writes.check_put(session, own)
    simulator.control.add_fault("status_before", method="PUT", status=403, times=9)
    with pytest.raises(RefusedError, match=r"PUT of special occasion: 403"):
        writes.check_put(session, own)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_the_page_of_another_system_is_no_answer(simulator: Simulator, method: str) -> None:
    session = session_of(simulator)
    own = session.create(SKILL)
    simulator.control.add_fault("body", method=method, body="\n<html>", content_type="text/html", times=9)

    with pytest.raises(UnreachableError, match="another system answered"):
        session.send(method, SKILL, f"/{own.id}")


@pytest.mark.parametrize("kind", ["status_after", "drop_after"])
def test_it_is_an_error_if_a_create_may_have_taken_effect(simulator: Simulator, kind: str) -> None:
    session = session_of(simulator)
    simulator.control.add_fault(kind, method="POST")

    with pytest.raises((ServerError, UnreachableError)):
        session.create(SKILL)

    assert session.made == []


@pytest.mark.parametrize("status", [400, 403, 404, 409, 410])
def test_the_refusal_of_a_sign_in_is_no_answer_about_objects(simulator: Simulator, status: int) -> None:
    simulator.control.add_fault("status_before", path="/app/token", status=status, times=9)

    with pytest.raises(LivePersonError, match=str(status)):
        session_of(simulator, sign_in=CLIENT).listed(SKILL)


@pytest.mark.parametrize("offset", [-86_400, 0, 86_400])
def test_the_time_is_that_of_livepersons_clock(simulator: Simulator, offset: int) -> None:
    simulator.control.set_knobs(clock_offset=offset)
    session = session_of(simulator)

    session.listed(SKILL)

    ahead = (session.now - datetime.now(UTC)).total_seconds()
    assert ahead == pytest.approx(offset, abs=5)
