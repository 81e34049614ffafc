"""The default special occasion and the default workdays: how another object becomes it.

The default applies to all skills without hours of their own. So the default that a probe makes has no effect
on the opening hours: its occasion is far ahead, and its workdays are always open.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http import HTTPStatus

from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe.bodies import HOURS, WEEKDAYS, event, shift
from pulumi_liveperson.probe.cleaning import is_ours
from pulumi_liveperson.probe.errors import RefusedError, UnobservableError
from pulumi_liveperson.probe.exchange import GONE, Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session
from pulumi_liveperson.probe.trials import read, verdict
from pulumi_liveperson.probe.writes import until_undisturbed

_CREATE = "Special Occasions and Workdays: create"
_UPDATE = "Special Occasions and Workdays: update"
_TWO_DEFAULTS = (
    "After an update that moves the default, two objects may be the default. Remove the default from the "
    "previous one in the console."
)
_YES, _NO = "yes", "no"

HANDOVER_IN_CREATE = Question(
    "default_handover_in_create",
    "If a new object is the default, does the previous default lose the flag?",
    _CREATE,
    "Yes: it sends no request for the previous default.",
    frozenset({_YES}),
    _TWO_DEFAULTS,
    has_knob=False,
)
HANDOVER_REVISION = Question(
    "default_handover_revision",
    "Does the previous default lose the flag in the revision in which the new one gets it?",
    _CREATE,
    "Any revision: it reads an object again before it writes it.",
    has_knob=False,
)
HANDOVER_IN_UPDATE = Question(
    "default_handover_in_update",
    "If an update makes another object the default, does the previous default lose the flag?",
    _UPDATE,
    "Yes: it sends no request for the previous default.",
    frozenset({_YES}),
    _TWO_DEFAULTS,
    has_knob=False,
)
UNSET = Question(
    "unset_default",
    "Can the only default lose the flag, so that the account has no default?",
    _UPDATE,
    "Yes: an update removes the flag, and makes no other object the default.",
    frozenset({"accept"}),
    "An update that removes the only default fails. Declare another object as the default instead.",
    has_knob=False,
)
DELETE_DEFAULT = Question(
    "delete_default",
    "Can the default be deleted?",
    "Special Occasions and Workdays: delete",
    "Both: a delete that LivePerson refuses is an error, and the object stays in the state.",
    frozenset({"allow", "refuse"}),
)
_REFUSALS = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT})


def _defaults(session: Session, kind: Kind) -> Iterator[Observation]:
    first, _ = _created(session, kind)
    second, created = _created(session, kind)
    yield from _handover(session, first, created)
    put = _made_default(session, first)
    is_default, shown = _is_default(session, second)
    says = f"A read showed the previous default {'with' if is_default else 'without'} the flag."
    yield HANDOVER_IN_UPDATE.seen(_NO if is_default else _YES, says, [put, shown], kind=kind)
    yield _unset(session, first)
    _made_default(session, second)
    yield _deleted(session, second)


def _created(session: Session, kind: Kind) -> tuple[Own, Exchange]:
    """Create an object that is the default."""
    _refuse_others_default(session, kind)
    return session.created(kind, session.body(kind, isDefault=True, events=_events(session, kind)))


def _made_default(session: Session, own: Own) -> Exchange:
    """Make an object the default again; raise `RefusedError` if that is refused."""
    _refuse_others_default(session, own.kind)
    put = _flagged(session, own, flag=True)
    if not put.is_success:
        raise RefusedError(put)
    return put


def _refuse_others_default(session: Session, kind: Kind) -> None:
    """Raise `UnobservableError` if another person has, or may have, a default that would lose the flag."""
    listed = session.listed(kind)
    if not (listed.is_list or listed.status in GONE):
        raise RefusedError(listed)
    others = [each for each in listed.objects if not is_ours(kind, each)]
    if any(kind.default_flag not in each for each in others):
        raise UnobservableError("the list does not show which object is the default", listed)
    if kind in session.others_defaults or any(kind.is_default(each) for each in others):
        raise UnobservableError(
            f"the account has a default {kind.noun} that the probe has not made, and that must not change"
        )


def _events(session: Session, kind: Kind) -> list[Wire]:
    today, zone = session.now.date(), session.zone
    if kind is WORKDAYS:
        week = (today + timedelta(days=each) for each in range(len(WEEKDAYS)))
        return [shift(day, zone, "00:00:00", "23:59:00") for day in week]
    return [event(today + timedelta(days=300), zone)]


def _handover(session: Session, old: Own, created: Exchange) -> Iterator[Observation]:
    is_default, shown = _is_default(session, old)
    evidence = [created, shown]
    if is_default:
        says = "A read showed the previous default with the flag."
        yield HANDOVER_IN_CREATE.seen(_NO, says, evidence, kind=old.kind)
        yield HANDOVER_REVISION.unseen("The previous default keeps the flag.", evidence, kind=old.kind)
        return
    says = "A read showed the previous default without the flag."
    yield HANDOVER_IN_CREATE.seen(_YES, says, evidence, kind=old.kind)
    if created.revision is not None and created.revision == shown.revision:
        says = "At the revision of the create, a read showed the previous default without the flag."
        yield HANDOVER_REVISION.seen("same", says, evidence, kind=old.kind)
    else:
        says = "The revision had changed again when the previous default was read, perhaps by another person."
        yield HANDOVER_REVISION.unseen(says, evidence, kind=old.kind)


def _unset(session: Session, own: Own) -> Observation:
    put = _flagged(session, own, flag=False)
    if not put.is_success:
        return verdict(UNSET, put, own.kind)
    is_default, shown = _is_default(session, own)
    if is_default:
        says = "The write was accepted, but a read showed the flag."
        return UNSET.seen("ignored", says, [put, shown], kind=own.kind)
    return UNSET.seen("accept", "A read showed it without the flag.", [put, shown], kind=own.kind)


def _deleted(session: Session, own: Own) -> Observation:
    deleted = until_undisturbed(lambda: session.delete(own))
    if deleted.is_success:
        return DELETE_DEFAULT.seen("allow", "The delete was accepted.", [deleted], kind=own.kind)
    says = f"The delete was answered {deleted.status}."
    if deleted.status in _REFUSALS:
        return DELETE_DEFAULT.seen("refuse", says, [deleted], kind=own.kind)
    return DELETE_DEFAULT.unseen(says, [deleted], kind=own.kind)


def _flagged(session: Session, own: Own, *, flag: bool) -> Exchange:
    return until_undisturbed(lambda: session.put(own, {**own.sent, "isDefault": flag}))


def _is_default(session: Session, own: Own) -> tuple[bool, Exchange]:
    body, exchange = read(session, own)
    return own.kind.is_default(body), exchange


EXPERIMENTS = tuple(
    Experiment(
        f"make {kind.noun}s the default",
        (HANDOVER_IN_CREATE, HANDOVER_REVISION, HANDOVER_IN_UPDATE, UNSET, DELETE_DEFAULT),
        partial(_defaults, kind=kind),
        kind,
    )
    for kind in HOURS
)
