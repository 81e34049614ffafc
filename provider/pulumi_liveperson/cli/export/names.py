"""Names of resources, made from what people call their objects.

A name stays the same whatever else is exported with it: objects that would have one name are numbered in the
order of their ids, and names that are taken are passed over.
"""

import unicodedata
from collections.abc import Container

from pulumi_liveperson.escaping import visible

_LONGEST = 60


def resource_name(called: str, otherwise: str, taken: Container[str]) -> str:
    """Return a name for an object that is not taken; made from other words where its own have no letters."""
    name = _slug(called) or _slug(otherwise)
    numbered, number = name, 1
    while numbered in taken:
        number += 1
        numbered = f"{name}-{number}"
    return numbered


def _slug(text: str) -> str:
    """Return the letters and digits of a text in lower case, with a hyphen for what is between them."""
    letters = "".join(_plain(each) for each in unicodedata.normalize("NFC", text))
    words = "-".join(letters.casefold().split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip("-")


def _plain(character: str) -> str:
    """Return a letter without its accent where that is one of ours, and a space for what is no letter."""
    base = "".join(each for each in unicodedata.normalize("NFKD", character) if each.isascii())
    if base.isalnum():
        return base
    is_letter = unicodedata.category(character)[0] in "LNM"  # in many scripts, marks are part of a word
    return character if is_letter and not visible(character).startswith("[U+") else " "
