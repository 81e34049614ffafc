"""What checks find, and which are skipped because of an earlier one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.pulumi_cli.command import PulumiError


class Outcome(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Finding:
    """One thing that a check has found."""

    check: str
    outcome: Outcome
    says: str


Says = Iterator[tuple[Outcome, str]]
"""What a check yields, as it goes; it may also fail by an error."""


class Findings:
    """Makes the findings of checks, which hold no secret whatever a check says."""

    def __init__(self) -> None:
        self._causes: dict[str, str] = {}

    def check(self, name: str, look: Callable[[], Says], *needs: str) -> Iterator[Finding]:
        """Do a check and yield what it finds, or that it is skipped because one that it needs has failed."""
        cause = next((self._causes[need] for need in needs if need in self._causes), None)
        if cause is not None:
            self._causes[name] = cause
            yield Finding(name, Outcome.SKIPPED, f"because of {cause}")
            return
        try:
            for outcome, says in look():
                yield self._noted(Finding(name, outcome, SECRETS.masked(says)))
        except (LivePersonError, PulumiError) as error:
            yield self._noted(Finding(name, Outcome.FAILED, SECRETS.masked(str(error))))

    def _noted(self, finding: Finding) -> Finding:
        if finding.outcome is Outcome.FAILED:
            self._causes[finding.check] = finding.check
        return finding
