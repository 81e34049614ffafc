"""The skills with which each account starts: like those of a real account, with invented content."""

from collections.abc import Callable

from liveperson_simulator.messages import Body
from liveperson_simulator.skill_rules import DEFAULTS

UPDATED = "2026-03-02 09:14:05"
FRONT_DESK, BACK_OFFICE = 4500301110, 4500301210
RETAIL = 4500071010


def _share(group: int, percentage: int) -> Body:
    return {"agentGroupId": group, "priority": 1, "splitPercentage": percentage}


# A fallback is named here, because the id is not yet known.
_SKILLS: tuple[Body, ...] = (
    {
        "name": "billing",
        "description": "Questions about invoices and payments",
        "skillOrder": 1,
        "lobIds": [RETAIL],
        "slaDefaultResponseTime": 1800,
        "slaUrgentResponseTime": 300,
        "slaFirstTimeResponseTime": 600,
        "defaultPostChatSurveyId": "4600012110",
        "postConversationSurveyAppInstallAssociationId": "4600055010",
        "autoCloseInSeconds": 604_800,
    },
    {
        "name": "sales",
        "description": "Offers and orders",
        "skillOrder": 2,
        "maxWaitTime": 60,
        "skillRoutingConfiguration": [_share(FRONT_DESK, 70), _share(BACK_OFFICE, 30)],
        "lobIds": [RETAIL],
        "slaFirstTimeResponseTime": 120,
        "fallbackSkill": "support",
    },
    {
        "name": "support",
        "description": "Help with products in use",
        "skillOrder": 3,
        "fallbackWhenAllAgentsAreAway": False,
        "wrapUpTime": 45,
        # Two fields that no page documents.
        "routingAlgorithm": "PUSH",
        "queueLabels": {"tier": 2, "internal": True},
    },
)


def skills(next_id: Callable[[], int]) -> list[Body]:
    """Return the skills of a new account."""
    ids = {body["name"]: next_id() for body in _SKILLS}
    return [
        {"id": ids[body["name"]], "deleted": False}
        | DEFAULTS
        | {field: ids[value] if field == "fallbackSkill" else value for field, value in body.items()}
        | {"dateUpdated": UPDATED}
        for body in _SKILLS
    ]
