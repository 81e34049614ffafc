"""The story of the page on the report about effective hours: other hours at Christmas, and a valve."""

import json
from pathlib import Path
from typing import Any

from tests.docs.terminal import Blocks, command
from tests.report.desks import ALWAYS, OFFICE, closed, following, open_hours, same, weekly
from tests.report.reporting import report
from tests.report.steps import occasion, preview, step, workdays

FROM = "--hours-from", "2026-11-29"
REPORT = "liveperson", "report", "preview.json", "--format", "text"
VALVES = "--never-closed", "Emergency", "--max-hours-lost", "2%"


def christmas_hours(folder: Path) -> Blocks:
    """Report on a preview of other hours at Christmas and on Fridays."""
    folder.mkdir(parents=True)
    (folder / "preview.json").write_text(json.dumps(_preview()))
    document = json.loads((folder / "preview.json").read_text())
    said = report(document, *REPORT[3:], *FROM).out
    yield "report-hours", f"{command(*REPORT, *FROM)}\n{said}"
    refused = report(document, *REPORT[3:], *FROM, *VALVES).err
    yield (
        "report-hours-refused",
        f"{command(*REPORT[:3], *VALVES, *FROM, '--output', 'report.md')}\n{refused}$ echo $?\n3\n",
    )


def page() -> str:
    """Return the page of the change."""
    return report(_preview(), "--format", "html", *FROM).out


def _preview() -> dict[str, Any]:
    bank_holidays = [closed("2026-12-25", name="Weihnachten"), closed("2026-12-26", name="Weihnachten")]
    longer = [
        open_hours("2026-12-24", "09:00", "13:00", name="Heiligabend"),
        closed("2026-12-25", days=3, name="Weihnachten"),
        closed("2026-12-28", name="Inventur"),
    ]
    fridays = [*weekly("MO-TH", "09:00", "17:00"), *weekly("FR", "09:00", "15:00")]
    return preview(
        step(
            "update",
            occasion("Feiertage", events=bank_holidays),
            occasion("Feiertage", events=longer),
            resource="holidays",
        ),
        step(
            "update", workdays("Office", shifts=OFFICE), workdays("Office", shifts=fridays), resource="office"
        ),
        same(workdays("Always", shifts=ALWAYS), "always"),
        same(following("Support DE", "office", "holidays"), "support"),
        same(following("Returns", "office", "holidays"), "returns"),
        same(following("Emergency", "always", "holidays"), "emergency"),
    )
