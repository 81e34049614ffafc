"""Special occasions, as the Special Occasions API defines them."""

from pulumi_liveperson.client.equivalence.values import FLAG, LOCAL_TIME, REPETITION, TEXT, ZONE
from pulumi_liveperson.client.kinds.kind import MAX_BATCH, BatchLimits, Kind

_MOMENT = {"dateTime": LOCAL_TIME, "timeZone": ZONE}

SPECIAL_OCCASION = Kind(
    noun="special occasion",
    type_name="SpecialOccasion",
    path="ac-common/specialoccasion",
    version="1.0",
    key="name",
    fields={
        "name": TEXT,
        "description": TEXT,
        "isDefault": FLAG,
        "events": [
            {
                "meta": {"working": FLAG, "name": TEXT},
                "start": _MOMENT,
                "end": _MOMENT,
                "recurrence": REPETITION,
            }
        ],
    },
    defaults={"isDefault": False, "description": ""},
    default_flag="isDefault",
    events="events",
    select="$all",
    skill_field="specialOccasionId",
    batch_limits=BatchLimits(post=MAX_BATCH, put=MAX_BATCH, delete=MAX_BATCH),
    user_permission="the permission to manage the library of schedules and special occasions (40028)",
    privilege=40028,
    api_key_permission="Administration, Working Hours API, read and write",
)
