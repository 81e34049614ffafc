"""How exported objects refer to each other in a program."""

import ast
from random import Random
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pulumi_liveperson
from pulumi_liveperson.cli.export.objects import Exported, exported
from pulumi_liveperson.cli.export.plan import Addition, plan
from pulumi_liveperson.cli.export.program import declarations, program
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.client.kinds.skill import SKILL, SKILL_HOURS
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.cli.commands import NASTY
from tests.cli.exported import formatted


def skill(id_: int, name: str, **fields: Any) -> Live:
    return Live(SKILL, {"id": id_, "name": name, **fields}, "7")


def occasion(id_: int, name: str) -> Live:
    fields = {"description": "Closed", "isDefault": False, "events": []}
    return Live(SPECIAL_OCCASION, {"id": id_, "name": name, **fields}, "7")


def written(*found: Live, names: dict[Any, str] | None = None) -> str:
    """Return the program of objects, which is formatted and can be compiled."""
    text = program(plan(found, found, [], []).new, "71234567", names or {})
    assert formatted(text) == text
    compile(text, "program", "exec")
    return text


def statements(text: str) -> list[str]:
    """Return the statements of a program's function, without its docstring, each on one line."""
    (function,) = (each for each in ast.parse(text).body if isinstance(each, ast.FunctionDef))
    return [ast.unparse(each) for each in function.body[1:]]


def test_a_target_comes_before_those_that_refer_to_it() -> None:
    text = written(
        skill(1, "A", fallbackSkill=2),
        skill(2, "B", skillTransferList=[3]),
        skill(3, "C", specialOccasionId=4),
        occasion(4, "Year end"),
    )

    assert statements(text) == [
        "year_end = SpecialOccasion('year-end', name='Year end', description='Closed')",
        "c = Skill('c', name='C', special_occasion_id=year_end.id)",
        "b = Skill('b', name='B', skill_transfer_list=[c.id])",
        "Skill('a', name='A', fallback_skill=b.id)",
    ]


def test_in_a_circle_one_has_the_id_as_text_and_the_name_as_a_comment() -> None:
    one, other = skill(1, "A", fallbackSkill=2), skill(2, "B", fallbackSkill=1)

    text = written(one, other, names={one.key: "A", other.key: NASTY})

    assert (
        '    b = Skill(\n        "b",\n        name="B",\n        fallback_skill="1",  # skill "A"\n    )\n'
        in text
    )
    assert '    Skill("a", name="A", fallback_skill=b.id)\n' in text


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("list", "list_2"),
        ("match", "match_2"),
        ("Program", "program_2"),
        ("Weekly", "weekly_2"),
        ("2026", "occasion_2026"),
        ("Férias & Co.", "ferias_co"),
        ("クリスマス", "special_occasion"),
    ],
)
def test_a_variable_has_a_name_that_is_free(name: str, variable: str) -> None:
    text = written(occasion(4, name), skill(1, "A", specialOccasionId=4))

    assert f"special_occasion_id={variable}.id)" in text


def test_two_variables_have_two_names() -> None:
    found = occasion(4, "Year-end"), occasion(5, "year end"), *(
        skill(number, f"S{number}", specialOccasionId=number) for number in (4, 5)
    )  # fmt: skip

    assert [each.partition(" = ")[0] for each in statements(written(*found))[:2]] == [
        "year_end_2",
        "year_end",
    ]


def test_what_an_existing_program_declares_is_named_by_a_comment_and_its_names_stay_its_own() -> None:
    target, new = occasion(4, "Audit"), skill(1, "Night")
    users = [skill(2, "Day", specialOccasionId=4, fallbackSkill=1), new]

    text = declarations(plan(users, users, [], []).new, {target.key: f"Audit{'t' * 90}"}, ["night"])

    assert text == (
        '    night_2 = Skill("night", name="Night")\n'
        "    Skill(\n"
        '        "day",\n'
        '        name="Day",\n'
        f'        special_occasion_id="4",  # special occasion "Audit{"t" * 49}…\n'
        "        fallback_skill=night_2.id,\n"
        "    )\n"
    )


def test_ids_of_a_list_have_a_line_each_if_one_has_a_comment() -> None:
    one, other = skill(1, "A", skillTransferList=[2, 3]), skill(2, "B")

    text = written(one, other, names={(SKILL, "3"): NASTY})

    assert (
        "        skill_transfer_list=[\n"
        "            b.id,\n"
        '            "3",  # skill "Christmas⏎[U+001B][31m"2026"[U+202E] <b>`|"\n'
        "        ],\n"
    ) in text


def test_defaults_are_left_out_and_a_field_that_breaks_a_rule_is_told() -> None:
    text = written(
        skill(1, "A", maxWaitTime=120, canTransfer=True, lobIds=[], autoCloseInSeconds=60, wrapUpTime=None)
    )

    assert statements(text) == ["Skill('a', name='A')"]
    assert (
        "    # Not declared, because it breaks a rule: auto_close_in_seconds: must be a whole number from "
        "1500 to\n"
        '    # 7776000 seconds, or "" to clear it, not 60\n'
        '    Skill("a", name="A")\n'
    ) in text


def test_a_list_that_breaks_a_rule_is_unchecked() -> None:
    routing = [{"agentGroupId": 7, "priority": 0, "splitPercentage": 500}]

    assert "skill_routing_configuration=unchecked(" in written(
        skill(1, "A", skillRoutingConfiguration=routing)
    )


def any_skills(random: Random) -> list[Live]:
    """Return skills that refer to each other and to occasions, of which the account does not have all."""
    ids = range(1, random.randint(2, 12))

    def some(least: int = 0) -> list[int]:
        return random.sample(range(1, 15), random.randint(least, 3))

    return [
        skill(id_, f"Skill {id_}", fallbackSkill=next(iter(some()), None), skillTransferList=some() or None)
        if random.random() < 0.8
        else occasion(id_, f"Day {id_}")
        for id_ in ids
    ]


@given(st.integers(0, 2**32))
def test_a_program_with_any_references_refers_to_what_is_there(seed: int) -> None:
    found = any_skills(Random(seed))  # noqa: S311 - no secret
    ids = {f"{each.kind.type_name} {each.name}": each.id for each in found}
    declared: dict[str, dict[str, Any]] = {}

    def stand_in(kind: str) -> Any:
        def resource(_: str, **fields: Any) -> Any:
            key = f"{kind} {fields['name']}"
            declared[key] = fields
            return mock.Mock(id=ids[key])

        return resource

    names = {each.key: each.name for each in found if Random(seed).random() < 0.5}  # noqa: S311 - no secret
    with mock.patch.multiple(
        pulumi_liveperson, Skill=stand_in("Skill"), SpecialOccasion=stand_in("SpecialOccasion")
    ):
        module: dict[str, Any] = {}
        exec(compile(written(*found, names=names), "program", "exec"), module)  # noqa: S102 - no engine
        module["program"]()

    for each in found:
        content = each.kind.content(each.wire)
        shown = declared[f"{each.kind.type_name} {each.name}"]
        for field, name in (
            ("fallbackSkill", "fallback_skill"),
            ("skillTransferList", "skill_transfer_list"),
        ):
            assert shown.get(name, "") == content.get(field, "")


def planned(live: Live, inputs: dict[str, Any], kind: Any = SKILL_HOURS) -> tuple[Exported, ...]:
    """Return what is imported for a program that declares a resource for an object."""
    found = plan([live], [live], [], [Addition(kind, "mine", inputs, in_component=False)])
    assert found.new == ()
    return found.declared


@pytest.mark.parametrize("named", [{"skill_name": "Billing"}, {"skill_id": "1"}])
def test_a_program_that_declares_the_hours_of_a_skill_imports_these(named: dict[str, str]) -> None:
    live = skill(1, "Billing", specialOccasionId=4, workingHoursId=5, wrapUpTime=30)

    (found,) = planned(live, {**named, "special_occasion_id": "4"})

    assert (found.kind, found.declared) == (SKILL_HOURS, {**named, "special_occasion_id": "4"})


def test_hours_that_a_skill_does_not_have_are_not_imported() -> None:
    assert planned(skill(1, "Billing"), {"skill_name": "Billing", "special_occasion_id": "4"}) == ()


def test_a_program_that_declares_some_fields_of_a_skill_imports_these() -> None:
    live = skill(1, "Billing", wrapUpTime=30, description="Invoices", maxWaitTime=120)

    (found,) = planned(live, {"name": "Billing", "max_wait_time": 120, "description": ""}, SKILL)

    assert found.declared == {"name": "Billing", "description": "Invoices", "max_wait_time": 120}


def test_a_skill_is_declared_with_all_values_that_differ_from_the_defaults() -> None:
    live = skill(
        1,
        "Billing",
        skillOrder=3,
        canTransfer=False,
        lobIds=[71],
        redistributeLoadToConnectedAgentGroups=True,
    )

    assert exported(live, SKILL, "billing").declared == {
        "name": "Billing",
        "skill_order": 3,
        "can_transfer": False,
        "lob_ids": ["71"],
        "redistribute_load_to_connected_agent_groups": True,
    }
