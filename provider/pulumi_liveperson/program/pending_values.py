"""Values of a program that become known later, such as outputs of another stack."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any

import pulumi
from pulumi.output import Unknown, contains_unknowns


@dataclass(frozen=True, eq=False)
class PendingValue:
    """A value that is read when it becomes known; no caller waits for it."""

    result: "asyncio.Future[tuple[Any, bool]]"

    @property
    def value(self) -> Any:
        """The value, or `Unknown` while it is not known."""
        return self.result.result()[0] if self._is_known else Unknown()  # type: ignore[no-untyped-call]

    @property
    def is_secret(self) -> bool:
        """Whether the value is secret; False while that is not known."""
        return self._is_known and self.result.result()[1]

    @property
    def _is_known(self) -> bool:
        return self.result.done() and not self.result.cancelled() and self.result.exception() is None


def pending(value: pulumi.Input[Any]) -> PendingValue:
    """Return a `PendingValue` that receives the value when it is known."""
    return PendingValue(asyncio.ensure_future(_resolve(pulumi.Output.from_input(value))))


async def _resolve(output: pulumi.Output[Any]) -> tuple[Any, bool]:
    value = await output.future(with_unknowns=True)
    is_known = await output.is_known() or contains_unknowns(value)
    unknown = Unknown()  # type: ignore[no-untyped-call]
    return value if is_known else unknown, await output.is_secret()


def reusable(value: Any) -> Any:
    """Return a value with futures in place of coroutines, which can be awaited only once."""
    return _mapped(value, lambda each: asyncio.ensure_future(each) if isawaitable(each) else each)


def with_pending(value: Any) -> Any:
    """Return a value with a `PendingValue` in place of each output and future."""
    waits = (pulumi.Output, asyncio.Future)
    return _mapped(value, lambda each: pending(each) if isinstance(each, waits) else each)


def resolved(value: Any) -> tuple[Any, bool]:
    """Return a value with the known results of its `PendingValue`s, and whether any of them is secret."""
    secrets: list[bool] = []

    def known(each: Any) -> Any:
        if isinstance(each, PendingValue):
            secrets.append(each.is_secret)
            return each.value
        return each

    return _mapped(value, known), any(secrets)


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {name: _mapped(inner, change) for name, inner in value.items()}
    if isinstance(value, list):
        return [_mapped(item, change) for item in value]
    return change(value)
