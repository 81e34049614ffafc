"""Which object of a kind is the account's default, before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.review.dates import enumeration
from pulumi_liveperson.review.lines import Line, named
from pulumi_liveperson.review.model import Change, Field, Operation
from pulumi_liveperson.wire import prop

_STAYS = {Operation.IMPORT, Operation.PRESENT}  # as it was


@dataclass(frozen=True)
class Default:
    """The object that becomes the default, and the one that was it; `None` where the changes have none."""

    new: Change | None = None
    former: Change | None = None

    def phrase(self, change: Change, becomes: str) -> Line:
        """Return what happens to the flag of an object; nothing where it stays, and is told elsewhere."""
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
        place: Line = (": ", *named(self.new.name, strong=True), " takes its place") if self.new else ()
        return (f"{was} {what}", *place)


def flag_of(kind: Kind) -> str:
    """Return the field of the default, as programs have it; nothing where a kind has none."""
    return "" if kind.default_flag is None else prop(kind.default_flag)


def default_noun(kind: Kind) -> str:
    """Return what the default is called, such as `default occasion`."""
    return f"default {kind.short_noun}"


def default_nouns(changes: Iterable[Change]) -> str:
    """Return which defaults move in these changes: `default occasion`; nothing if none does."""
    moving = [each.kind for each in changes if gets_default(each) or loses_default(each)]
    return enumeration([default_noun(kind) for kind in dict.fromkeys(moving)]) if moving else ""


def defaults_among(changes: Iterable[Change]) -> Mapping[Kind, Default]:
    """Return how the default of each kind moves in these changes."""
    several = list(changes)
    return {
        kind: Default(
            new=next((each for each in several if each.kind is kind and gets_default(each)), None),
            former=next((each for each in several if each.kind is kind and loses_default(each)), None),
        )
        for kind in {each.kind for each in several}
    }


def gets_default(change: Change) -> bool:
    """Tell whether an object becomes the default."""
    field = _field(change)
    moves = field is not None and field.before is not True and field.after is True
    return moves and change.operation not in _STAYS


def loses_default(change: Change) -> bool:
    """Tell whether the default becomes another object than this."""
    field = _field(change)
    return (
        field is not None and field.after is not True and (field.before is True or _is_unknown_before(change))
    )


def may_touch_default(change: Change) -> bool:
    """Tell whether the default may change, also where a value is not shown, or what was there is not told."""
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
    """Tell whether nothing says what was there: of a field in a plan it is known only that it changes."""
    return change.before is None and change.operation in {Operation.UPDATE, Operation.REPLACE}
