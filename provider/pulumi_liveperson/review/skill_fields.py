"""The fields of a skill: their labels, and their values with units."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pulumi_liveperson.review.durations import minutes, seconds
from pulumi_liveperson.review.lines import External, Line, limited, shortened, value
from pulumi_liveperson.wire import Props

_MOST_GROUPS = 10
_MOST_IDS = 10
_NO_SURVEY = "none"


def _number(amount: Any) -> Line:
    is_whole = isinstance(amount, float) and amount.is_integer()
    return value(int(amount) if is_whole else amount)


@dataclass(frozen=True)
class SkillField:
    """A field with a value of its own; without a reference to another object."""

    name: str
    label: str
    """A noun that follows "its"."""
    with_unit: Callable[[Any], Line] = value
    cleared: str = "empty"
    """The meaning of an empty value."""
    phrase: str = ""
    """The text before the value; by default, the label and a verb."""

    def shown(self, held: Any) -> Line:
        """Return a value with its unit, or its meaning if it is empty."""
        return (self.cleared,) if held in ("", []) else self.with_unit(held)


def _routing(groups: Any) -> Line:
    """Return the agent groups: `60% to agent group 4400 (priority 1)`."""
    if not isinstance(groups, list) or not all(isinstance(each, dict) for each in groups):
        return value(groups)
    return limited([_group(each) for each in groups], _MOST_GROUPS)


def _group(group: Props) -> Line:
    id_, share, priority = (group.get(name) for name in ("agent_group_id", "split_percentage", "priority"))
    where = (External(shortened(id_)),) if isinstance(id_, str) else value(id_)
    return (*_number(share), "% to agent group ", *where, " (priority ", *_number(priority), ")")


def _ids(ids: Any) -> Line:
    if not isinstance(ids, list):
        return value(ids)
    return limited(
        [(External(shortened(each)),) if isinstance(each, str) else value(each) for each in ids], _MOST_IDS
    )


def _flag(yes: str, no: str) -> Callable[[Any], Line]:
    return lambda held: (yes,) if held is True else (no,) if held is False else value(held)


ESSENTIAL = (
    SkillField("max_wait_time", "waiting time of chats", seconds, phrase="chats wait at most"),
    SkillField("skill_routing_configuration", "routing", _routing, "none"),
    SkillField("sla_default_response_time", "response target", seconds, "the account's target"),
    SkillField(
        "sla_urgent_response_time",
        "response target for urgent conversations",
        seconds,
        "the account's target",
    ),
    SkillField(
        "sla_first_time_response_time", "target for the first response", seconds, "the account's target"
    ),
)
"""The fields that the sentence about a new skill contains."""
OTHER = (
    SkillField("wrap_up_time", "wrap-up time", seconds, "the account's wrap-up time"),
    SkillField(
        "auto_close_in_seconds",
        "automatic close of conversations",
        seconds,
        "the time that the account sets",
        "conversations close automatically after",
    ),
    SkillField(
        "transfer_to_agent_max_wait_in_seconds",
        "waiting time for a transfer to an agent",
        seconds,
        "the account's waiting time",
        "a transfer to an agent waits at most",
    ),
    SkillField("skill_order", "position", _number),
    SkillField("lob_ids", "list of lines of business", _ids, "empty"),
    SkillField("default_post_chat_survey_id", "survey after chats", cleared=_NO_SURVEY),
    SkillField("default_offline_survey_id", "survey for offline messages", cleared=_NO_SURVEY),
    SkillField("default_agent_survey_id", "survey of agents after chats", cleared=_NO_SURVEY),
    SkillField(
        "post_conversation_survey_app_install_association_id",
        "survey after conversations",
        cleared=_NO_SURVEY,
    ),
    SkillField("agent_survey_for_msg_id", "survey of agents after conversations", cleared=_NO_SURVEY),
    SkillField(
        "agent_survey_for_msg_timeout_in_minutes",
        "time limit of the survey of agents",
        minutes,
        "the account's time limit",
    ),
    SkillField(
        "redistribute_load_to_connected_agent_groups",
        "redistribution of load to connected agent groups",
        _flag("on", "off"),
    ),
)
"""The fields whose number the sentence about a new skill contains."""
DESCRIPTION = SkillField("description", "description")
AWAY = "fallback_when_all_agents_are_away"
CAN_TRANSFER = "can_transfer"
FIELDS = {each.name: each for each in (*ESSENTIAL, *OTHER, DESCRIPTION)}
LABELS = {
    **{name: each.label for name, each in FIELDS.items()},
    "special_occasion_id": "choice of a special occasion",
    "working_hours_id": "choice of workdays",
    CAN_TRANSFER: "transfer to other skills",
    "skill_transfer_list": "list of transfer targets",
    "fallback_skill": "fallback skill",
    AWAY: "use of the fallback skill if all agents are away",
}
"""A noun that follows "its", for each field except for the name."""
