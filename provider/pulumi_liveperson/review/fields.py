"""Describes changes of fields that have no sentence of their own."""

from collections.abc import Iterator

from pulumi_liveperson.pulumi_cli.values import masked
from pulumi_liveperson.review.explanation import Row
from pulumi_liveperson.review.lines import External, Line, enumerated, shortened, value
from pulumi_liveperson.review.model import Change, Field

_LONGEST_IN_A_TABLE = 1_000
_UNCHECKED = "unchecked"
_ON_CONFLICT = "on_conflict"
_ON_CONFLICT_PHRASES = {
    "overwrite": "from now on, updates overwrite changes made in the console",
    "fail": "from now on, updates report a conflict instead of overwriting changes made in the console",
    "": "from now on, the setting of the stack decides whether updates overwrite changes made in the console",
}


def other_fields(change: Change, becomes: str, explained: frozenset[str]) -> Iterator[Line]:
    """Yield a phrase for each changed field that is not explained yet."""
    for field in change.fields:
        if field.name == _ON_CONFLICT and str(field.after or "") in _ON_CONFLICT_PHRASES:
            yield (_ON_CONFLICT_PHRASES[str(field.after or "")],)
        elif field.name == _UNCHECKED:
            yield _checking(field)
        elif field.name not in explained:
            yield field_phrase(change, field, (External(shortened(field.name)),), becomes)


def _checking(field: Field) -> Line:
    names = (
        [(External(shortened(str(each))),) for each in field.after] if isinstance(field.after, list) else []
    )
    if not names:
        return ("all its fields are checked against the documented rules",)
    return (
        *enumerated(names),
        f" {'is' if len(names) == 1 else 'are'} not checked against the documented rules",
    )


def renaming(field: Field) -> Line:
    """Return a phrase about a new name, with the former one."""
    if masked(field.before) or masked(field.after):
        return ("its name becomes ", *value(field.after))
    return ("renamed, was ", *value(field.before)) if field.before else ("renamed",)


def field_phrase(change: Change, field: Field, label: Line, becomes: str) -> Line:
    """Return a phrase about a changed field: `description becomes “b”, was “a”`."""
    after = value(field.after)
    if change.before is None:
        return (*label, f" {becomes} ", *after)
    if field.before == field.after:
        return (*label, " changes to ", *after)
    was = ("had no value",) if field.before is None else ("was ", *value(field.before))
    return (*label, f" {becomes} ", *after, ", ", *was)


def field_row(change: Change, name: str, label: Line) -> Iterator[Row]:
    """Yield the row of a field if it changes."""
    if (field := change.field(name)) is not None:
        before = () if field.before is None else value(field.before, _LONGEST_IN_A_TABLE)
        after = () if change.after is None else value(field.after, _LONGEST_IN_A_TABLE)
        yield Row(label, before, after)


def other_rows(change: Change, explained: frozenset[str]) -> Iterator[Row]:
    """Yield the rows of the changed fields that are not explained yet."""
    for field in change.fields:
        if field.name not in explained:
            yield from field_row(change, field.name, (External(shortened(field.name)),))
