"""Restores objects with the account's writers, which check each write for conflicts.

Each object is written only if it is still as the preview has shown it. So an edit that another person makes
between the preview and the confirmation is kept.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from pulumi_liveperson.cli.backup.opening import set_expectations
from pulumi_liveperson.cli.backup.planning import RestorePlan
from pulumi_liveperson.cli.backup.references import (
    Ids,
    missing_targets,
    other_fields,
    own_fields,
    resolved,
    second_step,
)
from pulumi_liveperson.cli.backup.renaming import restore_names
from pulumi_liveperson.cli.backup.rules import broken
from pulumi_liveperson.cli.backup.step import ObjectKey, Result, Step
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.equivalence.names import name_key
from pulumi_liveperson.client.errors import (
    CancelledError,
    ConflictError,
    LivePersonError,
    NameTakenError,
    RejectedError,
    StaleError,
    UnfinishedError,
)
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.writes.operation import Known
from pulumi_liveperson.client.writes.writer import Writer
from pulumi_liveperson.review.comparison.changes import changed_pair
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.default import default_noun, gets_default
from pulumi_liveperson.review.lines import External, Line
from pulumi_liveperson.review.sentences import explain_drift
from pulumi_liveperson.settings import Settings
from pulumi_liveperson.wire import prop

_MAX_PARALLEL = 8
_NAME_TAKEN = "another object was given its name since the preview"
_MOVED = "it was moved in LivePerson since the preview"
_OTHER_CONTENT: Line = ("it was written, but LivePerson contains something else",)


def execute(account: Account, settings: Settings, plan: RestorePlan) -> Generator[Result, None, None]:
    """Run all steps, and yield the result of each, in their order.

    When interrupted, send no further request, and yield the results of the requests in flight.
    """
    futures: dict[ObjectKey, Future[Result]] = {}
    with ThreadPoolExecutor(_MAX_PARALLEL) as pool:

        def start(step: Step) -> Future[Result]:
            return pool.submit(_result, account.writer(step.kind), step)

        try:
            ids: Ids = dict(plan.ids)
            for kinds in _groups(plan):
                part = replace(plan, steps=tuple(each for each in plan.steps if each.kind in kinds))
                remaining, failed = restore_names(part, lambda step: start(step).result(), ids)
                if not any(kind.references for kind in kinds):
                    # Positions and defaults refer to the new names from now on.
                    set_expectations(settings, remaining)
                futures |= {step.key: start(_first(step, ids)) for step in remaining.steps}
                if any(own_fields(step) for step in remaining.steps):
                    ids |= _created(futures[step.key].result() for step in remaining.steps)
                    futures |= {
                        step.key: start(later)
                        for step in remaining.steps
                        if (later := _second(step, futures[step.key].result(), ids)) is not None
                    }
                for step in part.steps:
                    outcome = failed.get(step.key) or futures[step.key].result()
                    futures.pop(step.key, None)
                    ids |= _created([outcome])
                    yield _with_targets(outcome, step, ids)
        except BaseException as error:
            account.cancel()
            pool.shutdown(cancel_futures=True)
            if isinstance(error, KeyboardInterrupt):
                yield from _results_after_interrupt(futures.values())
            raise


def _groups(plan: RestorePlan) -> list[set[Kind]]:
    """Return the kinds of the steps in the order of the restore: objects to which others refer come first."""
    kinds = {step.kind for step in plan.steps}
    return [{kind for kind in kinds if not kind.references}, {kind for kind in kinds if kind.references}]


def _first(step: Step, ids: Ids) -> Step:
    """Return a step with the ids of the created objects of other kinds."""
    return resolved(step, ids, other_fields(step))


def _second(step: Step, outcome: Result, ids: Ids) -> Step | None:
    """Return the step that follows for references to objects of the same kind, if there is one."""
    if outcome.problem or outcome.known is None or not own_fields(step):
        return None
    return second_step(step, outcome.known.content, outcome.known.id, ids)


def _created(outcomes: Iterable[Result]) -> Ids:
    return {
        (each.step.kind.type_name, each.step.key[1]): each.known.id
        for each in outcomes
        if each.known is not None
    }


def _with_targets(outcome: Result, step: Step, ids: Ids) -> Result:
    """Return the result, with the problem that objects to which the step refers were not created."""
    problem = outcome.problem or missing_targets(step, ids)
    return replace(outcome, step=step, problem=problem)


def _results_after_interrupt(futures: Iterable[Future[Result]]) -> Iterator[Result]:
    """Yield the results that are known after an interrupt; steps that were not sent have no result."""
    for each in futures:
        if not each.cancelled() and not isinstance(each.exception(), CancelledError):
            yield each.result()


def _result(writer: Writer, step: Step) -> Result:
    try:
        return _write(writer, step)
    except CancelledError:
        raise
    except LivePersonError as error:
        return Result(step, (str(error),))


def _write(writer: Writer, step: Step) -> Result:
    """Write an object; the result may be a problem that prevents it, such as a change since the preview."""
    try:
        return Result(step, known=_sent(writer, step))
    except ConflictError:
        return Result(step, _change_since_preview(writer, step))
    except NameTakenError:
        return Result(step, (f"a {step.kind.noun} with this name was created since the preview",))
    except StaleError:
        if not _is_taken(writer, step):
            raise
        return Result(step, (_NAME_TAKEN,))
    except UnfinishedError as error:
        return Result(step, (_unfinished(step, error),))
    except RejectedError as error:
        rules = broken(step.kind, step.desired)
        why = (" It breaks a rule: ", External("; ".join(rules))) if rules else ()
        return Result(step, (str(error), *why))


def _unfinished(step: Step, error: UnfinishedError) -> str:
    if error.unwritten == (step.kind.position,):
        return "it was written, but is not at its position yet"
    fields = ", ".join(map(prop, error.unwritten))
    return f"it was written, but LivePerson has not written all fields: {fields}"


def _sent(writer: Writer, step: Step) -> Known:
    if step.live is None:
        return writer.create(step.desired)
    return writer.update(str(step.live.wire["id"]), step.base, step.desired)


def _is_taken(writer: Writer, step: Step) -> bool:
    """Return whether another object has the name that the step restores."""
    own = step.live and str(step.live.wire["id"])
    name = name_key(step.item.exact_name)
    return any(name_key(each) == name for id_, each in writer.names().items() if id_ != own)


def _change_since_preview(writer: Writer, step: Step) -> Line:
    """Return the change since the preview that caused a conflict, from the writer's last read."""
    if step.live is None:
        return (_default_moved(step),)
    id_ = str(step.live.wire["id"])
    known = writer.read(id_)
    if known is None:
        return ("it was deleted in LivePerson since the preview",)
    change = changed_pair(step.live, Item(step.kind, {**known.content, "id": id_}))
    if change.fields:
        (found,) = explain_drift([change])
        return ("it was changed in LivePerson since the preview: ", *found.sentence)
    return (_default_moved(step) if gets_default(step.change) else _MOVED,)


def _default_moved(step: Step) -> str:
    return f"another object was made the {default_noun(step.kind)} since the preview"


def verified(outcomes: Sequence[Result], remaining: Iterable[Step]) -> list[Result]:
    """Return the outcomes, corrected by the steps that a second plan still contains."""
    failed = any(each.problem for each in outcomes)
    other = {
        step.key
        for step in remaining
        # An object that was not restored may prevent another object from getting its position.
        if not (failed and all(field.name == step.kind.position for field in step.change.fields))
    }
    return [
        replace(each, problem=_OTHER_CONTENT) if not each.problem and each.step.key in other else each
        for each in outcomes
    ]
