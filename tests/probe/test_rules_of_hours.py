"""What a probe finds out about the rules of hours, and about the default."""

from datetime import timedelta

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe.bodies import event
from pulumi_liveperson.probe.cleaning import sweep
from pulumi_liveperson.probe.experiments.occasion_rules import END_BEFORE_START, SECONDS
from pulumi_liveperson.probe.session import Session
from pulumi_liveperson.probe.trials import event_trials
from tests.contract.process import ACCOUNT, account
from tests.probe.probes import ODD_FORMS, ODD_SERVER, content_of, result_of, seen, values_of, why

KNOBS = (
    *("missing_description", "day_off_span_limit", "start_horizon", "empty_workdays", "over_midnight"),
    *("weekday_mismatch", "delete_default"),
)
THEIRS = {"name": "Theirs", "description": "Theirs", "isDefault": True, "events": []}


@pytest.mark.parametrize(("name", "value"), values_of(*KNOBS))
def test_each_value_is_seen(simulator: Simulator, name: str, value: str) -> None:
    simulator.control.set_knobs(**{name: value})

    assert seen(result_of(simulator, name), name) == value


@pytest.mark.parametrize("form", ["no_byday", "no_rule"])
def test_a_hidden_weekday_has_a_reason(simulator: Simulator, form: str) -> None:
    result = result_of(simulator, "weekday_mismatch", shift_form=form, weekday_mismatch="rewrite")

    assert why(result, "weekday_mismatch") == (
        "It was accepted, but a read does not show which weekday the rule has."
    )


@pytest.mark.parametrize("form", ["no_byday", "no_rule"])
def test_a_refused_weekday_is_seen_without_the_rule(simulator: Simulator, form: str) -> None:
    result = result_of(simulator, "weekday_mismatch", shift_form=form, weekday_mismatch="reject400")

    assert seen(result, "weekday_mismatch") == "reject400"


def test_events_that_are_refused_together_are_tried_alone(simulator: Simulator) -> None:
    session = Session(account(simulator))
    day = session.now.date() + timedelta(days=30)
    with_seconds, backwards = (
        event(day, session.zone, "10:00:30"),
        event(day, session.zone, "12:00:00", "10:00:00"),
    )
    trials = [(SECONDS, [with_seconds]), (END_BEFORE_START, [backwards])]

    found = list(event_trials(session, SPECIAL_OCCASION, trials))

    assert [each.value for each in found] == ["accept", "reject400"]
    assert sweep(session) == []


def test_the_simulator_accepts_what_the_provider_sends(simulator: Simulator) -> None:
    result = result_of(simulator, "seconds_in_times", "seconds_in_shifts", "missing_state", "several_zones")

    assert result.contradictions == []
    assert seen(result, "several_zones") == "accept"
    assert seen(result, "end_of_24_00") == "reject400"
    assert seen(result, "old_start_in_put") == "accept"
    assert seen(result, "missing_state") == "accept"


def test_the_default_is_seen_on_an_odd_server(simulator: Simulator) -> None:
    simulator.control.set_knobs(**ODD_FORMS, **ODD_SERVER)
    before = content_of(simulator)

    result = result_of(simulator, "delete_default", delete_default="refuse")

    assert seen(result, "delete_default") == "refuse"
    assert seen(result, "default_handover_in_create") == "yes"
    assert seen(result, "default_handover_in_update") == "yes"
    assert seen(result, "default_handover_revision") == "same"
    assert seen(result, "unset_default") == "accept"
    assert content_of(simulator) == before


def test_the_default_of_another_person_stays(simulator: Simulator) -> None:
    simulator.control.foreign_create(ACCOUNT, "specialoccasion", THEIRS)
    before = content_of(simulator)

    result = result_of(simulator, "delete_default")

    assert seen(result, "delete_default", SPECIAL_OCCASION) is None
    assert seen(result, "delete_default", WORKDAYS) == "allow"
    assert content_of(simulator) == before


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "specialoccasion"), ("GET", "specialoccasion/"), ("PUT", "specialoccasion")],
)
def test_a_default_that_another_person_makes_during_the_probe_stays(
    simulator: Simulator, method: str, path: str
) -> None:
    when = {"moment": "after", "method": method, "path": path}
    write = {"operation": "create", "body": THEIRS}
    simulator.control.foreign_on(ACCOUNT, "specialoccasion", when=when, write=write)

    result = result_of(simulator, "delete_default")

    (left,) = simulator.control.objects(ACCOUNT, "specialoccasion")
    assert (left["name"], left["isDefault"]) == ("Theirs", True)
    assert seen(result, "delete_default", SPECIAL_OCCASION) is None


def test_no_default_is_made_if_it_is_unknown_who_has_it(simulator: Simulator) -> None:
    simulator.control.foreign_create(ACCOUNT, "specialoccasion", THEIRS)
    before = content_of(simulator)
    simulator.control.add_fault("status_before", method="GET", path="specialoccasion", status=403, times=2)

    result = result_of(simulator, "delete_default")

    assert seen(result, "delete_default", SPECIAL_OCCASION) is None
    assert content_of(simulator) == before
