"""Nothing of a program is registered before it has ended well."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextvars import copy_context
from typing import Any

import pulumi
import pytest
from pulumi.runtime import set_mocks
from pulumi.runtime.sync_await import _sync_await

from pulumi_liveperson import StatusReason, declare_nothing
from pulumi_liveperson.running import run
from tests.program.mocked import MockedEngine, Monitor


def result(program: Callable[[], object]) -> tuple[list[str], str]:
    """Return the names of what a stack program registers, and the message with which it ends."""
    engine = MockedEngine(preview=False)
    try:
        engine.run(lambda: run("stacks/trial.py", lambda: program))
    except pulumi.RunError as error:
        return [each.name for each in engine.registered], str(error)
    return sorted(each.name for each in engine.registered), ""


def raising() -> None:
    StatusReason("lunch", text="Lunch")
    raise KeyError("oops")


def leaving() -> None:
    StatusReason("lunch", text="Lunch")
    sys.exit(0)


def cancelled() -> None:
    StatusReason("lunch", text="Lunch")
    raise asyncio.CancelledError


def interrupted() -> None:
    StatusReason("lunch", text="Lunch")
    raise KeyboardInterrupt


def returning() -> object:
    return StatusReason("lunch", text="Lunch").text


def yielding() -> Iterator[StatusReason]:
    yield StatusReason("lunch", text="Lunch")


async def raising_later() -> None:
    StatusReason("lunch", text="Lunch")
    await asyncio.sleep(0.05)
    raise KeyError("oops")


async def leaving_later() -> None:
    StatusReason("lunch", text="Lunch")
    await asyncio.sleep(0.05)
    sys.exit(1)


async def returning_later() -> list[StatusReason]:
    await asyncio.sleep(0.05)
    return [StatusReason("lunch", text="Lunch")]


async def yielding_later() -> Any:
    yield StatusReason("lunch", text="Lunch")


def looking_up_before_it_fails() -> None:
    StatusReason("lunch", text="Lunch")
    _sync_await(asyncio.sleep(0.05))  # as `pulumi.runtime.invoke` does
    raise KeyError("oops")


@pytest.mark.parametrize(
    ("program", "says"),
    [
        (raising, "KeyError: 'oops'"),
        (raising_later, "KeyError: 'oops'"),
        (looking_up_before_it_fails, "KeyError: 'oops'"),
        (cancelled, "CancelledError"),
        (interrupted, "KeyboardInterrupt"),
        (leaving, "stacks/trial.py called sys.exit(0), and nothing was sent to LivePerson."),
        (leaving_later, "stacks/trial.py called sys.exit(1), and nothing was sent to LivePerson."),
        (returning, "program() in stacks/trial.py returned a value of type Output, and nothing was sent"),
        (returning_later, "program() in stacks/trial.py returned a value of type list, and nothing was sent"),
        (yielding, "program() in stacks/trial.py returned a value of type generator, and nothing was sent"),
        (yielding_later, "returned a value of type async_generator, and nothing was sent"),
    ],
)
def test_a_program_that_does_not_return_nothing_registers_nothing(
    program: Callable[[], object], says: str
) -> None:
    registered, message = result(program)

    assert registered == []
    assert says in message


def test_a_traceback_begins_with_the_program() -> None:
    _, message = result(raising)

    first, second, third = message.splitlines()[:3]
    assert (first, second) == (
        "Program failed with an unhandled exception:",
        "Traceback (most recent call last):",
    )
    assert __file__ in third


def test_an_asynchronous_program_is_awaited_to_its_end() -> None:
    async def program() -> None:
        StatusReason("lunch", text="Lunch")
        await asyncio.sleep(0.05)
        StatusReason("tea", text="Tea")

    assert result(program) == (["lunch", "tea"], "")


def test_mistakes_after_a_wait_are_found_before_anything_is_registered() -> None:
    async def program() -> None:
        StatusReason("lunch", text="Lunch")
        await asyncio.sleep(0.05)
        StatusReason("meal", text="Lunch")

    registered, message = result(program)

    assert registered == []
    assert 'StatusReason "lunch" and StatusReason "meal": only one of them can have the text' in message


def test_a_program_may_look_something_up() -> None:
    def program() -> None:
        StatusReason("lunch", text="Lunch")
        StatusReason("tea", text=str(_sync_await(asyncio.sleep(0.05, "Tea"))))

    assert result(program) == (["lunch", "tea"], "")


def test_a_program_that_waits_for_its_own_resources_is_refused() -> None:
    def program() -> None:
        lunch = StatusReason("lunch", text="Lunch")
        _sync_await(lunch.text.future())

    registered, message = result(program)

    assert registered == []
    assert message.startswith("program() waits for something, but its resources")


def test_a_program_may_declare_nothing_where_nothing_is_held() -> None:
    assert result(lambda: None) == ([], "")
    assert result(declare_nothing) == ([], "")


def test_what_becomes_known_of_an_own_output_is_judged_with_all_others() -> None:
    def program() -> None:
        lunch = StatusReason("lunch", text="Lunch")
        lunch.text.apply(lambda text: StatusReason("meal", text=text))

    registered, message = result(program)

    assert registered == ["lunch"]
    assert message.splitlines() == [
        "this program has one error, and nothing more was sent to LivePerson:",
        '  StatusReason "lunch" and StatusReason "meal": only one of them can have the text \'Lunch\'',
    ]


def test_a_unit_test_with_pulumis_mocks_needs_no_program() -> None:
    seen: list[str] = []

    def check() -> None:
        engine = MockedEngine()
        set_mocks(engine, monitor=Monitor(engine))

        @pulumi.runtime.test  # type: ignore[untyped-decorator]
        def tested() -> pulumi.Output[None]:
            return StatusReason("lunch", text="Lunch").text.apply(seen.append)

        tested()

    with asyncio.Runner() as runner:
        asyncio.set_event_loop(runner.get_loop())
        copy_context().run(check)
        asyncio.set_event_loop(None)

    assert seen == ["Lunch"]
