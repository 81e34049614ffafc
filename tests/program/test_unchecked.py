"""`unchecked`: a value that breaks a documented rule on purpose, because LivePerson holds it so."""

from typing import Any

import pytest

from pulumi_liveperson import closed, unchecked
from pulumi_liveperson.special_occasion import SpecialOccasionModel
from pulumi_liveperson.status_reason import StatusReasonModel
from pulumi_liveperson.unchecked_values import marked
from pulumi_liveperson.validation import Declaration, checked, with_unchecked

LONG = [closed("2026-12-24", days=60, time_zone="Europe/Lisbon")]
OCCASION = {"name": "Odd", "description": "Closed", "is_default": False, "events": []}
REASON = {"text": "Odd", "state": "Away", "enabled": True}


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (SpecialOccasionModel, {**OCCASION, "description": ""}),
        (SpecialOccasionModel, {**OCCASION, "name": "n" * 51}),
        (SpecialOccasionModel, {**OCCASION, "events": LONG}),
        (StatusReasonModel, {**REASON, "text": "R&D"}),
        (StatusReasonModel, {**REASON, "state": "Asleep"}),
    ],
)
def test_an_unchecked_value_that_breaks_a_rule_is_accepted(
    model: type[Declaration], fields: dict[str, Any]
) -> None:
    (broken,) = {each.field for each in checked(model, fields)[1]}

    canonical, mistakes = checked(model, marked({**fields, broken: unchecked(fields[broken])}))

    assert mistakes == []
    assert canonical == {**fields, "unchecked": [broken]} == with_unchecked(model, fields)
    assert type(canonical[broken]) is type(fields[broken])
    assert checked(model, canonical) == (canonical, [])


def test_all_other_fields_are_checked_as_ever() -> None:
    declared = marked({**OCCASION, "name": "", "description": unchecked(""), "colour": "red"})

    assert [str(each) for each in checked(SpecialOccasionModel, declared)[1]] == [
        "colour: is not a field of this resource",
        "name: must not be empty",
    ]


def test_nothing_is_marked_where_nothing_is_meant() -> None:
    assert marked(REASON) == {**REASON, "unchecked": None}
    assert with_unchecked(StatusReasonModel, REASON) == REASON


@pytest.mark.parametrize("value", [None, 7, True, {"text": "R&D"}])
def test_only_a_text_or_a_list_is_taken(value: Any) -> None:
    with pytest.raises(TypeError, match=r"unchecked\(\) takes a text or a list, not "):
        unchecked(value)


def test_what_is_neither_is_still_a_mistake() -> None:
    assert with_unchecked(StatusReasonModel, {**REASON, "enabled": "perhaps"}) == {
        **REASON,
        "enabled": "perhaps",
    }
