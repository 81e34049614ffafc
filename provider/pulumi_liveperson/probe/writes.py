"""Writes for which the revision does not matter: they are repeated while other people write."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError
from pulumi_liveperson.probe.exchange import STALE, Exchange
from pulumi_liveperson.probe.session import CURRENT, Own, Session

TRIES = 8
"""The number of tries of one write with the current revision."""


def put(session: Session, own: Own, changed: Wire) -> Exchange:
    """Replace an object with a body, at the newest revision; raise `DisturbedError` if that never succeeds.

    The body must differ from the object, because a write that changes nothing may be answered 304.
    """
    return repeated(partial(session.put, own, changed), session.last_revision(own.kind))


def delete(session: Session, own: Own) -> Exchange:
    """Delete an object at the newest revision; raise `DisturbedError` if that never succeeds."""
    return repeated(partial(session.delete, own), session.last_revision(own.kind))


def check_put(session: Session, own: Own) -> None:
    """Send an update that is surely valid; raise `RefusedError` if it is refused.

    Without this, the refusal of another update may have a reason that has nothing to do with its content.
    """
    answer = put(session, own, session.body(own.kind))
    if not answer.is_success:
        raise RefusedError(answer)


def repeated(write: Callable[..., Exchange], last: int | None) -> Exchange:
    """Send a write with the last known revision, which needs no read; and with the current one if refused.

    `write` has the parameter `revision`. Raises `DisturbedError` if other people write each time.
    """
    if last is not None:
        answer = write(revision=last)
        if answer.status not in STALE:
            return answer
    return until_undisturbed(partial(write, revision=CURRENT))


def until_undisturbed(write: Callable[[], Exchange]) -> Exchange:
    """Send a write again while other people write at the same time; raise `DisturbedError` in the end."""
    for _ in range(TRIES - 1):
        with suppress(DisturbedError):
            return write()
    return write()
