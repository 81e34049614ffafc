"""Runs the command as a pipeline does: JSON in, a report out."""

import contextlib
import io
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from pulumi_liveperson.cli.report import run

PREVIEWS = Path(__file__).parent / "previews"
TODAY = "--hours-from", "2026-11-21"
_HOURS = re.compile(r"^#### When customers can reach whom\n.*?(?=^#### |\Z)", re.MULTILINE | re.DOTALL)
COMMAND = [
    sys.executable,
    "-c",
    "import sys; from pulumi_liveperson.cli.report import run; sys.exit(run(sys.argv[1:]))",
]


@dataclass(frozen=True)
class Said:
    """What the command answered."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def captured(name: str) -> Any:
    """Return a preview that the real CLI answered once."""
    return json.loads((PREVIEWS / f"{name}.json").read_text())


def report(document: Any, *options: str) -> Said:
    """Pipe JSON, or bytes, into the command, and return what it says; without a process of its own."""
    given = document if isinstance(document, bytes) else json.dumps(document).encode()
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(given))),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            exit_code = run([*TODAY, *options])
        except SystemExit as ended:  # a wrong option
            exit_code = int(ended.code or 0)
        out.flush()
        err.flush()
    return Said(exit_code, *(each.buffer.getvalue().decode() for each in (out, err)))


def bullets(markdown: str) -> list[str]:
    """Return the sentences about objects of a report in Markdown, without those about effective hours."""
    return _bullets(_HOURS.sub("", markdown))


def hours_bullets(markdown: str) -> list[str]:
    """Return the sentences about effective hours of a report in Markdown."""
    return [line for part in _HOURS.findall(markdown) for line in _bullets(part)]


def _bullets(markdown: str) -> list[str]:
    return [line.removeprefix("- ") for line in markdown.splitlines() if line.startswith("- ")]


def timeless(said: str) -> str:
    """Return a report without the time at which it was made."""
    found, times = re.subn(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", "", said)
    assert times == 1
    return found
