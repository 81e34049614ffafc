"""Acme's accounts: one program, and one stack per environment.

All content is shared, except for the values in `ENVIRONMENTS`. So a reviewer can see all differences between
production and development in one place.
"""

from dataclasses import dataclass

import pulumi

from pulumi_liveperson import SpecialOccasion, StatusReason, Workdays, closed, open_hours, weekly

ZONE = "America/New_York"


@dataclass(frozen=True)
class Environment:
    """The values that differ between Acme's accounts."""

    opens: str
    closes: str
    reasons: tuple[str, ...] = ("Lunch", "Break", "Training")


ENVIRONMENTS = {
    "acme-dev": Environment(
        opens="09:00", closes="17:00", reasons=("Lunch", "Break", "Training", "Load test")
    ),
    "acme-prod": Environment(opens="06:00", closes="23:59"),
}


def program() -> None:
    """Declare the account of the selected stack."""
    stack = pulumi.get_stack()
    if stack not in ENVIRONMENTS:
        raise pulumi.RunError(
            f"ENVIRONMENTS in stacks/acme.py has no {stack!r}; its entries are {', '.join(ENVIRONMENTS)}."
        )
    environment = ENVIRONMENTS[stack]
    SpecialOccasion(
        "federal-holidays",
        name="Federal holidays",
        description="Federal holidays on which Acme is closed, 2026 and 2027",
        is_default=True,
        events=[
            closed("2026-01-01", time_zone=ZONE, name="New Year's Day"),
            closed("2026-05-25", time_zone=ZONE, name="Memorial Day"),
            closed("2026-07-03", time_zone=ZONE, name="Independence Day (observed)"),
            closed("2026-09-07", time_zone=ZONE, name="Labor Day"),
            closed("2026-11-26", time_zone=ZONE, name="Thanksgiving"),
            closed("2026-12-25", time_zone=ZONE, name="Christmas Day"),
            closed("2027-01-01", time_zone=ZONE, name="New Year's Day"),
            closed("2027-05-31", time_zone=ZONE, name="Memorial Day"),
            closed("2027-07-05", time_zone=ZONE, name="Independence Day (observed)"),
            closed("2027-09-06", time_zone=ZONE, name="Labor Day"),
            closed("2027-11-25", time_zone=ZONE, name="Thanksgiving"),
            closed("2027-12-24", time_zone=ZONE, name="Christmas Day (observed)"),
        ],
    )
    SpecialOccasion(
        "launch-week",
        name="Launch week",
        description="Hours around the spring launch",
        events=[open_hours("2027-03-15", environment.opens, environment.closes, days=5, time_zone=ZONE)],
    )
    Workdays(
        "service-desk",
        name="Service desk",
        description="Every day of the week",
        is_default=True,
        shifts=weekly("MO-SU", environment.opens, environment.closes, time_zone=ZONE),
    )
    for position, text in enumerate(environment.reasons, start=1):
        StatusReason(text.lower().replace(" ", "-"), text=text, order=position)
