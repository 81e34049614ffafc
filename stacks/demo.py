"""A support centre in London and Lisbon: its opening hours, the skills that use them, and status reasons."""

from pulumi_liveperson import (
    Skill,
    SkillHours,
    SpecialOccasion,
    StatusReason,
    Workdays,
    closed,
    open_hours,
    public_holidays,
    weekly,
)

LONDON = "Europe/London"
LISBON = "Europe/Lisbon"

YEARS = (2026, 2027)
AWAY = ("Lunch", "Short break", "Team meeting", "Training", "Coaching")


def program() -> None:
    """Declare the account."""
    SpecialOccasion(
        "uk-bank-holidays",
        name="UK bank holidays",
        description="England and Wales, 2026 and 2027; what every skill follows unless it names its own",
        is_default=True,
        events=public_holidays("GB", YEARS, subdivision="ENG", time_zone=LONDON),
    )
    portuguese_holidays = SpecialOccasion(
        "portuguese-holidays",
        name="Feriados nacionais",
        description="National holidays of the Lisbon desk, 2026 and 2027",
        events=public_holidays(
            "PT",
            YEARS,
            time_zone=LISBON,
        ),
    )
    year_end_closure = SpecialOccasion(
        "year-end-closure",
        name="Year-end closure",
        description="Returns are closed between Christmas and the first working day",
        events=[
            closed("2026-12-24", days=11, time_zone=LISBON, name="Year end 2026"),
            closed("2027-12-24", days=10, time_zone=LISBON, name="Year end 2027"),
        ],
    )
    black_friday = SpecialOccasion(
        "black-friday",
        name="Black Friday week",
        description="Longer hours for sales from Thursday to Cyber Monday",
        events=[
            open_hours("2026-11-26", "07:00", "23:00", days=5, time_zone=LONDON, name="Black Friday 2026"),
            open_hours("2027-11-25", "07:00", "23:00", days=5, time_zone=LONDON, name="Black Friday 2027"),
        ],
    )
    no_occasions = SpecialOccasion(
        "no-occasions",
        name="No special occasions",
        description="For skills that stay open when the default closes",
    )

    Workdays(
        "london-desk",
        name="London desk",
        description="Weekdays, and a short Saturday; every skill without its own workdays follows it",
        is_default=True,
        shifts=[
            *weekly("MO-FR", "08:00", "20:00", time_zone=LONDON),
            *weekly("SA", "09:00", "13:00", time_zone=LONDON),
        ],
    )
    lisbon_desk = Workdays(
        "lisbon-desk",
        name="Lisbon desk",
        description="Weekdays, closed over lunch",
        shifts=[
            *weekly("MO-FR", "09:00", "13:00", time_zone=LISBON),
            *weekly("MO-FR", "14:00", "18:00", time_zone=LISBON),
        ],
    )

    # Other programs own these skills, so this one manages only their hours. A skill without its own workdays
    # ("") or special occasion follows the default; with its own special occasion, it ignores the default one.
    SkillHours(
        "billing",
        skill_name="billing",
        working_hours_id=lisbon_desk.id,
        special_occasion_id=portuguese_holidays.id,
    )
    SkillHours("sales", skill_name="sales", working_hours_id="", special_occasion_id=black_friday.id)
    SkillHours("support", skill_name="support", working_hours_id="", special_occasion_id=no_occasions.id)

    # This program owns this skill. It manages the declared fields.
    Skill(
        "returns",
        name="returns",
        description="Parcels that come back",
        max_wait_time=60,
        working_hours_id=lisbon_desk.id,
        special_occasion_id=year_end_closure.id,
    )

    for text in AWAY:
        StatusReason(text.lower().replace(" ", "-"), text=text)
    StatusReason("back-office", text="Back office work", state="Occupied")
    StatusReason("quality-review", text="Quality review", state="Occupied")
    StatusReason("doctor", text="Doctor's appointment", enabled=False)
