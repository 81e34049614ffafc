"""Deletes the objects that a probe has made, also those of an earlier probe that was killed."""

from collections.abc import Iterator
from contextlib import suppress

from pulumi_liveperson.client.equivalence.values import FLAG
from pulumi_liveperson.client.errors import ServerError, TooManyRequestsError, UnreachableError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.events.zones import canonical_zone
from pulumi_liveperson.probe import bodies
from pulumi_liveperson.probe.bodies import named
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError, UnobservableError
from pulumi_liveperson.probe.exchange import STALE, Exchange
from pulumi_liveperson.probe.session import CURRENT, MARK, Own, Session

UNSURE = (ServerError, TooManyRequestsError, UnreachableError)
"""The errors after which it is unknown whether a write took effect."""
_ORDER = (SKILL, SPECIAL_OCCASION, WORKDAYS, STATUS_REASON)
"""Skills first, because they use hours."""
_GONE = frozenset({404, 410})
_ROUNDS = 6
_FAILURES = (*UNSURE, DisturbedError, RefusedError, UnobservableError)
_UNCONDITIONAL = "-1"


def marked(session: Session) -> tuple[list[Own], list[Exchange]]:
    """Return the objects whose names have the mark of a probe, and the lists that were refused."""
    found, refused = [], []
    for kind in _ORDER:
        answer = session.listed(kind)
        if answer.is_success:
            items = [each for each in answer.objects if "id" in each and is_ours(kind, each)]
            found += [Own(kind, str(each["id"]), each) for each in reversed(items)]
        elif answer.status not in _GONE:
            refused.append(answer)
    return found, refused


def is_ours(kind: Kind, item: Wire) -> bool:
    """Return whether an item of a list is an object that a probe has made, and is not deleted."""
    is_deleted = FLAG.canonical(item.get("deleted"), item) is True
    return named(kind, item).startswith(MARK) and not is_deleted


def tidy(session: Session) -> None:
    """Delete the objects of the last experiment, newest first; what is left is for `sweep`."""
    for own in reversed(session.made):
        with suppress(*_FAILURES):
            _discard(session, own, session.last_revision(own.kind))
    session.made.clear()


def sweep(session: Session) -> list[Own]:
    """Delete all objects with the mark of a probe, and return those that are left."""
    left: list[Own] = []
    for number in range(_ROUNDS):
        try:
            left, _ = marked(session)
        except UNSURE:
            continue
        if not left:
            return []
        for own in left:
            # These objects are only ours, so a last try may overwrite whatever has changed them.
            revision = _UNCONDITIONAL if number == _ROUNDS - 1 else CURRENT
            with suppress(*_FAILURES):
                _discard(session, own, revision)
    return marked(session)[0]


def _discard(session: Session, own: Own, revision: int | str | None) -> None:
    """Delete an object; if it is refused, remove what may hold it, and try again."""
    answer = session.delete(own, revision)
    if answer.status in STALE and revision not in {CURRENT, _UNCONDITIONAL}:
        answer = session.delete(own)
    if answer.is_success or answer.status in _GONE:
        return
    if own.kind.default_flag is not None:
        # An answer may contain values that no request may contain, so the object gets a new small body.
        for zone in _zones(session, own):
            plain = bodies.body(own.kind, session.name(), zone, session.now.date())
            if session.put(own, plain).is_success:
                break
        session.delete(own)


def _zones(session: Session, own: Own) -> Iterator[str]:
    """Yield time zones that the account probably supports: that of the session, and that of an object."""
    yield session.zone
    try:
        shown = session.read(own).body["events"][0]["start"]["timeZone"]
    except (LookupError, TypeError):
        return
    yield canonical_zone(shown)
    yield shown
