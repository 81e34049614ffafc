"""Tries values that LivePerson may accept, rewrite or refuse."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus

from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe.errors import RefusedError, UnobservableError
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

ACCEPT, REWRITE, REJECT = "accept", "rewrite", "reject400"
AN_ACCEPTED = frozenset({ACCEPT})

EventTrial = tuple[Question, list[Wire]]
"""A question, and the events that LivePerson may refuse."""


def verdict(question: Question, exchange: Exchange, kind: Kind | None = None) -> Observation:
    """Return whether a write was accepted, or answered 400."""
    if exchange.is_success:
        return question.seen(ACCEPT, "The write was accepted.", [exchange], kind=kind)
    if exchange.status == HTTPStatus.BAD_REQUEST:
        return question.seen(REJECT, "The write was answered 400.", [exchange], kind=kind)
    return question.unseen(f"The write was answered {exchange.status}.", [exchange], kind=kind)


def trial(session: Session, kind: Kind, question: Question, body: Wire) -> Observation:
    """Return whether a create is accepted."""
    return verdict(question, session.post(kind, body), kind)


def read(session: Session, own: Own) -> tuple[Wire, Exchange]:
    """Return an object as LivePerson shows it; raise `RefusedError` if it does not."""
    exchange = session.read(own)
    if not (exchange.is_success and isinstance(exchange.body, dict)):
        raise RefusedError(exchange)
    return exchange.body, exchange


def event_trials(session: Session, kind: Kind, trials: Sequence[EventTrial]) -> Iterator[Observation]:
    """Yield whether events are accepted: all of them in one object, or else those of each question alone.

    An object that is accepted with other times or rules is `rewrite`.
    """
    together = [each for _, events in trials for each in events]
    created, shown = created_and_read(session, kind, session.body(kind, events=together))
    if shown is not None and _is_as_sent(session.made[-1], shown):
        for question, _ in trials:
            says = "The write was accepted, and a read returned it unchanged."
            yield question.seen(ACCEPT, says, [created, shown], kind=kind)
        return
    for question, events in trials:
        created, shown = created_and_read(session, kind, session.body(kind, events=events))
        if shown is None or _is_as_sent(session.made[-1], shown):
            yield verdict(question, created, kind)
        else:
            says = "The write was accepted, but a read returned other events."
            yield question.seen(REWRITE, says, [created, shown], kind=kind)


def created_and_read(session: Session, kind: Kind, body: Wire) -> tuple[Exchange, Exchange | None]:
    """Create an object, and read it; the second exchange is None if the create was refused."""
    before = len(session.made)
    created = session.post(kind, body)
    if not created.is_success:
        return created, None
    if len(session.made) == before:
        raise UnobservableError("the answer to a create shows no id", created)
    return created, read(session, session.made[-1])[1]


def _is_as_sent(own: Own, shown: Exchange) -> bool:
    """Return whether the events that a read shows have the same meaning as those that were sent."""
    kind = own.kind
    field = "shifts" if kind is WORKDAYS else "events"
    return field not in kind.differences(kind.received(own.sent), kind.received(shown.body))
