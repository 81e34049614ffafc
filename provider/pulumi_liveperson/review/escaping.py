"""Makes text from other systems safe for Markdown and HTML.

GitHub and GitLab process a comment after they have rendered its Markdown: `@name`, `#12`, `:tada:` and
addresses become links, notifications and pictures. Backslashes do not prevent this; a zero-width space does.
"""

import html
import re

from pulumi_liveperson.escaping import visible, without_commands

_GAP = "\u200b"
_DOLLAR = "<span>$</span>"  # from GitHub's documentation on formulas
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "`": "&#96;", "$": _DOLLAR}
_LINKED = re.compile(
    r"[@#!~%^&](?=\S)"  # mentions and references
    r"|:(?=[\w+-]+:)"  # pictures
    r"|:(?=//)|(?<=www)\."  # addresses
    r"|(?<=\bgh)-(?=\d)",  # GitHub's other form of a reference
    re.IGNORECASE,
)
# A mention, also in HTML entities: a forge would notify the person. Our reports contain no mentions.
_MENTION = re.compile(
    r"@(?!\u200b|&#8203;)|&(?:#0*64(?![0-9])|#x0*40(?![0-9a-f])|commat(?=;));?(?!\u200b)", re.IGNORECASE
)
# A quick action: GitLab executes a line such as `/close` with the rights of the comment's author.
_QUICK_ACTION = re.compile(r"((?:^|[\n\r])\s*/)(?=\w)")


def for_markdown(text: str) -> str:
    """Return Markdown that shows exactly this text, within a line or a table."""
    return _MARKUP.sub(
        lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), _unlinked(visible(text))
    ).replace(_GAP, "&#8203;")


def for_html(text: str) -> str:
    """Return a text for HTML within Markdown, where Markdown is not interpreted."""
    return html.escape(_unlinked(visible(text))).replace(_GAP, "&#8203;").replace("$", _DOLLAR)


def without_actions(markdown: str) -> str:
    """Return Markdown in which a forge finds no mentions of people and no quick actions."""
    return _QUICK_ACTION.sub(rf"\1{_GAP}", _MENTION.sub(rf"\g<0>{_GAP}", markdown))


def code_block(text: str, most: int) -> str:
    """Return lines as a code block, cut after a number of characters."""
    lines = []
    for line in text.splitlines():
        shown = without_commands(visible(line))
        lines.append(shown if len(shown) <= most else f"{shown[:most]}…")
        most -= len(shown) + 1
        if most < 0:
            break
    longest = max((len(found) for line in lines for found in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *lines, fence])


def _unlinked(text: str) -> str:
    return _LINKED.sub(lambda found: found[0] + _GAP, text)
