"""Makes text from other systems safe for terminals, logs and pipelines.

All other packages may import this one. It imports only the standard library.
"""

import json
import re
import unicodedata
from typing import Any

_LINE_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BREAK = "⏎"
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Invisible characters of categories that also contain visible ones.
_BLANK = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u2800", "\u3164", "\uffa0"}
# U+200D between two emoji joins them into one visible picture, so it hides nothing.
_JOINED_PICTURES = re.compile(
    r"([\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\[U\+200D\](?=[\u2600-\u27bf\U0001f000-\U0001faff])"
)
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_COMMAND = re.compile(
    r"#(?=#\w*\[)"  # anywhere in a line, for the runners of GitHub and Azure
    r"|^([^\S\n]*):(?=:\w)"  # after spaces, for GitHub's runner
    r"|<(?=\{%)",  # for Pulumi's display: a colour, or a panic that leaves the stack locked
    re.MULTILINE,
)


def written_out(text: str) -> str:
    """Return a text on one line, with invisible and reordering characters written as `[U+200B]`."""
    one_line = _LINE_BREAKS.sub(_BREAK, text).replace("\t", " ")
    if one_line.isascii() and one_line.isprintable():
        return one_line
    return _JOINED_PICTURES.sub("\\1\u200d", "".join(map(_seen, one_line)))


def visible(text: str) -> str:
    """Return a text like `written_out`, and isolate text that is read from right to left from its context."""
    shown = written_out(text)
    if not shown.isascii() and any(unicodedata.bidirectional(each) in _RIGHT_TO_LEFT for each in shown):
        return f"{_ISOLATE}{shown}{_END_OF_ISOLATE}"
    return shown


def without_commands(text: str) -> str:
    """Return lines without commands to the runner of a pipeline, such as `::error::`, or Pulumi's display.

    An inserted space makes a command ineffective.
    """
    return _COMMAND.sub(lambda found: f"{found[0]} ", text)


def printable(text: str) -> str:
    """Return lines like `written_out`, without commands to a runner or Pulumi's display."""
    return without_commands("\n".join(map(written_out, text.split("\n"))))


def as_json(value: Any, *, indent: int | None = None, allow_nan: bool = True) -> str:
    """Return JSON in ASCII, without commands to a runner or Pulumi's display."""
    text = json.dumps(value, indent=indent, allow_nan=allow_nan)
    return text.replace("\x7f", r"\u007f").replace("##", r"#\u0023").replace("<{%", r"\u003c{%")


def _seen(character: str) -> str:
    hidden = unicodedata.category(character) in _HIDDEN_CATEGORIES or character in _BLANK
    return f"[U+{ord(character):04X}]" if hidden else character
