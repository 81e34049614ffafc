"""Skills with hours in Berlin, for the tests of effective hours."""

from functools import partial
from typing import Any

import pulumi_liveperson
from tests.report.steps import id_of, occasion, preview, skill, step, workdays

BERLIN = "Europe/Berlin"
closed = partial(pulumi_liveperson.closed, time_zone=BERLIN)
open_hours = partial(pulumi_liveperson.open_hours, time_zone=BERLIN)
weekly = partial(pulumi_liveperson.weekly, time_zone=BERLIN)

OFFICE = weekly("MO-FR", "09:00", "17:00")
ALWAYS = weekly("MO-SU", "00:00", "24:00")


def same(inputs: dict[str, Any], resource: str) -> dict[str, Any]:
    """Return the step of an unchanged object."""
    return step("same", inputs, inputs, resource=resource)


def following(name: str, days: str = "", special: str = "", **fields: Any) -> dict[str, Any]:
    """Return the inputs of a skill with the objects of two resources; without one, it is cleared."""
    ids = {"working_hours_id": days, "special_occasion_id": special}
    return skill(name, **{field: each and id_of(each) for field, each in ids.items()}, **fields)


def account(*steps: dict[str, Any], without: str = "", hidden: int = 0) -> dict[str, Any]:
    """Return a preview in which three skills stay; those resources that steps contain are left out.

    `Support` and `Emergency` follow the occasion `xmas`; `Free` follows the defaults.
    """
    stay = [
        same(workdays("Office", shifts=OFFICE, is_default=True), "office"),
        same(workdays("Always", shifts=ALWAYS), "always"),
        same(occasion("Christmas", events=[]), "xmas"),
        same(following("Support", "office", "xmas"), "support"),
        same(following("Emergency", "always", "xmas"), "emergency"),
        same(following("Free"), "free"),
    ]
    given = {each["urn"].rpartition("::")[2] for each in steps} | {without}
    return preview(
        *steps, *(each for each in stay if each["urn"].rpartition("::")[2] not in given), hidden=hidden
    )


def christmas(*events: Any, before: Any = (), **fields: Any) -> dict[str, Any]:
    """Return the step in which the occasion `xmas` gets other events."""
    return step(
        "update",
        occasion("Christmas", events=list(before)),
        occasion("Christmas", events=list(events), **fields),
        resource="xmas",
    )
