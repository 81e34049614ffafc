"""Posts the report as a comment on a pull request: one for each stack; the next report replaces it."""

import os
from pathlib import Path

from pulumi_liveperson.cli.ci.forges import ForgeError, forge_of
from pulumi_liveperson.cli.ci.untrusted import NoReportError, read_report
from pulumi_liveperson.review.markdown import as_markdown, marker
from pulumi_liveperson.review.model import Diagnostic, Report, Source
from pulumi_liveperson.review.presentation import Presentation


def post(path: Path, name: str, run: str) -> str:
    """Post a report, and return a message about it; raises a `ForgeError` if this fails."""
    refused = None
    try:
        body = read_report(path, marker(_told(name)))
    except NoReportError as error:
        refused = f"{path.name} cannot be posted as a report: {error}. See {run}"
        body = _notice(name, refused)
    # The previous report is about another commit, so it must be replaced in any case.
    done = _posted(body or _notice(name, f"The preview ended without a result. See {run}"))
    if refused:
        raise ForgeError(refused)
    return done


def _posted(body: str) -> str:
    forge = forge_of(os.environ)
    former = forge.find(body.partition("\n")[0])
    if former is None:
        forge.create(body)
        return "Posted the report."
    forge.replace(former, body)
    return "Replaced the previous report."


def _notice(name: str, text: str) -> str:
    return as_markdown(_told(name, Diagnostic("error", text, None)))


def _told(name: str, *said: Diagnostic) -> Presentation:
    project, _, stack = name.rpartition("/")
    return Presentation(Report(Source.PREVIEW, project, stack, diagnostics=said, complete=False))
