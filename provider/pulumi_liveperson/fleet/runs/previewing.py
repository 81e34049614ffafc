"""What `fleet preview` does for a stack: a preview with a refresh, and its report."""

from pulumi_liveperson.fleet.result import Outcome, Result
from pulumi_liveperson.fleet.runs.children import Ended
from pulumi_liveperson.fleet.runs.reviewing import review
from pulumi_liveperson.fleet.runs.work import Work


def preview(work: Work) -> Result:
    """Preview a stack; `changes` if an update would change anything."""
    work.enter("preview")
    reviewed = review(work, run_preview(work), work.settings.valves)
    if reviewed.refusals:
        return work.result(Outcome.REFUSED, reviewed.refusals)
    return work.result(Outcome.CHANGES if reviewed.updates else Outcome.UNCHANGED, reviewed.outcome)


def run_preview(work: Work) -> Ended:
    """Run the preview of a stack with a refresh."""
    return work.pulumi("preview", "--refresh", "--show-sames", "--json")
