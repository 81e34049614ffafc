"""What `fleet apply` does for a stack: preview, safety valves, snapshot, update, comparison of the hours."""

import datetime as dt

from pulumi_liveperson.fleet.result import Outcome, Result
from pulumi_liveperson.fleet.runs.previewing import run_preview
from pulumi_liveperson.fleet.runs.reviewing import review
from pulumi_liveperson.fleet.runs.work import UPDATE, VERIFICATION, StackError, Work
from pulumi_liveperson.review.guards import fail_on_drift

_DIFFERENT = 3
"""The exit code of `liveperson hours --verify` for a difference."""


def apply(work: Work) -> Result:
    """Update a stack; `unchanged` if there is nothing to do, and `refused` if a safety valve refuses it."""
    work.enter("preview")
    reviewed = review(work, run_preview(work), (*work.settings.valves, fail_on_drift))
    if reviewed.refusals:
        return work.result(Outcome.REFUSED, reviewed.refusals)
    if not (reviewed.updates or work.settings.also_unchanged):
        # An earlier run may have updated the stack, and found a difference or not compared the hours.
        compares = work.settings.verify and work.settings.continues
        differs = _difference(work) if compares else None
        return differs or work.result(Outcome.UNCHANGED, reviewed.outcome)
    work.enter("snapshot")
    _take_snapshot(work)
    work.enter(UPDATE)
    # Without a refresh, so an edit after the preview is a conflict and is not overwritten. Pulumi.yaml can
    # contain `refresh: always`.
    updated = work.pulumi("up", "--yes", "--skip-preview", "--refresh=false", captured=False, locks=True)
    if updated.code:
        raise work.fail(updated)
    differs = _difference(work) if work.settings.verify else None
    return differs or work.result(Outcome.APPLIED, reviewed.outcome)


def _difference(work: Work) -> Result | None:
    """Return a failure if the hours differ from LivePerson's status."""
    work.enter(VERIFICATION)
    if work.check("hours", "--live", "--verify", "--wait=5m").exit_code != _DIFFERENT:
        return None
    return work.result(
        Outcome.FAILED,
        "the update is complete, but the hours differ from LivePerson's status; see `liveperson "
        f"hours --stack {work.account.stack} --live --verify`",
    )


def _take_snapshot(work: Work) -> None:
    """Write the content of the account to a new file: that of an earlier run shows an earlier content."""
    time = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}"
    file = work.settings.snapshots / f"{work.account.stack}-{time}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    ended = work.liveperson("snapshot", f"--output={file}")
    if ended.code:
        raise StackError(f"no snapshot, so no update: {ended.logged().strip()}")
    work.snapshot = file
