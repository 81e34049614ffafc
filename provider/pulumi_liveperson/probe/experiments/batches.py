"""Writes of several objects in one request."""

from collections.abc import Iterator, Sequence
from functools import partial

from pulumi_liveperson.client.kinds.kind import MAX_BATCH, Kind, Wire
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.probe.bodies import HOURS, KINDS, id_in, named
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import listed, permitted, sent_at_current, without_name
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

_CREATE_PAGES = "Special Occasions, Workdays and Status Reasons: create"
ARRAY_CREATE = Question(
    "array_create",
    "What is the answer to a create of several objects in one array?",
    _CREATE_PAGES,
    "An array, one object, or nothing; after a refusal, it sends the objects one by one.",
    has_knob=False,
)
BULK = Question(
    "bulk",
    "If one object of an array is invalid, is the other one created?",
    _CREATE_PAGES,
    "Both: after a refusal, it sends the objects one by one, and takes over those that exist.",
    frozenset({"atomic", "per_item"}),
    "The provider does not know this answer, so updates may fail. Report this result.",
)
DELETE_SEVERAL = Question(
    "delete_several",
    "Does a DELETE with two ids in its path delete both objects?",
    "Special Occasions and Workdays: delete",
    "Yes; after a refusal, it sends a DELETE for each object.",
    frozenset({"all", "refused"}),
    "The provider believes that LivePerson has deleted all objects. After an update that deletes several "
    "objects, run `pulumi refresh` and compare the account. Report this result.",
    has_knob=False,
)
BATCH_SIZE = Question(
    "batch_size",
    f"Can one POST create {MAX_BATCH} special occasions?",
    _CREATE_PAGES,
    "Yes, also of workdays and status reasons; after a refusal, it sends the objects one by one.",
    has_knob=False,
)


def _bulk(session: Session, kind: Kind) -> Iterator[Observation]:
    sent = [session.body(kind) for _ in range(3)]
    both = permitted(session.post(kind, sent))
    if not both.is_success:
        says = f"It was answered {both.status}."
        yield ARRAY_CREATE.seen(f"refuse{both.status}", says, [both], kind=kind)
        yield BULK.unseen("A create with an array is refused.", [both], kind=kind)
        return
    shown = "array" if isinstance(both.body, list) else "single" if both.objects else "empty"
    says = f"It was answered {both.status} with {len(both.objects)} objects."
    yield ARRAY_CREATE.seen(shown, says, [both], kind=kind)
    valid = session.body(kind)
    mixed = permitted(session.post(kind, [valid, without_name(kind, session.body(kind))]))
    after = listed(session.listed(kind))
    _adopt(session, kind, [*sent, valid], after)
    is_written = any(named(kind, each) == valid[kind.key] for each in after.objects)
    evidence = [both, mixed, after]
    if len(mixed.objects) > 1 and mixed.is_success:
        yield BULK.unseen("An object without a name was accepted, too.", evidence, kind=kind)
    elif is_written:
        yield BULK.seen("per_item", "The valid object was created.", evidence, kind=kind)
    elif mixed.is_success:
        yield BULK.unseen("It was accepted, but nothing was created.", evidence, kind=kind)
    else:
        says = f"It was answered {mixed.status}, and nothing was created."
        yield BULK.seen("atomic", says, evidence, kind=kind)
    keeper, *owns = session.made
    if kind in HOURS:
        yield _delete_several(session, keeper, owns[:2])


def _adopt(session: Session, kind: Kind, sent: Sequence[Wire], answer: Exchange) -> None:
    """Record objects that an answer to a create does not show, so that they are deleted."""
    known = {own.id for own in session.made}
    bodies = {each[kind.key]: each for each in sent}
    for item in answer.objects:
        body = bodies.get(named(kind, item))
        id_ = id_in(item)
        if body is not None and id_ and id_ not in known:
            session.adopt(Own(kind, id_, body))


def _delete_several(session: Session, keeper: Own, owns: Sequence[Own]) -> Observation:
    kind, delete = keeper.kind, _delete(session, keeper, owns)
    if not delete.is_success:
        says = f"It was answered {delete.status}."
        return DELETE_SEVERAL.seen("refused", says, [delete], kind=kind)
    after = listed(session.listed(kind))
    ids = {str(each.get("id")) for each in after.objects}
    left = [own for own in owns if own.id in ids]
    session.made[:] = [own for own in session.made if own not in owns or own in left]
    says = f"It was accepted, and {len(left)} of the two objects are left."
    return DELETE_SEVERAL.seen("some" if left else "all", says, [delete, after], kind=kind)


def _delete(session: Session, keeper: Own, owns: Sequence[Own]) -> Exchange:
    """Delete objects with one request."""
    return sent_at_current(session, keeper, "DELETE", f"/{','.join(own.id for own in owns)}")


def _size(session: Session) -> Iterator[Observation]:
    kind = SPECIAL_OCCASION
    sent = [session.body(kind) for _ in range(MAX_BATCH)]
    many = permitted(session.post(kind, sent))
    if many.is_success and len(many.objects) < len(sent):
        _adopt(session, kind, sent, listed(session.listed(kind)))
    says = f"A POST of {len(sent)} objects was answered {many.status}."
    value = str(len(sent)) if many.is_success else f"fewer than {len(sent)}"
    yield BATCH_SIZE.seen(value, says, [many], kind=kind)
    # This saves requests. What it does not delete is deleted one by one.
    owns = [own for own in session.made if own.kind is kind]
    if kind.batch_limits.delete > 1 and len(owns) > 1 and _delete(session, owns[0], owns[1:]).is_success:
        session.made[:] = [owns[0]]


EXPERIMENTS = (
    *(
        Experiment(
            f"create and delete several {kind.noun}s with one request",
            (ARRAY_CREATE, BULK, *((DELETE_SEVERAL,) if kind in HOURS else ())),
            partial(_bulk, kind=kind),
            kind,
        )
        for kind in KINDS
        if kind.batch_limits.post > 1
    ),
    Experiment(
        f"create {MAX_BATCH} {SPECIAL_OCCASION.noun}s with one request",
        (BATCH_SIZE,),
        _size,
        SPECIAL_OCCASION,
    ),
)
