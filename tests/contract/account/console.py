"""Another person in a real account: a second client, without the provider's writer."""

from typing import Any

from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.errors import ApiError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.probe.exchange import STALE
from tests.contract.account.namespace import Namespace, Planned
from tests.contract.process import Console
from tests.objects import wire

TRIES = 20  # of a write, while others write, too


class Held(Wire):
    """The content of an object, equal to a declaration if the provider sees no difference."""

    def __init__(self, kind: Kind, received: Wire) -> None:
        super().__init__(kind.content(received))
        self._kind = kind
        self._received = received

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Held):
            return self._kind.differences(self._received, other._received) == []
        return isinstance(other, dict) and self._kind.differences(other, self._received) == []

    __hash__ = None


class AccountConsole(Console):
    """Reads and writes the objects of a namespace by requests."""

    is_alone = False

    def __init__(self, client: Account, namespace: Namespace, kind: Kind) -> None:
        self.kind = kind
        self._client = client
        self._namespace = namespace
        self._calls = client.collection(kind)

    def set_knobs(self, **knobs: str | int) -> None:
        """Change nothing: a real server behaves as it does."""

    def objects(self) -> dict[str, tuple[str, Wire]]:
        listed, _ = self._calls.objects()
        held = [each if self.kind.is_complete(each) else self.stored(str(each["id"])) for each in listed]
        by_name: dict[str, tuple[str, Wire]] = {
            each[self.kind.key]: (str(each["id"]), Held(self.kind, each)) for each in held
        }
        assert len(by_name) == len(held), "a name is there twice"
        return by_name

    def stored(self, id_: str) -> Wire:
        found, _ = self._calls.get(id_)
        assert found is not None, f"the {self.kind.noun} {id_} is gone"
        return found

    def create(self, name: str, version: int = 0, **changes: Any) -> str:
        return self.put_in(wire(self.kind, name, version, **changes))

    def put_in(self, body: Wire) -> str:
        created, _ = self._calls.create([body])
        return str(created[0]["id"]) if created else self.id_of(body[self.kind.key])

    def edit(self, id_: str, **changes: Any) -> None:
        for _ in range(TRIES):
            live, revision = self._calls.get(id_)
            assert live is not None, f"the {self.kind.noun} {id_} is gone"
            # The server may accept another form than that of its answers.
            sent = self._namespace.sent.get((self.kind, live[self.kind.key]), {})
            whole = sent if self.kind.is_partial else {**self.kind.content(live), **sent}
            changed = self.kind.merge_unknown(live, {**whole, **(changes or self._edits())})
            if self.kind.differences(changed, self.kind.content(live)) == []:
                return  # it may be answered as an outdated write
            try:
                self._calls.update({id_: changed}, revision)
            except ApiError as error:
                if error.status not in STALE:
                    raise
            else:
                return
        raise AssertionError(f"others write {self.kind.noun}s all the time")

    def delete(self, id_: str) -> None:
        for _ in range(TRIES):
            _, revision = self._calls.get(id_)
            try:
                self._calls.delete([id_], revision)
            except ApiError as error:
                if error.status not in STALE:
                    raise
            else:
                return
        raise AssertionError(f"others write {self.kind.noun}s all the time")

    def edit_at(self, moment: str, method: str, id_: str, times: int = 1) -> None:
        self._plan(moment, method, lambda: self.edit(id_), times)

    def create_at(self, moment: str, method: str, name: str, version: int) -> None:
        self._plan(moment, method, lambda: self.create(name, version))

    def delete_at(self, moment: str, method: str, id_: str) -> None:
        self._plan(moment, method, lambda: self.delete(id_))

    def _plan(self, moment: str, method: str, act: Any, times: int = 1) -> None:
        self._namespace.planned.append(Planned(moment, method, self.kind, act, times))
