"""Probes an account: looks at it, asks, conducts the experiments, cleans up, and writes the result."""

import argparse
import shlex
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from pulumi_liveperson.cli.numbers import duration
from pulumi_liveperson.cli.output import print_text
from pulumi_liveperson.cli.probe.cleaning import clean_command, clean_up
from pulumi_liveperson.cli.probe.confirming import ANY_ACCOUNT, announce, check_account, is_confirmed
from pulumi_liveperson.cli.probe.exit_codes import CONTRADICTS, COULD_NOT_READ, SUCCESS
from pulumi_liveperson.cli.probe.interrupts import Interrupts
from pulumi_liveperson.cli.probe.opening import open_account, requests_per_second
from pulumi_liveperson.cli.probe.plan import Plan
from pulumi_liveperson.cli.probe.progress import Progress
from pulumi_liveperson.cli.probe.result_files import ResultFiles
from pulumi_liveperson.cli.probe.summary import summary
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.probing import probe
from pulumi_liveperson.probe.result import Result
from pulumi_liveperson.probe.safety import Content, look
from pulumi_liveperson.probe.session import Own, Session
from pulumi_liveperson.settings import Settings

_SIMULATED_SECONDS = 0.02  # for a request to a simulator


class UnreadableError(LivePersonError):
    """No list of the account can be read."""


def files_for(options: argparse.Namespace) -> ResultFiles:
    """Return the files of the result; raise a `UsageError` if they cannot be written."""
    return ResultFiles.of(options.output, replace=options.replace)


def probe_account(
    settings: Settings,
    stack: str,
    experiments: Sequence[Experiment],
    options: argparse.Namespace,
    files: ResultFiles,
) -> int:
    """Probe an account, and return the exit code; raise a `UsageError` if that is refused."""
    command = _command(options, stack)
    interrupts = Interrupts(clean_command(stack))
    plan = Plan()
    rate = requests_per_second(settings)
    seconds = 1 / rate if rate else _SIMULATED_SECONDS
    with closing(open_account(settings, interrupts)) as account:
        session = Session(account)
        content = look(session)
        if not content.numbers:
            statuses = ", ".join(sorted({each.refusal for each in content.refused}))
            raise UnreadableError(f"no list of the account can be read: LivePerson answered {statuses}.")
        check_account(content, settings.account_id, command, any_account=options.any_account)
        total = plan.total(experiments)
        announce(content, settings.account_id, total, duration(total * seconds), str(files))
        is_confirmed("Continue?", command, confirmed=options.yes)
        progress = Progress(experiments, plan, seconds)
        with interrupts.handled():
            result, left = _Run(session, experiments, interrupts, stack).conducted(content, progress)
            if result is not None:
                files.write(result)
                print_text(summary(result, files))
    if interrupts.exit_code is not None:
        return interrupts.exit_code
    if result is not None and result.contradictions:
        return CONTRADICTS
    is_complete = result is not None and not result.missing and left == []
    return SUCCESS if is_complete else COULD_NOT_READ


@dataclass(frozen=True)
class _Run:
    session: Session
    experiments: Sequence[Experiment]
    interrupts: Interrupts
    stack: str

    def conducted(self, content: Content, progress: Progress) -> tuple[Result | None, list[Own] | None]:
        """Return the result and what is left; no result if a signal arrived before the experiments."""
        result = None
        before: list[Own] | None = []
        try:
            if content.left_over:
                before = clean_up(self.session, self.stack)
                content = look(self.session)
            result = probe(self.session, content, self.experiments, progress.report)
        except KeyboardInterrupt:
            pass  # the exit code shows it
        finally:
            self.interrupts.begin_cleaning()
            progress.end()
            left = clean_up(self.session, self.stack, only_own=True)  # another probe may have begun
        return result, None if left is None or before is None else before + left


def _command(options: argparse.Namespace, stack: str) -> str:
    """Return the command line of this probe, to be pasted."""
    words = ["liveperson", "probe", "--stack", stack]
    words += ["--output", options.output] if options.output else []
    words += ["--replace"] if options.replace else []
    words += [ANY_ACCOUNT] if options.any_account else []
    words += ["--only", *options.only] if options.only else []
    return shlex.join(words)
