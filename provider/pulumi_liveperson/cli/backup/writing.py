"""Brings objects back through the account's writers, under the conflict checks of every write.

Each object is written only if it still is what the preview has shown, so what somebody edits between the
preview and the confirmation is kept.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from pulumi_liveperson.cli.backup.opening import expect
from pulumi_liveperson.cli.backup.planning import RestorePlan
from pulumi_liveperson.cli.backup.renaming import give_names_back
from pulumi_liveperson.cli.backup.rules import broken
from pulumi_liveperson.cli.backup.step import ObjectKey, Result, Step
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.equivalence.names import called
from pulumi_liveperson.client.errors import (
    CancelledError,
    ConflictError,
    LivePersonError,
    NameTakenError,
    RefusedError,
    StaleError,
    UnfinishedError,
)
from pulumi_liveperson.client.writes.writer import Writer
from pulumi_liveperson.review.comparison.changes import changed_pair
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.default import default_noun, gets_default
from pulumi_liveperson.review.lines import External, Line
from pulumi_liveperson.review.sentences import explain_drift
from pulumi_liveperson.settings import Settings

_AT_ONCE = 8
_NAME_TAKEN = "another object has got its name since the preview"
_PLACE_MOVED = "somebody has moved it since the preview"
_SOMETHING_ELSE: Line = ("it was written, and LivePerson holds something else",)


def carry_out(account: Account, settings: Settings, plan: RestorePlan) -> Generator[Result, None, None]:
    """Do all steps, and yield what became of each, in their order.

    When interrupted, send nothing more, and yield what became of those that were on their way.
    """
    futures: dict[ObjectKey, Future[Result]] = {}
    with ThreadPoolExecutor(_AT_ONCE) as pool:

        def begun(step: Step) -> Future[Result]:
            return pool.submit(_done, account.writer(step.kind), step)

        try:
            left, failed = give_names_back(plan, lambda step: begun(step).result())
            expect(settings, left)  # places and the default go by the names that objects have from now on
            futures |= {step.place: begun(step) for step in left.steps}
            for step in plan.steps:
                outcome = failed.get(step.place) or futures[step.place].result()
                futures.pop(step.place, None)
                yield outcome
        except BaseException as error:
            account.cancel()
            pool.shutdown(cancel_futures=True)
            if isinstance(error, KeyboardInterrupt):
                yield from _ended(futures.values())
            raise


def _ended(futures: Iterable[Future[Result]]) -> Iterator[Result]:
    """Yield what is known of steps after an interrupt; of those that were not sent there is nothing."""
    for each in futures:
        if not each.cancelled() and not isinstance(each.exception(), CancelledError):
            yield each.result()


def _done(writer: Writer, step: Step) -> Result:
    try:
        return Result(step, _trouble(writer, step))
    except CancelledError:
        raise
    except LivePersonError as error:
        return Result(step, (str(error),))


def _trouble(writer: Writer, step: Step) -> Line:
    """Write an object, and return what somebody has done since the preview that is in the way."""
    try:
        if step.live is None:
            writer.create(step.desired)
        else:
            writer.update(str(step.live.wire["id"]), step.base, step.desired)
    except ConflictError:
        return _faster(writer, step)
    except NameTakenError:
        return (f"somebody has made a {step.kind.noun} of that name since the preview",)
    except StaleError:
        if not _is_taken(writer, step):
            raise
        return (_NAME_TAKEN,)
    except UnfinishedError:
        return ("it is written, and not in its place yet",)
    except RefusedError as error:
        rules = broken(step.kind, step.desired)
        return (str(error), *((" It breaks a rule: ", External("; ".join(rules))) if rules else ()))
    return ()


def _is_taken(writer: Writer, step: Step) -> bool:
    """Tell whether another object has the name that an object is to get back."""
    own = step.live and str(step.live.wire["id"])
    name = called(step.item.exact_name)
    return any(called(each) == name for id_, each in writer.names().items() if id_ != own)


def _faster(writer: Writer, step: Step) -> Line:
    """Return what somebody has done since the preview, as the writer has just seen."""
    if step.live is None:
        return (_default_moved(step),)
    id_ = str(step.live.wire["id"])
    known = writer.read(id_)
    if known is None:
        return ("somebody has deleted it since the preview",)
    change = changed_pair(step.live, Item(step.kind, {**known.content, "id": id_}))
    if change.fields:
        (found,) = explain_drift([change])
        return ("somebody has changed it since the preview: ", *found.sentence)
    return (_default_moved(step) if gets_default(step.change) else _PLACE_MOVED,)


def _default_moved(step: Step) -> str:
    return f"somebody has given the account another {default_noun(step.kind)} since the preview"


def checked(outcomes: Sequence[Result], left: Iterable[Step]) -> list[Result]:
    """Return the outcomes, given what a second look would still have to do."""
    failed = any(each.trouble for each in outcomes)
    other = {
        step.place
        for step in left
        # What has failed may stand between an object and its place.
        if not (failed and all(field.name == step.kind.position for field in step.change.fields))
    }
    return [
        replace(each, trouble=_SOMETHING_ELSE) if not each.trouble and each.step.place in other else each
        for each in outcomes
    ]
