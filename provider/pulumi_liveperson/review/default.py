"""Which occasion is the account's default, before and after."""

from collections.abc import Iterable
from dataclasses import dataclass

from pulumi_liveperson.pulumi_cli.urn import Kind
from pulumi_liveperson.review.model import Change, Operation
from pulumi_liveperson.review.words import Line, named

FLAG = "is_default"
_STAYS = {Operation.IMPORT, Operation.PRESENT}  # as it was


@dataclass(frozen=True)
class Default:
    """The occasion that becomes the default, and the one that was it; `None` where the changes have none."""

    new: Change | None
    former: Change | None

    def words(self, change: Change, becomes: str) -> Line:
        """Return what happens to the flag of an occasion; nothing where it stays, and is told elsewhere."""
        if change.operation in _STAYS:
            is_default = (change.after or {}).get(FLAG) is True
            return ("it is the account's default occasion",) if is_default else ()
        if gets_default(change):
            instead: Line = (", instead of ", *named(self.former.name, strong=True)) if self.former else ()
            return (f"{becomes} the account's default occasion", *instead)
        if not loses_default(change):
            return ()
        was = "it was" if change.operation is Operation.DELETE else "is no longer"
        place: Line = (": ", *named(self.new.name, strong=True), " takes its place") if self.new else ()
        return (f"{was} the account's default occasion", *place)


def default_among(changes: Iterable[Change]) -> Default:
    """Return how the default moves in these changes."""
    occasions = [each for each in changes if each.kind is Kind.SPECIAL_OCCASION]
    return Default(
        new=next((each for each in occasions if gets_default(each)), None),
        former=next((each for each in occasions if loses_default(each)), None),
    )


def gets_default(change: Change) -> bool:
    """Tell whether an occasion becomes the default."""
    field = change.field(FLAG)
    moves = field is not None and field.before is not True and field.after is True
    return moves and change.operation not in _STAYS


def loses_default(change: Change) -> bool:
    """Tell whether the default becomes another occasion than this."""
    field = change.field(FLAG)
    return field is not None and field.after is not True and (field.before is True or _untold(change))


def may_touch_default(change: Change) -> bool:
    """Tell whether the default may change, also where a value is not shown, or what was there is not told."""
    if change.kind is not Kind.SPECIAL_OCCASION or change.operation is Operation.IMPORT:
        return False
    if change.operation.deletes and FLAG not in (change.before or {}):
        return True
    field = change.field(FLAG)
    values = (field.before, field.after) if field else ()
    return any(each not in (None, False) for each in values) or (field is not None and _untold(change))


def _untold(change: Change) -> bool:
    """Tell whether nothing says what was there: of a field in a plan it is known only that it changes."""
    return change.before is None and change.operation in {Operation.UPDATE, Operation.REPLACE}
