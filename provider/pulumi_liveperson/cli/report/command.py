"""The command `report`: reads a preview, describes its changes, and runs the safety valves."""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from pulumi_liveperson.cli.file import write_file
from pulumi_liveperson.cli.output import print_error
from pulumi_liveperson.cli.report.options import parser
from pulumi_liveperson.cli.report.source import BadInputError, Document, from_file, from_pipe, from_pulumi
from pulumi_liveperson.review.as_json import as_json
from pulumi_liveperson.review.from_plan import read_plan
from pulumi_liveperson.review.from_preview import read_preview
from pulumi_liveperson.review.inventory import Inventory
from pulumi_liveperson.review.markdown import as_markdown
from pulumi_liveperson.review.model import Report
from pulumi_liveperson.review.origin import origin
from pulumi_liveperson.review.presentation import Presentation
from pulumi_liveperson.review.text import as_text, line_of_text

_FINE, _FAILED, _BAD_INPUT, _REFUSED = range(4)


def run(arguments: list[str]) -> int:
    """Write a report; return the exit code: 0 success, 1 errors in the preview, 2 bad input, 3 refused."""
    options = parser()
    asked = options.parse_args(arguments)
    if asked.stack is not None and asked.file is not None:
        options.error("name either a file or a stack, not both")
    if asked.refresh and asked.stack is None:
        options.error("--refresh needs --stack: only then does this command run the preview")
    if asked.live is not None and not (asked.live or asked.stack):
        options.error("--live needs a stack, for example `--live support`")
    try:
        document = _document(asked)
        report = _named(_read(document), asked)
        look = _look(asked, report)
        refusals = [valve(report) for valve in asked.valves or ()]
        refused = tuple(each for each in refusals if each is not None)
        made = origin(document.content, runs_here=asked.stack is not None)
        told = Presentation(report, refused, asked.artifact, look, made)
        code = _FAILED if report.failed else _REFUSED if told.refusals else _FINE
        _write(_formatted(told, asked, code), asked.output)
    except BadInputError as error:
        print_error("report", str(error))
        return _BAD_INPUT
    for refusal in told.refusals:
        print_error("report", line_of_text(refusal.line()))
    return code


def _look(asked: argparse.Namespace, report: Report) -> Inventory | None:
    """Read the account; if this fails, the report contains the error."""
    stack = asked.live or asked.stack
    if asked.live is None:
        return None
    if report.stack not in {None, stack.rpartition("/")[2]}:
        raise BadInputError(
            f"the preview is of stack {report.stack}, but --live names {stack}: name the same stack."
        )
    from pulumi_liveperson.cli.inventory.look import look  # noqa: PLC0415 - loads Pulumi's SDK, which is slow

    return look(stack)


def _document(asked: argparse.Namespace) -> Document:
    if asked.stack is not None:
        return from_pulumi(asked.stack, refresh=asked.refresh)
    return from_file(asked.file) if asked.file is not None else from_pipe()


def _read(document: Document) -> Report:
    content = document.content if isinstance(document.content, dict) else {}
    report = read_plan(content) or read_preview(content)
    if report is None:
        whose = " of Terraform" if "terraform_version" in content else ""
        raise BadInputError(
            f"the input is JSON{whose}, but not the output of `pulumi preview --json` or of its --save-plan."
        )
    return replace(
        report,
        complete=report.complete and document.ended_well,
        shows_leftovers=report.shows_leftovers or document.shows_leftovers,
    )


def _named(report: Report, asked: argparse.Namespace) -> Report:
    if asked.name is not None:
        project, stack = asked.name
        return replace(report, project=project, stack=stack)
    if report.stack is None and asked.stack is not None:
        return replace(report, stack=asked.stack.rpartition("/")[2])
    return report


def _formatted(told: Presentation, asked: argparse.Namespace, code: int) -> str:
    on_terminal = asked.output is None and sys.stdout.isatty()
    chosen = asked.format or ("text" if on_terminal else "markdown")
    if chosen == "json":
        return as_json(told, code)
    if chosen == "text":
        return as_text(told, colour=on_terminal and not os.environ.get("NO_COLOR"))
    if chosen == "html":
        from pulumi_liveperson.review.page import as_page  # noqa: PLC0415 - loads Jinja, which is slow and not needed by other formats

        return as_page(told)
    return as_markdown(told)


def _write(text: str, output: Path | None) -> None:
    if output is not None:
        try:
            write_file(output, text, replace=True)
        except OSError as error:
            raise BadInputError(f"{output} cannot be written: {error.strerror}.") from None
        return
    try:
        # UTF-8 independent of the locale: a pipeline writes this to a file, or sends it to an API.
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
