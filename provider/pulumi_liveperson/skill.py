"""Skills: the queues of an account, with the agents, the opening hours and the response times of each.

API: Skills API, collection `le-users/skills`.

- The name is unique in the account.
- Users, engagements, content and other skills refer to a skill, so LivePerson refuses to delete one in use.
- Others edit skills all the time. So a resource manages only the fields that its program declares.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pulumi import Input, Output, ResourceOptions

from pulumi_liveperson.base import LivePersonProvider
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.resource import LivePersonResource
from pulumi_liveperson.skill_rules import SkillModel
from pulumi_liveperson.validation import OnConflict


class SkillProvider(LivePersonProvider):
    """Manages skills."""

    kind = SKILL
    model = SkillModel


class Skill(LivePersonResource, module="liveperson", name="Skill"):
    """A skill of the account.

    Only `name` is required. A field that is left out is not managed, and keeps its value in LivePerson. An
    empty text clears a field, also a number. Ids are texts, such as the `id` of another resource.
    """

    # A cleared field is "". The types do not show it, because Pulumi reads lists and integers only as such.
    name: Output[str]
    description: Output[str | None]
    skill_order: Output[int | None]
    max_wait_time: Output[int | None]
    default_post_chat_survey_id: Output[str | None]
    default_offline_survey_id: Output[str | None]
    default_agent_survey_id: Output[str | None]
    skill_routing_configuration: Output[list[dict[str, Any]] | None]
    wrap_up_time: Output[int | None]
    sla_default_response_time: Output[int | None]
    sla_urgent_response_time: Output[int | None]
    sla_first_time_response_time: Output[int | None]
    lob_ids: Output[list[str] | None]
    can_transfer: Output[bool | None]
    skill_transfer_list: Output[list[str] | None]
    working_hours_id: Output[str | None]
    special_occasion_id: Output[str | None]
    post_conversation_survey_app_install_association_id: Output[str | None]
    auto_close_in_seconds: Output[int | None]
    transfer_to_agent_max_wait_in_seconds: Output[int | None]
    fallback_skill: Output[str | None]
    fallback_when_all_agents_are_away: Output[bool | None]
    agent_survey_for_msg_timeout_in_minutes: Output[int | None]
    agent_survey_for_msg_id: Output[str | None]
    redistribute_load_to_connected_agent_groups: Output[bool | None]
    on_conflict: Output[str | None]
    unchecked: Output[list[str] | None]
    ac_revision: Output[str]

    def __init__(
        self,
        resource_name: str,
        *,
        name: Input[str],
        description: Input[str] | None = None,
        skill_order: Input[int] | None = None,
        max_wait_time: Input[int] | None = None,
        default_post_chat_survey_id: Input[str] | None = None,
        default_offline_survey_id: Input[str] | None = None,
        default_agent_survey_id: Input[str] | None = None,
        skill_routing_configuration: Input[Sequence[Input[Mapping[str, Any]]]] | None = None,
        wrap_up_time: Input[int | str] | None = None,
        sla_default_response_time: Input[int | str] | None = None,
        sla_urgent_response_time: Input[int | str] | None = None,
        sla_first_time_response_time: Input[int | str] | None = None,
        lob_ids: Input[Sequence[Input[str]]] | None = None,
        can_transfer: Input[bool] | None = None,
        skill_transfer_list: Input[Sequence[Input[str]] | str] | None = None,
        working_hours_id: Input[str] | None = None,
        special_occasion_id: Input[str] | None = None,
        post_conversation_survey_app_install_association_id: Input[str] | None = None,
        auto_close_in_seconds: Input[int | str] | None = None,
        transfer_to_agent_max_wait_in_seconds: Input[int | str] | None = None,
        fallback_skill: Input[str] | None = None,
        fallback_when_all_agents_are_away: Input[bool] | None = None,
        agent_survey_for_msg_timeout_in_minutes: Input[int | str] | None = None,
        agent_survey_for_msg_id: Input[str] | None = None,
        redistribute_load_to_connected_agent_groups: Input[bool] | None = None,
        on_conflict: Input[OnConflict] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        declared = {
            "name": name,
            "description": description,
            "skill_order": skill_order,
            "max_wait_time": max_wait_time,
            "default_post_chat_survey_id": default_post_chat_survey_id,
            "default_offline_survey_id": default_offline_survey_id,
            "default_agent_survey_id": default_agent_survey_id,
            "skill_routing_configuration": skill_routing_configuration,
            "wrap_up_time": wrap_up_time,
            "sla_default_response_time": sla_default_response_time,
            "sla_urgent_response_time": sla_urgent_response_time,
            "sla_first_time_response_time": sla_first_time_response_time,
            "lob_ids": lob_ids,
            "can_transfer": can_transfer,
            "skill_transfer_list": skill_transfer_list,
            "working_hours_id": working_hours_id,
            "special_occasion_id": special_occasion_id,
            "post_conversation_survey_app_install_association_id": (
                post_conversation_survey_app_install_association_id
            ),
            "auto_close_in_seconds": auto_close_in_seconds,
            "transfer_to_agent_max_wait_in_seconds": transfer_to_agent_max_wait_in_seconds,
            "fallback_skill": fallback_skill,
            "fallback_when_all_agents_are_away": fallback_when_all_agents_are_away,
            "agent_survey_for_msg_timeout_in_minutes": agent_survey_for_msg_timeout_in_minutes,
            "agent_survey_for_msg_id": agent_survey_for_msg_id,
            "redistribute_load_to_connected_agent_groups": redistribute_load_to_connected_agent_groups,
            "on_conflict": on_conflict,
        }
        super().__init__(SkillProvider(), resource_name, declared, opts)
