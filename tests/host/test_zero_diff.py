"""After an update a refresh finds nothing, however the server writes what it was sent; an edit it finds."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from liveperson_simulator.knobs import BY_NAME
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.equivalence.names import name_key
from tests.host.configurations import declared, knobs
from tests.host.conftest import Hosts
from tests.host.declared import KINDS, Props, live, writes
from tests.host.edits import Edit, edit
from tests.host.pulumi_host import HostError, Resource
from tests.host.seeds import SEEDS

ORDER_POLICIES = BY_NAME["order_policy"].values


class Round:
    """Updates and refreshes of many objects at once, each by a process that knows nothing yet."""

    def __init__(self, hosts: Hosts, simulator: Simulator, kind: str, seed: int) -> None:
        self.hosts = hosts
        self.simulator = simulator
        self.kind = kind
        self.seed = seed
        self.chance = random.Random(seed)  # noqa: S311 - examples
        self.kept = {"order_policy": self.chance.choice(ORDER_POLICIES)}
        self.knobs: Props = {}

    def turn(self) -> None:
        """Let the server write its answers otherwise from now on."""
        self.knobs = knobs(self.chance) | self.kept
        self.simulator.control.set_knobs(zone_policy="any", **self.knobs)
        self.simulator.control.clear_requests()

    def declared(self, count: int, generation: int = 0) -> list[Props]:
        return declared(self.kind, count, self.seed * 10 + generation)

    def create(self, several: list[Props]) -> list[Resource]:
        host = self.hosts.start()
        return self._each(lambda each: host.create(self.kind, each), several)

    def read(self, several: list[Resource]) -> list[Resource]:
        return self._each(self.hosts.start().read, several)

    def update(self, several: list[Resource], news: list[Props]) -> list[Resource]:
        return self._each(self.hosts.start().update, several, news)

    def expect_nothing(self, known: list[Resource], news: list[Props]) -> None:
        """Refresh, and update with what is there already; neither must find anything to do."""
        self.expect_order(news)
        self.turn()
        found = [
            f"{self.told}\nstate: {before}\nseen:  {seen}"
            for before, seen in zip(known, self.read(known), strict=True)
            if before != seen
        ]
        assert not found, "\n\n".join(found)
        self.update(known, news)
        sent = writes(self.simulator, self.kind)
        assert not sent, f"{self.told}\n{sent}"

    def expect_order(self, news: list[Props]) -> None:
        """Look whether the objects that declare an order stand in it."""
        ordered = sorted((each for each in news if "order" in each), key=lambda each: int(each["order"]))
        places = {
            name_key(each["text"]): each["order"]
            for each in live(self.simulator, self.kind)
            if "order" in each
        }
        found = [places[name_key(each["text"])] for each in ordered]
        assert found == sorted(set(found)), self.told

    @property
    def told(self) -> str:
        """What to know of a failure."""
        return (
            f"seed {self.seed}: { ({name: each for name, each in self.knobs.items() if each != 'as_sent'}) }"
        )

    def end(self) -> None:
        self.hosts.running.close()
        self.simulator.control.reset()

    def _each(self, do: Callable[..., Any], *several: list[Any]) -> list[Any]:
        with ThreadPoolExecutor(8) as threads:
            try:
                return list(threads.map(do, *several))
            except HostError as error:
                pytest.fail(f"{self.told}\n{error}")


def find_nothing(hosts: Hosts, simulator: Simulator, kind: str, seed: int, count: int) -> None:
    each = Round(hosts, simulator, kind, seed)
    first, second = each.declared(count), each.declared(count, 1)
    each.turn()
    created = each.create(first)
    each.expect_nothing(created, first)
    each.turn()
    updated = each.update(created, second)
    each.expect_nothing(updated, second)
    each.end()


def find_every_edit(hosts: Hosts, simulator: Simulator, kind: str, seed: int, count: int) -> None:
    each = Round(hosts, simulator, kind, seed)
    several = each.declared(count)
    each.turn()
    created = each.create(several)
    edits = [edit(simulator, kind, resource, each.chance) for resource in created]
    each.turn()
    seen = each.read(created)
    missed = [
        f"{each.told}\n{done}\nstate: {before.inputs}\nseen:  {after.inputs}"
        for done, before, after in zip(edits, created, seen, strict=True)
        if not done.is_shown(before.inputs, after.inputs, each.knobs)
    ]
    assert not missed, "\n\n".join(missed)

    host = hosts.start()

    def refused(resource: Resource, done: Edit) -> bool:
        try:
            host.update(resource, done.otherwise(resource.inputs))
        except HostError as error:
            return f"  {done.wire}: the state has" in str(error)
        return False

    lost = [
        f"{each.told}\n{done}\nstate: {resource.inputs}"
        for resource, done in zip(created, edits, strict=True)
        if not refused(resource, done)
    ]
    assert not lost, "\n\n".join(lost)
    assert writes(simulator, kind) == [], each.told
    each.end()


@pytest.mark.parametrize("seed", range(3))
def test_a_refresh_after_an_up_finds_nothing(
    hosts: Hosts, simulator: Simulator, kind: str, seed: int
) -> None:
    find_nothing(hosts, simulator, kind, seed, count=30)


@pytest.mark.parametrize("seed", range(3))
def test_a_refresh_finds_every_edit_and_no_other_and_an_update_refuses(
    hosts: Hosts, simulator: Simulator, kind: str, seed: int
) -> None:
    find_every_edit(hosts, simulator, kind, seed, count=30)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_ten_thousand_configurations_are_found_as_they_were_left(hosts: Hosts, simulator: Simulator) -> None:
    for kind in KINDS:
        for _ in range(25):  # of 100 objects, with two configurations each
            find_nothing(hosts, simulator, kind, SEEDS.randrange(10**6), count=100)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_two_thousand_edits_are_found(hosts: Hosts, simulator: Simulator) -> None:
    for kind in KINDS:
        for _ in range(20):
            find_every_edit(hosts, simulator, kind, SEEDS.randrange(10**6), count=50)
