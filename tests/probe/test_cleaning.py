"""What a probe deletes: everything that a probe has made, whatever became of it, and nothing else."""

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from random import Random

import pytest
from hypothesis import given

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe import writes
from pulumi_liveperson.probe.bodies import HOURS, KINDS
from pulumi_liveperson.probe.cleaning import sweep, tidy
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError, UnobservableError
from pulumi_liveperson.probe.experiments import EXPERIMENTS
from pulumi_liveperson.probe.safety import look
from pulumi_liveperson.probe.session import Session
from tests.contract.line import Meddle
from tests.contract.process import ACCOUNT
from tests.objects import collection_of
from tests.probe.draws import PASSING_FAULTS, SEEDS, begin, drawn_knobs, search
from tests.probe.probes import content_of, session_of

FEW_OR_MANY = pytest.mark.parametrize("examples", [2, pytest.param(100, marks=pytest.mark.slow)])
OF_HOURS = pytest.mark.parametrize("kind", HOURS, ids=["occasion", "workdays"])
OF_KINDS = pytest.mark.parametrize("kind", KINDS, ids=[each.type_name for each in KINDS])


class KilledError(BaseException):
    """The process ends here."""


def killed_at(number: int) -> Meddle:
    """Return what ends a probe at one of its requests, from 1."""
    requests = count(1)

    def kill(_request: Request) -> None:
        if next(requests) == number:
            raise KilledError

    return kill


def run_without_cleaning(session: Session, random: Random) -> None:
    """Conduct all experiments in any order; what they leave stays, as after a kill between two of them."""
    for experiment in random.sample(EXPERIMENTS, len(EXPERIMENTS)):
        with suppress(DisturbedError, RefusedError, UnobservableError):
            list(experiment.conduct(session))
        session.made.clear()


@FEW_OR_MANY
def test_whatever_a_killed_probe_has_left_is_deleted(running: Simulator, examples: int) -> None:
    @search(examples)
    @given(seed=SEEDS)
    def is_deleted(seed: int) -> None:
        random = begin(seed)
        running.control.reset()
        running.control.set_knobs(**drawn_knobs(random))
        before = content_of(running)
        session = session_of(running, killed_at(random.randint(1, 150)))
        with suppress(KilledError):
            look(session)
            run_without_cleaning(session, random)

        assert sweep(session_of(running)) == []
        assert content_of(running) == before

    is_deleted()


@FEW_OR_MANY
def test_faults_do_not_prevent_the_cleaning(running: Simulator, examples: int) -> None:
    @search(examples)
    @given(seed=SEEDS)
    def do_not(seed: int) -> None:
        random = begin(seed)
        running.control.reset()
        before = content_of(running)
        session = session_of(running)
        for kind in KINDS:
            session.create(kind)
        running.control.set_knobs(**drawn_knobs(random))

        def spoil(request: Request) -> None:
            if request.method == "DELETE" and random.random() < 1 / 2:
                running.control.add_fault(**random.choice(PASSING_FAULTS), method="DELETE")

        left = sweep(session_of(running, spoil))

        running.control.clear_faults()
        assert not left or sweep(session_of(running)) == []
        assert content_of(running) == before

    do_not()


@pytest.mark.pairwise
@pytest.mark.parametrize("skill_put", ["replace", "merge"])
@pytest.mark.parametrize("permission", ["granted", "ignore", "refuse403"])
@pytest.mark.parametrize("clean", [tidy, sweep])
def test_skills_that_refer_to_each_other_are_deleted(
    simulator: Simulator, clean: Callable[[Session], object], permission: str, skill_put: str
) -> None:
    before = content_of(simulator)
    session = session_of(simulator)
    one = session.create(SKILL)
    two = session.create(SKILL, fallbackSkill=int(one.id))
    three = session.create(SKILL, skillTransferList=[int(one.id), int(two.id)])
    writes.put(session, one, session.body(SKILL, fallbackSkill=int(three.id)))
    simulator.control.set_knobs(skill_put=skill_put, skill_hours_permission=permission, background_writer=20)

    clean(session)

    assert sweep(session) == []
    assert content_of(simulator) == before


@OF_HOURS
def test_the_default_is_deleted_also_if_no_default_can_be_deleted(simulator: Simulator, kind: Kind) -> None:
    before = content_of(simulator)
    session_of(simulator).create(kind, isDefault=True)
    simulator.control.set_knobs(
        delete_default="refuse",
        empty_workdays="reject400",
        date_time_form="offset",
        shift_form="no_rule",
        scalar_type="string",
        zone_form="lower_case",
    )

    assert sweep(session_of(simulator)) == []
    assert content_of(simulator) == before


@OF_HOURS
def test_the_default_is_deleted_in_an_account_with_other_time_zones(simulator: Simulator, kind: Kind) -> None:
    before = content_of(simulator)
    session_of(simulator).create(kind, isDefault=True)
    simulator.control.set_knobs(delete_default="refuse", zone_policy="Asia/Tokyo")

    assert sweep(session_of(simulator)) == []
    assert content_of(simulator) == before


@OF_HOURS
def test_hours_are_deleted_that_a_skill_uses_which_cannot_be_deleted(
    simulator: Simulator, kind: Kind
) -> None:
    session = session_of(simulator)
    hours = session.create(kind)
    skill = session.create(SKILL, **{str(kind.skill_field): int(hours.id)})
    simulator.control.use_skill(ACCOUNT, skill.id, by=["users"])
    simulator.control.set_knobs(delete_referenced_hours="refuse")

    left = sweep(session_of(simulator))

    assert [each.id for each in left] == [skill.id]
    assert simulator.control.objects(ACCOUNT, collection_of(kind)) == []


@OF_HOURS
def test_a_skill_of_others_keeps_the_hours_of_a_probe_if_these_cannot_be_deleted(
    simulator: Simulator, kind: Kind
) -> None:
    hours = session_of(simulator).create(kind)
    [other, *_] = simulator.control.objects(ACCOUNT, "skills")
    simulator.control.foreign_update(ACCOUNT, "skills", other["id"], {str(kind.skill_field): int(hours.id)})
    simulator.control.set_knobs(delete_referenced_hours="refuse")
    skills = simulator.control.objects(ACCOUNT, "skills")

    left = sweep(session_of(simulator))

    assert [each.id for each in left] == [hours.id]
    assert simulator.control.objects(ACCOUNT, "skills") == skills


@OF_KINDS
@pytest.mark.parametrize(
    "name", ["liveperson-probe", "Liveperson-probe results", "my liveperson-probe abcdef 001"]
)
def test_an_object_of_others_stays_although_its_name_resembles_the_mark(
    simulator: Simulator, kind: Kind, name: str
) -> None:
    body = {**session_of(simulator).body(kind), kind.key: name}
    made = simulator.control.foreign_create(ACCOUNT, collection_of(kind), body)

    assert sweep(session_of(simulator)) == []
    assert made in simulator.control.objects(ACCOUNT, collection_of(kind))


@OF_KINDS
@pytest.mark.parametrize("change", [str.upper, str.title, " {} ".format])
def test_an_object_is_deleted_also_if_an_experiment_has_changed_the_case_of_its_name(
    simulator: Simulator, kind: Kind, change: Callable[[str], str]
) -> None:
    before = content_of(simulator)
    session = session_of(simulator)
    session.create(kind, **{kind.key: change(session.name())})

    assert sweep(session_of(simulator)) == []
    assert content_of(simulator) == before


@pytest.mark.parametrize(
    "knobs",
    [
        {"minus_one_write": "unconditional", "stale_check": "strict"},
        {"minus_one_write": "stale", "missing_if_match": "accept", "stale_check": "strict"},
        {"minus_one_write": "stale", "stale_status": "304", "background_writer": "50"},
    ],
    ids=["minus one", "no If-Match", "every second write"],
)
def test_objects_are_deleted_although_other_people_write_all_the_time(
    simulator: Simulator, knobs: dict[str, str]
) -> None:
    before = content_of(simulator)
    session_of(simulator).create(SKILL)
    simulator.control.set_knobs(**{"background_writer": "100", **knobs})

    assert sweep(session_of(simulator)) == []
    assert content_of(simulator) == before


def test_an_object_whose_list_is_refused_is_deleted_by_its_id(simulator: Simulator) -> None:
    before = content_of(simulator)
    session = session_of(simulator)
    session.create(WORKDAYS)
    simulator.control.add_fault("status_before", method="DELETE", status=503, times=3)
    tidy(session)
    simulator.control.add_fault("status_before", method="GET", path="workinghours", status=403, times=1)

    assert sweep(session) == []
    assert content_of(simulator) == before


def test_an_object_that_cannot_be_deleted_is_left_and_others_are_not(simulator: Simulator) -> None:
    session = session_of(simulator)
    for kind in KINDS:
        session.create(kind)
    simulator.control.add_fault(
        "status_before", method="DELETE", path="specialoccasion", status=403, times=99
    )

    left = sweep(session_of(simulator))

    assert [each.kind for each in left] == [SPECIAL_OCCASION]
    assert simulator.control.objects(ACCOUNT, "workinghours") == []
    assert simulator.control.objects(ACCOUNT, collection_of(STATUS_REASON)) == []
