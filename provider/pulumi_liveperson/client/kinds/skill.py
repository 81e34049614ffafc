"""Skills, as the Skills API defines them, and the part of a skill that contains its opening hours."""

from dataclasses import replace

from pulumi_liveperson.client.equivalence.skills import TARGETS, with_cleared, with_numbers
from pulumi_liveperson.client.equivalence.values import FLAG, ID, NUMBER, TEXT, WORD
from pulumi_liveperson.client.kinds.kind import Kind

_NULLABLE = {
    "description": TEXT,
    "defaultPostChatSurveyId": WORD,
    "defaultOfflineSurveyId": WORD,
    "defaultAgentSurveyId": WORD,
    "wrapUpTime": NUMBER,
    "slaDefaultResponseTime": NUMBER,
    "slaUrgentResponseTime": NUMBER,
    "slaFirstTimeResponseTime": NUMBER,
    TARGETS: [ID],
    "workingHoursId": ID,
    "specialOccasionId": ID,
    "postConversationSurveyAppInstallAssociationId": WORD,
    "autoCloseInSeconds": NUMBER,
    "transferToAgentMaxWaitInSeconds": NUMBER,
    "fallbackSkill": ID,
    "agentSurveyForMsgTimeoutInMinutes": NUMBER,
    "agentSurveyForMsgId": ID,
}
"""The fields for which null is a legal value; LivePerson leaves out a field that is null."""
_ALWAYS = {
    "skillOrder": NUMBER,
    "maxWaitTime": NUMBER,
    "skillRoutingConfiguration": [{"agentGroupId": ID, "priority": NUMBER, "splitPercentage": NUMBER}],
    "canTransfer": FLAG,
    "fallbackWhenAllAgentsAreAway": FLAG,
}
"""The fields that every complete skill has."""
_HOURS = {"workingHoursId": ID, "specialOccasionId": ID}

SKILL = Kind(
    noun="skill",
    type_name="Skill",
    path="le-users/skills",
    version="2.0",
    key="name",
    fields={
        "name": TEXT,
        **_NULLABLE,
        **_ALWAYS,
        "lobIds": [ID],
        "redistributeLoadToConnectedAgentGroups": FLAG,
    },
    defaults={
        **dict.fromkeys(_NULLABLE, ""),
        "lobIds": [],
        "skillOrder": 0,
        "maxWaitTime": 120,
        "skillRoutingConfiguration": [],
        "canTransfer": True,
        "fallbackWhenAllAgentsAreAway": True,
        "redistributeLoadToConnectedAgentGroups": False,
    },
    received=with_cleared,
    sent=with_numbers,
    select="$all",
    is_partial=True,
    # A server may leave out a list without items, so the routing does not distinguish a complete skill.
    complete_fields=frozenset(_ALWAYS) - {"skillRoutingConfiguration"},
    restricted_fields=frozenset(_HOURS),
    server_fields=frozenset({"deleted", "dateUpdated"}),
    references={
        "workingHoursId": "Workdays",
        "specialOccasionId": "SpecialOccasion",
        "fallbackSkill": "Skill",
        TARGETS: "Skill",
    },
    ignored_hint=(
        "For the hours of a skill (workingHoursId, specialOccasionId), a user needs the permission to "
        "configure skill workdays and special occasions (10027), and an API key needs Administration, "
        "Working Hours API, edit skill working hours."
    ),
    delete_hint=(
        "Nothing was deleted. If other objects use the skill, remove it there first: from users, predefined "
        "content, engagements and widgets in the console, and from other skills (skill_transfer_list, "
        "fallback_skill). Then run `pulumi up` again."
    ),
    user_permission=(
        "the permission to administer skills, and for their hours the permission to configure skill "
        "workdays and special occasions (10027)"
    ),
    api_key_permission=(
        "Administration, Skills API, read and write, and for their hours Working Hours API, edit skill "
        "working hours"
    ),
)

SKILL_HOURS = replace(
    SKILL,
    type_name="SkillHours",
    key="skillName",
    id_key="skillId",
    fields=_HOURS,
    defaults=dict.fromkeys(_HOURS, ""),
    references={name: SKILL.references[name] for name in _HOURS},
    part_of=SKILL,
    privilege=10027,
)
