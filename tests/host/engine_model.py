"""A model of Pulumi's engine: which requests it sends to our host in a run, and what it keeps in the state.

It goes one step at a time. The order in which steps end is up to the engine, so creates and updates may be
put off until all resources are registered.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from google.protobuf.json_format import MessageToDict, ParseDict  # type: ignore[import-untyped]
from google.protobuf.struct_pb2 import Struct  # type: ignore[import-untyped]
from pulumi.runtime.proto import provider_pb2

from pulumi_liveperson import connection
from pulumi_liveperson.base import InitFailedError
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.writes.holders import StateEntry
from pulumi_liveperson.host import importing, servicer
from pulumi_liveperson.request import CURRENT

TYPE = "pulumi-python:dynamic/liveperson:StatusReason"
Props = dict[str, Any]


class StepError(Exception):
    """What our host answered instead of doing what it was asked."""


class RunEndedError(Exception):
    """The run has ended before its end: an interrupt, or a step that failed."""


@dataclass(frozen=True)
class Resource:
    """A resource as a program declares it, with the options that matter to the engine."""

    name: str
    text: str
    state: str = "Away"
    import_: str = ""
    former: str = ""
    """The alias: what the resource was called before."""
    replace_on_changes: tuple[str, ...] = ()
    delete_before_replace: bool | None = None

    @property
    def declared(self) -> Props:
        return {"text": self.text, "state": self.state}


@dataclass(frozen=True)
class InState:
    """An entry of the state."""

    name: str
    id: str
    inputs: Props
    outputs: Props
    is_pending_delete: bool = False
    is_pending_replacement: bool = False
    imported_as: str = ""


@dataclass(frozen=True)
class Options:
    """How a run is started, and what goes wrong in it."""

    targets: frozenset[str] | None = None
    replaced: frozenset[str] = frozenset()
    failing: frozenset[str] = frozenset()
    """Resources whose creates and updates fail before they reach LivePerson."""
    continues_on_error: bool = False
    puts_off: bool = False
    interrupted_after: int | None = None
    """After how many steps nothing more is begun."""


class _Display:
    def resource(self, _urn: str) -> AbstractContextManager[None]:
        return nullcontext()


class _Context:
    def abort(self, _code: Any, details: str) -> NoReturn:
        raise StepError(details)

    def set_trailing_metadata(self, _metadata: Any) -> None:
        pass


@dataclass
class Engine:
    """The engine of one stack; every run is a new process."""

    configuration: dict[str, str]
    has_our_host: bool = True
    """Otherwise, Pulumi's own: it imports nothing, and names no resource to the provider."""
    state: list[InState] = field(default_factory=list)

    def up(self, program: list[Resource], options: Options) -> bool:
        """Run an update; tell whether it succeeded."""
        return self._done(Run(self, options).up, program)

    def refresh(self) -> bool:
        """Run a refresh."""
        return self._done(Run(self, Options()).refresh)

    def destroy(self, options: Options) -> bool:
        """Run `pulumi destroy`."""
        return self._done(Run(self, options).destroy)

    def import_(self, name: str, reference: str) -> bool:
        """Run `pulumi import`."""
        return self._done(Run(self, Options(), is_import=True).import_, name, reference)

    def forget(self, name: str) -> bool:
        """Run `pulumi state delete`."""
        known = len(self.state)
        self.state = [each for each in self.state if each.name != name]
        return len(self.state) < known

    @staticmethod
    def _done(run: Callable[..., bool], *arguments: Any) -> bool:
        try:
            return run(*arguments)
        except RunEndedError:
            return False


class Run:
    """One run: a host that knows nothing yet, and the steps."""

    def __init__(self, engine: Engine, options: Options, *, is_import: bool = False) -> None:
        self._engine = engine
        self._options = options
        self._before = list(engine.state)  # as `pulumi stack export` shows it
        self.is_partial = is_import or options.targets is not None or options.continues_on_error
        self._steps = 0
        self._errors = 0
        self._put_off: list[Callable[[], None]] = []
        connection._accounts.clear()
        connection._expectations.clear()
        connection._run = None
        CURRENT.set(None)
        servicer._STOCK._PROVIDER_CACHE.clear()
        self._host: Any = servicer._STOCK.DynamicResourceProviderServicer()
        if engine.has_our_host:
            connection.set_run(self)
            self._host = servicer.Servicer(_Display())  # type: ignore[arg-type]  # shows nothing
        self._host._config = engine.configuration

    def entries(self, type_name: str) -> list[StateEntry]:
        assert type_name == "StatusReason"
        return [
            StateEntry(urn(each.name), each.id, is_pending_delete=each.is_pending_delete)
            for each in self._before
            if not each.is_pending_replacement
        ]

    def up(self, program: list[Resource]) -> bool:
        for resource in program:
            self._renamed(resource)
            self._register(resource)
        self._catch_up()
        if self._errors and not self._options.continues_on_error:
            return False
        names = {each.name for each in program}
        self._delete(
            each
            for each in self._engine.state
            if each.is_pending_delete or (each.name not in names and self._is_targeted(each.name))
        )
        return not self._errors

    def destroy(self) -> bool:
        self._delete(each for each in self._engine.state if self._is_targeted(each.name))
        return not self._errors

    def refresh(self) -> bool:
        for each in list(self._engine.state):
            asking = provider_pb2.ReadRequest(id=each.id, urn=urn(each.name), properties=struct(each.outputs))
            answer = self._ask(self._host.Read, asking)
            if answer is None:
                return False
            if not answer.id:
                self._engine.state.remove(each)
                continue
            outputs, inputs = props(answer.properties), props(answer.inputs)
            self._ask(self._host.Diff, diff_request(replace(each, outputs=outputs), each.inputs))
            self._put(each, replace(each, inputs=inputs, outputs=outputs))
        return True

    def import_(self, name: str, reference: str) -> bool:
        if self._current(name) is not None:
            return False
        found = self._read_for_import(name, reference)
        if found is not None:
            self._engine.state.append(found)
        return found is not None

    def _register(self, resource: Resource) -> None:
        old = self._current(resource.name)
        if not self._is_targeted(resource.name):
            return
        if resource.import_ and (old is None or (old.imported_as or old.id) != resource.import_):
            imported = self._read_for_import(resource.name, resource.import_)
            if imported is None:
                self._fail()
                return
            if old is not None:
                self._put(old, replace(old, is_pending_delete=True))
            self._engine.state.append(imported)
            old = imported
        is_replaced = resource.name in self._options.replaced
        is_new = old is None or old.is_pending_replacement
        checked = self._check(resource, {} if old is None or is_new or is_replaced else old.inputs)
        if checked is None:
            self._fail()
        elif old is None or is_new:
            self._later(lambda: self._create(resource, checked, old))
        elif is_replaced:
            self._replace(resource, old, checked, deletes_first=bool(resource.delete_before_replace))
        else:
            self._compare(resource, old, checked)

    def _compare(self, resource: Resource, old: InState, checked: Props) -> None:
        answer = self._ask(self._host.Diff, diff_request(old, checked))
        if answer is None:
            self._fail()
            return
        changed = {key for key in {*checked, *old.inputs} if checked.get(key) != old.inputs.get(key)}
        if answer.replaces or changed & set(resource.replace_on_changes):
            asked = resource.delete_before_replace
            deletes_first = bool(answer.deleteBeforeReplace if asked is None else asked)
            again = self._check(resource, {})
            assert again is not None
            self._replace(resource, old, again, deletes_first=deletes_first)
        elif changed:
            self._later(lambda: self._update(resource, old, checked))

    def _replace(self, resource: Resource, old: InState, checked: Props, *, deletes_first: bool) -> None:
        if not deletes_first:
            self._later(lambda: self._create(resource, checked, old))
        elif self._step(old.name, self._host.Delete, delete_request(old)) is None:
            self._fail()
        else:
            gone = replace(old, is_pending_replacement=True)
            self._put(old, gone)
            self._later(lambda: self._create(resource, checked, gone))

    def _create(self, resource: Resource, checked: Props, old: InState | None) -> None:
        asking = provider_pb2.CreateRequest(urn=urn(resource.name), properties=struct(checked))
        answer = self._step(resource.name, self._host.Create, asking)
        if answer is None:
            self._fail()
            return
        if old is not None and old.is_pending_replacement:
            self._engine.state.remove(old)
        elif old is not None:
            self._put(old, replace(old, is_pending_delete=True))
        made = InState(resource.name, answer.id, checked, props(answer.properties))
        self._engine.state.append(made)

    def _update(self, resource: Resource, old: InState, checked: Props) -> None:
        asking = provider_pb2.UpdateRequest(
            id=old.id, urn=urn(old.name), olds=struct(old.outputs), news=struct(checked)
        )
        answer = self._step(resource.name, self._host.Update, asking)
        if answer is None:
            self._fail()
            return
        self._put(old, replace(old, inputs=checked, outputs=props(answer.properties)))

    def _delete(self, entries: Iterator[InState]) -> None:
        for each in list(entries):
            if each.is_pending_replacement:
                self._engine.state.remove(each)
            elif self._step(each.name, self._host.Delete, delete_request(each)) is None:
                self._errors += 1
            else:
                self._engine.state.remove(each)

    def _read_for_import(self, name: str, reference: str) -> InState | None:
        answer = self._ask(self._host.Read, provider_pb2.ReadRequest(id=reference, urn=urn(name)))
        if answer is None:
            return None
        return InState(name, answer.id, props(answer.inputs), props(answer.properties), imported_as=reference)

    def _check(self, resource: Resource, olds: Props) -> Props | None:
        asking = provider_pb2.CheckRequest(
            urn=urn(resource.name), olds=struct(olds) if olds else None, news=struct(resource.declared)
        )
        answer = self._ask(self._host.Check, asking)
        return None if answer is None or answer.failures else props(answer.inputs)

    def _later(self, step: Callable[[], None]) -> None:
        if self._options.puts_off:
            self._put_off.append(step)
        else:
            step()

    def _catch_up(self) -> None:
        while self._put_off:
            self._put_off.pop(0)()

    def _fail(self) -> None:
        self._errors += 1
        if not self._options.continues_on_error:
            raise RunEndedError

    def _step(self, name: str, method: Callable[..., Any], request: Any) -> Any:
        """Carry out a step that writes; None if it fails."""
        self._steps += 1
        limit = self._options.interrupted_after
        if limit is not None and self._steps > limit:
            raise RunEndedError
        if name in self._options.failing and method != self._host.Delete:
            return None
        return self._ask(method, request)

    @staticmethod
    def _ask(method: Callable[..., Any], request: Any) -> Any:
        try:
            return method(request, _Context())
        except (StepError, LivePersonError, InitFailedError, KeyError):  # our host raises the first alone
            return None

    def _is_targeted(self, name: str) -> bool:
        return self._options.targets is None or name in self._options.targets

    def _current(self, name: str) -> InState | None:
        found = [each for each in self._engine.state if each.name == name and not each.is_pending_delete]
        assert len(found) <= 1
        return found[0] if found else None

    def _renamed(self, resource: Resource) -> None:
        former = self._current(resource.former) if resource.former else None
        if former is not None and self._current(resource.name) is None:
            self._put(former, replace(former, name=resource.name))

    def _put(self, old: InState, new: InState) -> None:
        self._engine.state[self._engine.state.index(old)] = new


def urn(name: str) -> str:
    return f"urn:pulumi:trial::liveperson-accounts::{TYPE}::{name}"


def struct(values: Props) -> Struct:
    return ParseDict({**values, importing.PROVIDER: importing.providers()["StatusReason"]}, Struct())


def props(values: Struct) -> Props:
    return {name: value for name, value in MessageToDict(values).items() if name != importing.PROVIDER}


def diff_request(old: InState, checked: Props) -> Any:
    return provider_pb2.DiffRequest(
        id=old.id, urn=urn(old.name), olds=struct(old.outputs), news=struct(checked)
    )


def delete_request(entry: InState) -> Any:
    return provider_pb2.DeleteRequest(id=entry.id, urn=urn(entry.name), properties=struct(entry.outputs))
