"""What an account held at a time, and how that stands in a file.

The objects stand there as LivePerson shows them, with all that we do not know of. A file is read as something
that anybody may have written.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_liveperson.client.kinds import Kind, Wire
from pulumi_liveperson.connection import KINDS
from pulumi_liveperson.escaping import as_json

FORMAT = "liveperson-accounts snapshot"
VERSION = 1
"""Raised when an older program would misread the file; what is added does not raise it."""

Skills = Mapping[str, tuple[str, ...]]
"""The names of the skills that refer to an occasion, by its id."""

_ACCOUNT = re.compile("[a-zA-Z0-9_]{1,20}")
_NUMBER = re.compile("[0-9]{1,19}")
_BEGINNING = 100
_TYPES = {kind.type_name: kind for kind in KINDS}


class NoSnapshotError(Exception):
    """A text is no snapshot that this program can read; the message says why, to be read after its name."""


@dataclass(frozen=True)
class Held:
    """A whole collection at a revision."""

    revision: str
    objects: tuple[Wire, ...]


@dataclass(frozen=True)
class Snapshot:
    """What an account held."""

    account: str
    stack: str
    """The stack by which it was read."""
    time: str
    """When, in UTC, as ISO 8601 has it."""
    collections: Mapping[Kind, Held]
    skills: Skills | None = None
    """`None` where the credentials may not read them."""


def written(snapshot: Snapshot) -> str:
    """Return a snapshot as the text of a file."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "account": snapshot.account,
        "stack": snapshot.stack,
        "time": snapshot.time,
        "collections": {
            kind.type_name: {"revision": held.revision, "objects": list(held.objects)}
            for kind, held in snapshot.collections.items()
        },
        "skills": None
        if snapshot.skills is None
        else {id_: list(each) for id_, each in snapshot.skills.items()},
    }
    return as_json(document, indent=2) + "\n"


def read(text: bytes) -> Snapshot:
    """Return the snapshot that a text is; raises a `NoSnapshotError`."""
    document = _parsed(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise NoSnapshotError("is not a file of `liveperson snapshot`.")
    version = document.get("version")
    if isinstance(version, int) and version > VERSION:
        raise NoSnapshotError(
            f"is of version {version}, and this program knows version {VERSION}: use a newer program."
        )
    collections: Any = document.get("collections")
    skills = document.get("skills")
    _require(version == VERSION and isinstance(collections, dict), "version and collections")
    unknown = sorted(collections.keys() - _TYPES.keys())
    _require(not unknown, f"collections that nobody knows ({', '.join(unknown)})")
    return Snapshot(
        account=_text(document, "account", _ACCOUNT),
        stack=_text(document, "stack"),
        time=_text(document, "time"),
        collections={_TYPES[name]: _held(_TYPES[name], each) for name, each in collections.items()},
        skills=None if skills is None else _skills(skills),
    )


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        if FORMAT.encode() in text[:_BEGINNING]:
            raise NoSnapshotError("is no whole snapshot: it breaks off. Get the file again.") from None
        raise NoSnapshotError("is not a file of `liveperson snapshot`: it is not JSON.") from None


def _held(kind: Kind, found: Any) -> Held:
    _require(isinstance(found, dict) and isinstance(found.get("objects"), list), f"the {kind.noun}s")
    objects = found["objects"]
    for each in objects:
        is_object = isinstance(each, dict) and bool(_NUMBER.fullmatch(str(each.get("id"))))
        _require(
            is_object and isinstance(each.get(kind.key), str),
            f"one of the {kind.noun}s",
        )
    ids = {str(each["id"]) for each in objects}
    _require(len(ids) == len(objects), f"the {kind.noun}s, of which two have one id")
    return Held(_text(found, "revision", _NUMBER), tuple(objects))


def _skills(found: Any) -> Skills:
    _require(
        isinstance(found, dict)
        and all(
            isinstance(names, list) and all(isinstance(each, str) for each in names)
            for names in found.values()
        ),
        "the skills",
    )
    return {id_: tuple(names) for id_, names in found.items()}


def _text(document: Mapping[str, Any], name: str, form: re.Pattern[str] | None = None) -> str:
    value = document.get(name)
    _require(isinstance(value, str) and (form is None or bool(form.fullmatch(value))), name)
    return str(value)


def _require(good: Any, what: str) -> None:
    if not good:
        raise NoSnapshotError(f"is damaged: {what} cannot be read. Get the file again.")
