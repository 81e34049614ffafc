"""The command `doctor`: runs the checks, and prints what they find."""

import argparse
import shutil
import textwrap
from collections import Counter
from contextlib import closing

from pulumi_liveperson.cli.doctor.checks import Examination
from pulumi_liveperson.cli.doctor.findings import Finding, Outcome
from pulumi_liveperson.cli.doctor.table import row
from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.cli.output import print_text
from pulumi_liveperson.escaping import as_json

FAILED = 1
_WRITES_NOT_CHECKED = "Nothing was written, so it is not known whether the credentials may write."


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "doctor",
        help="check that a stack can work with its account",
        description="Check that a stack can work with its account. The command writes nothing to LivePerson "
        "and nothing to the stack.",
        epilog="exit codes: 0 no check failed, 1 a check failed, 2 usage error",
    )
    parser.add_argument("--stack", help="the stack; default: the selected stack")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check a stack, and return the exit code."""
    examination = Examination(options.stack)
    results = []
    with closing(examination.findings()) as findings:
        for finding in findings:
            results.append(finding)
            if not options.json:
                print_text(row(finding))
    ok = all(finding.outcome is not Outcome.FAILED for finding in results)
    if options.json:
        print(as_json(_report(examination, results, ok=ok), indent=2))
    else:
        print("\n" + "\n".join(textwrap.wrap(_summary(results, ok=ok), shutil.get_terminal_size().columns)))
    return 0 if ok else FAILED


def _report(examination: Examination, results: list[Finding], *, ok: bool) -> dict[str, object]:
    findings = [{"check": each.check, "outcome": each.outcome, "says": each.message} for each in results]
    return {"stack": examination.stack, "account": examination.account_id, "ok": ok, "findings": findings}


def _summary(results: list[Finding], *, ok: bool) -> str:
    numbers = Counter(each.outcome for each in results)
    counts = ", ".join(
        count(number, outcome) if outcome is Outcome.WARNING else f"{number} {outcome}"
        for outcome in Outcome
        if (number := numbers[outcome])
    )
    return f"{counts}. {_WRITES_NOT_CHECKED if ok else 'Correct what failed, and run the command again.'}"
