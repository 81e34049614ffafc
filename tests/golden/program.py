"""Each kind of resource, in each way in which it can be declared."""

from pulumi import Output

from pulumi_liveperson import SpecialOccasion, StatusReason, closed, open_all_day, open_hours

ZONE = "Europe/Lisbon"


def program() -> None:
    """Declare the account."""
    SpecialOccasion(
        "holidays",
        name="Holidays",
        description="What every skill follows",
        is_default=True,
        events=[
            closed("2027-01-01", time_zone=ZONE, name="New Year's Day"),
            closed("2027-12-24", days=3, time_zone=ZONE),
            open_hours("2027-11-26", "07:00", "23:00", days=2, time_zone="America/New_York", name="Sales"),
            open_all_day("2027-11-29", time_zone=ZONE),
        ],
    )
    SpecialOccasion(
        "as-dicts",
        name="As dicts",
        description="Whole days by date",
        events=[
            {
                "meta": {"working": False, "name": "Move"},
                "start": {"date_time": "2027-03-01", "time_zone": ZONE},
                "end": {"date_time": "2027-03-01", "time_zone": ZONE},
                "recurrence": ["RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1"],
            }
        ],
        on_conflict="overwrite",
    )
    SpecialOccasion("empty", name="No occasions", description=Output.secret("For skills that stay open"))

    lunch = StatusReason("lunch", text="Lunch", order=1)
    StatusReason("training", text="Training", order=2)
    StatusReason("review", text="Review", state="Occupied")
    StatusReason("doctor", text="Doctor", enabled=False)
    StatusReason("after-lunch", text=lunch.text.apply(lambda text: f"After {text.lower()}"))
