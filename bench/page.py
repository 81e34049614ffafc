"""Puts the tables into docs/performance.md; the text around them is written by hand."""

import os
import platform
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.figures import COLUMNS, Row, table

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN = "<!-- tables: `make bench` writes this part -->\n"
END = "<!-- end of the tables -->\n"
WHAT = ("what", "measured", "target")


def machine() -> str:
    """Return the machine, its load before the measurement, and the versions."""
    engine = subprocess.run(["pulumi", "version"], capture_output=True, text=True, check=True).stdout.strip()
    versions = f"Python {platform.python_version()}, Pulumi {engine}"
    return f"{os.cpu_count()} cores (load {os.getloadavg()[0]:.1f} at the start), {versions}"


def tables(measured_with: str, commands: Sequence[Row], others: Sequence[Row]) -> str:
    """Return both tables, with the machine."""
    rows = table(commands, "command", COLUMNS), table(others, WHAT[0], WHAT[1:])
    return "\n\n".join([f"Measured with {measured_with}.", *rows]) + "\n"


def tables_of(text: str) -> str:
    """Return the tables of a page."""
    return text.partition(BEGIN)[2].partition(END)[0]


def with_tables(text: str, new: str) -> str:
    """Return a page with other tables."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{PAGE.name} has no lines {BEGIN.strip()!r} and {END.strip()!r}")
    return f"{before}{begin}\n{new}\n{end}{after}"
