"""The findings of checks; a check is skipped if an earlier check that it needs failed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.pulumi_cli.command import PulumiError


class Outcome(StrEnum):
    """The result of a check."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Finding:
    """One result line of a check."""

    check: str
    outcome: Outcome
    message: str


Results = Iterator[tuple[Outcome, str]]
"""The results that a check yields while it runs; it may also raise an error."""


class Findings:
    """Runs checks and creates their findings, in which secrets are masked."""

    def __init__(self) -> None:
        self._causes: dict[str, str] = {}

    def check(self, name: str, function: Callable[[], Results], *needs: str) -> Iterator[Finding]:
        """Run a check and yield its findings; if a check that it needs has failed, it is skipped."""
        cause = next((self._causes[need] for need in needs if need in self._causes), None)
        if cause is not None:
            self._causes[name] = cause
            yield Finding(name, Outcome.SKIPPED, f"because this check failed: {cause}")
            return
        try:
            for outcome, message in function():
                yield self._recorded(Finding(name, outcome, SECRETS.masked(message)))
        except (LivePersonError, PulumiError) as error:
            yield self._recorded(Finding(name, Outcome.FAILED, SECRETS.masked(str(error))))

    def _recorded(self, finding: Finding) -> Finding:
        if finding.outcome is Outcome.FAILED:
            self._causes[finding.check] = finding.check
        return finding
