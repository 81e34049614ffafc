"""A page that has all that a page can have."""

from typing import Any

from tests.report.reporting import report
from tests.report.steps import LONDON, closed, event, occasion, open_hours, preview, reason, step


def page(document: Any, *options: str) -> str:
    return report(document, "--format", "html", *options).out


def everything() -> str:
    """Return a page that has all that a page can have."""
    holidays = [closed(f"2027-{month:02}-28", name=f"Day {month}") for month in range(3, 6)]
    shorter = [closed("2027-03-28"), open_hours("2027-04-28", "09:00", "12:00")]
    zones = [closed("2027-03-14", time_zone=zone) for zone in ("America/New_York", LONDON)]
    night = [event("2027-03-31T22:00:00", "2027-04-01T06:00:00", working=True)]
    document = preview(
        step("delete", occasion("Summer", events=holidays), None, resource="summer"),
        step("replace", reason(), reason("Meal"), resource="meal"),
        step("update", occasion("Main"), occasion("Main", is_default=True), resource="main"),
        step("update", occasion(events=holidays), occasion(events=shorter), resource="holidays"),
        step(
            "update", occasion("Desks", events=zones[:1]), occasion("Desks", events=zones), resource="desks"
        ),
        step("create", None, occasion("Night", events=night), resource="night"),
        step("refresh", reason("Theirs"), reason("Theirs"), resource="theirs"),
        step("same", reason("Theirs", enabled=False), reason("Theirs", enabled=False), resource="theirs"),
        {"op": "create", "urn": "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::bucket"},
        diagnostics=[{"severity": each, "message": "one\ntwo"} for each in ("error", "warning")],
    )
    return page(document, "--max-deletes", "0", "--fail-on-drift")
