"""The answers to a PUT, and PUTs that the documentation does not describe."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.probe.bodies import HOURS, KINDS, named
from pulumi_liveperson.probe.errors import DisturbedError
from pulumi_liveperson.probe.exchange import STALE, Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import (
    accepted,
    is_deleted,
    permitted,
    rewritten,
    sent_at_current,
)
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

PUT_ECHO = Question(
    "put_echo",
    "What does the answer to a PUT on a collection contain: an array, one object, or nothing?",
    "Special Occasions and Workdays: update",
    "All three: what an answer does not show is read again.",
    frozenset({"array", "single", "empty"}),
    "The provider does not know this answer, so updates may fail. Report this result.",
)
NOOP_PUT = Question(
    "noop_put",
    "Does a PUT that changes nothing increase the revision, or is it answered 304?",
    "Special Occasions, Workdays and LE Agents API: code tables of update",
    "All three: it sends a PUT only if something differs.",
    frozenset({"bump", "no_bump", "answer304"}),
    "The provider does not know this answer, so updates may fail. Report this result.",
)
PUT_BY_ID = Question(
    "put_by_id_on_hours",
    "Is a PUT of one special occasion or workdays object by its id accepted?",
    "Special Occasions and Workdays: update, which only has a PUT on the collection",
    "Nothing: it sends these PUTs to the collection, as documented.",
)
DELETED_IN_PUT = Question(
    "deleted_in_put",
    "Does a PUT with `deleted: true` delete the object?",
    "Special Occasions, Workdays and Status Reasons: update, whose samples contain the field",
    "Nothing: it always sends `deleted: false`, and deletes with DELETE.",
)
METHOD_OVERRIDE = Question(
    "method_override",
    "Is a POST with the header X-HTTP-Method-Override: PUT handled like a PUT?",
    "Status Reasons and Skills: update and delete",
    "Nothing: it sends PUT and DELETE themselves.",
    has_knob=False,
)


def _update(session: Session, kind: Kind) -> Iterator[Observation]:
    own = session.create(kind)
    changed = accepted(rewritten(session, own))
    if kind in HOURS:
        yield _echo(changed, kind)
    yield _same_again(session, own, changed)
    if kind in HOURS:
        yield _put_by_id(session, own)
    if kind is STATUS_REASON:
        yield _overridden(session, own)
    if kind is not SKILL:
        yield _deleted_in_put(session, own)


def _same_again(session: Session, own: Own, changed: Exchange) -> Observation:
    kind, given = own.kind, changed.revision
    before = None if kind.position is None else accepted(session.read(own))
    first = session.put(own, revision=given)
    if first.status in STALE and session.revision(own) != given:
        raise DisturbedError(kind)
    evidence = [changed, first]
    if first.status == HTTPStatus.NOT_MODIFIED:
        says = "It was answered 304 at the current revision."
        return NOOP_PUT.seen("answer304", says, evidence, kind=kind)
    if accepted(first).revision is None:
        return NOOP_PUT.unseen("The answer contains no revision.", evidence, kind=kind)
    if first.revision == given:
        says = "It was accepted, and the revision is the same."
        return NOOP_PUT.seen("no_bump", says, evidence, kind=kind)
    # Another person's write may have increased the revision. Then, the object itself is unchanged, and a
    # server that compares only the written objects accepts the older revision again.
    second = session.put(own, revision=given)
    evidence.append(second)
    # Another person who moves status reasons may have changed the order of this one.
    if before is not None and session.read(own).body != before.body:
        raise DisturbedError(kind)
    if second.status in STALE:
        return NOOP_PUT.seen("bump", "It has increased the revision.", evidence, kind=kind)
    if second.is_success and second.revision == first.revision:
        says = "It was accepted, and the object keeps its revision."
        return NOOP_PUT.seen("no_bump", says, evidence, kind=kind)
    raise DisturbedError(kind)


def _echo(changed: Exchange, kind: Kind) -> Observation:
    if isinstance(changed.body, list):
        return PUT_ECHO.seen("array", "The answer is an array.", [changed], kind=kind)
    if isinstance(changed.body, dict):
        return PUT_ECHO.seen("single", "The answer is one object.", [changed], kind=kind)
    if not changed.answer.text.strip():
        return PUT_ECHO.seen("empty", "The answer is empty.", [changed], kind=kind)
    return PUT_ECHO.seen("other", "The answer is neither an array nor an object.", [changed], kind=kind)


def _put_by_id(session: Session, own: Own) -> Observation:
    return _by_id(session, own, PUT_BY_ID, "PUT")


def _overridden(session: Session, own: Own) -> Observation:
    return _by_id(session, own, METHOD_OVERRIDE, "POST", "PUT")


def _by_id(
    session: Session, own: Own, question: Question, method: str, meant: str | None = None
) -> Observation:
    kind = own.kind
    changed = {**own.sent, kind.key: session.name(), "id": own.wire_id}
    write = sent_at_current(session, own, method, f"/{own.id}", json=changed, meant_method=meant)
    if not write.is_success:
        says = f"It was answered {write.status}."
        return question.seen(f"refuse{write.status}", says, [write], kind=kind)
    read = accepted(session.read(own))
    if named(kind, read.body) == changed[kind.key]:
        return question.seen("accept", "It was accepted, and has written the object.", [write], kind=kind)
    return question.unseen("It was accepted, but the object is unchanged.", [write, read], kind=kind)


def _deleted_in_put(session: Session, own: Own) -> Observation:
    # With its new name, the PUT also changes something for a server that ignores the flag.
    kind, write = own.kind, permitted(rewritten(session, own, deleted=True))
    if not write.is_success:
        says = f"It was answered {write.status}."
        return DELETED_IN_PUT.seen(f"reject{write.status}", says, [write], kind=kind)
    read = permitted(session.read(own))
    deleted = is_deleted(read)
    if deleted is None:
        return DELETED_IN_PUT.unseen(f"The read after it was answered {read.status}.", [read], kind=kind)
    value = "delete" if deleted else "ignore"
    says = f"The object is {'' if deleted else 'not '}deleted."
    return DELETED_IN_PUT.seen(value, says, [write, read], kind=kind)


def _questions(kind: Kind) -> tuple[Question, ...]:
    if kind in HOURS:
        return PUT_ECHO, NOOP_PUT, PUT_BY_ID, DELETED_IN_PUT
    return (NOOP_PUT,) if kind is SKILL else (NOOP_PUT, METHOD_OVERRIDE, DELETED_IN_PUT)


EXPERIMENTS = tuple(
    Experiment(f"write a {kind.noun} in several ways", _questions(kind), partial(_update, kind=kind), kind)
    for kind in KINDS
)
