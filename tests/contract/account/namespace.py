"""The part of an account that belongs to one test: the objects whose names begin with its prefix."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.http.messages import Answer, Request, Transport
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.probe.bodies import KINDS, named


@dataclass
class Planned:
    """What another person does just before or just after the next requests of a method for a kind."""

    moment: str
    method: str
    kind: Kind
    act: Callable[[], object]
    times: int


@dataclass
class Namespace:
    """The prefix of a test's names, the ids of its objects, and what another person does in it."""

    prefix: str
    without_default: frozenset[Kind]
    """The kinds of which another default exists, so the test may not make one."""
    ids: dict[Kind, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    planned: list[Planned] = field(default_factory=list)
    sent: dict[tuple[Kind, str], Wire] = field(default_factory=dict)
    """The content of each name as it was last sent."""
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def due(self, moment: str, kind: Kind, method: str) -> list[Planned]:
        """Return what happens at a request, and count it."""
        with self._turn:
            found = [
                each
                for each in self.planned
                if (each.moment, each.method, each.kind) == (moment, method, kind) and each.times
            ]
            for each in found:
                each.times -= 1
            return found

    def contains(self, kind: Kind, item: Any) -> bool:
        """Return whether an object belongs to the test."""
        return named(kind, item).startswith(self.prefix)


class InNamespace:
    """A transport that shows a client only one namespace, and lets it write only there."""

    def __init__(self, transport: Transport, namespace: Namespace, *, is_disturbed: bool) -> None:
        self._transport = transport
        self._namespace = namespace
        self._is_disturbed = is_disturbed

    def handle_request(self, request: Request) -> Answer:
        """Send a request with prefixed names, and return the answer without the prefix."""
        kind, address = _target(request.url)
        if kind is None:
            assert request.method == "GET" or request.signs_in, f"{request.method} {request.url}"
            return self._transport.handle_request(request)
        if request.method != "GET":
            self._check(kind, request.method, address)
        sent = replace(request, json=self._prefixed(kind, request.method, request.json))
        self._disturb("before", kind, request.method)
        try:
            answer = self._transport.handle_request(sent)
        except LivePersonError:
            self._disturb("after", kind, request.method)
            raise
        self._record(kind, request.json)
        shown = self._shown(kind, request.method, answer)
        self._disturb("after", kind, request.method)
        return shown

    def _record(self, kind: Kind, body: Any) -> None:
        for each in body if isinstance(body, list) else [] if body is None else [body]:
            received = kind.received(each)
            content = {name: received[name] for name in kind.fields if name in received}
            self._namespace.sent[kind, each[kind.key]] = content

    def _disturb(self, moment: str, kind: Kind, method: str) -> None:
        if self._is_disturbed:
            for each in self._namespace.due(moment, kind, method):
                each.act()

    def _check(self, kind: Kind, method: str, address: str) -> None:
        """Fail if a write is about an object that the test has not made."""
        ids = [each for each in address.strip("/").split(",") if each]
        assert {*ids} <= self._namespace.ids[kind], f"{method} of {kind.noun}s of other people: {ids}"

    def _prefixed(self, kind: Kind, method: str, body: Any) -> Any:
        if isinstance(body, list):
            return [self._prefixed(kind, method, each) for each in body]
        if body is None:
            return None
        if method == "PUT":
            self._check(kind, method, str(body["id"]))
        is_default = kind.is_default(body) and kind in self._namespace.without_default
        assert not is_default, f"The test makes a {kind.noun} the default of an account that has a default."
        return {**body, kind.key: f"{self._namespace.prefix}{body[kind.key]}"}

    def _shown(self, kind: Kind, method: str, answer: Answer) -> Answer:
        try:
            body = answer.body
        except ValueError:
            return answer
        if isinstance(body, list):
            shown: Any = [
                self._without_prefix(kind, each) for each in body if self._namespace.contains(kind, each)
            ]
        elif isinstance(body, dict) and kind.key in body:
            is_own = self._namespace.contains(kind, body)
            assert is_own, f"{method} of a {kind.noun} of other people: {body.get('id')}"
            shown = self._without_prefix(kind, body)
        else:
            return answer
        return replace(answer, content=json.dumps(shown).encode())

    def _without_prefix(self, kind: Kind, item: Wire) -> Wire:
        self._namespace.ids[kind].add(str(item.get("id")))
        return {**item, kind.key: item[kind.key].removeprefix(self._namespace.prefix)}


def _target(url: str) -> tuple[Kind | None, str]:
    """Return the kind of object that a request is about, and the rest of its path."""
    path = url.partition("/configuration/")[2].partition("?")[0]
    for kind in KINDS:
        if path == kind.path or path.startswith(f"{kind.path}/"):
            return kind, path.removeprefix(kind.path)
    return None, ""
