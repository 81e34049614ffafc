"""Sends the requests of a probe, and knows which objects of the account it has made."""

import re
import secrets
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pulumi_liveperson.client.account import READ_WRITE, Account
from pulumi_liveperson.client.errors import (
    ApiError,
    BlockedError,
    ServerError,
    TooManyRequestsError,
    UnauthorizedError,
)
from pulumi_liveperson.client.http.messages import Answer, Request, Transport
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.probe import bodies
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError, UnobservableError
from pulumi_liveperson.probe.exchange import STALE, Exchange

MARK = "liveperson-probe"
"""The beginning of the name of every object that a probe makes. No format of an answer changes it."""
_NAME = re.compile(rf"\s*{MARK} [0-9a-f]{{6}} [0-9]{{3}}", re.IGNORECASE)
"""The beginning of a name of `Session.name`, also if an experiment has changed its case or its blanks."""
CURRENT = "current"
"""Means the revision that a read just before the write returns."""
_ENDS_THE_PROBE = (UnauthorizedError, BlockedError)
_TEMPORARY = (ServerError, TooManyRequestsError)


def is_marked(name: str) -> bool:
    """Return whether a name is one that a probe has given, this one or another one."""
    return _NAME.match(name) is not None


@dataclass
class Own:
    """An object that this probe has made: its id, and the body that was last sent."""

    kind: Kind
    id: str
    sent: Wire = field(default_factory=dict)

    @property
    def wire_id(self) -> int | str:
        """Its id as a body contains it: a number, if it is one."""
        return int(self.id) if self.id.isdecimal() else self.id


class Session:
    """One probe of one account."""

    def __init__(self, account: Account) -> None:
        self.account = account
        # Without several digits in a row, which would look like an id in a published result.
        self.run = "".join(map(secrets.choice, ("abcdef", "0123456789abcdef") * 3))
        self.zone = "Europe/Lisbon"
        """A time zone that the account supports."""
        self.others_defaults: frozenset[Kind] = frozenset()
        """The kinds of which the account has, or may have, a default that this probe has not made."""
        self.first_lists: dict[Kind, Exchange] = {}
        """The list of each kind before the first experiment."""
        self.made: list[Own] = []
        """The objects of this probe that are not deleted, oldest first."""
        self.left: list[Own] = []
        """The objects of this probe that could not be deleted after their experiment."""
        self.own_ids: set[str] = set()
        """The ids of all objects that this probe has made, also of deleted ones."""
        self.unsure: list[Own] = []
        """New objects of answers to creates that have other names than the probe has sent."""
        self.failures: Counter[Kind | None] = Counter()
        """How many of the last experiments of each kind in a row failed because of errors of the server."""
        self._own: set[tuple[Kind, str]] = set()
        self._others: set[tuple[Kind, str]] = set()
        self.posted: list[Any] = []
        """The bodies of all creates."""
        self.recent: deque[Exchange] = deque(maxlen=2)
        """The last requests with their answers."""
        self._root = f"/api/account/{account.account_id}/configuration"
        self._names = 0
        self._skew = 0.0
        self._revisions: dict[Kind, int] = {}

    @property
    def now(self) -> datetime:
        """The time of LivePerson's clock, in UTC."""
        return datetime.now(UTC) - timedelta(seconds=self._skew)

    def name(self, word: str = "") -> str:
        """Return a name that no object has; `word` is its end and may have 20 characters."""
        self._names += 1
        return f"{MARK} {self.run} {self._names:03}{word}"

    def body(self, kind: Kind, **changes: Any) -> Wire:
        """Return a small valid object with a new name, with some fields changed."""
        return {**bodies.body(kind, self.name(), self.zone, self.now.date()), **changes}

    def send(
        self,
        method: str,
        kind: Kind,
        address: str = "",
        *,
        json: Any = None,
        revision: int | str | None = None,
        params: Mapping[str, str] | None = None,
        service: str = READ_WRITE,
        meant_method: str | None = None,
    ) -> Exchange:
        """Send a request for account configuration, and return its answer, also if it is a refusal.

        `params` are its query parameters instead of `v`, and `meant_method` is the method that a POST
        replaces. Raises a `ServerError`, `TooManyRequestsError` or
        `UnreachableError` if it is unknown whether it took effect, and an `UnauthorizedError` or
        `BlockedError` if no request can be sent any more.
        """
        request = Request(
            method,
            f"{self._root}/{kind.path}{address}",
            service,
            params={"v": kind.version} if params is None else params,
            json=json,
            revision=None if revision is None else str(revision),
            meant_method=meant_method,
        )
        exchange = self._exchange(request, kind)
        if method == "GET" and not address and exchange.is_success:
            self._others |= {
                (kind, bodies.id_in(each)) for each in exchange.objects if self._is_other(kind, each)
            }
        if exchange.revision is not None and service == READ_WRITE:
            self._revisions[kind] = exchange.revision
        return exchange

    def _is_other(self, kind: Kind, item: Wire) -> bool:
        return not (self.is_own(kind, item) or is_marked(bodies.named(kind, item)))

    def send_to(self, service: str, path: str) -> Exchange:
        """Read from another service of the account; `path` begins after the id of the account."""
        url = f"/api/account/{self.account.account_id}{path}"
        return self._exchange(Request("GET", url, service), None)

    def look_up(self, service: str) -> Exchange:
        """Request the host of one service from the Domain API."""
        account = self.account
        url = f"{account.domain_api_url.rstrip('/')}/api/account/{account.account_id}/service/{service}"
        request = Request("GET", f"{url}/baseURI.json", params={"version": "1.0"})
        return self._exchange(request, None, account.unsigned)

    def _exchange(self, request: Request, kind: Kind | None, transport: Transport | None = None) -> Exchange:
        answer = self._answer(request, transport or self.account.services)
        if answer.clock_skew is not None:
            self._skew = answer.clock_skew
        self.recent.append(Exchange(request, answer, kind))
        return self.recent[-1]

    @staticmethod
    def _answer(request: Request, transport: Transport) -> Answer:
        try:
            return transport.handle_request(request)
        except ApiError as error:
            if isinstance(error, (*_ENDS_THE_PROBE, *_TEMPORARY)) or error.answer is None:
                raise
            return error.answer

    def listed(self, kind: Kind, **params: str) -> Exchange:
        """Request the list of a kind; `params` are further query parameters."""
        return self.send("GET", kind, params={"v": kind.version, **params})

    def read(self, own: Own) -> Exchange:
        """Request an object by its id."""
        return self.send("GET", own.kind, f"/{own.id}")

    def post(self, kind: Kind, sent: Wire | list[Wire]) -> Exchange:
        """Send a create, and record the objects in its answer as made by this probe."""
        self.posted.append(sent)
        exchange = self.send("POST", kind, json=sent)
        if exchange.is_success:
            self._record(kind, sent if isinstance(sent, list) else [sent], exchange.objects)
        return exchange

    def _record(self, kind: Kind, sent: Sequence[Wire], answered: Sequence[Wire]) -> None:
        """Record the objects in the answer to a create that are new and have a name of this probe.

        LivePerson may answer a write with all objects of the collection (Categories: `return=all`), or with
        an object of another person that has the same content.
        """
        by_name = {each[kind.key]: each for each in sent if each.get(kind.key)}
        known = {own.id for own in self.made if own.kind is kind}
        is_of_sent = len(answered) <= len(sent)
        for item in answered:
            id_, name = bodies.id_in(item), bodies.named(kind, item)
            if not id_ or id_ in known or (kind, id_) in self._others:
                continue
            if self.is_of_run(name) or (is_of_sent and not (name and by_name)):
                self.adopt(Own(kind, id_, by_name.get(name, sent[0])))
            elif is_of_sent and not is_marked(name):
                self.unsure.append(Own(kind, id_, item))

    def adopt(self, own: Own) -> None:
        """Record an object as made by this probe."""
        self._own.add((own.kind, own.id))
        self.own_ids.add(own.id)
        self.made.append(own)

    def is_of_run(self, name: str) -> bool:
        """Return whether a name contains the mark of this probe, and not that of another one."""
        return self.run in name.casefold()

    def is_own(self, kind: Kind, item: Wire) -> bool:
        """Return whether an item of an answer is an object that this probe has made."""
        return (kind, bodies.id_in(item)) in self._own

    def create(self, kind: Kind, **changes: Any) -> Own:
        """Create a small valid object with some fields changed; raise `RefusedError` if it is refused."""
        return self.created(kind, self.body(kind, **changes))[0]

    def created(self, kind: Kind, sent: Wire) -> tuple[Own, Exchange]:
        """Create an object; raise `RefusedError` if that is refused.

        Raises `UnobservableError` if the answer shows no new object of this probe with an id.
        """
        before = len(self.made)
        exchange = self.post(kind, sent)
        if not exchange.is_success:
            raise RefusedError(exchange)
        if len(self.made) == before:
            raise UnobservableError("the answer to a create does not show the new object", exchange)
        return self.made[-1], exchange

    def put(self, own: Own, changed: Wire | None = None, revision: int | str | None = CURRENT) -> Exchange:
        """Replace an object with its last body, or with another one, at a revision, which may be None.

        Raises `DisturbedError` if the revision was current and another person has written since.
        """
        sent = own.sent if changed is None else changed
        numbered = {**sent, "id": own.wire_id}
        several = own.kind.batch_limits.put > 1
        body, address = ([numbered], "") if several else (numbered, f"/{own.id}")
        exchange = self._write("PUT", own, address, revision, body)
        if exchange.is_success:
            own.sent = sent
        return exchange

    def delete(self, own: Own, revision: int | str | None = CURRENT) -> Exchange:
        """Delete an object; for `DisturbedError` see `put`."""
        exchange = self._write("DELETE", own, f"/{own.id}", revision, None)
        if exchange.is_success and own in self.made:
            self.made.remove(own)
        return exchange

    def _write(self, method: str, own: Own, address: str, revision: int | str | None, body: Any) -> Exchange:
        given = self.revision(own) if revision == CURRENT else revision
        exchange = self.send(method, own.kind, address, json=body, revision=given)
        if revision == CURRENT and exchange.status in STALE and self.revision(own) != given:
            raise DisturbedError(own.kind)
        return exchange

    def revision(self, own: Own) -> int:
        """Return the current revision of an object's collection, from a read of the object."""
        exchange = self.read(own)
        if exchange.revision is None:
            raise UnobservableError("the answer contains no revision", exchange)
        return exchange.revision

    def last_revision(self, kind: Kind) -> int | None:
        """Return the revision in the last answer about a kind."""
        return self._revisions.get(kind)
