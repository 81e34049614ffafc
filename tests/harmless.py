"""What a terminal, or the runner of a pipeline, takes for more than words."""

import re
import unicodedata

HIDDEN = "\x07\x1b[31m\x7f\x85\x9b31m\u202ebackwards\u2028line\u2066\ufeff\u00ad"
COMMANDS = ("::error::forged", "##[error]forged", "##vso[task.setvariable variable=x]y")
HOSTILE = [
    HIDDEN,
    "\r\nforged line",
    "<{%fg 1%}>forged<{%reset%}>",
    "<{%forged%}> and <{%",
    *(f"{start}{command}" for start in ("", "\n", "\r", "  ", "\u2028", "x\n \t") for command in COMMANDS),
]
_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_ISOLATES = "\u2068\u2069"  # ours, around what is read from right to left
# A picture of several is one that is seen.
_JOINED = re.compile(
    "(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])"
)
_RUNNERS = re.compile(r"##\w*\[|^\s*::\w", re.MULTILINE)
_COLOURS = "<{%"  # Pulumi's display colours what follows, and the whole CLI panics if it knows no such colour


def harmful(text: str) -> list[str]:
    """Return what is no word in a text, and no line break."""
    kept = "\n" + _ISOLATES
    found = [
        each
        for each in _JOINED.sub("", text)
        if unicodedata.category(each) in _CATEGORIES and each not in kept
    ]
    return found + _RUNNERS.findall(text) + [_COLOURS] * text.count(_COLOURS)
