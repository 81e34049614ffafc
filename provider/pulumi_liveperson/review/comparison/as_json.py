"""A comparison as JSON; `schema.json` in this folder describes the format."""

from typing import Any

from pulumi_liveperson import escaping
from pulumi_liveperson.review.comparison.comparing import Comparison
from pulumi_liveperson.review.comparison.side import Side
from pulumi_liveperson.review.explanation import Explanation
from pulumi_liveperson.review.lines import plain

VERSION = 1
"""Increased when readers of the previous format would misread the new one; not increased for additions."""


def as_json(names: tuple[str, str], found: Comparison | str, exit_code: int) -> str:
    """Return a comparison, or the error if there is none."""
    comparison = None if isinstance(found, str) else found
    document = {
        "version": VERSION,
        "first": _side(comparison.first) if comparison else {"name": names[0]},
        "second": _side(comparison.second) if comparison else {"name": names[1]},
        "only_in_first": [_described(each) for each in comparison.only_first] if comparison else [],
        "only_in_second": [_described(each) for each in comparison.only_second] if comparison else [],
        "different": [_different(each) for each in comparison.different] if comparison else [],
        "equal": comparison.equal if comparison else None,
        "accepted": [_object(each) for each in comparison.accepted] if comparison else [],
        "stale": [plain(each) for each in comparison.stale] if comparison else [],
        "error": found if isinstance(found, str) else None,
        "exit_code": exit_code,
    }
    return escaping.as_json(document, indent=2) + "\n"


def _side(side: Side) -> dict[str, Any]:
    return {"name": side.name, "stack": side.stack, "account": side.account, "objects": len(side.items)}


def _described(found: Explanation) -> dict[str, Any]:
    content = found.change.after or {}
    return {**_object(found), "content": dict(content)}


def _different(found: Explanation) -> dict[str, Any]:
    fields = [{"name": each.name, "first": each.before, "second": each.after} for each in found.change.fields]
    return {**_object(found), "fields": fields}


def _object(found: Explanation) -> dict[str, Any]:
    return {"kind": found.change.kind.noun, "name": found.change.name, "sentence": plain(found.sentence)}
