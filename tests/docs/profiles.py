"""The contributed results of `liveperson probe` in docs/profiles, and the check before one is published."""

import ipaddress
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from liveperson_simulator.profile import FORMAT
from tests.docs.workspace import ROOT

PROFILES = ROOT / "docs" / "profiles"

Result = dict[str, Any]
_KEYS = {
    *("format", "probedOn", "complete", "missing", "contradictions", "knobs", "undetermined", "questions")
}
_SENTENCES = {"asks", "page", "assumes", "contradiction"}
"""The texts of the package, which may name its pages and numbers of any length."""
_VALUE = re.compile(r"[\w .,:/+-]{1,200}")
_LIMITS = {"maxWaitTime", "order", "skillOrder"}
"""The fields in which a probe sends a number of any length."""
_RELATIVE = re.compile(r"r([+-]\d+)?")
"""A revision, relative to the first one."""
_MASKED = {
    "a number that may be an id": re.compile(r"\d{5,}"),
    "an e-mail address": re.compile(r"\w@\w"),
    "the name of a host": re.compile(r"\b(?:[a-z0-9-]+\.)+(?!md\b|ya?ml\b|json\b)[a-z]{2,}\b", re.IGNORECASE),
    "a credential": re.compile(
        r"\b(?:bearer|basic|oauth)\s+\S{8}|(?=\w*\d)(?=\w*[A-Za-z])[\w+/=-]{32,}", re.IGNORECASE
    ),
}


def contributed(folder: Path = PROFILES) -> list[Path]:
    """Return the files, one for each account."""
    return sorted(folder.glob("*.json"))


def loaded(path: Path) -> Result:
    """Return the content of a file."""
    content: Result = json.loads(path.read_text(encoding="utf-8"))
    return content


def refusal(path: Path) -> str:
    """Return in one line why a file must not be published as it is; empty if it may.

    The line names the place in the file, but does not repeat what is there.
    """
    try:
        content: Any = loaded(path)
    except ValueError:
        return f"{path.name} is not JSON."
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return f"{path.name} does not have the format {FORMAT}."
    if unknown := sorted(content.keys() - _KEYS):
        return f"{path.name} has something that no probe writes: {', '.join(unknown)}."
    if not all(_is_row(each) for each in content.get("questions", [None])):
        return (
            f"{path.name}: each of its questions needs a name, and an observed value of a few words or none."
        )
    found = next(_unmasked(content, ""), None)
    return f"{path.name}: {found}. Remove it, and look for more." if found else ""


def _is_row(row: Any) -> bool:
    """Return whether a question has what the page of the simulator shows."""
    if not isinstance(row, dict) or not isinstance(row.get("name"), str):
        return False
    value = row.get("observed", "|")
    return value is None or (isinstance(value, str) and _VALUE.fullmatch(value) is not None)


def _unmasked(value: Any, place: str) -> Iterator[str]:
    field = place.rpartition(".")[2]
    if isinstance(value, dict):
        for name, each in value.items():
            inner = f"{place}.{name}".lstrip(".")
            yield from (f"a name in {place or 'the file'} is {what}" for what in _kinds(name))
            yield from _unmasked(each, inner)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _unmasked(each, f"{place}[{number}]")
    elif isinstance(value, str) and field not in _SENTENCES and not _RELATIVE.fullmatch(value):
        yield from (f"{place} contains {what}" for what in _kinds(value))
    elif isinstance(value, int | float) and field not in _LIMITS:
        yield from (f"{place} is {what}" for what in _kinds(str(value)))


def _kinds(text: str) -> Iterator[str]:
    text = re.sub(r"([a-z])\1{4,}", r"\1", text)  # a text of a certain length
    yield from (what for what, pattern in _MASKED.items() if pattern.search(text))
    for word in re.findall(r"[0-9a-f:.]{7,}", text, re.IGNORECASE):
        try:
            ipaddress.ip_address(word)
        except ValueError:
            continue
        yield "the address of a host"
