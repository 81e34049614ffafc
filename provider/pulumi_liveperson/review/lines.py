"""Lines of text that keep our own text apart from text of other sources.

Names, descriptions and zones can contain any characters. Each format escapes them in its own way. Our own
text contains no characters that need escaping.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_liveperson.pulumi_cli.values import HIDDEN, SECRET, UNKNOWN

_LONGEST = 80


@dataclass(frozen=True)
class External:
    """Text of another source, which must be escaped."""

    text: str
    strong: bool = False


Line = tuple[str | External, ...]

_MASK_TEXTS = {
    UNKNOWN: "a value that is known only during the update",
    HIDDEN: "a value that cannot be shown",
}


def plain(line: Line) -> str:
    """Return a line as text, not escaped."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in line)


def joined(lines: Iterable[Line], separator: str) -> Line:
    """Return lines as one line, with a separator between them."""
    pieces: list[str | External] = []
    for number, line in enumerate(lines):
        pieces += [separator] * bool(number)
        pieces += line
    return tuple(pieces)


def limited(names: Sequence[Line], most: int) -> Line:
    """Return the first names as an enumeration, with the number of the others."""
    more: list[Line] = [(f"{len(names) - most:,} more",)] if names[most:] else []
    return enumerated([*names[:most], *more])


def enumerated(lines: Sequence[Line], last: str = " and ") -> Line:
    """Return lines as one enumeration: `a, b and c`."""
    head, tail = lines[:-1], lines[-1:]
    return (*joined(head, ", "), *([last] if head else []), *joined(tail, ""))


def count(number: int, one: str, more: str = "") -> str:
    """Return a number with its noun: `1 change`, `2 changes`."""
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return a text, cut after `longest` characters."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def named(text: str, *, strong: bool = False) -> Line:
    """Return a name, shortened and to be escaped."""
    return (External(shortened(text), strong),)


def quoted(text: str, longest: int = _LONGEST) -> Line:
    """Return text of another source in quotes."""
    return ("“", External(shortened(text, longest)), "”")


def value(something: Any, longest: int = _LONGEST) -> Line:
    """Return the value of a field."""
    if something is None:
        return ("empty",)
    if isinstance(something, bool):
        return ("yes" if something else "no",)
    if isinstance(something, str):
        return _masked(something) or quoted(something, longest)
    return (External(shortened(json.dumps(something, ensure_ascii=False), longest)),)


def _masked(text: str) -> Line:
    if text == SECRET:
        return (External(text),)
    return (_MASK_TEXTS[text],) if text in _MASK_TEXTS else ()
