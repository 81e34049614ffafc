"""What a probe finds out about the form of answers, and about time zones."""

import pytest

from liveperson_simulator.knobs import BY_NAME
from liveperson_simulator.server import Simulator
from pulumi_liveperson.probe.experiments.zones import OTHER_NAMES, SAMPLE, form_of
from pulumi_liveperson.probe.question import Certainty
from tests.probe.probes import ODD_FORMS, ODD_SERVER, result_of, seen, values_of, why

KNOBS = (
    *("zone_policy", "zone_form", "event_order", "date_time_form", "rule_form", "shift_form", "text_form"),
    *("scalar_type", "empty_values", "unknown_fields"),
)


@pytest.mark.parametrize(("name", "value"), values_of(*KNOBS))
def test_each_value_is_seen(simulator: Simulator, name: str, value: str) -> None:
    simulator.control.set_knobs(**{name: value})

    assert seen(result_of(simulator, name), name) == value


def test_odd_forms_are_seen_all_at_once(simulator: Simulator) -> None:
    simulator.control.set_knobs(**ODD_FORMS, **ODD_SERVER)

    result = result_of(simulator, *ODD_FORMS, "order_policy", order_policy="gaps")

    assert {name: result.knobs.get(name) for name in ODD_FORMS} == ODD_FORMS
    assert seen(result, "order_policy") == "gaps"


def test_a_list_of_zones_is_seen_as_far_as_it_was_tried(simulator: Simulator) -> None:
    result = result_of(
        simulator, "zone_policy", "event_order", zone_policy="Africa/Tunis,Asia/Tokyo,UTC,Europe/Rome"
    )

    (row,) = (each for each in result.observations if each.question.name == "zone_policy")
    assert (row.value, row.certainty) == ("Asia/Tokyo,Europe/Rome,UTC", Certainty.LIKELY)
    assert "3 of the" in row.says
    assert seen(result, "event_order") == "as_sent"  # in a zone that the account supports


def test_an_account_without_a_known_zone_has_a_reason(simulator: Simulator) -> None:
    result = result_of(simulator, "zone_policy", zone_policy="Africa/Tunis")

    assert why(result, "zone_policy") == (
        f"None of the {len(SAMPLE)} time zones that were tried is supported."
    )


def test_the_form_of_zones_without_a_second_name_has_a_reason(simulator: Simulator) -> None:
    result = result_of(simulator, "zone_form", zone_policy="Europe/Paris,Europe/Rome", zone_form="alias")

    assert why(result, "zone_form") == "None of the zones that were accepted is known to have another name."


def test_a_zone_of_another_place_has_no_known_form() -> None:
    assert form_of([("Europe/Lisbon", "Europe/Madrid")]) is None
    assert form_of([("Europe/Lisbon", "Portugal"), ("Europe/Rome", "Europe/Rome")]) == "alias"
    assert not {*SAMPLE} & {*OTHER_NAMES}


@pytest.mark.parametrize("form", BY_NAME["text_form"].values)
def test_a_refused_text_is_tried_in_parts(simulator: Simulator, form: str) -> None:
    simulator.control.add_fault("status_before", method="POST", path="specialoccasion", status=400)

    assert seen(result_of(simulator, "text_form", text_form=form), "text_form") == form
