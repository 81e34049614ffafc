"""Brings objects back through the account's writers, under the conflict checks of every write.

Each object is written only if it still is what the preview has shown, so what somebody edits between the
preview and the confirmation is kept.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from cli.backup.planning import Plan, Step, default_of
from cli.backup.taking import held
from cli.compare.changes import changed_pair
from cli.compare.item import Item
from cli.report.default import gets_default
from cli.report.explain import explain_drift
from cli.report.model import Report, Source
from cli.report.words import Line
from provider.liveperson.account import Account
from provider.liveperson.errors import ConflictError, LivePersonError, NameTakenError, UnfinishedError
from provider.liveperson.kinds import SPECIAL_OCCASION, Kind
from provider.liveperson.writer import Writer

_AT_ONCE = 8
_DEFAULT_MOVED = "somebody has given the account another default occasion since the preview"
_SOMETHING_ELSE: Line = ("it was written, and LivePerson holds something else",)


@dataclass(frozen=True)
class Outcome:
    """What became of a step."""

    step: Step
    trouble: Line = ()
    """Why the object is not as the snapshot has it; nothing if it is."""


def carry_out(account: Account, plan: Plan) -> Iterator[Outcome]:
    """Do all steps, and yield what became of each, in their order; when interrupted, send nothing more."""
    moved = _default_has_moved(account, plan)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        futures = [
            pool.submit(_done, account.writer(step.kind), step, default_moved=moved) for step in plan.steps
        ]
        try:
            for future in futures:
                yield future.result()
        except BaseException:  # Ctrl-C too
            account.cancel()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _done(writer: Writer, step: Step, *, default_moved: bool) -> Outcome:
    if default_moved and gets_default(step.change):
        return Outcome(step, (_DEFAULT_MOVED,))
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
    """Return what somebody has done to an object since the preview, as the writer has just seen."""
    assert step.live is not None  # noqa: S101 - only what is there can be in conflict
    id_ = str(step.live.wire["id"])
    known = writer.read(id_)
    if known is None:
        return ("somebody has deleted it since the preview",)
    now = Item(step.kind, {**known.content, "id": id_})
    return ("somebody has changed it since the preview: ", *sentence(step.live, now))


def sentence(before: Item, now: Item) -> Line:
    """Return what others have made of an object, in the words of the report."""
    drift = (changed_pair(before, now),)
    (found,) = explain_drift(Report(Source.REFRESH, None, None, drift=drift))
    return found.sentence


def _default_has_moved(account: Account, plan: Plan) -> bool:
    """Look whether the default is still where the preview has shown it, if it is to be taken from there."""
    if not any(gets_default(step.change) for step in plan.steps):
        return False
    now = default_of({SPECIAL_OCCASION: held(account, SPECIAL_OCCASION)})
    return _id(now) != _id(plan.default)


def _id(item: Item | None) -> str:
    return "" if item is None else str(item.wire["id"])


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
