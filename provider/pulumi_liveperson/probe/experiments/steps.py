"""Steps that several experiments have in common."""

from functools import partial
from http import HTTPStatus
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.probe import bodies
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError, UnobservableError
from pulumi_liveperson.probe.exchange import GONE, STALE, Exchange
from pulumi_liveperson.probe.session import CURRENT, Own, Session
from pulumi_liveperson.probe.writes import TRIES, delete, repeated

_NO_DATA_FOUND = 12
_FAR = 1_000_000


def permitted(exchange: Exchange) -> Exchange:
    """Return an exchange; raise `RefusedError` if a missing privilege is the reason of its status."""
    if exchange.status == HTTPStatus.FORBIDDEN:
        raise RefusedError(exchange)
    return exchange


def accepted(exchange: Exchange) -> Exchange:
    """Return an exchange; raise `RefusedError` if its status is not 2xx."""
    if not exchange.is_success:
        raise RefusedError(exchange)
    return exchange


def renamed(session: Session, own: Own, revision: int | str | None = CURRENT, **changes: Any) -> Exchange:
    """Send a PUT that gives an object a new name, and changes other fields."""
    return session.put(own, {**own.sent, own.kind.key: session.name(), **changes}, revision)


def rewritten(session: Session, own: Own, **changes: Any) -> Exchange:
    """Give an object a new name as `renamed` does, also if another person writes at the same time."""
    return repeated(partial(renamed, session, own, **changes), session.last_revision(own.kind))


def removed(session: Session, own: Own) -> Exchange:
    """Delete an object, also if another person writes at the same time."""
    return accepted(delete(session, own))


def sent_at_current(
    session: Session,
    keeper: Own,
    method: str,
    address: str,
    *,
    json: Wire | None = None,
    meant_method: str | None = None,
) -> Exchange:
    """Send a write at the current revision, which a read of an object of the kind shows."""
    for _ in range(TRIES):
        given = session.revision(keeper)
        write = session.send(
            method, keeper.kind, address, json=json, revision=given, meant_method=meant_method
        )
        exchange = permitted(write)
        if exchange.status not in STALE or session.revision(keeper) == given:
            return exchange
    raise DisturbedError(keeper.kind)


def future_revision(session: Session, own: Own) -> int:
    """Return a revision that the collection of an object does not reach during the probe."""
    return session.revision(own) + _FAR


def item_of(exchange: Exchange, own: Own) -> Wire | None:
    """Return an object in an answer, by its id; None if the answer does not show it."""
    return next((each for each in exchange.objects if str(each.get("id")) == own.id), None)


def listed(exchange: Exchange) -> Exchange:
    """Return the list in an exchange; raise `UnobservableError` if it is not a list."""
    if not (permitted(exchange).is_success and isinstance(exchange.body, list)):
        raise UnobservableError(f"the list was answered {exchange.status}", exchange)
    return exchange


def is_deleted(exchange: Exchange) -> bool | None:
    """Return whether a read by id shows that the object is deleted; None if it shows neither."""
    if says_no_data(exchange):
        return True
    if not (exchange.is_success and isinstance(exchange.body, dict)):
        return None
    return bodies.is_deleted(exchange.body)


def says_no_data(exchange: Exchange) -> bool:
    """Return whether an answer says that an object does not exist."""
    return exchange.status in GONE or code(exchange) == _NO_DATA_FOUND


def code(exchange: Exchange) -> object:
    """Return the internal code of an error; None if its body contains none."""
    return exchange.body.get("internalCode") if isinstance(exchange.body, dict) else None


def without_name(kind: Kind, sent: Wire) -> Wire:
    """Return an object that LivePerson must refuse, because it has no name."""
    return {field: value for field, value in sent.items() if field != kind.key}
