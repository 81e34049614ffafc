"""What becomes of experiments if others write, requests fail, or LivePerson refuses them."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from hypothesis import given

from liveperson_simulator.knobs import BY_NAME
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.probe.bodies import KINDS
from pulumi_liveperson.probe.cleaning import sweep
from pulumi_liveperson.probe.conducting import TRIES, conducted
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError, UnobservableError
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments import (
    revisions,
    skill_bulk,
    skill_dependencies,
    skill_forms,
    skill_hours,
    skill_references,
    skill_values,
)
from pulumi_liveperson.probe.probing import probe
from pulumi_liveperson.probe.question import Certainty, Observation, Question
from pulumi_liveperson.probe.result import Result
from pulumi_liveperson.probe.safety import look
from pulumi_liveperson.probe.session import Session
from tests.contract.ways import CLIENT
from tests.probe.draws import PASSING_FAULTS, SEEDS, begin, drawn_knobs, search
from tests.probe.probes import content_of, session_of

SOME = (
    *skill_forms.EXPERIMENTS,
    *skill_hours.EXPERIMENTS,
    *skill_references.EXPERIMENTS,
    *skill_dependencies.EXPERIMENTS,
    *revisions.EXPERIMENTS,
    *skill_values.EXPERIMENTS,
    *skill_bulk.EXPERIMENTS,
)
"""Experiments with all kinds of objects and requests; those with skills first."""
Conduct = Callable[[Session], Iterator[Observation]]
FEW_OR_MANY = pytest.mark.parametrize("examples", [2, pytest.param(40, marks=pytest.mark.slow)])
FIRST, SECOND = (
    Question(name, "Is it so?", "A page", "It is so.", has_knob=False) for name in ("first", "second")
)


def outcome(session: Session, conduct: Conduct) -> dict[str, Observation]:
    """Conduct one experiment with two questions, and return its observations by the names of these."""
    found = list(conducted(session, Experiment("try", (FIRST, SECOND), conduct, STATUS_REASON)))
    assert [each.question for each in found].count(FIRST) == 1
    assert [each.question for each in found].count(SECOND) == 1
    return {each.question.name: each for each in found}


def probed(session: Session) -> Result:
    """Probe the account with some experiments."""
    return probe(session, look(session), SOME, lambda _experiment, _found: None)


def defaults_of(result: Result) -> dict[str, str]:
    """Return the first value of each knob that was observed."""
    return {name: BY_NAME[name].values[0] for name in result.knobs}


@pytest.mark.parametrize("times", range(TRIES + 1))
def test_a_disturbed_experiment_is_tried_again(simulator: Simulator, times: int) -> None:
    before = content_of(simulator)
    tries = count(1)

    def conduct(session: Session) -> Iterator[Observation]:
        number = next(tries)
        session.create(STATUS_REASON)
        yield FIRST.seen(f"in try {number}", "Seen.")
        if number <= times:
            raise DisturbedError(STATUS_REASON)
        yield SECOND.seen(f"in try {number}", "Seen.")

    found = outcome(session_of(simulator), conduct)

    if times < TRIES:
        assert {found["first"].value, found["second"].value} == {f"in try {times + 1}"}
    else:
        assert {found["first"].value, found["second"].value} == {None}
        assert found["first"].says == (
            "It was tried 6 times, but another person seems to have written status reasons at the same time."
        )
    assert content_of(simulator) == before


def test_what_was_seen_before_a_refusal_stays(simulator: Simulator) -> None:
    before = content_of(simulator)

    def conduct(session: Session) -> Iterator[Observation]:
        own = session.create(STATUS_REASON)
        yield FIRST.seen("yes", "Seen.")
        raise RefusedError(session.send("GET", STATUS_REASON, f"/{own.id}7"))

    found = outcome(session_of(simulator), conduct)

    assert found["first"].value == "yes"
    assert found["second"].certainty is Certainty.NOT_OBSERVED
    assert found["second"].says == ("The request that it depends on was refused (GET of status reason: 404).")
    assert [each.status for each in found["second"].evidence] == [404]
    assert content_of(simulator) == before


def test_what_an_account_does_not_show_has_a_reason(simulator: Simulator) -> None:
    def conduct(session: Session) -> Iterator[Observation]:
        raise UnobservableError("the account has no such feature", session.listed(STATUS_REASON))
        yield FIRST.seen("yes", "Seen.")

    found = outcome(session_of(simulator), conduct)

    assert {each.says for each in found.values()} == {"The account has no such feature."}
    assert [each.status for each in found["first"].evidence] == [200]


def test_a_question_without_an_observation_is_not_observed(simulator: Simulator) -> None:
    found = outcome(session_of(simulator), lambda _session: iter([FIRST.seen("yes", "Seen.")]))

    assert (found["first"].value, found["second"].value) == ("yes", None)


@FEW_OR_MANY
def test_no_fault_leads_to_a_wrong_value_or_leaves_an_object(running: Simulator, examples: int) -> None:
    @search(examples)
    @given(seed=SEEDS)
    def leads(seed: int) -> None:
        random = begin(seed)
        knobs = drawn_knobs(random)
        running.control.reset()
        running.control.set_knobs(**knobs)
        before = content_of(running)

        def spoil(_request: Request) -> None:
            if random.random() < 1 / 15:
                running.control.add_fault(**random.choice(PASSING_FAULTS))

        session = session_of(running)
        content = look(session)
        session = session_of(running, spoil)
        session.others_defaults = frozenset(content.defaults)
        result = probe(session, content, SOME, lambda _experiment, _found: None)
        running.control.clear_faults()

        assert {name: knobs[name] for name in result.knobs if name in knobs} == result.knobs
        assert all(each.says for each in result.observations)
        assert sweep(session_of(running)) == []
        assert content_of(running) == before

    leads()


@pytest.mark.parametrize("moment", [4, 20, 50])
def test_a_token_that_expires_is_renewed(simulator: Simulator, moment: int) -> None:
    before = content_of(simulator)
    requests = count(1)

    def expire(request: Request) -> None:
        if not request.signs_in and next(requests) == moment:
            simulator.control.add_fault("status_before", path="/configuration/", status=401)

    result = probed(session_of(simulator, expire, sign_in=CLIENT))

    assert result.missing == ()
    assert result.knobs == defaults_of(result)
    assert content_of(simulator) == before


@pytest.mark.parametrize("status", [401, 451])
def test_a_probe_without_valid_credentials_ends_early_with_what_it_has_seen(
    simulator: Simulator, status: int
) -> None:
    before = content_of(simulator)
    requests = count(1)

    def expire(_request: Request) -> None:
        if next(requests) == 100:
            simulator.control.add_fault("status_before", path="/configuration/", status=status, times=999)

    result = probed(session_of(simulator, expire))
    simulator.control.clear_faults()

    assert result.missing[0].startswith("The probe ended early: ")
    assert str(status) in result.missing[0]
    assert {each.value is None for each in result.observations} == {True, False}
    assert {*map(id, _questions())} == {id(each.question) for each in result.observations}
    assert sweep(session_of(simulator)) == []
    assert content_of(simulator) == before


def _questions() -> list[Question]:
    return [question for experiment in SOME for question in experiment.questions]


@pytest.mark.parametrize("status", [400, 403, 404, 409])
def test_the_refusal_of_a_new_token_is_no_answer_to_the_request(simulator: Simulator, status: int) -> None:
    requests = count(1)

    def expire(request: Request) -> None:
        if not request.signs_in and next(requests) == 100:
            simulator.control.add_fault("status_before", path="/configuration/", status=401)
            simulator.control.add_fault("status_before", path="/app/token", status=status, times=999)

    result = probed(session_of(simulator, expire, sign_in=CLIENT))
    simulator.control.clear_faults()

    assert result.missing[0].startswith("The probe ended early: ")
    assert result.knobs == defaults_of(result)
    assert sweep(session_of(simulator)) == []


@pytest.mark.parametrize("kind", KINDS, ids=[each.type_name for each in KINDS])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_privilege_that_ends_in_the_middle_leaves_a_partial_result(
    simulator: Simulator, kind: Kind, method: str
) -> None:
    before = content_of(simulator)
    requests = count(1)

    def refuse(_request: Request) -> None:
        if next(requests) == 20:
            path = kind.path.rpartition("/")[2]
            simulator.control.add_fault("status_before", method=method, path=path, status=403, times=9999)

    session = session_of(simulator, refuse)
    result = probed(session)
    simulator.control.clear_faults()

    assert all(each.says for each in result.observations)
    assert sweep(session_of(simulator)) == []
    assert content_of(simulator) == before
    assert result.knobs == defaults_of(result)


@pytest.mark.parametrize("number", [10, 50, 90])
def test_an_interrupted_probe_says_what_is_missing(simulator: Simulator, number: int) -> None:
    before = content_of(simulator)
    requests = count(1)

    def interrupt(_request: Request) -> None:
        if next(requests) == number:
            raise KeyboardInterrupt

    session = session_of(simulator, interrupt)
    result = probed(session)

    assert result.missing == ("The probe ended early, because it was interrupted.",)
    assert "The probe ended before this experiment." in {each.says for each in result.observations}
    assert sweep(session) == []
    assert content_of(simulator) == before


def test_an_answer_in_an_unknown_form_costs_only_its_questions(simulator: Simulator) -> None:
    def conduct(session: Session) -> Iterator[Observation]:
        answer = session.read(session.create(STATUS_REASON))
        yield FIRST.seen("one", "It was seen.", [answer])
        yield SECOND.seen(answer.body["no such field"], "It was seen.", [answer])

    found = outcome(session_of(simulator), conduct)

    assert (found["first"].value, found["second"].value) == ("one", None)
    assert found["second"].says == "An answer has a form that the probe does not understand (KeyError)."
    assert [each.request.method for each in found["second"].evidence] == ["POST", "GET"]
