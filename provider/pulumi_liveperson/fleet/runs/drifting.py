"""What `fleet drift` does for a stack: it looks for changes of other people, and checks the hours."""

from pulumi_liveperson.fleet.result import Outcome, Result
from pulumi_liveperson.fleet.runs.reviewing import review
from pulumi_liveperson.fleet.runs.work import Work

_FOUND = 3
"""The exit code of `liveperson hours` if it has found something."""


def drift(work: Work) -> Result:
    """Look for drift; `drift` if other people changed objects, or if a check of the hours found something."""
    work.enter("preview of a refresh")
    reviewed = review(work, work.pulumi("refresh", "--preview-only", "--json"), work.settings.valves)
    found = [reviewed.outcome] if reviewed.report.drift else []
    if work.settings.verify:
        work.enter("comparison of the hours")
        if work.check("hours", "--live", "--verify").exit_code == _FOUND:
            found.append("the hours differ from LivePerson's status")
    if work.settings.horizon is not None:
        work.enter("check of the holidays")
        check = work.check("holidays", f"--horizon={work.settings.horizon}")
        if check.exit_code == _FOUND:
            found.append("holidays end soon")
        elif check.exit_code:
            return work.result(Outcome.FAILED, check.output.strip())
    if reviewed.refusals:
        return work.result(Outcome.REFUSED, reviewed.refusals)
    return work.result(Outcome.DRIFT if found else Outcome.UNCHANGED, "; ".join(found) or "no drift")
