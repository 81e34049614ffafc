"""The order of status reasons.

The order of other people's reasons must not change. So only the probe's own reasons move, and only among
neighbours that are its own, or to a number beyond the last one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.probe import bodies
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError, UnobservableError
from pulumi_liveperson.probe.exchange import STALE, Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session
from pulumi_liveperson.probe.trials import trial
from pulumi_liveperson.probe.writes import TRIES

_KIND = STATUS_REASON
_CREATE = "Status Reasons: create"
ORDER_POLICY = Question(
    "order_policy",
    "Does an answer contain the order of status reasons, and which order has a new reason?",
    f"{_CREATE} (new reasons are first; an older page: last)",
    "Any: it reads the order after each move, and manages it only for reasons that declare it.",
    frozenset({"hidden", "append", "prepend", "gaps", "as_sent"}),
    "Do not declare `order` for status reasons.",
)
ORDER_COUNTS = Question(
    "order_counts",
    "Is the order of a moved reason its position after the move, or that of the reason that it precedes?",
    "Status Reasons: update",
    "Both: it reads the order after each move, and moves a reason again if it is misplaced.",
    frozenset({"after", "before"}),
    "Do not declare `order` for status reasons.",
)
ORDER_IN_CREATE = Question(
    "order_in_create",
    "Does LivePerson honour the order of a new reason?",
    _CREATE,
    "Both: it reads the order after the create, and moves the reason if it is misplaced.",
    frozenset({"honoured", "ignored"}),
    "Do not declare `order` for status reasons.",
)
MISSING_STATE = Question(
    "missing_state",
    "May a status reason have no state?",
    _CREATE,
    "It always sends the state.",
    has_knob=False,
)
_FAR = 10
_GAPS = "the numbers of the status reasons are not consecutive, although LivePerson replaces them"
_NOT_SHOWN = "Answers do not show the order of status reasons."


@dataclass(frozen=True)
class _Shown:
    """The numbers of all status reasons in one list; None for a reason without a number."""

    own: dict[str, int | None]
    others: dict[str, int | None]
    exchange: Exchange

    @property
    def beyond(self) -> int:
        """A number beyond the last one, also if answers do not show the numbers."""
        numbers = [each for each in (*self.own.values(), *self.others.values()) if each is not None]
        return max(max(numbers, default=0), len(self.own) + len(self.others)) + _FAR

    @property
    def is_sequence(self) -> bool:
        """Whether the numbers of all reasons are consecutive."""
        numbers = sorted(each or 0 for each in (*self.own.values(), *self.others.values()))
        return numbers == list(range(numbers[0], numbers[0] + len(numbers)))

    def is_undisturbed(self, write: Exchange) -> bool:
        """Return whether no other person has written between a write and this list."""
        return write.revision is None or write.revision == self.exchange.revision

    @property
    def in_order(self) -> list[str]:
        """The ids of the probe's reasons in their order."""
        return sorted(self.own, key=lambda id_: self.own[id_] or 0)


def _order(session: Session) -> Iterator[Observation]:
    before = _shown(session)
    reasons = [session.create(_KIND) for _ in range(3)]
    after = _shown(session)
    if after.others.keys() != before.others.keys():
        raise DisturbedError(_KIND)
    numbers = [after.own.get(each.id) for each in reasons]
    if all(each is None for each in numbers):
        yield from _without_numbers(session, reasons[0])
    elif None in numbers:
        raise UnobservableError("only some of the new reasons have an order", after.exchange)
    else:
        yield from _with_numbers(session, reasons, after)


def _without_numbers(session: Session, own: Own) -> Iterator[Observation]:
    """Set the order of a reason, and find out whether an answer shows it."""
    before, after = _moved(session, lambda shown: (own, shown.beyond))
    evidence = [before.exchange, after.exchange]
    number = after.own[own.id]
    if number is None:
        yield ORDER_POLICY.seen("hidden", _NOT_SHOWN, evidence, kind=_KIND)
        yield ORDER_COUNTS.unseen(_NOT_SHOWN, evidence, kind=_KIND)
        yield ORDER_IN_CREATE.unseen(_NOT_SHOWN, evidence, kind=_KIND)
        return
    if number != before.beyond:
        raise UnobservableError("a reason has an order only after an update, and another one", *evidence)
    says = "New reasons have no order, and an update with an order shows this order."
    yield ORDER_POLICY.seen("as_sent", says, evidence, kind=_KIND)
    yield _no_counting(evidence)
    yield _created_far(session)


def _with_numbers(session: Session, reasons: list[Own], first: _Shown) -> Iterator[Observation]:
    """Find out where new reasons are, and whether numbers stay."""
    oldest, _, newest = (each.id for each in reasons)
    own = [first.own[id_] or 0 for id_ in first.in_order]
    others = [each for each in first.others.values() if each is not None]
    is_sequence = own == list(range(own[0], own[0] + len(own)))
    is_last = first.in_order == [each.id for each in reasons] and all(each < own[0] for each in others)
    is_first = first.in_order == [each.id for each in reasons[::-1]] and all(
        each > own[-1] for each in others
    )
    if not is_sequence or not (is_last or is_first):
        raise UnobservableError(
            "new reasons are neither first nor last, each with the next number", first.exchange
        )
    if is_first:
        says = "New reasons are the first, and others have larger numbers than before."
        yield ORDER_POLICY.seen("prepend", says, [first.exchange], kind=_KIND)
        yield _counting(session)
        yield _created_between(session, ignored_at=0)
        return
    last = reasons[-1]
    before, after = _moved(session, lambda shown: (last, shown.beyond))
    evidence = [first.exchange, before.exchange, after.exchange]
    if after.own[newest] != before.beyond:
        says = "New reasons are the last, and a number beyond the last one is replaced."
        yield ORDER_POLICY.seen("append", says, evidence, kind=_KIND)
        yield _counting(session)
        yield _created_between(session, ignored_at=3)
        return
    before, after = _moved(session, lambda shown: (reasons[0], shown.own[reasons[1].id] or 0))
    evidence += [before.exchange, after.exchange]
    taken = before.own[reasons[1].id] or 0
    if (after.own[oldest], after.own[reasons[1].id]) != (taken, taken + 1):
        says = "Numbers beyond the last one stay, but a number that is used does not move the other reason."
        yield ORDER_POLICY.unseen(says, evidence, kind=_KIND)
    else:
        says = "New reasons are the last, numbers may have gaps, and a used number moves the other reason."
        yield ORDER_POLICY.seen("gaps", says, evidence, kind=_KIND)
    yield _no_counting(evidence)
    yield _created_far(session)


def _counting(session: Session) -> Observation:
    """Move the first of the probe's reasons to the number of its last one."""

    def move(shown: _Shown) -> tuple[Own, int]:
        first, _, last = shown.in_order
        return _own(session, first), shown.own[last] or 0

    before, after = _moved(session, move)
    if not before.is_sequence:  # the move has removed the gap that a delete of another person has left
        before, after = _moved(session, move)
    if not before.is_sequence:
        raise UnobservableError(_GAPS, before.exchange)
    first, second, third = before.in_order
    evidence = [before.exchange, after.exchange]
    places = {(second, third, first): "after", (second, first, third): "before"}
    value = places.get((after.in_order[0], after.in_order[1], after.in_order[2]))
    if value is None or len({*after.own.values()}) != len(after.own):
        says = "A reason that moved to the number of the second next one is at neither of the two places."
        return ORDER_COUNTS.unseen(says, evidence, kind=_KIND)
    says = f"A reason that moved to the number of the second next one is {_PLACES[value]}."
    return ORDER_COUNTS.seen(value, says, evidence, kind=_KIND)


_PLACES = {"after": "behind it", "before": "just before it"}


def _no_counting(evidence: list[Exchange]) -> Observation:
    says = "A reason keeps the number that was sent, so this question has no meaning."
    return ORDER_COUNTS.unseen(says, evidence, kind=_KIND)


def _created_far(session: Session) -> Observation:
    """Create a reason with a number beyond the last one, where numbers stay."""
    before = _shown(session)
    own, created = session.created(_KIND, session.body(_KIND, order=before.beyond))
    after = _shown(session)
    value = "honoured" if after.own[own.id] == before.beyond else "ignored"
    says = f"A new reason with the number {before.beyond} has the number {after.own[own.id] or 'none'}."
    return ORDER_IN_CREATE.seen(value, says, [before.exchange, created, after.exchange], kind=_KIND)


def _created_between(session: Session, ignored_at: int) -> Observation:
    """Create a reason with the number of the second of the probe's reasons, where all are renumbered."""
    before = _shown(session)
    if not before.is_sequence:
        raise UnobservableError(_GAPS, before.exchange)
    number = before.own[before.in_order[1]]
    own, created = session.created(_KIND, session.body(_KIND, order=number))
    after = _shown(session)
    moved = {(after.others.get(id_) or 0) - (each or 0) for id_, each in before.others.items()}
    is_same = after.others.keys() == before.others.keys() and after.is_undisturbed(created)
    if not is_same or moved - {0, 1} or len(moved) > 1:
        raise DisturbedError(_KIND)
    evidence = [before.exchange, created, after.exchange]
    place = after.in_order.index(own.id)
    if place not in {1, ignored_at}:
        return ORDER_IN_CREATE.unseen("A new reason is at another place.", evidence, kind=_KIND)
    value = "honoured" if place == 1 else "ignored"
    says = f"A new reason with the number {number} has the number {after.own[own.id]}."
    return ORDER_IN_CREATE.seen(value, says, evidence, kind=_KIND)


def _moved(session: Session, move: Callable[[_Shown], tuple[Own, int]]) -> tuple[_Shown, _Shown]:
    """Give a reason another number, and return all numbers before and after it.

    Raises `DisturbedError` if other people write at the same time.
    """
    for _ in range(TRIES):
        before = _shown(session)
        own, number = move(before)
        if before.exchange.revision is None:
            raise UnobservableError("the list contains no revision", before.exchange)
        put = session.put(own, {**own.sent, "order": number}, before.exchange.revision)
        if put.status in STALE:
            continue
        if not put.is_success:
            raise RefusedError(put)
        after = _shown(session)
        if after.others == before.others and after.is_undisturbed(put):
            return before, after
    raise DisturbedError(_KIND)


def _shown(session: Session) -> _Shown:
    listed = session.listed(_KIND)
    if not (listed.is_success or listed.status == HTTPStatus.NOT_FOUND):
        raise RefusedError(listed)
    own_ids = {each.id for each in session.made if each.kind is _KIND}
    live = {
        str(each["id"]): _KIND.position_of(each)
        for each in listed.objects
        if "id" in each and not bodies.is_deleted(each)
    }
    if not own_ids <= live.keys():
        raise UnobservableError("the list does not contain all new reasons", listed)
    own = {id_: number for id_, number in live.items() if id_ in own_ids}
    others = {id_: number for id_, number in live.items() if id_ not in own_ids}
    return _Shown(own, others, listed)


def _own(session: Session, id_: str) -> Own:
    return next(each for each in session.made if each.id == id_)


def _missing_state(session: Session) -> Iterator[Observation]:
    session.create(_KIND)  # shows that such an object is accepted otherwise
    body = session.body(_KIND)
    del body["state"]
    yield trial(session, _KIND, MISSING_STATE, body)


EXPERIMENTS = (
    Experiment(
        "move status reasons that the probe has made",
        (ORDER_POLICY, ORDER_COUNTS, ORDER_IN_CREATE),
        _order,
        _KIND,
    ),
    Experiment("create a status reason without a state", (MISSING_STATE,), _missing_state, _KIND),
)
