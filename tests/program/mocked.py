"""An engine that takes every resource and does nothing, for programs that are only looked at."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pulumi.runtime import MockCallArgs, MockResourceArgs, Mocks, set_mocks
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.settings import ROOT, SETTINGS
from pulumi.runtime.stack import run_in_stack


class Monitor(MockMonitor):
    """Pulumi's own, but for the event loop that each of its threads leaves open."""

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 - gRPC's name
        with event_loop():
            return super().RegisterResource(request)  # type: ignore[no-untyped-call]

    def ReadResource(self, request: Any) -> Any:  # noqa: N802 - gRPC's name
        with event_loop():
            return super().ReadResource(request)  # type: ignore[no-untyped-call]


@contextmanager
def event_loop() -> Iterator[None]:
    """Give a thread an event loop, and close it."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        yield
    finally:
        asyncio.set_event_loop(None)
        loop.close()


class MockedEngine(Mocks):
    """Runs programs; `registered` is what reached it."""

    def __init__(self, stack: str = "mocked", *, preview: bool = True) -> None:
        self.stack = stack
        self.preview = preview
        self.registered: list[MockResourceArgs] = []

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        self.registered.append(args)
        return f"id of {args.name}", args.inputs

    def call(self, args: MockCallArgs) -> tuple[dict[str, Any], None]:
        del args
        return {}, None

    def run(self, program: Callable[[], object]) -> None:
        """Run a program to its end, as the language host does."""

        async def run() -> None:
            set_mocks(
                self,
                project="liveperson-accounts",
                stack=self.stack,
                preview=self.preview,
                monitor=Monitor(self),
            )
            try:
                ROOT.set(None)  # the stack that mocks make has ended before a program runs
                await run_in_stack(program)  # type: ignore[arg-type]  # what programs return is refused
            finally:
                # A program that fails leaves waiting tasks behind, in a set that all programs share.
                SETTINGS.outputs.clear()

        asyncio.run(run())

    @property
    def inputs(self) -> dict[str, dict[str, Any]]:
        """The inputs of each resource by its name, without the provider's."""
        return {
            each.name: {name: value for name, value in each.inputs.items() if name != "__provider"}
            for each in self.registered
        }
