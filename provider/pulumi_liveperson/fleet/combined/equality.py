"""Decides whether the changes of two accounts are the same.

They are the same if everything is equal except for what belongs to an account: LivePerson's ids, the name of
the stack inside URNs, and ids of referenced objects. The sentence and the rows of a change show the names of
referenced objects, so an object with another name makes another change. If a name is not known, the sentence
shows an id, and the changes are different too.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from pulumi_liveperson.fleet.combined.document import Raw
from pulumi_liveperson.fleet.result import Result
from pulumi_liveperson.pulumi_cli.values import MASKS
from pulumi_liveperson.registry import kinds
from pulumi_liveperson.wire import prop

_REFERENCES = {
    kind.noun if kind.part_of is None else f"{kind.noun} hours": frozenset(map(prop, kind.references))
    for kind in kinds()
}
_ANY_ID = "an id"
_MOST_NAMED = 10
"""A sentence names at most this number of objects of a field, so ids of longer lists must be equal."""


def key_of_change(change: Raw) -> str:
    """Return a text that is equal for the same change in two accounts."""
    references = _REFERENCES.get(str(change.get("kind")), frozenset())
    fields = change.get("fields")
    return key_of(
        {
            **change,
            "id": change.get("id") is None,
            "urn": str(change.get("urn")).partition("::")[2],  # urn:pulumi:<stack>::<project>::<type>::<name>
            "before": _content(change.get("before"), references),
            "after": _content(change.get("after"), references),
            "fields": [_field(each, references) for each in fields] if isinstance(fields, list) else fields,
        }
    )


def key_of(content: Any) -> str:
    """Return a short text that is equal for equal content."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def without_account(text: str, result: Result) -> str:
    """Return a message in which the names of the stack and of the account are replaced by placeholders."""
    text = re.sub(
        rf"(\bstack[ =]|\burn:pulumi:|\bPulumi\.){re.escape(result.stack)}(?![\w-])", r"\1<stack>", text
    )
    if not result.account:
        return text
    return re.sub(rf"(\baccount[ =]){re.escape(result.account)}(?!\w)", r"\1<account>", text)


def _field(field: Any, references: frozenset[str]) -> Any:
    if not isinstance(field, Mapping) or field.get("name") not in references:
        return field
    return {**field, "before": _without_ids(field.get("before")), "after": _without_ids(field.get("after"))}


def _content(content: Any, references: frozenset[str]) -> Any:
    if not isinstance(content, Mapping):
        return content
    return {name: _without_ids(value) if name in references else value for name, value in content.items()}


def _without_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_ids(each) for each in value] if len(value) <= _MOST_NAMED else value
    return _ANY_ID if isinstance(value, str) and value and value not in MASKS else value
