"""What stack programs in the field rely on."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

import pulumi_liveperson
from pulumi_liveperson import (
    Skill,
    SkillHours,
    SpecialOccasion,
    StatusReason,
    Workdays,
    closed,
    from_ics,
    open_all_day,
    open_hours,
    public_holidays,
    weekly,
)

NEEDED = inspect.Parameter.empty


def keywords(function: Callable[..., Any]) -> dict[str, Any]:
    """Return the keyword-only parameters of a function and their defaults."""
    parameters = inspect.signature(function).parameters.values()
    return {each.name: each.default for each in parameters if each.kind is each.KEYWORD_ONLY}


def positions(function: Callable[..., Any]) -> list[str]:
    """Return the parameters that may be given without their name."""
    parameters = inspect.signature(function).parameters.values()
    return [each.name for each in parameters if each.kind is not each.KEYWORD_ONLY]


def test_the_package_has_exactly_these_names() -> None:
    assert sorted(pulumi_liveperson.__all__) == [
        "Event",
        "Shift",
        "Skill",
        "SkillHours",
        "SpecialOccasion",
        "StatusReason",
        "Workdays",
        "closed",
        "declare_nothing",
        "from_ics",
        "open_all_day",
        "open_hours",
        "public_holidays",
        "run_stack",
        "silence_warnings",
        "unchecked",
        "weekly",
    ]


def test_a_special_occasion_takes_exactly_these_arguments() -> None:
    assert positions(SpecialOccasion) == ["resource_name"]
    assert keywords(SpecialOccasion) == {
        "name": NEEDED,
        "description": NEEDED,
        "is_default": False,
        "events": (),
        "on_conflict": None,
        "opts": None,
    }


def test_a_status_reason_takes_exactly_these_arguments() -> None:
    assert positions(StatusReason) == ["resource_name"]
    assert keywords(StatusReason) == {
        "text": NEEDED,
        "state": "Away",
        "enabled": True,
        "order": None,
        "on_conflict": None,
        "opts": None,
    }


def test_workdays_take_exactly_these_arguments() -> None:
    assert positions(Workdays) == ["resource_name"]
    assert keywords(Workdays) == {
        "name": NEEDED,
        "description": NEEDED,
        "is_default": False,
        "shifts": (),
        "on_conflict": None,
        "opts": None,
    }


def test_the_hours_of_a_skill_take_exactly_these_arguments() -> None:
    assert positions(SkillHours) == ["resource_name"]
    assert keywords(SkillHours) == {
        "skill_name": None,
        "skill_id": None,
        "working_hours_id": None,
        "special_occasion_id": None,
        "on_conflict": None,
        "opts": None,
    }


def test_a_skill_takes_exactly_these_arguments() -> None:
    assert positions(Skill) == ["resource_name"]
    assert keywords(Skill) == {
        "name": NEEDED,
        "description": None,
        "skill_order": None,
        "max_wait_time": None,
        "default_post_chat_survey_id": None,
        "default_offline_survey_id": None,
        "default_agent_survey_id": None,
        "skill_routing_configuration": None,
        "wrap_up_time": None,
        "sla_default_response_time": None,
        "sla_urgent_response_time": None,
        "sla_first_time_response_time": None,
        "lob_ids": None,
        "can_transfer": None,
        "skill_transfer_list": None,
        "working_hours_id": None,
        "special_occasion_id": None,
        "post_conversation_survey_app_install_association_id": None,
        "auto_close_in_seconds": None,
        "transfer_to_agent_max_wait_in_seconds": None,
        "fallback_skill": None,
        "fallback_when_all_agents_are_away": None,
        "agent_survey_for_msg_timeout_in_minutes": None,
        "agent_survey_for_msg_id": None,
        "redistribute_load_to_connected_agent_groups": None,
        "on_conflict": None,
        "opts": None,
    }


@pytest.mark.parametrize(
    ("helper", "needed", "optional"),
    [
        (closed, ["date"], {"time_zone": NEEDED, "days": 1, "name": "closed"}),
        (open_hours, ["date", "opens", "closes"], {"time_zone": NEEDED, "days": 1, "name": "open"}),
        (open_all_day, ["date"], {"time_zone": NEEDED, "days": 1, "name": "open all day"}),
        (weekly, ["days", "start", "end"], {"time_zone": NEEDED}),
        (
            public_holidays,
            ["country", "years"],
            {
                "time_zone": NEEDED,
                "subdivision": None,
                "language": None,
                "observed": True,
                "without": (),
                "hours": None,
            },
        ),
        (from_ics, ["path"], {"time_zone": NEEDED, "years": None}),
    ],
)
def test_a_helper_takes_exactly_these_arguments(
    helper: Callable[..., Any], needed: list[str], optional: dict[str, Any]
) -> None:
    assert positions(helper) == needed
    assert keywords(helper) == optional
