"""Servers whose answers no page describes: nothing of other people changes, and nothing is left unnamed."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import ServerError
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.http.transport import HttpTransport
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.probe.bodies import KINDS
from pulumi_liveperson.probe.cleaning import sweep
from pulumi_liveperson.probe.errors import UnobservableError
from pulumi_liveperson.probe.experiments import EXPERIMENTS, batches, creates, deletes, skill_bulk
from pulumi_liveperson.probe.probing import probe
from pulumi_liveperson.probe.safety import look
from tests.contract.line import Line
from tests.contract.process import ACCOUNT
from tests.objects import collection_of
from tests.probe.probes import content_of, result_of, session_of

OF_KINDS = pytest.mark.parametrize("kind", KINDS, ids=[each.type_name for each in KINDS])
Change = Callable[[Request, Any], Any]
SEVERAL = (*creates.EXPERIMENTS, *batches.EXPERIMENTS, *skill_bulk.EXPERIMENTS)


class Changed:
    """Sends requests, and changes the bodies of successful answers about account configuration."""

    def __init__(self, change: Change) -> None:
        self._change = change

    def handle_request(self, request: Request) -> Answer:
        answer = HttpTransport().handle_request(request)
        if "/configuration/" not in request.url:
            return answer
        return replace(answer, content=json.dumps(self._change(request, answer.body)).encode())


def is_list(request: Request) -> bool:
    return request.method == "GET" and any(request.url.endswith(f"/{each.path}") for each in KINDS)


def kind_of(request: Request) -> Kind:
    return next(each for each in KINDS if f"/{each.path}" in request.url)


def make_one_of_each(simulator: Simulator) -> None:
    for kind in KINDS:
        body = {**session_of(simulator).body(kind), kind.key: "liveperson-probe something"}
        simulator.control.foreign_create(ACCOUNT, collection_of(kind), body)


def test_a_create_that_is_answered_with_all_objects_touches_only_ours(simulator: Simulator) -> None:
    make_one_of_each(simulator)
    before = content_of(simulator)

    def all_objects(request: Request, body: Any) -> Any:
        if request.method != "POST":
            return body
        return simulator.control.objects(ACCOUNT, collection_of(kind_of(request)))

    result_of(simulator, experiments=SEVERAL, line=Line(Changed(all_objects)))

    assert content_of(simulator) == before


@OF_KINDS
def test_a_create_that_is_answered_with_an_object_of_others_does_not_touch_it(
    simulator: Simulator, kind: Kind
) -> None:
    body = {**session_of(simulator).body(kind), kind.key: "Lunch"}
    other = simulator.control.foreign_create(ACCOUNT, collection_of(kind), body)

    def swapped(request: Request, body: Any) -> Any:
        return {**other} if request.method == "POST" else body

    session = session_of(simulator, line=Line(Changed(swapped)))
    with pytest.raises(UnobservableError):
        session.create(kind)

    assert [own.id for own in session.unsure] == [str(other["id"])]
    assert sweep(session) == []
    assert [each["id"] for each in simulator.control.objects(ACCOUNT, collection_of(kind))].count(other["id"])


def test_a_list_that_is_no_array_cannot_be_read(simulator: Simulator) -> None:
    make_one_of_each(simulator)

    def in_an_object(request: Request, body: Any) -> Any:
        return {"items": body} if is_list(request) else body

    content = look(session_of(simulator, line=Line(Changed(in_an_object))))

    assert content.numbers == {}
    assert [each.refusal for each in content.refused] == ["200, without a list"] * len(KINDS)


@pytest.mark.parametrize("odd", ["", None, "../skills", "1,2", {"x": 1}, True, 1.5])
def test_an_id_that_is_no_id_is_never_part_of_a_path(simulator: Simulator, odd: object) -> None:
    def with_odd_ids(request: Request, body: Any) -> Any:
        return {**body, "id": odd} if request.method == "POST" and isinstance(body, dict) else body

    line = Line(Changed(with_odd_ids))
    result_of(simulator, "id_type", line=line)

    writes = [each.url for each in line.sent if each.method in {"PUT", "DELETE"}]
    assert all(each.rpartition("/")[2].isdecimal() for each in writes)


def test_ids_that_are_no_numbers_contradict_the_provider_and_are_not_published(simulator: Simulator) -> None:
    def longer(request: Request, body: Any) -> Any:
        if isinstance(body, list):
            return [longer(request, each) for each in body]
        return {**body, "id": f"a-{body['id']}-b"} if isinstance(body, dict) and "id" in body else body

    line = Line(Changed(longer))
    line.before.append(
        lambda request: vars(request).update(url=request.url.replace("a-", "").replace("-b", ""))
    )

    result = result_of(simulator, "id_type", line=line)

    assert [each.question.name for each in result.contradictions] == ["id_type"] * len(KINDS)
    assert "a-44" not in json.dumps(result.as_json())


@OF_KINDS
def test_an_object_that_is_renamed_and_not_deleted_is_left_with_its_id(
    simulator: Simulator, kind: Kind
) -> None:
    session = session_of(simulator, line=Line(Undeleting()))
    own = session.create(kind)
    simulator.control.foreign_update(ACCOUNT, collection_of(kind), own.id, {kind.key: "Renamed"})

    assert [each.id for each in sweep(session)] == [own.id]


def test_a_delete_without_effect_contradicts_the_provider_and_nothing_else(simulator: Simulator) -> None:
    session = session_of(simulator, line=Line(Undeleting()))

    result = probe(session, look(session), deletes.EXPERIMENTS, lambda _experiment, _found: None)

    assert [each.question.name for each in result.contradictions] == ["delete_effect"] * len(KINDS)
    assert {own.kind for own in sweep(session)} == {*KINDS}


class Undeleting:
    """Answers each delete, and does nothing."""

    def handle_request(self, request: Request) -> Answer:
        return Answer(200) if request.method == "DELETE" else HttpTransport().handle_request(request)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_server_that_always_fails_ends_the_probe_soon(simulator: Simulator, method: str) -> None:
    line = Line()

    def fail(request: Request) -> None:
        if request.method == method and "/configuration/" in request.url and not is_list(request):
            raise ServerError("the server fails", status=500)

    line.before.append(fail)
    session = session_of(simulator, line=line)

    result = probe(session, look(session), EXPERIMENTS, lambda _experiment, _found: None)

    assert "The probe ended early: requests for several kinds of objects failed." in result.missing
    assert len(line.sent) < 250
    assert sweep(session) == []


def test_two_probes_do_not_delete_the_objects_of_each_other_at_their_ends(simulator: Simulator) -> None:
    first, second = session_of(simulator), session_of(simulator)
    first.create(STATUS_REASON)
    own = second.create(STATUS_REASON)

    assert sweep(first, only_own=True) == []

    reasons = simulator.control.objects(ACCOUNT, collection_of(STATUS_REASON))
    assert [str(each["id"]) for each in reasons] == [own.id]


def test_a_host_that_gives_no_answer_is_not_published(simulator: Simulator) -> None:
    line = Line()

    def lose(request: Request) -> None:
        if request.method == "POST" and "/configuration/" in request.url:
            vars(request).update(url="http://localhost:9/api")  # the port on which nothing listens

    line.before.append(lose)

    result = result_of(simulator, "id_type", line=line)

    published = json.dumps(result.as_json())
    assert "a request got no usable answer" in published
    assert "localhost" not in published
