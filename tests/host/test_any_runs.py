"""Whatever has happened to a stack, an object that a kept resource has is alive after every run."""

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from liveperson_simulator.server import Simulator
from pulumi_liveperson import connection
from pulumi_liveperson.client.writes import writer
from tests.host.conftest import ACCOUNT, configuration
from tests.host.engine_model import Engine, Options, Resource

NAMES = ["a", "b", "c"]
TEXTS = ["X", "Y"]  # few, so that one resource after the other wants the same
FINAL_RUNS = 4  # an update that fails says what to do, and that may be to run it again

names = st.sampled_from(NAMES)
some_names = st.frozensets(names, max_size=2)
options = st.builds(
    Options,
    targets=st.none() | st.none() | st.frozensets(names, min_size=1, max_size=2),
    replaced=st.just(frozenset()) | some_names,
    failing=some_names,
    continues_on_error=st.booleans(),
    puts_off=st.booleans(),
    interrupted_after=st.none() | st.integers(0, 3),
)


@st.composite
def programs(draw: st.DrawFn, *, plain: bool = False) -> list[Resource]:
    """Declare some resources, each text once."""
    order = draw(st.permutations(NAMES))[: draw(st.sampled_from([2, 2, 1, 0]))]
    texts = draw(st.permutations(TEXTS))
    found = []
    for name, text in zip(order, texts, strict=False):
        resource = Resource(name, text, draw(st.sampled_from(["Away", "Online"])))
        if not plain and draw(st.integers(0, 2)) == 0:
            resource = Resource(
                name,
                text,
                resource.state,
                import_=draw(st.sampled_from(["", f"name:{text}"])),
                former=draw(st.sampled_from(["", *(each for each in NAMES if each not in order)])),
                replace_on_changes=draw(st.sampled_from([(), ("text",), ("state",)])),
                delete_before_replace=draw(st.sampled_from([None, True, False])),
            )
        found.append(resource)
    return found


def half_done(program: list[Resource]) -> tuple[object, ...]:
    """Let the last resource of a program fail, so that nothing is deleted."""
    return ("up", program, Options(failing=frozenset(each.name for each in program[1:])))


runs = st.one_of(
    programs(plain=True).map(half_done),
    programs().map(half_done),
    st.tuples(st.just("up"), programs(), options),
    st.tuples(st.just("up"), programs(plain=True), options),
    st.tuples(st.just("up"), programs(plain=True), st.just(Options())),
    st.tuples(st.just("refresh")),
    st.tuples(st.just("destroy"), options),
    st.tuples(st.just("forget"), names),
    st.tuples(st.just("import_"), names, st.sampled_from([f"name:{text}" for text in TEXTS])),
)


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(writer, "REPORT_WAIT_SECONDS", 0.0)
    monkeypatch.setattr(writer, "NAME_WAIT_SECONDS", 0.0)  # one step at a time frees no name meanwhile
    for name in [name for name in os.environ if name.startswith("LIVEPERSON_")]:
        monkeypatch.delenv(name)
    yield
    connection._accounts.clear()
    connection._expectations.clear()
    connection._run = None


def live(simulator: Simulator) -> dict[str, str]:
    stored = simulator.control.objects(ACCOUNT, "status-reasons")
    return {str(each["id"]): each["text"] for each in stored}


def kept_by(engine: Engine, run: str, arguments: list[Any]) -> set[str]:
    """Return the objects of the resources that a run was not to delete."""
    deleted: set[str] = set()
    if run in {"up", "destroy"}:
        declared = {each.name for each in arguments[0]} if run == "up" else set()
        targets = arguments[-1].targets
        deleted = {each.name for each in engine.state} - declared
        deleted &= deleted if targets is None else targets
    return {
        each.id
        for each in engine.state
        if not (each.is_pending_delete or each.is_pending_replacement) and each.name not in deleted
    }


def follow(
    simulator: Simulator, steps: list[tuple[object, ...]], last: list[Resource], *, has_our_host: bool = True
) -> None:
    simulator.control.reset()
    engine = Engine(configuration(simulator), has_our_host)
    forgotten: set[str] = set()
    for name, *arguments in steps:
        before = {each.id for each in engine.state}
        done = getattr(engine, str(name))(*arguments)
        event(f"{name} {'succeeds' if done else 'fails'}")
        assert kept_by(engine, str(name), arguments) <= live(simulator).keys(), (
            name,
            arguments,
            engine.state,
        )
        known = {each.id for each in engine.state if not each.is_pending_replacement}
        if name == "forget":
            forgotten |= before - known
        assert live(simulator).keys() <= known | forgotten, (name, arguments, engine.state)
        if len({each.id for each in engine.state}) < len(engine.state):
            event("two entries have one object")
    for id_ in live(simulator).keys() - {each.id for each in engine.state}:
        simulator.control.foreign_delete(ACCOUNT, "status-reasons", id_)  # what was forgotten
    if not any(engine.up(last, Options()) for _ in range(FINAL_RUNS)):
        # A text that one resource takes while another one, which is deleted at the end, still has it.
        event("has to delete first")
        runs_to_clear = 1 if has_our_host else FINAL_RUNS
        assert any(engine.up([], Options()) for _ in range(runs_to_clear)), engine.state
        assert engine.up(last, Options()), engine.state
    assert sorted(each.name for each in engine.state) == sorted(each.name for each in last)
    ids = {each.id for each in engine.state}
    assert len(ids) == len(engine.state)
    held = {id_: text for id_, text in live(simulator).items() if id_ in ids}
    assert sorted(held.values()) == sorted(each.text for each in last)


def whole(step: tuple[object, ...]) -> tuple[object, ...]:
    """Return a run in which the engine leaves nothing out that it keeps; Pulumi's own host cannot tell."""
    return tuple(
        replace(each, targets=None, continues_on_error=False) if isinstance(each, Options) else each
        for each in step
    )


FIRST = ("up", [Resource("a", "X")], Options())
RENAMED = [Resource("b", "X")]
HALF_REPLACED = (
    "up",
    [Resource("b", "Y", replace_on_changes=("text",), delete_before_replace=True)],
    Options(failing=frozenset("b")),
)
TWO = ("up", [Resource("a", "Y", "Online"), Resource("b", "X")], Options())
HALF_RENAMED = half_done([*RENAMED, Resource("c", "Y")])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(runs, min_size=1, max_size=5), last=programs(plain=True))
@example(steps=[FIRST, HALF_RENAMED], last=RENAMED)
@example(steps=[FIRST, HALF_RENAMED, ("destroy", Options(targets=frozenset("a")))], last=RENAMED)
@example(steps=[FIRST, HALF_RENAMED, ("up", RENAMED, Options(replaced=frozenset("b")))], last=RENAMED)
@example(steps=[FIRST, ("up", [Resource("b", "X", import_="name:X")], Options())], last=RENAMED)
@example(steps=[FIRST, ("up", [Resource("a", "X", import_="name:X")], Options())], last=RENAMED)
@example(
    steps=[FIRST, HALF_RENAMED, HALF_REPLACED, ("destroy", Options(targets=frozenset("a")))], last=RENAMED
)
@example(
    steps=[TWO, half_done([Resource("b", "X", "Online", import_="name:X"), Resource("a", "Y")])],
    last=[Resource("a", "X"), Resource("b", "Y")],
)
def test_an_object_that_a_kept_resource_has_is_alive_after_every_run(
    simulator: Simulator, steps: list[tuple[object, ...]], last: list[Resource]
) -> None:
    follow(simulator, steps, last)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(runs.map(whole), min_size=1, max_size=5), last=programs(plain=True))
def test_it_is_in_the_host_of_pulumi_too_where_nothing_is_left_out(
    simulator: Simulator, steps: list[tuple[object, ...]], last: list[Resource]
) -> None:
    follow(simulator, steps, last, has_our_host=False)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("has_our_host", [True, False])
@settings(max_examples=800, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(runs, min_size=2, max_size=8), last=programs(plain=True))
def test_an_object_that_a_kept_resource_has_is_alive_after_many_runs(
    simulator: Simulator, steps: list[tuple[object, ...]], last: list[Resource], *, has_our_host: bool
) -> None:
    follow(simulator, steps if has_our_host else list(map(whole, steps)), last, has_our_host=has_our_host)
