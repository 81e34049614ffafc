"""The content of an account at one time, and its file format.

The file contains the objects as LivePerson returns them, including fields that this package does not know. A
file is read as untrusted input.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.escaping import as_json
from pulumi_liveperson.registry import object_kinds

FORMAT = "liveperson-accounts snapshot"
VERSION = 1
"""Increased if an older version of the package would misread the file; new fields do not increase it."""

Skills = Mapping[str, tuple[str, ...]]
"""The names of the skills that use an object, by the id of the object."""

_NUMBER = re.compile("[0-9]{1,19}")
_BEGINNING = 100


class InvalidSnapshotError(Exception):
    """A file is not a readable snapshot; the message contains the cause, and follows the file's name."""


@dataclass(frozen=True)
class CollectionContent:
    """A complete collection at a revision."""

    revision: str
    objects: tuple[Wire, ...]
    skills: Skills | None = None
    """`None` if skills do not use this kind, or if the credentials may not read skills."""


@dataclass(frozen=True)
class Snapshot:
    """The content of an account at one time."""

    account: str
    stack: str
    """The stack whose settings were used to read it."""
    time: str
    """The time of the snapshot, in UTC, in ISO 8601 format."""
    collections: Mapping[Kind, CollectionContent]

    @property
    def shows_skills(self) -> bool:
        """Return whether the skills are known for all kinds that skills can use."""
        return all(
            content.skills is not None
            for kind, content in self.collections.items()
            if kind.skill_field is not None
        )


def to_text(snapshot: Snapshot) -> str:
    """Return a snapshot as the text of a file."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "account": snapshot.account,
        "stack": snapshot.stack,
        "time": snapshot.time,
        "collections": {
            kind.type_name: {
                "revision": content.revision,
                "objects": content.objects,
                "skills": content.skills,
            }
            for kind, content in snapshot.collections.items()
        },
    }
    return as_json(document, indent=2) + "\n"


def from_text(text: bytes) -> Snapshot:
    """Return the snapshot from the text of a file; raises an `InvalidSnapshotError`."""
    document = _parsed(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise InvalidSnapshotError("is not a file of `liveperson snapshot`.")
    version = document.get("version")
    if isinstance(version, int) and version > VERSION:
        raise InvalidSnapshotError(
            f"has version {version}, and this package can read version {VERSION}: update the package."
        )
    try:
        file = _File.model_validate(document)
    except ValidationError as error:
        raise _damaged(".".join(map(str, error.errors()[0]["loc"]))) from None
    known = {kind.type_name: kind for kind in object_kinds()}
    if unknown := sorted(file.collections.keys() - known.keys()):
        raise _damaged(f"unknown collections ({', '.join(unknown)})")
    collections = {known[name]: _content(known[name], each, file) for name, each in file.collections.items()}
    return Snapshot(file.account, file.stack, file.time, collections)


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True)


class _Collection(_Strict):
    revision: Annotated[str, Field(pattern=r"^[0-9]{1,19}$")]
    objects: list[dict[str, Any]]
    skills: dict[str, list[str]] | None = None


class _File(_Strict):
    version: Literal[1]
    account: Annotated[str, Field(pattern=r"^[a-zA-Z0-9_]{1,20}$")]
    stack: str
    time: str
    collections: dict[str, _Collection]
    skills: dict[str, list[str]] | None = None
    """The skills of all collections, in older files."""


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        if FORMAT.encode() in text[:_BEGINNING]:
            raise InvalidSnapshotError(
                "is an incomplete snapshot: its end is missing. Get the file again."
            ) from None
        raise InvalidSnapshotError("is not a file of `liveperson snapshot`: it is not JSON.") from None


def _content(kind: Kind, found: _Collection, file: _File) -> CollectionContent:
    ids = {str(each.get("id")) for each in found.objects}
    are_named = all(isinstance(each.get(kind.key), str) for each in found.objects)
    if not (are_named and all(map(_NUMBER.fullmatch, ids))):
        raise _damaged(f"one of the {kind.noun}s")
    if len(ids) != len(found.objects):
        raise _damaged(f"the {kind.noun}s (two have the same id)")
    skills = found.skills if "skills" in found.model_fields_set else file.skills
    if skills is None or kind.skill_field is None:
        return CollectionContent(found.revision, tuple(found.objects))
    return CollectionContent(
        found.revision, tuple(found.objects), {id_: tuple(each) for id_, each in skills.items()}
    )


def _damaged(part: str) -> InvalidSnapshotError:
    return InvalidSnapshotError(f"is damaged: {part} cannot be read. Get the file again.")
