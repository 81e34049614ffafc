"""Values that a program declares although they break a documented rule, because LivePerson has them.

A preview checks the rules of LivePerson's documentation. An account may contain values that break them, which
were written in the console or before the rule existed. A program marks each such value with `unchecked`.
"""

from typing import Any, TypeVar

from pulumi_liveperson.wire import UNCHECKED, Props

Value = TypeVar("Value", str, list[Any])


class _Text(str):
    """A text that is not checked against the documented rules."""

    __slots__ = ()


class _List(list[Any]):
    """A list that is not checked against the documented rules."""


def unchecked(value: Value) -> Value:
    """Mark a value of a resource's field, which the preview then does not check against the documented rules.

    `value` is a text or a list; any other type raises a TypeError. Only LivePerson checks the value, when an
    update writes it. Example: `StatusReason("q-and-a", text=unchecked("Q & A"))`.
    """
    if isinstance(value, str):
        return _Text(value)
    if isinstance(value, list):
        return _List(value)
    raise TypeError(f"unchecked() takes a text or a list, not {value!r}")


def marked(declared: Props) -> Props:
    """Return the inputs with plain values, and the names of the unchecked fields as a separate input."""
    names = sorted(name for name, value in declared.items() if isinstance(value, _Text | _List))
    plain = {
        name: str(declared[name]) if isinstance(declared[name], str) else list(declared[name])
        for name in names
    }
    return {**declared, **plain, UNCHECKED: names or None}
