"""What Pulumi's engine does with one kind of resource, small enough to be run by the hundred.

It registers one resource after the other, each when those that it depends on are done, carries steps out
some at a time, begins nothing more after a failure, and deletes at the end. Each update has a provider that
knows nothing yet, as a process of its own would.
"""

import random
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

from pulumi.dynamic import Config, ConfigureRequest

from pulumi_liveperson import connection
from pulumi_liveperson.base import InitFailedError, LivePersonProvider
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.program.claims import Claimant
from pulumi_liveperson.program.program import orders
from pulumi_liveperson.request import CURRENT, Request
from pulumi_liveperson.wire import ORDERS

Props = dict[str, Any]
PARALLEL = 4


@dataclass(frozen=True)
class Declared:
    """A resource of a program; `after` are the names of those that it depends on."""

    name: str
    props: Props
    after: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entry:
    """A resource in the state; `unfinished` is what an operation has failed of after it was written."""

    id: str
    inputs: Props
    outputs: Props
    unfinished: str = ""


@dataclass
class Outcome:
    """What an update has done, by the resources' names."""

    done: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


class SmallEngine:
    """The state of a stack, and what happens to it."""

    def __init__(
        self,
        provider: Callable[[], LivePersonProvider],
        configuration: Mapping[str, str],
        chance: random.Random,
    ) -> None:
        self._make = provider
        self._configuration = dict(configuration)
        self._chance = chance
        self.state: dict[str, Entry] = {}
        self.announces = True
        """Whether the program knows its orders before the first resource is registered."""

    def preview(self, program: Iterable[Declared]) -> dict[str, str]:
        """Return the planned operations."""
        provider = self._process()
        news = {each.name: each for each in _registered(program)}
        planned = {name: "delete" for name in self.state if name not in news}
        for each in news.values():
            operation, _ = self._compared(provider, each)
            if operation != "same":
                planned[each.name] = operation
        return planned

    def up(
        self, program: Iterable[Declared], *, stop_after: int | None = None, only: Iterable[str] | None = None
    ) -> Outcome:
        """Update; stop after some registrations, or update only some resources, if told so."""
        provider = self._process()
        outcome = Outcome()
        running: dict[str, Future[None]] = {}
        program = _registered(program) if self.announces else list(program)
        targets = {each.name for each in program} if only is None else set(only)
        with ThreadPoolExecutor(PARALLEL) as pool:
            for number, each in enumerate(program):
                for name in each.after & running.keys():
                    running[name].result()
                if outcome.errors or number == stop_after:
                    break
                if each.name not in targets:
                    continue
                operation, inputs = self._compared(provider, each)
                if operation == "same":
                    self.state[each.name] = replace(self.state[each.name], inputs=inputs)
                    continue
                step = self._create if operation == "create" else self._update
                running[each.name] = pool.submit(self._step, step, provider, each.name, inputs, outcome)
                if self._chance.random() < 0.3:  # now and then LivePerson is faster than the program
                    time.sleep(self._chance.random() / 50)
            for each_running in running.values():
                each_running.result()
            if outcome.errors or stop_after is not None:
                return outcome
            gone = self.state.keys() - {each.name for each in program} if only is None else set()
            for name in gone:
                running[name] = pool.submit(self._step, self._delete, provider, name, {}, outcome)
        return outcome

    def refresh(self) -> dict[str, tuple[Props, Props]]:
        """Read what is there; return the inputs that have changed, before and after."""
        provider = self._process()
        found = {}
        with ThreadPoolExecutor(PARALLEL) as pool:
            names = self._chance.sample(sorted(self.state), len(self.state))
            read = dict(zip(names, pool.map(lambda name: self._read(provider, name), names), strict=True))
        for name, entry in read.items():
            before = self.state.pop(name)
            if entry is not None:
                self.state[name] = entry
            if entry is None or before.inputs != entry.inputs:
                found[name] = (before.inputs, {} if entry is None else entry.inputs)
        return found

    def _process(self) -> LivePersonProvider:
        for account in connection._accounts.values():
            account.close()
        connection._accounts.clear()
        connection._expectations.clear()
        connection._run = None
        provider = self._make()
        provider.configure(ConfigureRequest(Config(self._configuration, "trial")))
        return provider

    def _compared(self, provider: LivePersonProvider, declared: Declared) -> tuple[str, Props]:
        entry = self.state.get(declared.name)
        CURRENT.set(Request(declared.name))
        checked = provider.check({} if entry is None else entry.inputs, _sent(declared.props))
        assert checked.failures == []
        inputs = _sent(checked.inputs)
        if entry is None:
            return "create", inputs
        diff = provider.diff(entry.id, _sent(entry.outputs), inputs)
        assert not diff.replaces
        is_same = inputs == entry.inputs and not diff.changes and not entry.unfinished
        return "same" if is_same else "update", inputs

    def _step(
        self,
        step: Callable[[LivePersonProvider, str, Props], str],
        provider: LivePersonProvider,
        name: str,
        inputs: Props,
        outcome: Outcome,
    ) -> None:
        CURRENT.set(Request(name))
        try:
            outcome.done[name] = step(provider, name, inputs)
        except InitFailedError as error:
            outcome.errors[name] = str(error)
            before = self.state[name].inputs if name in self.state else inputs
            self.state[name] = Entry(error.id, before, _sent(error.outs), str(error))
        except LivePersonError as error:
            outcome.errors[name] = str(error)

    def _create(self, provider: LivePersonProvider, name: str, inputs: Props) -> str:
        made = provider.create(inputs)
        assert made.outs is not None
        self.state[name] = Entry(made.id, inputs, _sent(made.outs))
        return "create"

    def _update(self, provider: LivePersonProvider, name: str, inputs: Props) -> str:
        entry = self.state[name]
        outs = provider.update(entry.id, _sent(entry.outputs), inputs).outs
        assert outs is not None
        self.state[name] = Entry(entry.id, inputs, _sent(outs))
        return "update"

    def _delete(self, provider: LivePersonProvider, name: str, _inputs: Props) -> str:
        provider.delete(self.state[name].id, self.state[name].outputs)
        del self.state[name]
        return "delete"

    def _read(self, provider: LivePersonProvider, name: str) -> Entry | None:
        entry = self.state[name]
        CURRENT.set(Request(name))
        seen = provider.read(entry.id, _sent(entry.outputs))
        if not seen.id:
            return None
        return Entry(entry.id, _sent(seen.inputs or {}), _sent(seen.outs or {}), entry.unfinished)


def _registered(declared: Iterable[Declared]) -> list[Declared]:
    """Return resources as a program registers them."""
    several = list(declared)
    known = orders([Claimant(STATUS_REASON, each.name, each.props) for each in several])
    return [
        replace(each, props={**each.props, ORDERS: known.get((STATUS_REASON, None))})
        if "order" in each.props
        else each
        for each in several
    ]


def _sent(props: Mapping[str, Any]) -> Props:
    """Return properties as the engine sends them: numbers are floats, and what is nothing is left out."""
    return {
        name: float(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in props.items()
        if value is not None
    }
