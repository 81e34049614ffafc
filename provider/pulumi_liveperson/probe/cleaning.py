"""Deletes the objects that a probe has made, also those of an earlier probe that was killed."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from pulumi_liveperson.client.errors import ServerError, TooManyRequestsError, UnreachableError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.events.zones import canonical_zone
from pulumi_liveperson.probe import bodies, writes
from pulumi_liveperson.probe.bodies import is_deleted, named
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError, UnobservableError
from pulumi_liveperson.probe.exchange import GONE, Exchange
from pulumi_liveperson.probe.session import Own, Session, is_marked

UNSURE = (ServerError, TooManyRequestsError, UnreachableError)
"""The errors after which it is unknown whether a write took effect."""
_ORDER = (SKILL, SPECIAL_OCCASION, WORKDAYS, STATUS_REASON)
"""Skills first, because they use hours."""
_FAILURES = (*UNSURE, DisturbedError, RefusedError, UnobservableError)
_HOURS = ("workingHoursId", "specialOccasionId")
_SKILLS = ("fallbackSkill", "skillTransferList")
_UNCONDITIONAL = "-1"
_SEVERAL = 3
"""The least number of objects for which one request and a list are fewer requests than one for each."""
Delete = Callable[[Session, Own], Exchange]


def _delete_at(revision: str | None) -> Delete:
    return lambda session, own: session.delete(own, revision)


def _delete_newest(session: Session, own: Own) -> Exchange:
    """Delete at the newest revision; at any one if LivePerson shows no revision."""
    try:
        return writes.delete(session, own)
    except UnobservableError:
        answer = session.delete(own, _UNCONDITIONAL)
        return answer if _is_gone(answer) else session.delete(own, None)


# These objects are only ours, so the last rounds overwrite whatever has changed them.
_ROUNDS: tuple[Delete, ...] = (*[_delete_newest] * 3, _delete_at(_UNCONDITIONAL), _delete_at(None))


def marked(session: Session) -> tuple[list[Own], list[Exchange]]:
    """Return the objects whose names have the mark of a probe, and the lists that were refused."""
    found, refused = [], []
    for kind in _ORDER:
        answer = session.listed(kind)
        if answer.is_list:
            items = [each for each in answer.objects if is_ours(kind, each) or _is_known(session, kind, each)]
            found += [Own(kind, bodies.id_in(each), each) for each in reversed(items)]
        elif answer.status not in GONE:
            refused.append(answer)
    return found, refused


def _is_known(session: Session, kind: Kind, item: Wire) -> bool:
    """Return whether an item is an object of this probe that has another name than the probe has sent."""
    return session.is_own(kind, item) and not is_deleted(item)


def is_ours(kind: Kind, item: Wire) -> bool:
    """Return whether an item of a list is an object that a probe has made, and is not deleted."""
    return is_marked(named(kind, item)) and not is_deleted(item)


def tidy(session: Session) -> None:
    """Delete the objects of the last experiment, skills before hours; what is left is for `sweep`."""
    # Hours that an earlier experiment has left may be the default, which changes what others show.
    again = [own for own in session.left if own.kind.is_default(own.sent)]
    session.left = [own for own in session.left if own not in again]
    made = [*session.made[::-1], *again]
    session.made.clear()
    for kind in _ORDER:
        of_kind = [own for own in made if own.kind is kind]
        if len(of_kind) >= _SEVERAL and kind.batch_limits.delete > 1:
            of_kind = _rest_of(session, kind, of_kind)
        session.left += [own for own in of_kind if not _is_discarded(session, own, _delete_newest)]


def _rest_of(session: Session, kind: Kind, several: list[Own]) -> list[Own]:
    """Delete objects in one request, and return those that a list still shows; all if it shows nothing.

    An accepted request may have deleted only some of them.
    """
    ids = ",".join(own.id for own in several)
    with suppress(*_FAILURES):
        if session.send("DELETE", kind, f"/{ids}", revision=session.last_revision(kind)).is_success:
            listed = session.listed(kind)
            left = {bodies.id_in(each) for each in listed.objects if not is_deleted(each)}
            return [own for own in several if own.id in left] if listed.is_list else several
    return several


def sweep(session: Session, *, only_own: bool = False) -> list[Own]:
    """Delete all objects with the mark of a probe, or only those of this one; return those that are left.

    An object of this probe whose list is refused is left if its delete was refused. Raises one of `UNSURE` if
    it is unknown what is left, and other errors after which no request can be sent.
    """
    for delete in _ROUNDS:
        left: list[Own] = []
        with suppress(*UNSURE):
            left = _left(session, only_own=only_own)
            if not left:
                return []
        for own in left:
            if _is_discarded(session, own, delete) and own in session.left:
                session.left.remove(own)
    return _left(session, only_own=only_own)


def _left(session: Session, *, only_own: bool) -> list[Own]:
    """Return the objects of probes that lists show, and those of this probe that are not surely deleted.

    A list may show only its first page, or be refused.
    """
    found, refused = marked(session)
    if only_own:
        found = [own for own in found if _is_of_run(session, own)]
    hidden = {each.kind for each in refused}
    shown = {(own.kind, own.id) for own in found}
    unlisted = [own for own in session.left if (own.kind, own.id) not in shown]
    return [own for own in unlisted if own.kind in hidden or _is_live(session, own)] + found


def _is_of_run(session: Session, own: Own) -> bool:
    return session.is_own(own.kind, own.sent) or session.is_of_run(named(own.kind, own.sent))


def _is_live(session: Session, own: Own) -> bool:
    read = session.read(own)
    return read.is_success and not any(map(is_deleted, read.objects))


def _is_discarded(session: Session, own: Own, delete: Delete) -> bool:
    """Delete an object; return whether it is surely deleted."""
    if not own.id:
        return False
    with suppress(*_FAILURES):
        return _is_gone(delete(session, own)) or (
            _is_released(session, own) and _is_gone(delete(session, own))
        )
    return False


def _is_gone(delete: Exchange) -> bool:
    return delete.is_success or delete.status in GONE


def _is_released(session: Session, own: Own) -> bool:
    """Remove from an object what may prevent a delete; return whether LivePerson accepted that.

    A default may not be deletable. Two skills can refer to each other, or a skill that people use can refer
    to hours.
    """
    return any(writes.put(session, own, each).is_success for each in _releases(session, own))


def _releases(session: Session, own: Own) -> Iterator[Wire]:
    """Yield the bodies of an object without references that is not the default; one of them is accepted.

    An answer is not sent back, because its format may not be accepted.
    """
    kind = own.kind
    if kind is SKILL:
        yield session.body(kind, **dict.fromkeys((*_HOURS, *_SKILLS)))
        yield session.body(kind, **dict.fromkeys(_SKILLS))
    elif kind.default_flag is not None:
        yield session.body(kind, events=[])
        for zone in _zones(session, own):
            yield bodies.body(kind, session.name(), zone, session.now.date())


def _zones(session: Session, own: Own) -> Iterator[str]:
    """Yield time zones that the account probably supports: that of the session, and that of an object."""
    yield session.zone
    try:
        shown = session.read(own).body["events"][0]["start"]["timeZone"]
    except (LookupError, TypeError):
        return
    yield canonical_zone(shown)
    yield shown
