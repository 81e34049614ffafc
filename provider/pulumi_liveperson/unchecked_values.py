"""Values that a program declares although they break a documented rule, because LivePerson holds them so.

The rules that are checked in a preview are those of LivePerson's documentation. An account may hold what
breaks them: made in the console, or before there was such a rule. A program says of each such value that it
means it.
"""

from typing import Any, TypeVar

from pulumi_liveperson.wire import UNCHECKED, Props

Value = TypeVar("Value", str, list[Any])


class _Text(str):
    """A text that is not checked."""

    __slots__ = ()


class _List(list[Any]):
    """A list that is not checked."""


def unchecked(value: Value) -> Value:
    """Return a text or a list for a field of a resource that is not checked against the documented rules.

    LivePerson alone judges it, once it is written. Raises a TypeError for anything else.
    """
    if isinstance(value, str):
        return _Text(value)
    if isinstance(value, list):
        return _List(value)
    raise TypeError(f"unchecked() takes a text or a list, not {value!r}")


def marked(declared: Props) -> Props:
    """Return what a program declares with plain values, and the names of those that are not to be checked."""
    names = sorted(name for name, value in declared.items() if isinstance(value, _Text | _List))
    plain = {
        name: str(declared[name]) if isinstance(declared[name], str) else list(declared[name])
        for name in names
    }
    return {**declared, **plain, UNCHECKED: names or None}
