"""Brings objects back through the account's writers, under the conflict checks of every write.

Each object is written only if it still is what the preview has shown, so what somebody edits between the
preview and the confirmation is kept.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from cli.backup.planning import Plan, Step
from cli.compare.changes import changed_pair
from cli.compare.item import Item
from cli.report.default import gets_default
from cli.report.explain import explain_drift
from cli.report.model import Report, Source
from cli.report.words import Line
from provider.liveperson.account import Account
from provider.liveperson.errors import ConflictError, LivePersonError, NameTakenError, UnfinishedError
from provider.liveperson.kinds import Kind
from provider.liveperson.writer import Writer

_AT_ONCE = 8
_DEFAULT_MOVED = "somebody has given the account another default occasion since the preview"
_PLACE_MOVED = "somebody has moved it since the preview"
_SOMETHING_ELSE: Line = ("it was written, and LivePerson holds something else",)


@dataclass(frozen=True)
class Outcome:
    """What became of a step."""

    step: Step
    trouble: Line = ()
    """Why the object is not as the snapshot has it; nothing if it is."""


def carry_out(account: Account, plan: Plan) -> Iterator[Outcome]:
    """Do all steps, and yield what became of each, in their order; when interrupted, send nothing more."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        futures = [pool.submit(_done, account.writer(step.kind), step) for step in plan.steps]
        try:
            for future in futures:
                yield future.result()
        except BaseException:  # Ctrl-C too
            account.cancel()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _done(writer: Writer, step: Step) -> Outcome:
    try:
        if step.live is None:
            writer.create(step.desired)
        else:
            writer.update(str(step.live.wire["id"]), step.base, step.desired)
    except ConflictError:
        return Outcome(step, _faster(writer, step))
    except NameTakenError:
        return Outcome(step, (f"somebody has made a {step.kind.noun} of that name since the preview",))
    except UnfinishedError:
        return Outcome(step, ("it is written, and not in its place yet",))
    except LivePersonError as error:
        return Outcome(step, (str(error),))
    return Outcome(step)


def _faster(writer: Writer, step: Step) -> Line:
    """Return what somebody has done since the preview, as the writer has just seen."""
    if step.live is None:
        return (_DEFAULT_MOVED,)
    id_ = str(step.live.wire["id"])
    known = writer.read(id_)
    if known is None:
        return ("somebody has deleted it since the preview",)
    change = changed_pair(step.live, Item(step.kind, {**known.content, "id": id_}))
    if change.fields:
        (found,) = explain_drift(Report(Source.REFRESH, None, None, drift=(change,)))
        return ("somebody has changed it since the preview: ", *found.sentence)
    return (_DEFAULT_MOVED if gets_default(step.change) else _PLACE_MOVED,)


def checked(outcomes: Sequence[Outcome], left: Iterable[Step]) -> list[Outcome]:
    """Return the outcomes, given what a second look would still have to do."""
    failed = any(each.trouble for each in outcomes)
    other = {
        _place(step)
        for step in left
        # What has failed may stand between an object and its place.
        if not (failed and all(field.name == step.kind.position for field in step.change.fields))
    }
    return [
        replace(each, trouble=_SOMETHING_ELSE) if not each.trouble and _place(each.step) in other else each
        for each in outcomes
    ]


def _place(step: Step) -> tuple[Kind, str]:
    return step.kind, str(step.item.wire["id"])
