"""Converts skills between the format of the Skills API and the form in programs and states.

An empty text in a program clears a field: it is null on the wire. Ids are texts in programs, because Pulumi's
numbers cannot represent all 64-bit numbers, and numbers on the wire.
"""

from typing import Any

from pulumi_liveperson.client.equivalence.values import ID

TARGETS = "skillTransferList"
ROUTING = "skillRoutingConfiguration"
GROUP = "agentGroupId"
SINGLE_IDS = ("workingHoursId", "specialOccasionId", "fallbackSkill", "agentSurveyForMsgId")
ID_LISTS = ("lobIds", TARGETS)

Wire = dict[str, Any]


def with_cleared(wire: Wire) -> Wire:
    """Return a skill of the API in which an empty list of transfer targets is null: both mean all skills."""
    return {**wire, TARGETS: None} if wire.get(TARGETS) == [] else wire


def with_numbers(wire: Wire) -> Wire:
    """Return a skill for a request: ids are numbers."""
    sent = dict(wire)
    for name in SINGLE_IDS:
        if name in sent:
            sent[name] = _number(sent[name])
    for name, convert in [*((each, _number) for each in ID_LISTS), (ROUTING, _routing)]:
        items = sent.get(name)
        if isinstance(items, list):
            sent[name] = [convert(each) for each in items]
    return sent


def _routing(item: Any) -> Any:
    return {**item, GROUP: _number(item.get(GROUP))} if isinstance(item, dict) else item


def _number(value: Any) -> Any:
    text = ID.canonical(value, {})
    return int(text) if isinstance(text, str) and text.isdecimal() else value
