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

_SUCCESS, _FAILED, _BAD_INPUT, _REFUSED = range(4)


def run(arguments: list[str]) -> int:
    """Write a report; return the exit code: 0 success, 1 errors in the preview, 2 bad input, 3 refused."""
    command_line = parser()
    options = command_line.parse_args(arguments)
    if options.stack is not None and options.file is not None:
        command_line.error("name either a file or a stack, not both")
    if options.refresh and options.stack is None:
        command_line.error("--refresh needs --stack: only then does this command run the preview")
    if options.live is not None and not (options.live or options.stack):
        command_line.error("--live needs a stack, for example `--live support`")
    try:
        document = _document(options)
        report = _named(_read(document), options)
        if options.hours_from is not None:
            report = replace(report, hours_from=options.hours_from)
        inventory = _read_inventory(options, report)
        refusals = [valve(report) for valve in options.valves or ()]
        refused = tuple(each for each in refusals if each is not None)
        report_origin = origin(document.content, runs_here=options.stack is not None)
        presentation = Presentation(report, refused, options.artifact, inventory, report_origin)
        code = _FAILED if report.failed else _REFUSED if presentation.refusals else _SUCCESS
        _write(_formatted(presentation, options, code), options.output)
    except BadInputError as error:
        print_error("report", str(error))
        return _BAD_INPUT
    for refusal in presentation.refusals:
        print_error("report", line_of_text(refusal.line()))
    return code


def _read_inventory(options: argparse.Namespace, report: Report) -> Inventory | None:
    """Read the account; if this fails, the report contains the error."""
    stack = options.live or options.stack
    if options.live is None:
        return None
    if report.stack not in {None, stack.rpartition("/")[2]}:
        raise BadInputError(
            f"the preview is of stack {report.stack}, but --live names {stack}: name the same stack."
        )
    from pulumi_liveperson.cli.inventory.reading import read_inventory  # noqa: PLC0415 - loads the SDK, which is slow

    return read_inventory(stack)


def _document(options: argparse.Namespace) -> Document:
    if options.stack is not None:
        return from_pulumi(options.stack, refresh=options.refresh)
    return from_file(options.file) if options.file is not None else from_pipe()


def _read(document: Document) -> Report:
    content = document.content if isinstance(document.content, dict) else {}
    report = read_plan(content) or read_preview(content)
    if report is None:
        tool = " of Terraform" if "terraform_version" in content else ""
        raise BadInputError(
            f"the input is JSON{tool}, but not the output of `pulumi preview --json` or of its --save-plan."
        )
    return replace(
        report,
        complete=report.complete and document.succeeded,
        shows_leftovers=report.shows_leftovers or document.shows_leftovers,
    )


def _named(report: Report, options: argparse.Namespace) -> Report:
    if options.name is not None:
        project, stack = options.name
        return replace(report, project=project, stack=stack)
    if report.stack is None and options.stack is not None:
        return replace(report, stack=options.stack.rpartition("/")[2])
    return report


def _formatted(presentation: Presentation, options: argparse.Namespace, code: int) -> str:
    on_terminal = options.output is None and sys.stdout.isatty()
    chosen = options.format or ("text" if on_terminal else "markdown")
    if chosen == "json":
        return as_json(presentation, code)
    if chosen == "text":
        return as_text(presentation, colour=on_terminal and not os.environ.get("NO_COLOR"))
    if chosen == "html":
        from pulumi_liveperson.review.page import as_page  # noqa: PLC0415 - loads Jinja, which is slow and not needed by other formats

        return as_page(presentation)
    return as_markdown(presentation)


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
