"""A support centre in London and Lisbon: its opening hours, the skills that use them, and status reasons."""

from pulumi_liveperson import (
    Skill,
    SkillHours,
    SpecialOccasion,
    StatusReason,
    Workdays,
    closed,
    open_hours,
    weekly,
)

LONDON = "Europe/London"
LISBON = "Europe/Lisbon"

UK_BANK_HOLIDAYS = {
    "2026-01-01": "New Year's Day",
    "2026-04-03": "Good Friday",
    "2026-04-06": "Easter Monday",
    "2026-05-04": "Early May bank holiday",
    "2026-05-25": "Spring bank holiday",
    "2026-08-31": "Summer bank holiday",
    "2026-12-25": "Christmas Day",
    "2026-12-28": "Boxing Day (substitute)",
    "2027-01-01": "New Year's Day",
    "2027-03-26": "Good Friday",
    "2027-03-29": "Easter Monday",
    "2027-05-03": "Early May bank holiday",
    "2027-05-31": "Spring bank holiday",
    "2027-08-30": "Summer bank holiday",
    "2027-12-27": "Christmas Day (substitute)",
    "2027-12-28": "Boxing Day (substitute)",
}

PORTUGUESE_HOLIDAYS = {
    "2026-01-01": "Ano Novo",
    "2026-04-03": "Sexta-feira Santa",
    "2026-04-25": "Dia da Liberdade",
    "2026-05-01": "Dia do Trabalhador",
    "2026-06-04": "Corpo de Deus",
    "2026-06-10": "Dia de Portugal",
    "2026-08-15": "Assunção",
    "2026-10-05": "Implantação da República",
    "2026-11-01": "Todos os Santos",
    "2026-12-01": "Restauração da Independência",
    "2026-12-08": "Imaculada Conceição",
    "2026-12-25": "Natal",
    "2027-01-01": "Ano Novo",
    "2027-03-26": "Sexta-feira Santa",
    "2027-04-25": "Dia da Liberdade",
    "2027-05-01": "Dia do Trabalhador",
    "2027-05-27": "Corpo de Deus",
    "2027-06-10": "Dia de Portugal",
    "2027-08-15": "Assunção",
    "2027-10-05": "Implantação da República",
    "2027-11-01": "Todos os Santos",
    "2027-12-01": "Restauração da Independência",
    "2027-12-08": "Imaculada Conceição",
    "2027-12-25": "Natal",
}

AWAY = ("Lunch", "Short break", "Team meeting", "Training", "Coaching")


def program() -> None:
    """Declare the account."""
    SpecialOccasion(
        "uk-bank-holidays",
        name="UK bank holidays",
        description="England and Wales, 2026 and 2027; what every skill follows unless it names its own",
        is_default=True,
        events=[closed(day, time_zone=LONDON, name=name) for day, name in UK_BANK_HOLIDAYS.items()],
    )
    portuguese_holidays = SpecialOccasion(
        "portuguese-holidays",
        name="Feriados nacionais",
        description="National holidays of the Lisbon desk, 2026 and 2027",
        events=[closed(day, time_zone=LISBON, name=name) for day, name in PORTUGUESE_HOLIDAYS.items()],
    )
    SpecialOccasion(
        "year-end-closure",
        name="Year-end closure",
        description="Back office closed between Christmas and the first working day",
        events=[
            closed("2026-12-24", days=11, time_zone=LONDON, name="Year end 2026"),
            closed("2027-12-24", days=10, time_zone=LONDON, name="Year end 2027"),
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
    # or special occasion follows the default; with its own special occasion, it ignores the default one.
    SkillHours(
        "billing",
        skill_name="billing",
        working_hours_id=lisbon_desk.id,
        special_occasion_id=portuguese_holidays.id,
    )
    SkillHours("sales", skill_name="sales", special_occasion_id=black_friday.id)
    SkillHours("support", skill_name="support", special_occasion_id=no_occasions.id)

    # This program owns this skill. It manages the declared fields.
    Skill(
        "returns",
        name="returns",
        description="Parcels that come back",
        max_wait_time=60,
        working_hours_id=lisbon_desk.id,
    )

    for text in AWAY:
        StatusReason(text.lower().replace(" ", "-"), text=text)
    StatusReason("back-office", text="Back office work", state="Occupied")
    StatusReason("quality-review", text="Quality review", state="Occupied")
    StatusReason("doctor", text="Doctor's appointment", enabled=False)
