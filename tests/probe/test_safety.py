"""Which accounts may be probed, and what a probe must know of an account before it begins."""

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.probe.bodies import HOURS, KINDS
from pulumi_liveperson.probe.probing import probe
from pulumi_liveperson.probe.safety import HANDFUL, look
from tests.contract.process import ACCOUNT
from tests.objects import collection_of
from tests.probe.probes import content_of, session_of
from tests.skills import begin_without_skills

OF_HOURS = pytest.mark.parametrize("kind", HOURS, ids=["occasion", "workdays"])
OF_KINDS = pytest.mark.parametrize("kind", KINDS, ids=[each.type_name for each in KINDS])


def make_of_others(simulator: Simulator, kind: Kind, number: int = 1, **changes: object) -> None:
    """Let people in the console make objects."""
    for place in range(number):
        body = {**session_of(simulator).body(kind), kind.key: f"other {place}", **changes}
        simulator.control.foreign_create(ACCOUNT, collection_of(kind), body)


def test_a_new_account_with_three_skills_is_a_sandbox(simulator: Simulator) -> None:
    content = look(session_of(simulator))

    assert content.is_sandbox
    assert content.numbers == {**dict.fromkeys(KINDS, 0), SKILL: 3}


@OF_HOURS
@pytest.mark.parametrize("scalar_type", ["json", "string"])
@pytest.mark.parametrize("empty_list", ["200", "404"])
def test_an_account_with_a_default_is_no_sandbox(
    simulator: Simulator, kind: Kind, scalar_type: str, empty_list: str
) -> None:
    make_of_others(simulator, kind, isDefault=True)
    simulator.control.set_knobs(scalar_type=scalar_type, empty_list=empty_list)
    session = session_of(simulator)

    content = look(session)

    assert not content.is_sandbox
    assert content.defaults == session.others_defaults == {kind}


@OF_HOURS
def test_a_deleted_default_and_one_of_an_earlier_probe_do_not_count(simulator: Simulator, kind: Kind) -> None:
    simulator.control.set_knobs(include_deleted_on_hours="honour")
    make_of_others(simulator, kind, isDefault=True, deleted=True)
    session_of(simulator).create(kind, isDefault=True)
    session = session_of(simulator)

    content = look(session)

    assert content.is_sandbox
    assert session.others_defaults == frozenset()
    assert content.left_over == 1


@OF_KINDS
@pytest.mark.parametrize("more", [0, 1])
def test_a_sandbox_has_at_most_a_handful_of_objects(simulator: Simulator, kind: Kind, more: int) -> None:
    begin_without_skills(simulator.control)
    make_of_others(simulator, kind, HANDFUL + more)

    assert look(session_of(simulator)).is_sandbox == (more == 0)


@OF_KINDS
def test_what_earlier_probes_have_left_is_counted_alone(simulator: Simulator, kind: Kind) -> None:
    for _ in range(HANDFUL + 1):
        session_of(simulator).create(kind)

    content = look(session_of(simulator))

    assert content.is_sandbox
    assert content.left_over == HANDFUL + 1


@OF_KINDS
def test_a_list_that_is_refused_is_missing_in_the_result(simulator: Simulator, kind: Kind) -> None:
    path = collection_of(kind)
    simulator.control.add_fault("status_before", method="GET", path=path, status=403)
    session = session_of(simulator)

    content = look(session)
    result = probe(session, content, [], lambda _experiment, _found: None)

    assert [each.kind for each in content.refused] == [kind]
    assert kind not in content.numbers
    assert result.missing == (f"The list of {kind.noun}s was answered 403.",)


@OF_KINDS
def test_a_kind_whose_list_is_refused_may_have_a_default(simulator: Simulator, kind: Kind) -> None:
    path = collection_of(kind)
    simulator.control.add_fault("status_before", method="GET", path=path, status=403)
    session = session_of(simulator)

    look(session)

    assert session.others_defaults == {kind}


@OF_HOURS
def test_a_list_that_does_not_show_the_default_may_contain_it(
    simulator: Simulator, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_of_others(simulator, kind, isDefault=True)
    monkeypatch.setattr("liveperson_simulator.kinds.Hours.summary", ("id", "name", "deleted"))
    session = session_of(simulator)

    content = look(session)

    assert content.defaults == frozenset()
    assert session.others_defaults == {kind}


def test_lists_that_are_answered_404_are_empty(simulator: Simulator) -> None:
    begin_without_skills(simulator.control)
    simulator.control.set_knobs(empty_list="404")

    content = look(session_of(simulator))

    assert content.is_sandbox
    assert content.numbers == dict.fromkeys(KINDS, 0)
    assert content.refused == ()


def test_a_look_writes_nothing(simulator: Simulator) -> None:
    before = content_of(simulator)

    look(session_of(simulator))

    assert {each["method"] for each in simulator.control.requests()} == {"GET"}
    assert content_of(simulator) == before


def test_an_experiment_may_read_the_first_lists(simulator: Simulator) -> None:
    session = session_of(simulator)
    content = look(session)

    assert content.is_sandbox
    assert len(session.first_lists[SKILL].objects) == content.numbers[SKILL]
    assert session.first_lists[STATUS_REASON].objects == []
