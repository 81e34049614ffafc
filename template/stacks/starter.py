"""A first program, for a new project: it adds two objects that do not affect agents."""

from pulumi_liveperson import SpecialOccasion, StatusReason, closed


def program() -> None:
    """Declare the account."""
    # It has no effect until a skill uses it, because it is not the default.
    SpecialOccasion(
        "year-end",
        name="Year end",
        description="Closed on the last day of the year",
        events=[closed("2027-12-31", time_zone="Europe/London", name="Year end")],
    )
    # Agents cannot select it until it is enabled.
    StatusReason("shadowing", text="Shadowing", enabled=False)
