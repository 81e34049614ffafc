"""Formats findings as rows of a table."""

import os
import shutil
import sys
import textwrap

from pulumi_liveperson.cli.doctor.findings import Finding, Outcome
from pulumi_liveperson.escaping import written_out

_COLOURS = {Outcome.OK: 32, Outcome.WARNING: 33, Outcome.FAILED: 31, Outcome.SKIPPED: 2}
_OUTCOME = 7  # the width of the longest outcome
_CHECK = 17
_GAP = "  "
_MIN_WIDTH = 30


def row(finding: Finding) -> str:
    """Return a finding as lines wrapped to the terminal's width; all lines after the first are indented."""
    margin = _GAP.join((" " * _OUTCOME, " " * _CHECK, ""))
    width = max(shutil.get_terminal_size().columns - len(margin), _MIN_WIDTH)
    first, *others = [part for line in finding.message.splitlines() for part in _wrapped(line, width)] or [""]
    outcome = _coloured(f"{finding.outcome:<{_OUTCOME}}", _COLOURS[finding.outcome])
    return "\n".join(
        [_GAP.join((outcome, f"{finding.check:<{_CHECK}}", first)), *(margin + line for line in others)]
    )


def _wrapped(line: str, width: int) -> list[str]:
    """Wrap a line; the continuation lines have its indentation."""
    shown = written_out(line)
    indent = " " * (len(shown) - len(shown.lstrip(" ")))
    return textwrap.wrap(
        shown, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _coloured(text: str, colour: int) -> str:
    plain = os.environ.get("NO_COLOR") or not sys.stdout.isatty()
    return text if plain else f"\x1b[{colour}m{text}\x1b[0m"
