"""The command `probe`: its options, and its three tasks."""

import argparse
import difflib
from collections.abc import Sequence

from pulumi_liveperson.cli.configuration import configuration_of
from pulumi_liveperson.cli.output import print_error
from pulumi_liveperson.cli.probe.exit_codes import COULD_NOT_READ, USAGE_ERROR, UsageError
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.pulumi_cli import command as pulumi

_DESCRIPTION = """\
Ask a sandbox account what LivePerson's documentation leaves open. The command creates objects whose names
begin with `liveperson-probe`, observes how LivePerson handles them, and deletes them. It writes what it has
observed to a JSON file and an HTML page, which identify neither the account nor people.

  liveperson probe --dry-run                 the requests, without sending any
  liveperson probe --stack sandbox           probe the account of a stack
  liveperson probe --stack sandbox --clean   delete what a probe has left
"""
_EPILOG = """\
docs/real-accounts.md describes what it does, and what it does not touch.

exit codes: 0 complete, and nothing contradicts the provider; 1 could not read, or the result is partial, or
objects are left; 2 usage error, or refused; 3 something contradicts the provider; 130 or 143 interrupted
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "probe",
        help="ask a sandbox account what the documentation leaves open",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--stack", metavar="S", help="the stack of the account; default: the selected stack")
    parser.add_argument(
        "--output",
        metavar="PATH",
        help="an existing folder for both files, or the name of one of them; default: "
        "probe-<date>.json and .html in this folder",
    )
    parser.add_argument("--replace", action="store_true", help="replace existing files")
    tasks = parser.add_mutually_exclusive_group()
    tasks.add_argument("--dry-run", action="store_true", help="list the requests, and send nothing")
    tasks.add_argument("--clean", action="store_true", help="only delete the objects that a probe has left")
    parser.add_argument("--yes", action="store_true", help="write without a question, for example in CI")
    parser.add_argument(
        "--i-know-what-this-account-is",
        dest="any_account",
        action="store_true",
        help="also probe an account that has a default or many objects",
    )
    parser.add_argument(
        "--only",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help="only the experiments with these questions, by the names in the result",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Probe an account, clean it, or list the requests; return the exit code."""
    # The help and the errors of other options load no experiments.
    from pulumi_liveperson.cli.probe import cleaning, plan, running  # noqa: PLC0415
    from pulumi_liveperson.probe.experiments import EXPERIMENTS  # noqa: PLC0415

    try:
        names = [each.name for experiment in EXPERIMENTS for each in experiment.questions]
        _check_names(options.only, names)
        chosen = [
            each
            for each in EXPERIMENTS
            if not options.only or {*options.only} & {question.name for question in each.questions}
        ]
        if options.dry_run:
            return plan.show(chosen)
        files = None if options.clean else running.files_for(options)
        stack = options.stack or pulumi.selected_stack()
        settings = configuration_of(stack).settings()
        if files is None:
            return cleaning.clean(settings, stack, confirmed=options.yes)
        return running.probe_account(settings, stack, chosen, options, files)
    except UsageError as error:
        print_error("probe", str(error))
        return USAGE_ERROR
    except (LivePersonError, pulumi.PulumiError) as error:
        print_error("probe", str(error))
        return COULD_NOT_READ


def _check_names(asked: Sequence[str], names: Sequence[str]) -> None:
    for name in asked:
        if name not in names:
            nearest = difflib.get_close_matches(name, names, 1)
            hint = f"did you mean {nearest[0]}?" if nearest else "`liveperson probe --dry-run` lists them."
            raise UsageError(f"there is no question {name!r}: {hint}")
