"""The default object of a kind in an account, before and after a change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.review.dates import enumeration
from pulumi_liveperson.review.lines import Line, named
from pulumi_liveperson.review.model import Change, Field, Operation
from pulumi_liveperson.wire import prop

_STAYS = {Operation.IMPORT, Operation.PRESENT}  # the default stays the same


@dataclass(frozen=True)
class Default:
    """The new and the former default; `None` if the changes do not contain it."""

    new: Change | None = None
    former: Change | None = None

    def phrase(self, change: Change, becomes: str) -> Line:
        """Return a phrase about the default flag of an object; empty if the flag does not change."""
        what = f"the account's {default_noun(change.kind)}"
        if change.operation in _STAYS:
            is_default = (change.after or {}).get(flag_of(change.kind)) is True
            return (f"it is {what}",) if is_default else ()
        if gets_default(change):
            instead: Line = (", instead of ", *named(self.former.name, strong=True)) if self.former else ()
            return (f"{becomes} {what}", *instead)
        if not loses_default(change):
            return ()
        was = "it was" if change.operation is Operation.DELETE else "is no longer"
        place: Line = ("; ", *named(self.new.name, strong=True), " becomes the default") if self.new else ()
        return (f"{was} {what}", *place)


def flag_of(kind: Kind) -> str:
    """Return the name of the default flag in programs; empty if the kind has no default."""
    return "" if kind.default_flag is None else prop(kind.default_flag)


def default_noun(kind: Kind) -> str:
    """Return the noun for the default of a kind, such as `default occasion`."""
    return f"default {kind.short_noun}"


def default_nouns(changes: Iterable[Change]) -> str:
    """Return the nouns of the defaults that move, such as `default occasion`; empty if none moves."""
    moving = [each.kind for each in changes if gets_default(each) or loses_default(each)]
    return enumeration([default_noun(kind) for kind in dict.fromkeys(moving)]) if moving else ""


def defaults_among(changes: Iterable[Change]) -> Mapping[Kind, Default]:
    """Return the new and the former default of each kind in these changes."""
    several = list(changes)
    return {
        kind: Default(
            new=next((each for each in several if each.kind is kind and gets_default(each)), None),
            former=next((each for each in several if each.kind is kind and loses_default(each)), None),
        )
        for kind in {each.kind for each in several}
    }


def gets_default(change: Change) -> bool:
    """Return whether an object becomes the default."""
    field = _field(change)
    moves = field is not None and field.before is not True and field.after is True
    return moves and change.operation not in _STAYS


def loses_default(change: Change) -> bool:
    """Return whether an object stops being the default."""
    field = _field(change)
    return (
        field is not None and field.after is not True and (field.before is True or _is_unknown_before(change))
    )


def may_touch_default(change: Change) -> bool:
    """Return whether the default may change, also if a value is masked or the previous content is unknown."""
    flag = flag_of(change.kind)
    if not flag or change.operation is Operation.IMPORT:
        return False
    if change.operation.deletes and flag not in (change.before or {}):
        return True
    field = _field(change)
    values = (field.before, field.after) if field else ()
    return any(each not in (None, False) for each in values) or (
        field is not None and _is_unknown_before(change)
    )


def _field(change: Change) -> Field | None:
    return change.field(flag_of(change.kind))


def _is_unknown_before(change: Change) -> bool:
    """Return whether the previous content is unknown: a plan file shows only which fields change."""
    return change.before is None and change.operation in {Operation.UPDATE, Operation.REPLACE}
