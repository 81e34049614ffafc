"""Safety valves: options that refuse certain changes, so that a pipeline stops."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pulumi_liveperson.review.dates import day, enumeration, today
from pulumi_liveperson.review.default import default_noun, gets_default, loses_default, may_touch_default
from pulumi_liveperson.review.lines import Line, count, limited, named
from pulumi_liveperson.review.model import Change, Report, Source

_MOST_NAMES = 20
_SHOW_SAMES = "run `pulumi preview --show-sames`"
_LEFTOVERS = (
    "the preview does not show whether an earlier update replaced objects that are still to be deleted; "
    "run `pulumi preview --refresh`"
)
_AMOUNT = re.compile(r"([0-9]{1,9})(%?)", re.ASCII)


@dataclass(frozen=True)
class Refusal:
    """The reason why a rule refuses a change, and the objects."""

    rule: str
    reason: str
    objects: tuple[str, ...] = ()
    hint: Line = ()
    """A remark after the objects; not part of the JSON."""

    def line(self) -> Line:
        """Return the refusal as a sentence."""
        names = [named(each, strong=True) for each in self.objects]
        about: Line = (": ", *limited(names, _MOST_NAMES)) if names else ()
        return (f"Refused by {self.rule}: {self.reason}", *about, *self.hint, ".")


Guard = Callable[[Report], Refusal | None]


def max_deletes(amount: str) -> Guard:
    """Return a valve that refuses more deletes than a number, or than a percentage of all objects."""
    found = _AMOUNT.fullmatch(amount)
    if found is None or (found[2] and int(found[1]) > 100):  # noqa: PLR2004 - per cent
        raise ValueError(f"{amount!r} is neither a number of objects nor a percentage such as 30%")
    most, is_share = int(found[1]), bool(found[2])

    def refuse(report: Report) -> Refusal | None:
        deleted = [each for each in report.changes if each.operation.deletes]
        share = 100 * len(deleted) / max(report.existing, 1)
        rule = f"--max-deletes {amount}"
        if not deleted or (share if is_share else len(deleted)) <= most:
            return None if report.shows_leftovers else Refusal(rule, _LEFTOVERS)
        if report.hidden and is_share:
            reason = f"{len(deleted):,} of an unknown number of objects would be deleted"
            return Refusal(rule, f"{reason}; {_SHOW_SAMES}")
        if report.hidden:
            return Refusal(rule, f"{count(len(deleted), 'object')} would be deleted", _names(deleted))
        percent = f"{share:.1f}".removesuffix(".0")
        of_all = f"{len(deleted):,} of {count(report.existing, 'object')} would be deleted ({percent}%)"
        return Refusal(rule, of_all, _names(deleted))

    return refuse


def no_default_change(report: Report) -> Refusal | None:
    """Refuse changes that move or remove the account's default object, or may do so."""
    moved = [each for each in report.changes if may_touch_default(each)]
    if not moved:
        return None
    is_certain = any(gets_default(each) or loses_default(each) for each in moved)
    what = enumeration([default_noun(kind) for kind in dict.fromkeys(each.kind for each in moved)])
    change, doubt = f"the account's {what} would change", f"the account's {what} may change"
    return Refusal("--no-default-change", change if is_certain else doubt, _names(moved))


def fail_on_drift(report: Report) -> Refusal | None:
    """Refuse changes of other people that the program does not contain, or a preview that may hide some."""
    drift = [each for each in report.drift if not report.keeps(each)]
    if drift:
        found = f"{count(len(drift), 'object was', 'objects were')} changed in LivePerson by other people"
        return Refusal("--fail-on-drift", found, _names(drift))
    if not (report.existing or report.existing_parts or report.hidden):
        return None
    if report.source is Source.PLAN:
        return Refusal(
            "--fail-on-drift", "a plan file does not show changes that other people made in LivePerson"
        )
    if not report.looked_for_drift:
        return Refusal(
            "--fail-on-drift",
            "the preview did not check all objects for changes in LivePerson; run `pulumi preview --refresh`",
        )
    if report.hidden:
        reason = (
            "the preview does not show objects that other people changed or deleted in the same way as the "
            "program"
        )
        return Refusal("--fail-on-drift", f"{reason}; {_SHOW_SAMES}")
    return None


def blackout(dates: str) -> Guard:
    """Return a valve that refuses all changes between two dates, by this machine's clock."""
    first, _, last = dates.partition("..")
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    if end < start:
        raise ValueError(f"{dates!r} ends before it begins")

    def refuse(report: Report) -> Refusal | None:
        now = today()
        if not report.changes or not start <= now <= end:
            return None
        reason = f"no changes are allowed today, on {day(now)}"
        return Refusal(f"--blackout {start}..{end}", reason, _names(report.changes))

    return refuse


def _names(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(sorted((each.name for each in changes), key=str.casefold))
