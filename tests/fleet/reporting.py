"""Runs `liveperson fleet report` as a pipeline does: a folder of results in, a report out."""

import contextlib
import io
from pathlib import Path

from pulumi_liveperson.cli.fleet import run
from tests.report.reporting import Said


def fleet_report(*arguments: str | Path) -> Said:
    """Return what the command says; without a process of its own."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            exit_code = run(["report", *map(str, arguments)])
        except SystemExit as ended:  # a wrong option
            exit_code = int(ended.code or 0)
        out.flush()
        err.flush()
    return Said(exit_code, *(each.buffer.getvalue().decode() for each in (out, err)))


def headings(markdown: str) -> list[str]:
    """Return the headings of the parts."""
    return [line.removeprefix("#### ") for line in markdown.splitlines() if line.startswith("#### ")]
