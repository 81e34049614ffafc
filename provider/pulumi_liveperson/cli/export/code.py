"""Generates Python code with the layout of `ruff format`.

A call, list or mapping is on one line only if it certainly fits. If not, each item has its own line with a
trailing comma, which the formatter does not change. So only the maximum width of a character must be known,
not its exact width.
"""

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pulumi_liveperson.escaping import visible

WIDTH = 110
_INDENT = "    "
_SIMPLE = re.compile(r"[ !#-&(-\[\]-~]*")  # no quotes and no backslash; each character is one column wide


@dataclass(frozen=True)
class Call:
    """A function call with positional and named arguments."""

    function: str
    arguments: "Sequence[Node]" = ()
    named: "Mapping[str, Node] | None" = None


@dataclass(frozen=True)
class Name:
    """The name of a constant."""

    text: str


@dataclass(frozen=True)
class Starred:
    """A call whose items become items of the list around it."""

    call: Call


@dataclass(frozen=True)
class Commented:
    """A value with a comment at the end of its line."""

    node: "Node"
    comment: str


Node = (
    Call
    | Name
    | Starred
    | Commented
    | str
    | bool
    | int
    | float
    | None
    | Sequence["Node"]
    | Mapping[str, "Node"]
)


def lines(node: Node, depth: int = 0, before: str = "", after: str = "") -> list[str]:
    """Return the lines of a value at a nesting depth, with the text before and after it."""
    if isinstance(node, Commented):
        *others, last = lines(node.node, depth, before, after)
        return [*others, _with_comment(last, node.comment)]
    indent = _INDENT * depth
    one_line = f"{indent}{before}{on_one_line(node)}{after}"
    if max_columns(one_line) <= WIDTH and not _has_comment(node):
        return [one_line]
    items_of = _items(node)
    if items_of is None:
        return _split_text(node, indent, before, after) or [one_line]
    opening, items, closing = items_of
    inner = [line for name, item in items for line in lines(item, depth + 1, name, ",")]
    return [f"{indent}{before}{opening}", *inner, f"{indent}{closing}{after}"]


def on_one_line(node: Node) -> str:
    """Return a value on one line of any length."""
    if isinstance(node, Commented):
        return on_one_line(node.node)
    if isinstance(node, Name):
        return node.text
    if isinstance(node, str):
        return literal(node)
    items_of = _items(node)
    if items_of is None:
        is_empty_list = isinstance(node, Sequence)
        return "[]" if is_empty_list else repr(node)
    opening, items, closing = items_of
    return f"{opening}{', '.join(name + on_one_line(item) for name, item in items)}{closing}"


def literal(text: str) -> str:
    """Return a Python string literal; characters that are invisible or change the text order are escaped."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return f"{quote}{''.join(_escaped(each, quote) for each in text)}{quote}"


def called(node: Node) -> set[str]:
    """Return the names of all functions that are called in a value."""
    if isinstance(node, Commented):
        return called(node.node)
    items_of = _items(node)
    inner = [called(item) for _, item in items_of[1]] if items_of else []
    return set().union(*inner, {node.function} if isinstance(node, Call) else set())


def max_columns(text: str) -> int:
    """Return the maximum width of a text in columns."""
    return sum(1 if each.isascii() else 2 for each in text)


def _has_comment(node: Node) -> bool:
    items_of = _items(node)
    inner = [item for _, item in items_of[1]] if items_of else []
    return isinstance(node, Commented) or any(map(_has_comment, inner))


def _with_comment(line: str, comment: str) -> str:
    """Return a line with a comment, which is shortened to the width of the line."""
    shown = f"{line}  # {comment}"
    while max_columns(shown) > WIDTH and comment:
        comment = comment[:-1]
        shown = f"{line}  # {comment}…"
    return shown if comment else line


def _items(node: Node) -> tuple[str, list[tuple[str, Node]], str] | None:
    """Return the brackets of a value and its items, each with its prefix; `None` if it has no items."""
    if isinstance(node, Call):
        named = [(f"{name}=", item) for name, item in (node.named or {}).items()]
        return f"{node.function}(", [*(("", each) for each in node.arguments), *named], ")"
    if isinstance(node, Mapping):
        return "{", [(f"{literal(name)}: ", item) for name, item in node.items()], "}"
    if isinstance(node, Sequence) and not isinstance(node, str) and node:
        starred: list[tuple[str, Node]] = [
            ("*", each.call) if isinstance(each, Starred) else ("", each) for each in node
        ]
        return "[", starred, "]"
    return None


def _split_text(node: Node, indent: str, before: str, after: str) -> list[str]:
    """Return a long text argument in parts, one for each line; empty if the formatter might change them."""
    if not (isinstance(node, str) and before.endswith("=") and _SIMPLE.fullmatch(node)):
        return []
    room = WIDTH - len(f'{indent}{before}""{after}')
    parts = textwrap.wrap(node, room, drop_whitespace=False, break_long_words=False, break_on_hyphens=False)
    if max(map(len, parts)) > room:
        return []
    first, *others = [f'"{part}"' for part in parts]
    return [
        f"{indent}{before}{first}",
        *(f"{indent}{part}" for part in others[:-1]),
        f"{indent}{others[-1]}{after}",
    ]


def _escaped(character: str, quote: str) -> str:
    if character == quote:
        return f"\\{character}"
    is_seen = character.isprintable() and (character.isascii() or not visible(character).startswith("[U+"))
    return character if is_seen and character != "\\" else character.encode("unicode_escape").decode()
