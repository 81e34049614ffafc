"""How an answer may write the fields of a skill otherwise than a request did; each has a knob.

Stored values stay unchanged, so the knobs can be set at any time. A console may have stored any value.
"""

from typing import Any

from liveperson_simulator.knobs import Knobs
from liveperson_simulator.messages import Body
from liveperson_simulator.skill_rules import DEFAULTS, FIELDS, GROUP, ID_LISTS, ROUTING

_TRANSFERS = "skillTransferList"
_ORDERED_BY = (GROUP, "priority", "splitPercentage")


def shown_skill(body: Body, knobs: Knobs) -> Body:
    """Return a skill with its null fields, its numbers and its routing in the format of the knobs."""
    shown = {field: value for field, value in body.items() if value is not None}
    shown |= {field: value for field, value in DEFAULTS.items() if field not in shown}
    if knobs["skill_nulls"] == "shown":
        shown |= {field: [] if field in ID_LISTS else None for field in FIELDS if field not in shown}
    elif not shown.get(_TRANSFERS):
        shown.pop(_TRANSFERS, None)
    if knobs["skill_transfer_list_form"] == "empty":
        shown.setdefault(_TRANSFERS, [])
    if knobs["skill_number_form"] == "text" and "maxWaitTime" in shown:
        shown["maxWaitTime"] = _as_text(shown["maxWaitTime"])
    if isinstance(shown.get(ROUTING), list):
        shown[ROUTING] = _routing(shown[ROUTING], knobs)
    return shown


def _routing(shares: list[Any], knobs: Knobs) -> list[Any]:
    if knobs["skill_routing_order"] == "sorted":
        shares = sorted((each for at, each in enumerate(shares) if each not in shares[:at]), key=_rank)
    return [_share(each, knobs) if isinstance(each, dict) else each for each in shares]


def _rank(share: Any) -> tuple[tuple[int, str], ...]:
    """Return what a sorted set compares; values of other types come last."""
    members = [share.get(member) if isinstance(share, dict) else None for member in _ORDERED_BY]
    return tuple((value, "") if isinstance(value, int) else (2**63, str(value)) for value in members)


def _share(share: Body, knobs: Knobs) -> Body:
    shown = dict(share)
    if knobs["scalar_type"] == "string":
        shown |= {member: _as_text(value) for member, value in share.items() if member != GROUP}
    if GROUP in share and (knobs["skill_number_form"] == "text" or knobs["id_type"] == "string"):
        shown[GROUP] = _as_text(share[GROUP])
    if knobs["unknown_fields"] == "added":
        shown = {"agentGroupName": "Front desk"} | shown
    return shown


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
