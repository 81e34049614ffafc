"""Fleets as teams have them: accounts with skills, occasions and reasons, and a change that most share."""

from collections.abc import Iterator
from typing import Any

import pulumi_liveperson
from pulumi_liveperson.fleet.result import Check, Command, Outcome, Result
from tests.fleet.results import result
from tests.report.steps import closed, id_of, occasion, open_hours, preview, reason, skill, step, workdays

WEEK = pulumi_liveperson.weekly("MO-FR", "09:00", "17:00", time_zone="Europe/London")
SHORTER = pulumi_liveperson.weekly("MO-FR", "09:00", "16:00", time_zone="Europe/London")
BANK_HOLIDAYS = [
    closed(day, name=name)
    for day, name in (
        ("2026-12-25", "Christmas Day"),
        ("2026-12-28", "Boxing Day (substitute)"),
        ("2027-01-01", "New Year's Day"),
        ("2027-03-26", "Good Friday"),
        ("2027-05-03", "Early May bank holiday"),
        ("2027-05-31", "Spring bank holiday"),
        ("2027-08-30", "Summer bank holiday"),
        ("2027-12-27", "Christmas Day (substitute)"),
    )
]
EASTER = closed("2027-03-29", name="Easter Monday")
SKILLS, OCCASIONS, REASONS = 10, 10, 20


def _stays(inputs: dict[str, Any], resource: str) -> dict[str, Any]:
    return step("same", inputs, inputs, resource=resource)


def _resource(each: dict[str, Any]) -> str:
    return str(each["urn"]).rpartition("::")[2]


def account(*steps: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return the preview of an account in which all that `steps` do not contain stays as it is."""
    stay = [
        _stays(workdays("Office", shifts=WEEK, is_default=True), "office"),
        _stays(occasion("UK bank holidays", events=BANK_HOLIDAYS, is_default=True), "bank-holidays"),
        *(
            _stays(occasion(f"Season {each}", events=BANK_HOLIDAYS[:each]), f"season-{each}")
            for each in range(1, OCCASIONS)
        ),
        *(
            _stays(
                skill(
                    f"Skill {each}",
                    working_hours_id=id_of("office"),
                    special_occasion_id=id_of("bank-holidays"),
                ),
                f"skill-{each}",
            )
            for each in range(SKILLS)
        ),
        *(_stays(reason(f"Reason {each}"), f"reason-{each}") for each in range(REASONS)),
    ]
    given = set(map(_resource, steps))
    return preview(*steps, *(each for each in stay if _resource(each) not in given), refreshed=True, **fields)


def easter() -> dict[str, Any]:
    """Return the step that adds a day to the bank holidays."""
    return step(
        "update",
        occasion("UK bank holidays", events=BANK_HOLIDAYS, is_default=True),
        occasion("UK bank holidays", events=[*BANK_HOLIDAYS, EASTER], is_default=True),
        resource="bank-holidays",
    )


def shorter_week() -> dict[str, Any]:
    """Return the step that closes the office an hour earlier."""
    return step(
        "update",
        workdays("Office", shifts=WEEK, is_default=True),
        workdays("Office", shifts=SHORTER, is_default=True),
        resource="office",
    )


def lunch() -> dict[str, Any]:
    """Return the step that creates a status reason."""
    return step("create", None, reason("Lunch"), resource="lunch")


def summer() -> dict[str, Any]:
    """Return the step that deletes an occasion."""
    old = occasion("Summer closure 2026", events=[closed("2026-08-10", days=5)])
    return step("delete", old, None, resource="summer")


def winter(brand: str) -> dict[str, Any]:
    """Return the step that creates an occasion that only one account has."""
    events = [open_hours("2026-12-24", "09:00", "12:00", name="Christmas Eve")]
    return step("create", None, occasion(f"{brand} winter", events=events), resource="winter")


def new_default() -> list[dict[str, Any]]:
    """Return the steps that make another occasion the default."""
    return [
        step(
            "update",
            occasion("UK bank holidays", events=BANK_HOLIDAYS, is_default=True),
            occasion("UK bank holidays", events=BANK_HOLIDAYS),
            resource="bank-holidays",
        ),
        step(
            "update",
            occasion("Season 3", events=BANK_HOLIDAYS[:3]),
            occasion("Season 3", events=BANK_HOLIDAYS[:3], is_default=True),
            resource="season-3",
        ),
    ]


UNUSED = {
    "severity": "warning",
    "message": "special occasion “Season 4” is used by no skill",
    "urn": "urn:pulumi:prod::accounts::pulumi-python:dynamic/liveperson:SpecialOccasion::season-4",
}


def fleet(number: int = 40) -> Iterator[Result]:
    """Yield the results of previews: of 40 accounts, 31 have the same change and 7 none."""
    for each in range(number):
        stack, ring = f"brand-{each:03}", "dev" if each % 10 == 0 else "test" if each % 10 == 1 else "prod"
        part = each % 40
        if part < 26:
            yield result(stack, account(easter(), diagnostics=[UNUSED]), ring=ring)
        elif part < 29:
            yield result(stack, account(easter(), summer(), lunch()), ring=ring)
        elif part == 29:
            yield result(stack, account(easter(), winter(f"Brand {each}")), ring=ring)
        elif part == 30:
            yield result(stack, account(easter(), shorter_week()), ring=ring)
        elif part == 31:
            yield result(
                stack,
                account(*new_default()),
                "--no-default-change",
                ring=ring,
                outcome=Outcome.REFUSED,
                phase="preview",
            )
        elif part == 32:
            yield result(
                stack,
                ring=ring,
                outcome=Outcome.FAILED,
                phase="preview",
                message="401: LivePerson rejected the credentials of the account",
            )
        else:
            yield result(stack, account(), ring=ring)


def drifted(number: int = 40) -> Iterator[Result]:
    """Yield the results of a night: two accounts have drift, and the hours of one differ."""
    for each in range(number):
        stack = f"brand-{each:03}"
        if each % 40 < 2:
            old, new = reason("Reason 3"), reason("Reason 3", enabled=False)
            found = step("update", old, new, resource="reason-3")
            yield result(stack, drift(found), command=Command.DRIFT, outcome=Outcome.DRIFT)
        elif each % 40 == 2:
            check = Check("hours --live --verify", 3, "Skill 3 is open, but LivePerson says closed.\n")
            yield result(stack, drift(), command=Command.DRIFT, outcome=Outcome.DRIFT, checks=(check,))
        else:
            yield result(stack, drift(), command=Command.DRIFT)


def drift(*steps: dict[str, Any]) -> dict[str, Any]:
    """Return the preview of a refresh that finds these changes."""
    found = account(*steps)
    given = set(map(_resource, steps))
    shown = [
        each if _resource(each) in given and each["op"] != "refresh" else {**each, "op": "refresh"}
        for each in found["steps"]
        if each["op"] in {"refresh", "update", "delete"}
        and not (each["op"] == "refresh" and _resource(each) in given)
    ]
    shown = [{**each, "op": "refresh"} if each["urn"].endswith("accounts-prod") else each for each in shown]
    stack = {**found["steps"][0], "op": "refresh"}
    return {**found, "steps": [stack, *[each for each in shown if each["urn"] != stack["urn"]]]}
