"""A first program, for a stack that `pulumi new` has made: it adds two objects, and no agent notices them."""

from pulumi_liveperson import SpecialOccasion, StatusReason, closed


def program() -> None:
    """Declare the account."""
    # Closes nothing until a skill follows it, because it is not the default.
    SpecialOccasion(
        "year-end",
        name="Year end",
        description="Closed on the last day of the year",
        events=[closed("2027-12-31", time_zone="Europe/London", name="Year end")],
    )
    # Agents can select it once it is enabled.
    StatusReason("shadowing", text="Shadowing", enabled=False)
