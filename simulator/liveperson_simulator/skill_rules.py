"""The documented rules for the fields of skills (Skills appendix).

A field that is null or left out is not stored, or has its default. Fields that the appendix does not name are
stored unchanged (observed). A server accepts what it answers: text instead of a number or a flag only if the
knobs make it answer text.
"""

import re
from collections.abc import Callable
from typing import Any

from liveperson_simulator import rules
from liveperson_simulator.errors import InvalidError
from liveperson_simulator.knobs import Knobs
from liveperson_simulator.messages import Body

DEFAULTS: Body = {
    "skillOrder": 0,
    "maxWaitTime": 120,
    "canTransfer": True,
    "skillRoutingConfiguration": [],
    "fallbackWhenAllAgentsAreAway": True,
    "redistributeLoadToConnectedAgentGroups": False,
}
"""The fields that are always returned. The last one is observed, and not documented."""
SERVER_KEPT = ("deleted", "dateUpdated")
"""The fields that a request cannot set."""
IDS = ("workingHoursId", "specialOccasionId", "fallbackSkill", "agentSurveyForMsgId")
ID_LISTS = ("lobIds", "skillTransferList")
ROUTING = "skillRoutingConfiguration"
GROUP = "agentGroupId"
_NEVER_NULL = ("canTransfer", "fallbackWhenAllAgentsAreAway")
_INT = 2**31  # the appendix says int, in contrast to the int64 of ids

Check = Callable[[str, Any, Knobs], Any]


def checked(body: Body, knobs: Knobs) -> Body:
    """Return the fields to store, in the order of the documentation's samples."""
    named = {"name": rules.text(body, "name")}
    refused = [field for field in _NEVER_NULL if field in body and body[field] is None]
    if refused:
        raise InvalidError(f"{refused[0]} must not be null")
    given = {field: value for field, value in body.items() if value is not None}
    known = DEFAULTS | {
        field: check(field, given[field], knobs) for field, check in FIELDS.items() if field in given
    }
    stored = {
        field: known[field]
        for field in FIELDS
        if field in known and not (field in ID_LISTS and not known[field])
    }
    return named | stored | {field: value for field, value in given.items() if field not in (*FIELDS, "name")}


def _text(field: str, value: Any, knobs: Knobs) -> str:
    del knobs
    return rules.text({field: value}, field, empty=True)


def _number(field: str, value: Any, knobs: Knobs) -> int:
    return _whole(field, value, is_text_accepted=knobs["scalar_type"] == "string")


def _wait(field: str, value: Any, knobs: Knobs) -> int:
    """Return maxWaitTime, which clients also send as text (observed)."""
    del knobs
    return _whole(field, value, is_text_accepted=True)


def _whole(field: str, value: Any, *, is_text_accepted: bool) -> int:
    if is_text_accepted and isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,10}", value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not -_INT <= value < _INT:
        raise InvalidError(f"{field} must be an integer")
    return value


def _flag(field: str, value: Any, knobs: Knobs) -> bool:
    if knobs["scalar_type"] == "string" and value in ("true", "false"):
        return bool(value == "true")
    return rules.flag({field: value}, field)


def _id(field: str, value: Any, knobs: Knobs) -> int:
    if isinstance(value, str) and knobs["id_type"] != "string":
        raise InvalidError(f"{field} must be a number")
    return rules.object_id(value)


def _ids(field: str, value: Any, knobs: Knobs) -> list[int]:
    if not isinstance(value, list):
        raise InvalidError(f"{field} must be an array of ids")
    return [_id(field, each, knobs) for each in value]


def _routing(field: str, value: Any, knobs: Knobs) -> list[Body]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise InvalidError(f"{field} must be an array of objects")
    return [_share(each, knobs) for each in value]


def _share(share: Body, knobs: Knobs) -> Body:
    """Check the share of one agent group, whose id the appendix calls a string and its sample a number."""
    for member in (GROUP, "priority", "splitPercentage"):
        if share.get(member) is None:
            raise InvalidError(f"{member} is required in each element of {ROUTING}")
    numbers = {member: _number(member, share[member], knobs) for member in ("priority", "splitPercentage")}
    return share | {GROUP: rules.object_id(share[GROUP])} | numbers


FIELDS: dict[str, Check] = {
    "description": _text,
    "skillOrder": _number,
    "maxWaitTime": _wait,
    "canTransfer": _flag,
    ROUTING: _routing,
    "fallbackWhenAllAgentsAreAway": _flag,
    "redistributeLoadToConnectedAgentGroups": _flag,
    "workingHoursId": _id,
    "specialOccasionId": _id,
    "lobIds": _ids,
    "skillTransferList": _ids,
    "defaultPostChatSurveyId": _text,
    "defaultOfflineSurveyId": _text,
    "defaultAgentSurveyId": _text,
    "wrapUpTime": _number,
    "slaDefaultResponseTime": _number,
    "slaUrgentResponseTime": _number,
    "slaFirstTimeResponseTime": _number,
    "postConversationSurveyAppInstallAssociationId": _text,
    "autoCloseInSeconds": _number,
    "transferToAgentMaxWaitInSeconds": _number,
    "fallbackSkill": _id,
    "agentSurveyForMsgTimeoutInMinutes": _number,
    "agentSurveyForMsgId": _id,
}
"""The check of each field that a client can write, except the name."""
