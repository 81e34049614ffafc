"""What If-Match compares, and when the revision of a collection increases."""

from collections.abc import Iterator
from functools import partial

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.probe.bodies import KINDS
from pulumi_liveperson.probe.errors import RefusedError
from pulumi_liveperson.probe.exchange import STALE, Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import CURRENT, Own, Session

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
    "Both: the provider learns it from the first write.",
    frozenset({"strict", "mild"}),
)


def _stale(session: Session, kind: Kind) -> Iterator[Observation]:
    written, other = session.create(kind), session.create(kind)
    old = session.revision(written)
    changed = _renamed(session, other, CURRENT)
    if not changed.is_success:
        raise RefusedError(changed)
    write = _renamed(session, written, old)
    if write.is_success:
        yield STALE_CHECK.seen("mild", "The write was accepted.", [changed, write], kind=kind)
    elif write.status in STALE:
        yield STALE_CHECK.seen(
            "strict", f"The write was answered {write.status}.", [changed, write], kind=kind
        )
    else:
        yield STALE_CHECK.unseen(f"The write was answered {write.status}.", [changed, write], kind=kind)
    changed = _renamed(session, written, CURRENT)
    if not changed.is_success:
        raise RefusedError(changed)
    write = _renamed(session, written, old)
    value = "accepted" if write.is_success else str(write.status)
    says = "The write was accepted." if write.is_success else f"The write was answered {write.status}."
    yield STALE_STATUS.seen(value, says, [changed, write], kind=kind)


def _renamed(session: Session, own: Own, revision: int | str) -> Exchange:
    return session.put(own, {**own.sent, own.kind.key: session.name()}, revision)


EXPERIMENTS = tuple(
    Experiment(
        f"write {kind.noun}s with an outdated If-Match",
        (STALE_STATUS, STALE_CHECK),
        partial(_stale, kind=kind),
        kind,
    )
    for kind in KINDS
)
