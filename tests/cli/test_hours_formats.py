"""The hours of a period in the formats for calendars, search engines and browsers."""

import json
from pathlib import Path

import pytest

from tests.cli.hours import hours, shop

BEGINNINGS = {
    "ics": "BEGIN:VCALENDAR\r\n",
    "json-ld": '{\n  "@context": "https://schema.org"',
    "html": "<!doctype",
}


@pytest.mark.parametrize("format_", BEGINNINGS)
def test_a_period_can_be_written_in_each_format(format_: str, tmp_path: Path) -> None:
    file = tmp_path / "hours"
    period = "--from", "2026-12-21", "--to", "2027-01-03"

    found = hours(shop(), *period, "--format", format_, "--output", str(file))

    text = file.read_bytes().decode()
    assert (found.exit_code, found.said, found.beside) == (0, "", "")
    assert text.startswith(BEGINNINGS[format_])
    assert "Billing" in text
    if format_ == "json-ld":
        assert json.loads(text)["contactPoint"][0]["name"] == "Billing"


@pytest.mark.parametrize("format_", BEGINNINGS)
def test_without_a_last_day_these_formats_show_a_year(format_: str, tmp_path: Path) -> None:
    file = tmp_path / "hours"
    period = "--from", "2026-12-25", "--format", format_, "--output", str(file)

    written = []
    for last in ((), ("--to", "2027-12-24")):
        assert hours(shop(), *period, *last).exit_code == 0
        written.append(file.read_bytes())

    assert written[0] == written[1]
