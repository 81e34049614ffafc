"""Somebody else's words, made safe for Markdown, HTML and terminals.

A comment on GitHub or GitLab is more than Markdown: after it is rendered, `@name`, `#12`, `:tada:` and
addresses become links, notifications and pictures. Backslashes do not stop that; a space without a width in
between does.
"""

import html
import re
import unicodedata

_LINE_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BREAK = "⏎"
_GAP = "\u200b"
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
# Invisible, and of a category that holds visible characters as well.
_BLANK = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u2800", "\u3164", "\uffa0"}
# A picture of several is one that is seen: U+200D between symbols hides nothing.
_JOINED_PICTURES = re.compile(
    r"([\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\[U\+200D\](?=[\u2600-\u27bf\U0001f000-\U0001faff])"
)
_DOLLAR = "<span>$</span>"  # so GitHub's documentation on formulas says it
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "`": "&#96;", "$": _DOLLAR}
_LINKED = re.compile(
    r"[@#!~%^&](?=\S)"  # mentions and references
    r"|:(?=[\w+-]+:)"  # pictures
    r"|:(?=//)|(?<=www)\."  # addresses
    r"|(?<=\bgh)-(?=\d)",  # GitHub's other way to refer
    re.IGNORECASE,
)


def visible(text: str) -> str:
    """Return a text on one line in which what cannot be seen, or reorders what is seen, is written out."""
    one_line = _LINE_BREAKS.sub(_BREAK, text).replace("\t", " ")
    if one_line.isascii() and one_line.isprintable():
        return one_line
    shown = _JOINED_PICTURES.sub("\\1\u200d", "".join(_written_out(each) for each in one_line))
    if any(unicodedata.bidirectional(each) in _RIGHT_TO_LEFT for each in shown):
        return f"{_ISOLATE}{shown}{_END_OF_ISOLATE}"
    return shown


def for_markdown(text: str) -> str:
    """Return a text as Markdown that shows just this text, inside of a line or of a table."""
    return _MARKUP.sub(
        lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), _unlinked(visible(text))
    ).replace(_GAP, "&#8203;")


def for_html(text: str) -> str:
    """Return a text as HTML inside of Markdown, where Markdown itself is not read."""
    return html.escape(_unlinked(visible(text))).replace(_GAP, "&#8203;").replace("$", _DOLLAR)


def code_block(text: str, most: int) -> str:
    """Return lines as a block in which nothing is Markdown, cut after a number of characters."""
    lines = []
    for line in text.splitlines():
        shown = visible(line)
        lines.append(shown if len(shown) <= most else f"{shown[:most]}…")
        most -= len(shown) + 1
        if most < 0:
            break
    longest = max((len(found) for line in lines for found in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *lines, fence])


def _unlinked(text: str) -> str:
    return _LINKED.sub(lambda found: found[0] + _GAP, text)


def _written_out(character: str) -> str:
    hidden = unicodedata.category(character) in _HIDDEN_CATEGORIES or character in _BLANK
    return f"[U+{ord(character):04X}]" if hidden else character
