"""One process of the provider as the API sees it, and the console in which everybody else works."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from liveperson_simulator.client import Body, Control
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.auth.sign_in import BearerToken, SignIn
from pulumi_liveperson.client.http.clock import Clock
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.client.writes.operation import Known
from pulumi_liveperson.registry import object_kinds
from tests.contract.line import Line
from tests.objects import as_declared, collection_of, list_fields, wire

ACCOUNT = "71234567"
BEARER = BearerToken("simulator-bearer")
KINDS = object_kinds()
VERSIONS = 6
FOREIGN = 5  # the version that only other people write

Work = Callable[[], Any]


class FakeClock(Clock):
    """A clock by which nobody waits: a pause moves it, and so does a test."""

    def __init__(self) -> None:
        self.time = 5_000.0
        self.pauses: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            self.pauses.append(seconds)
            self.time += seconds


OF_BATCHES = pytest.mark.parametrize(
    "kind",
    [each for each in KINDS if each.batch_limits.post > 1],
    ids=[each.type_name for each in KINDS if each.batch_limits.post > 1],
)
"""Tests of the kinds of which one request creates several objects."""
OF_OCCASIONS = pytest.mark.parametrize("kind", [SPECIAL_OCCASION], ids=["SpecialOccasion"])
OF_REASONS = pytest.mark.parametrize("kind", [STATUS_REASON], ids=["StatusReason"])
occasion = partial(wire, SPECIAL_OCCASION)
reason = partial(wire, STATUS_REASON)


def account(
    simulator: Simulator,
    sign_in: SignIn = BEARER,
    account_id: str = ACCOUNT,
    clock: Clock | None = None,
    line: Line | None = None,
    *,
    read_only_service: bool = False,
    **behaviour: Any,
) -> Account:
    """Return an account that tries again without waiting."""
    return Account(
        account_id,
        simulator.url,
        sign_in,
        {kind: Expectations() for kind in KINDS},
        retries=Retries(clock or FakeClock(), **behaviour),
        read_only_service=read_only_service,
        transport=line or Line(),
    )


def occasions(simulator: Simulator, sign_in: SignIn = BEARER, **behaviour: Any) -> "Process":
    """Return a process that works on special occasions."""
    return Process(account(simulator, sign_in, **behaviour), SPECIAL_OCCASION)


def reasons(simulator: Simulator, sign_in: SignIn = BEARER, **behaviour: Any) -> "Process":
    """Return a process that works on status reasons."""
    return Process(account(simulator, sign_in, **behaviour), STATUS_REASON)


class Process:
    """A client that knows nothing yet, as in every run of Pulumi; its account is on a line of the tests."""

    def __init__(self, connection: Account, kind: Kind) -> None:
        self.kind = kind
        self.account = connection
        self.writer = connection.writer(kind)
        self.collection = self.writer._collection
        assert isinstance(connection.transport, Line)
        self.line = connection.transport

    def create(self, name: str, version: int = 0, **changes: Any) -> Known:
        """Create an object as a program declares it."""
        return self.writer.create(wire(self.kind, name, version, **changes))

    def update(self, id_: str, name: str, before: int = 0, after: int = 1, **how: Any) -> Known:
        """Let an object have another version than the state has."""
        return self.rename(id_, name, name, before, after, **how)

    def rename(self, id_: str, old: str, new: str, before: int = 0, after: int = 0, **how: Any) -> Known:
        """Let an object have another name than the state has."""
        kind = self.kind
        return self.writer.update(id_, wire(kind, old, before), wire(kind, new, after), **how)

    def delete(self, id_: str, name: str, version: int = 0, **how: Any) -> None:
        """Delete an object that the state has."""
        self.writer.delete(id_, wire(self.kind, name, version), **how)

    def read(self, id_: str) -> Known:
        """Read an object that is there."""
        found = self.writer.read(id_)
        assert found is not None
        return found

    def at_once(self, *work: Work) -> list[Future[Any]]:
        """Do work in threads of their own, and let none of it go out before all of it has arrived."""
        turns = self.writer._turns
        with ThreadPoolExecutor(len(work)) as pool:
            with turns.turn():
                futures = [pool.submit(each) for each in work]
                with turns._changed:
                    assert turns._changed.wait_for(lambda: len(turns._waiting) == len(work), timeout=30)
            return futures

    @property
    def sent(self) -> list[Request]:
        """What it has asked for."""
        return self.line.sent

    def spoil(self, number: int, control: Control, fault: Body) -> None:
        """Let a fault hit one request, by its number from 1."""

        def spoil(_request: Request) -> None:
            if len(self.sent) == number:
                control.add_fault(**fault)

        self.line.before.append(spoil)

    def written(self, method: str) -> list[list[Wire]]:
        """Return the objects of each request of a method."""
        found = [each.json for each in self._about_objects() if each.method == method]
        several = [each if isinstance(each, list) else [each] for each in found]
        return [[as_declared(self.kind, each) for each in bodies] for bodies in several]

    def count(self, *methods: str) -> int:
        """Return how many requests of these methods were sent about this kind of object."""
        return sum(each.method in methods for each in self._about_objects())

    def _about_objects(self) -> list[Request]:
        return [each for each in self.sent if f"/configuration/{self.kind.path}" in each.url]


def by_four(work: Iterable[Work]) -> list[Any]:
    """Do work in four threads, as Pulumi does, and return its results."""
    with ThreadPoolExecutor(4) as pool:
        return [each.result() for each in [pool.submit(each) for each in work]]


class Console:
    """LivePerson's own console: what somebody else sees of a collection, and does to it."""

    is_alone = True
    """Whether only the test writes, so that each write is sent once."""

    def __init__(self, simulator: Simulator, kind: Kind) -> None:
        self.kind = kind
        self.control = simulator.control
        self.collection = collection_of(kind)

    def objects(self) -> dict[str, tuple[str, Wire]]:
        """Return id and content of all objects by name; a name that is there twice is an error."""
        stored = self.control.objects(ACCOUNT, self.collection)
        by_name = {each[self.kind.key]: (str(each["id"]), self._content(each)) for each in stored}
        assert len(by_name) == len(stored), "a name is there twice"
        return by_name

    def live(self) -> dict[str, Wire]:
        """Return the content of all objects by name."""
        return {name: content for name, (_, content) in self.objects().items()}

    def of(self, **versions: int) -> dict[str, Wire]:
        """Return what is live where these objects have these versions."""
        return {name: wire(self.kind, name, version) for name, version in versions.items()}

    def id_of(self, name: str) -> str:
        """Return the id of an object."""
        return self.objects()[name][0]

    @property
    def revision(self) -> int:
        """The collection's revision."""
        return self.control.revision(ACCOUNT, self.collection)

    def create(self, name: str, version: int = 0, **changes: Any) -> str:
        """Create an object and return its id."""
        body = self.kind.sent(wire(self.kind, name, version, **changes))
        return str(self.control.foreign_create(ACCOUNT, self.collection, body)["id"])

    def put_in(self, body: Wire) -> str:
        """Create an object that is not what a program declares, and return its id."""
        return str(self.control.foreign_create(ACCOUNT, self.collection, body)["id"])

    def stored(self, id_: str) -> Wire:
        """Return an object with all its fields."""
        held: list[Wire] = self.control.objects(ACCOUNT, self.collection)
        return next(each for each in held if str(each["id"]) == id_)

    def set_knobs(self, **knobs: str | int) -> None:
        """Choose how the server behaves, in a test that a server with any behaviour passes."""
        self.control.set_knobs(**knobs)

    def edit(self, id_: str, **changes: Any) -> None:
        """Change an object."""
        self.control.foreign_update(ACCOUNT, self.collection, id_, self._sent(changes or self._edits()))

    def delete(self, id_: str) -> None:
        """Delete an object."""
        self.control.foreign_delete(ACCOUNT, self.collection, id_)

    def edit_at(self, moment: str, method: str, id_: str, times: int = 1) -> None:
        """Change an object just before or just after the next request of a method is handled."""
        self._write_at(
            moment, method, {"operation": "update", "id": id_, "changes": self._sent(self._edits())}, times
        )

    def create_at(self, moment: str, method: str, name: str, version: int) -> None:
        """Create an object just before or just after the next request of a method is handled."""
        self._write_at(
            moment, method, {"operation": "create", "body": self._sent(wire(self.kind, name, version))}, 1
        )

    def delete_at(self, moment: str, method: str, id_: str) -> None:
        """Delete an object just before or just after the next request of a method is handled."""
        self._write_at(moment, method, {"operation": "delete", "id": id_}, 1)

    def requests(self, *methods: str) -> list[Body]:
        """Return the log of the requests about this collection."""
        log = [each for each in self.control.requests() if f"/{self.collection}" in each["path"]]
        return [each for each in log if not methods or each["method"] in methods]

    def _edits(self) -> Wire:
        edited = wire(self.kind, "", FOREIGN)
        return {name: edited[name] for name in edited.keys() - {self.kind.key, *list_fields(self.kind)}}

    def _sent(self, changes: Wire) -> Wire:
        is_converted = self.kind.is_partial or changes.keys() & {*list_fields(self.kind)}
        return self.kind.sent(changes) if is_converted else changes

    def _write_at(self, moment: str, method: str, write: Body, times: int) -> None:
        when = {"moment": moment, "method": method, "path": self.collection, "times": times}
        self.control.foreign_on(ACCOUNT, self.collection, when=when, write=write)

    def _content(self, body: Body) -> Wire:
        """Return what a program declares of an object, as it is stored."""
        received = as_declared(self.kind, body)
        return {name: received.get(name) for name in wire(self.kind, "")}
