"""What If-Match compares, and how an outdated revision is refused."""

from collections.abc import Iterator
from functools import partial

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.probe.bodies import KINDS
from pulumi_liveperson.probe.errors import DisturbedError, UnobservableError
from pulumi_liveperson.probe.exchange import STALE
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import accepted, permitted, renamed, rewritten
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session

_UPDATE_PAGES = "Special Occasions, Workdays, Status Reasons and Skills: update and delete"
STALE_STATUS = Question(
    "stale_status",
    "What is the answer to a write whose If-Match is older than the last change of the written object?",
    _UPDATE_PAGES,
    "409, 412 or 304, and nothing is written.",
    frozenset({"409", "412", "304"}),
    "Without this refusal, an update can overwrite a change that another person makes at the same moment. "
    "Do not apply a stack while other people edit the account, and report this result.",
)
STALE_CHECK = Question(
    "stale_check",
    "Is a write refused if another object of the collection has changed since the revision in If-Match?",
    _UPDATE_PAGES,
    "Both: the provider learns it from the first refused write.",
    frozenset({"strict", "mild"}),
)


def _stale(session: Session, kind: Kind) -> Iterator[Observation]:
    written, other = session.create(kind), session.create(kind)
    before = accepted(session.read(written))
    old = before.revision
    if old is None:
        raise UnobservableError("the answer contains no revision", before)
    changed = accepted(rewritten(session, other))
    write = permitted(renamed(session, written, old))
    evidence = [changed, write]
    if write.is_success:
        yield STALE_CHECK.seen("mild", "The write was accepted.", evidence, kind=kind)
    elif write.status in STALE:
        # Another person who moves status reasons may have changed the order of this one.
        if kind.position is not None and session.read(written).body != before.body:
            raise DisturbedError(kind)
        yield STALE_CHECK.seen("strict", f"The write was answered {write.status}.", evidence, kind=kind)
    else:
        yield STALE_CHECK.unseen(f"The write was answered {write.status}.", evidence, kind=kind)
    changed = accepted(rewritten(session, written))
    write = permitted(renamed(session, written, old))
    value = "accepted" if write.is_success else str(write.status)
    says = "The write was accepted." if write.is_success else f"The write was answered {write.status}."
    yield STALE_STATUS.seen(value, says, [changed, write], kind=kind)


EXPERIMENTS = tuple(
    Experiment(
        f"write {kind.noun}s with an outdated If-Match",
        (STALE_STATUS, STALE_CHECK),
        partial(_stale, kind=kind),
        kind,
    )
    for kind in KINDS
)
