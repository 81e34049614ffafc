"""What an account held at a time, and how that stands in a file.

The objects stand there as LivePerson shows them, with all that we do not know of. A file is read as something
that anybody may have written.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.escaping import as_json
from pulumi_liveperson.registry import kinds

FORMAT = "liveperson-accounts snapshot"
VERSION = 1
"""Raised when an older program would misread the file; what is added does not raise it."""

Skills = Mapping[str, tuple[str, ...]]
"""The names of the skills that refer to an object, by its id."""

_ACCOUNT = re.compile("[a-zA-Z0-9_]{1,20}")
_NUMBER = re.compile("[0-9]{1,19}")
_BEGINNING = 100


class NoSnapshotError(Exception):
    """A text is no snapshot that this program can read; the message says why, to be read after its name."""


@dataclass(frozen=True)
class Held:
    """A whole collection at a revision."""

    revision: str
    objects: tuple[Wire, ...]
    skills: Skills | None = None
    """`None` where skills do not refer to this kind, or where the credentials may not read them."""


@dataclass(frozen=True)
class Snapshot:
    """What an account held."""

    account: str
    stack: str
    """The stack by which it was read."""
    time: str
    """When, in UTC, as ISO 8601 has it."""
    collections: Mapping[Kind, Held]

    @property
    def shows_skills(self) -> bool:
        """Tell whether the credentials may read skills, as far as those refer to anything here."""
        return all(
            held.skills is not None for kind, held in self.collections.items() if kind.skill_field is not None
        )


def written(snapshot: Snapshot) -> str:
    """Return a snapshot as the text of a file."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "account": snapshot.account,
        "stack": snapshot.stack,
        "time": snapshot.time,
        "collections": {
            kind.type_name: {"revision": held.revision, "objects": held.objects, "skills": held.skills}
            for kind, held in snapshot.collections.items()
        },
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
    _require(version == VERSION and isinstance(collections, dict), "version and collections")
    known = {kind.type_name: kind for kind in kinds()}
    unknown = sorted(collections.keys() - known.keys())
    _require(not unknown, f"collections that nobody knows ({', '.join(unknown)})")
    return Snapshot(
        account=_text(document, "account", _ACCOUNT),
        stack=_text(document, "stack"),
        time=_text(document, "time"),
        collections={
            known[name]: _held(known[name], each, document.get("skills"))
            for name, each in collections.items()
        },
    )


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        if FORMAT.encode() in text[:_BEGINNING]:
            raise NoSnapshotError("is no whole snapshot: it breaks off. Get the file again.") from None
        raise NoSnapshotError("is not a file of `liveperson snapshot`: it is not JSON.") from None


def _held(kind: Kind, found: Any, skills_of_all: Any) -> Held:
    """Read a collection; older files have the skills of all of them in one place."""
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
    skills = found.get("skills", skills_of_all) if kind.skill_field is not None else None
    return Held(
        _text(found, "revision", _NUMBER), tuple(objects), None if skills is None else _skills(skills)
    )


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
