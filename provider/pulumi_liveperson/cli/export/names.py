"""Creates resource names from the names of objects.

A name does not depend on the other exported objects: objects that would get the same name are numbered in the
order of their ids, and names that are already used are skipped.
"""

import unicodedata
from collections.abc import Container

from pulumi_liveperson.escaping import visible

_MAX_LENGTH = 60


def resource_name(object_name: str, fallback: str, used_names: Container[str]) -> str:
    """Return an unused name for an object; it is created from `fallback` if its own name has no letters."""
    name = _slug(object_name) or _slug(fallback)
    numbered, number = name, 1
    while numbered in used_names:
        number += 1
        numbered = f"{name}-{number}"
    return numbered


def _slug(text: str) -> str:
    """Return the letters and digits of a text in lower case; a hyphen replaces other characters."""
    letters = "".join(_plain(each) for each in unicodedata.normalize("NFC", text))
    slug = "-".join(letters.casefold().split())
    return slug if len(slug) <= _MAX_LENGTH else slug[:_MAX_LENGTH].rstrip("-")


def _plain(character: str) -> str:
    """Return a Latin letter without accent, another letter unchanged, and a space for other characters."""
    base = "".join(each for each in unicodedata.normalize("NFKD", character) if each.isascii())
    if base.isalnum():
        return base
    is_letter = unicodedata.category(character)[0] in "LNM"  # in many scripts, marks are part of a word
    return character if is_letter and not visible(character).startswith("[U+") else " "
