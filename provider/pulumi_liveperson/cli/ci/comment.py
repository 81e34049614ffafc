"""Posts the report as a comment on a pull request: one for each stack; the next report replaces it."""

import os
from pathlib import Path

from pulumi_liveperson.cli.ci.forges import ForgeError, forge_of
from pulumi_liveperson.cli.ci.untrusted import InvalidReportError, read_report
from pulumi_liveperson.fleet.combined.markdown import notice
from pulumi_liveperson.review.markdown import as_markdown, marker
from pulumi_liveperson.review.model import Diagnostic, Report, Source
from pulumi_liveperson.review.presentation import Presentation

_UNTOUCHED = "The pull request no longer touches an account."


def post(path: Path, name: str, run: str) -> str:
    """Post a report, and return a message about it; raises a `ForgeError` if this fails."""
    refused = None
    try:
        body = read_report(path, marker(_presentation(name)))
    except InvalidReportError as error:
        refused = f"{path.name} cannot be posted as a report: {error}. See {run}"
        body = _notice(name, refused)
    # The previous report is about another commit, so it must be replaced in any case.
    message = _posted(body or _notice(name, f"The preview ended without a result. See {run}"))
    if refused:
        raise ForgeError(refused)
    return message


def withdraw(name: str) -> str:
    """Replace a previous report, because the change touches no account any more; return a message about it.

    Without a previous report, nothing is posted, because most of these pull requests are about something
    else. Raises a `ForgeError` if this fails.
    """
    body = _notice(name, _UNTOUCHED)
    forge = forge_of(os.environ)
    former = forge.find(body.partition("\n")[0])
    if former is None:
        return "The change touches no account, and there is no previous report."
    forge.replace(former, body)
    return "Replaced the previous report: the change touches no account."


def _posted(body: str) -> str:
    forge = forge_of(os.environ)
    former = forge.find(body.partition("\n")[0])
    if former is None:
        forge.create(body)
        return "Posted the report."
    forge.replace(former, body)
    return "Replaced the previous report."


def _notice(name: str, text: str) -> str:
    if "/" not in name:  # the name of a fleet
        return notice(name, text)
    return as_markdown(_presentation(name, Diagnostic("error", text, None)))


def _presentation(name: str, *diagnostics: Diagnostic) -> Presentation:
    project, _, stack = name.rpartition("/")
    return Presentation(Report(Source.PREVIEW, project, stack, diagnostics=diagnostics, complete=False))
