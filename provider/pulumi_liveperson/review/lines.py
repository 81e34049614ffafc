"""Lines of text in which our own words and those of somebody else are kept apart.

Names, descriptions and zones can hold anything. Whatever shows a line escapes them in its own way; our words
are plain letters that need no escaping anywhere.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_liveperson.pulumi_cli.values import HIDDEN, SECRET, UNKNOWN

_LONGEST = 80


@dataclass(frozen=True)
class External:
    """Words of somebody else, to be escaped."""

    text: str
    strong: bool = False


Line = tuple[str | External, ...]

_MASK_TEXTS = {
    UNKNOWN: "something that is known only when it is applied",
    HIDDEN: "something that cannot be shown",
}


def plain(line: Line) -> str:
    """Return a line as text, with nothing escaped."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in line)


def joined(lines: Iterable[Line], separator: str) -> Line:
    """Return lines one after the other, with a separator between them."""
    pieces: list[str | External] = []
    for number, line in enumerate(lines):
        pieces += [separator] * bool(number)
        pieces += line
    return tuple(pieces)


def limited(names: Sequence[Line], most: int) -> Line:
    """Return the first of some names in a row, and how many others there are."""
    more: list[Line] = [(f"{len(names) - most:,} more",)] if names[most:] else []
    return enumerated([*names[:most], *more])


def enumerated(lines: Sequence[Line], last: str = " and ") -> Line:
    """Return lines in a row: `a, b and c`."""
    head, tail = lines[:-1], lines[-1:]
    return (*joined(head, ", "), *([last] if head else []), *joined(tail, ""))


def count(number: int, one: str, more: str = "") -> str:
    """Return how many there are: `1 change`, `2 changes`."""
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return a text that is not longer than that."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def named(text: str, *, strong: bool = False) -> Line:
    """Return a name."""
    return (External(shortened(text), strong),)


def quoted(text: str, longest: int = _LONGEST) -> Line:
    """Return somebody's words in quotes."""
    return ("“", External(shortened(text, longest)), "”")


def value(something: Any, longest: int = _LONGEST) -> Line:
    """Return a value of a field."""
    if something is None:
        return ("nothing",)
    if isinstance(something, bool):
        return ("yes" if something else "no",)
    if isinstance(something, str):
        return _masked(something) or quoted(something, longest)
    return (External(shortened(json.dumps(something, ensure_ascii=False), longest)),)


def _masked(text: str) -> Line:
    if text == SECRET:
        return (External(text),)
    return (_MASK_TEXTS[text],) if text in _MASK_TEXTS else ()
