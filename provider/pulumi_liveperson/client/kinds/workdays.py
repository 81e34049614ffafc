"""Workdays, as the Workdays API has them."""

from pulumi_liveperson.client.equivalence.shifts import END_TIME, START_TIME, with_dates, without_dates
from pulumi_liveperson.client.equivalence.values import FLAG, TEXT, WORD, ZONE
from pulumi_liveperson.client.kinds.kind import MAX_BATCH, BatchLimits, Kind

WORKDAYS = Kind(
    noun="workdays object",
    short_name="workdays",
    type_name="Workdays",
    path="ac-common/workinghours",
    version="1.0",
    key="name",
    fields={
        "name": TEXT,
        "description": TEXT,
        "isDefault": FLAG,
        "shifts": [
            {
                "day": WORD,
                "start": START_TIME,
                "end": END_TIME,
                "timeZone": ZONE,
                "recurrence": WORD,  # only of an event that is not a weekly shift
            }
        ],
    },
    defaults={"isDefault": False, "description": ""},
    default_flag="isDefault",
    received=without_dates,
    sent=with_dates,
    select="$all",
    skill_field="workingHoursId",
    batch_limits=BatchLimits(post=MAX_BATCH, put=MAX_BATCH, delete=MAX_BATCH),
    user_permission="the permission to manage the library of schedules and special occasions (40028)",
    privilege=40028,
    api_key_permission="Administration, Working Hours API, read and write",
)
