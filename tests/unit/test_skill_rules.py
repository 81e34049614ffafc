"""What a program may declare of a skill; each expected text is what an engineer reads."""

from typing import Any

import pytest

from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.skill_rules import SkillModel
from pulumi_liveperson.validation import checked, with_unchecked
from pulumi_liveperson.wire import prop

GROUP = {"agent_group_id": "7", "priority": 1, "split_percentage": 100}
WHOLE: dict[str, Any] = {
    "name": "Billing",
    "description": "Invoices",
    "skill_order": 3,
    "max_wait_time": 90,
    "default_post_chat_survey_id": "s-1",
    "default_offline_survey_id": "s-2",
    "default_agent_survey_id": "s-3",
    "skill_routing_configuration": [GROUP, {**GROUP, "agent_group_id": "8", "split_percentage": 0}],
    "wrap_up_time": 30,
    "sla_default_response_time": 3600,
    "sla_urgent_response_time": 300,
    "sla_first_time_response_time": 600,
    "lob_ids": ["4500071", "9223372036854775807"],
    "can_transfer": False,
    "skill_transfer_list": ["4300551010"],
    "working_hours_id": "4420031112",
    "special_occasion_id": "4410020312",
    "post_conversation_survey_app_install_association_id": "42",
    "auto_close_in_seconds": 1500,
    "transfer_to_agent_max_wait_in_seconds": 0,
    "fallback_skill": "4300551010",
    "fallback_when_all_agents_are_away": False,
    "agent_survey_for_msg_timeout_in_minutes": 10,
    "agent_survey_for_msg_id": "77",
    "redistribute_load_to_connected_agent_groups": True,
}
CLEARED: dict[str, Any] = {
    "name": "Billing",
    **{prop(name): "" for name, default in SKILL.defaults.items() if default == ""},
    "lob_ids": [],
    "skill_routing_configuration": [],
}
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": ""}, "name: must not be empty"),
    ({"max_wait_time": -1}, "max_wait_time: must be a whole number of 0 or more seconds, not -1"),
    ({"max_wait_time": ""}, "max_wait_time: must be a whole number of 0 or more seconds, not ''"),
    ({"max_wait_time": 1.5}, "max_wait_time: must be a whole number of 0 or more seconds, not 1.5"),
    ({"max_wait_time": float("inf")}, "max_wait_time: must be a whole number of 0 or more seconds, not inf"),
    ({"max_wait_time": True}, "max_wait_time: must be a whole number of 0 or more seconds, not True"),
    ({"max_wait_time": "120"}, "max_wait_time: must be a whole number of 0 or more seconds, not '120'"),
    (
        {"wrap_up_time": "soon"},
        "wrap_up_time: must be a whole number of 0 or more seconds, or \"\" to clear it, not 'soon'",
    ),
    (
        {"auto_close_in_seconds": 60},
        (
            "auto_close_in_seconds: must be a whole number from 1500 to 7776000 seconds, "
            'or "" to clear it, not 60'
        ),
    ),
    (
        {"agent_survey_for_msg_timeout_in_minutes": -5},
        (
            "agent_survey_for_msg_timeout_in_minutes: must be a whole number of 0 or more minutes, "
            'or "" to clear it, not -5'
        ),
    ),
    ({"can_transfer": "no"}, "can_transfer: must be True or False, not 'no'"),
    (
        {"working_hours_id": 4420031112},
        'working_hours_id: must be an id of LivePerson as text, such as "4300551010", not 4420031112',
    ),
    (
        {"fallback_skill": "sales"},
        "fallback_skill: must be an id of LivePerson as text, such as \"4300551010\", not 'sales'",
    ),
    (
        {"lob_ids": ["9223372036854775808"]},
        "lob_ids[0]: must be an id of LivePerson as text, such as \"4300551010\", not '9223372036854775808'",
    ),
    ({"lob_ids": ["7", "8", "7"]}, "lob_ids: contains '7' twice"),
    ({"lob_ids": "7"}, "lob_ids: must be a list, not '7'"),
    (
        {"skill_transfer_list": []},
        (
            "skill_transfer_list: must not be an empty list, which LivePerson reads as all skills: write "
            'can_transfer=False to allow no transfer, or "" for all skills'
        ),
    ),
    (
        {"skill_transfer_list": 7},
        'skill_transfer_list: must be a list of ids, or "" for all skills, not 7',
    ),
    (
        {"skill_routing_configuration": [{"priority": 1, "split_percentage": 100}]},
        "skill_routing_configuration[0].agent_group_id: is missing",
    ),
    (
        {"skill_routing_configuration": [{**GROUP, "split_percentage": 101}]},
        "skill_routing_configuration[0].split_percentage: must be a whole number from 0 to 100, not 101",
    ),
    (
        {"skill_routing_configuration": [{**GROUP, "priority": 0}]},
        "skill_routing_configuration[0].priority: must be a whole number of 1 or more, not 0",
    ),
    ({"maxWaitTime": 60}, "maxWaitTime: is not a field of this resource; write max_wait_time"),
]


def test_every_writable_field_can_be_declared() -> None:
    assert checked(SkillModel, WHOLE) == (WHOLE, [])
    assert {prop(name) for name in SKILL.fields} == WHOLE.keys()


def test_every_field_that_livepersons_api_can_clear_is_cleared_by_an_empty_value() -> None:
    assert checked(SkillModel, CLEARED) == (CLEARED, [])


def test_only_the_name_is_required() -> None:
    assert checked(SkillModel, {"name": "Billing"}) == ({"name": "Billing"}, [])
    assert [str(each) for each in checked(SkillModel, {})[1]] == ["name: is missing"]


def test_pulumis_numbers_are_whole_numbers_again() -> None:
    canonical, mistakes = checked(SkillModel, {"name": "Billing", "max_wait_time": 90.0, "skill_order": 0.0})

    assert (repr(canonical["max_wait_time"]), repr(canonical["skill_order"]), mistakes) == ("90", "0", [])


@pytest.mark.parametrize(("wrong", "problem"), WRONG)
def test_what_livepersons_documentation_rules_out_is_refused(wrong: dict[str, Any], problem: str) -> None:
    _, mistakes = checked(SkillModel, {"name": "Billing", **wrong})

    assert [str(each) for each in mistakes] == [problem]


def test_a_live_number_that_breaks_a_rule_is_left_out_of_an_import() -> None:
    live = {"name": "Billing", "auto_close_in_seconds": 60, "wrap_up_time": 5}

    assert with_unchecked(SkillModel, live) == {"name": "Billing", "wrap_up_time": 5}
