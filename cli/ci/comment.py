"""The comment on a pull request: one for each stack, and the next report takes its place."""

import os
from pathlib import Path

from cli.ci.forges import ForgeError, forge_of
from cli.report.markdown import MARKER, as_markdown
from cli.report.model import Diagnostic, Report, Source
from cli.report.told import Told


def post(report: Path, name: str, run: str) -> str:
    """Post a report, and return what was done; raises a `ForgeError` where that is not possible."""
    body = _body(report, name, run)
    marker = body.splitlines()[0]
    if not marker.startswith(f"<!-- {MARKER}"):
        raise ForgeError(f"{report} is no report as Markdown: it does not begin with the marker of one.")
    forge = forge_of(os.environ)
    former = forge.find(marker)
    if former is None:
        forge.create(body)
        return "Posted the report."
    forge.replace(former, body)
    return "Replaced the last report."


def _body(path: Path, name: str, run: str) -> str:
    text = path.read_text("utf-8") if path.exists() else ""
    if text.strip():
        return text
    # The last report is about another commit, so it must not stay as if it were about this one.
    project, _, stack = name.rpartition("/")
    nothing = Diagnostic("error", f"The preview ended before it could tell anything. See {run}", None)
    return as_markdown(Told(Report(Source.PREVIEW, project, stack, diagnostics=(nothing,), complete=False)))
