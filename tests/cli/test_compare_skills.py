"""How skills of two sides are compared: by the names of what they refer to."""

from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.review.comparison.comparing import compare
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.comparison.side import Side
from tests.cli.commands import OCCASIONS, command, made, occasion
from tests.cli.sides import told
from tests.engine.trial import Stack
from tests.skills import make_skill

Fields = dict[str, Any]


def side(name: str, *skills: Fields, occasions: dict[int, str] | None = None, **fields: Any) -> Side:
    """Return a side with skills and special occasions; that of an account has ids in its objects."""
    is_live = name.startswith("live:")
    holidays = [(str(id_), SPECIAL_OCCASION, occasion(each)) for id_, each in (occasions or {}).items()]
    found = [*holidays, *((str(each["id"]), SKILL, each) for each in skills)]
    items = [
        Item(kind, {**wire, "id": int(id_)} if is_live else {**wire, "id": None} | _without_id(wire))
        for id_, kind, wire in found
    ]
    items = [each if is_live else Item(each.kind, _without_id(each.wire)) for each in items]
    ids = tuple(id_ for id_, _, _ in found)
    return Side(name, "71234567" if is_live else None, tuple(items), ids, **fields)


def _without_id(wire: Fields) -> Fields:
    return {name: value for name, value in wire.items() if name != "id"}


def skill(id_: int, name: str, **fields: Any) -> Fields:
    return {"id": id_, "name": name, **fields}


def test_references_are_equal_if_their_targets_have_one_name() -> None:
    one = side("dev", skill(1, "A", specialOccasionId="4", fallbackSkill="1"), occasions={4: "Year end"})
    other = side("live:prod", skill(7, "A", specialOccasionId=9, fallbackSkill=7), occasions={9: "Year end"})

    assert told(one, other) == {}


def test_other_targets_are_shown_by_name_and_unknown_ones_by_id() -> None:
    one = side("live:dev", skill(1, "A", specialOccasionId=4, workingHoursId=5), occasions={4: "Year end"})
    other = side("live:prod", skill(1, "A", specialOccasionId=4, workingHoursId=6), occasions={4: "Audit"})

    found = compare(one, other)

    fields = [(each.name, each.before, each.after) for each in found.different[0].change.fields]
    assert fields == [("special_occasion_id", "Year end", "Audit"), ("working_hours_id", "5", "6")]


def test_lists_of_skills_are_compared_by_name() -> None:
    one = side("dev", skill(1, "A", skillTransferList=["2", "3"]), skill(2, "B"), skill(3, "C"))
    other = side("prod", skill(5, "A", skillTransferList=["7", "6"]), skill(6, "B"), skill(7, "C"))

    assert told(one, other) == {}


def test_targets_whose_names_are_escaped_on_one_side_are_the_same() -> None:
    one = side("dev", skill(1, "A", specialOccasionId="4"), occasions={4: "R & D"})
    other = side("live:prod", skill(7, "A", specialOccasionId=9), occasions={9: "R &amp; D"})

    assert told(one, other) == {}


def test_fields_that_a_side_does_not_manage_are_no_difference() -> None:
    one = side("dev", skill(1, "A", wrapUpTime=30, maxWaitTime=60))
    other = side("prod", skill(2, "A", wrapUpTime=30, description="Invoices"))

    assert told(one, other) == {}
    assert told(
        one, side("live:prod", skill(2, "A", wrapUpTime=31, dateUpdated="now", unknown=1, maxWaitTime=60))
    )


def test_the_hours_of_a_stack_are_compared_with_skills_that_have_some() -> None:
    declared = skill(1, "A", specialOccasionId="4")
    hours = side("dev", declared, occasions={4: "Year end"}, parts=frozenset({SKILL}))
    account = side(
        "live:prod",
        *(
            skill(2, "A", specialOccasionId=8, wrapUpTime=9),
            skill(3, "B"),
            skill(5, "C", specialOccasionId=8),
        ),
        occasions={8: "Year end"},
    )

    found = compare(hours, account)

    assert [each.change.name for each in found.only_second] == ["C"]
    assert found.different == ()


def test_a_stack_without_skills_is_not_compared_with_those_of_an_account() -> None:
    assert told(side("dev"), side("live:dev", skill(1, "A", specialOccasionId=2))) == {}
    assert list(told(side("dev", skill(1, "B")), side("live:dev", skill(2, "A")))) == ["first", "second"]
    assert list(told(side("live:dev"), side("live:prod", skill(1, "A")))) == ["second"]


def test_a_stack_and_its_account_have_the_same_ids() -> None:
    ours = side("dev", skill(1, "", specialOccasionId="4"), skill(2, "B", specialOccasionId="5"))
    account = side(
        "live:dev",
        *(skill(1, "A", specialOccasionId=4), skill(2, "B", specialOccasionId=6)),
        occasions={4: "Year end", 5: "Audit", 6: "Other"},
    )

    found = compare(ours, account)

    (different,) = found.different
    fields = [(each.name, each.before, each.after) for each in different.change.fields]
    assert (different.change.name, fields) == ("B", [("special_occasion_id", "Audit", "Other")])


def test_skills_that_could_not_be_read_are_not_compared() -> None:
    one = side("dev", skill(1, "A"), occasions={4: "Year end"})

    found = told(one, side("live:dev", occasions={4: "Year end"}, unread=frozenset({SKILL})))

    assert found == {}


@pytest.mark.engine
def test_a_stack_with_skills_equals_its_account(stack: Stack, simulator: Simulator) -> None:
    (theirs,) = made(simulator.control, OCCASIONS, occasion("Theirs"))
    make_skill(simulator.control, "Sales", specialOccasionId=int(theirs))
    make_skill(simulator.control, "Plain")
    stack.apply(
        f"""
audit = SpecialOccasion("audit", name="Audit", description="Closed")
Skill("billing", name="Billing", special_occasion_id=audit.id, wrap_up_time=30)
SkillHours("sales", skill_name="Sales", special_occasion_id="{theirs}")
SkillHours("plain", skill_name="Plain", special_occasion_id=audit.id)
"""
    )

    equal = command(stack, "compare", "trial", "live:trial", "--format", "text")
    simulator.control.add_fault("status_before", path="/skills", status=403, times=9)
    unread = command(stack, "compare", "trial", "live:trial", "--format", "text")

    assert (equal.beside, "different" in equal.said) == ("", False), equal.said
    assert "only in live:trial" in equal.said  # the occasion that the stack does not manage
    assert unread.beside == "These credentials may not read skills, so skills are not compared.\n"
    assert "Billing" not in unread.said
