"""The sentences of the report for all accounts, for all formats."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from pulumi_liveperson.fleet.combined.document import Change, Other, SkillHours
from pulumi_liveperson.fleet.combined.model import Block, Combined, Members, Told
from pulumi_liveperson.fleet.combined.parts import Part
from pulumi_liveperson.fleet.result import Outcome, Result
from pulumi_liveperson.review.dates import day
from pulumi_liveperson.review.lines import (
    External,
    Line,
    count,
    enumerated,
    joined,
    limited,
    named,
    shortened,
)

_LONGEST_SENTENCE = 3_000
_LONGEST_NAMES = 800
_SHORT_COMMIT = 12
_IS_TIME = re.compile(r"[0-9-]{10}T[0-9:]{8}Z", re.ASCII)
_FEW_RINGS = 6
_MOST_REMOVED = 30
_COUNTED = {
    Outcome.CHANGES: ("changes", "change"),
    Outcome.APPLIED: ("updated", "updated"),
    Outcome.DRIFT: ("with drift", "with drift"),
    Outcome.UNCHANGED: ("unchanged", "unchanged"),
    Outcome.FAILED: ("failed", "failed"),
    Outcome.REFUSED: ("refused", "refused"),
    Outcome.INTERRUPTED: ("interrupted", "interrupted"),
    Outcome.NOT_STARTED: ("not started", "not started"),
}
_SUMMARY = {
    Part.DELETED: ("deletes objects", "delete objects"),
    Part.REPLACED: ("deletes objects and creates them again", "delete objects and create them again"),
    Part.LOST: ("has skills with fewer open hours", "have skills with fewer open hours"),
    Part.DEFAULT: ("gets another default", "get another default"),
    Part.DRIFT: ("was changed by other people", "were changed by other people"),
}


def title(combined: Combined) -> Line:
    """Return the name of the fleet."""
    return ("Fleet ", External(shortened(combined.name))) if combined.name else ("Fleet",)


def outcome(combined: Combined) -> str:
    """Return the number of accounts by their outcomes."""
    if not combined.size:
        gone = len(combined.removed)
        return f"{count(gone, 'account')} removed from the table" if gone else "no accounts are selected"
    numbers = Counter(each.outcome for each in combined.members)
    parts = [
        f"{numbers[each]:,} {words[numbers[each] != 1]}" for each, words in _COUNTED.items() if numbers[each]
    ]
    if combined.missing:
        parts.append(f"{len(combined.missing):,} without a result")
    if combined.removed:
        parts.append(f"{len(combined.removed):,} removed from the table")
    return f"{count(combined.size, 'account')}{'; ' if parts else ''}{', '.join(parts)}"


def headline(combined: Combined) -> Line:
    """Return the name of the fleet and the number of accounts by their outcomes."""
    return (*title(combined), ": ", outcome(combined))


def summary(combined: Combined) -> Line:
    """Return in how many accounts there are changes that are hard to undo; empty if there are none."""
    numbers = {
        section.part: len({each.stack for block in section.blocks for each in block.members})
        for section in combined.sections
    }
    found: list[Line] = [
        (f"{count(numbers[part], 'account')} {words[numbers[part] != 1]}",)
        for part, words in _SUMMARY.items()
        if part in numbers
    ]
    return (*enumerated(found), ".") if found else ()


def origin_line(combined: Combined) -> Line:
    """Return the command, the time and the commit of the results."""
    parts: list[Line] = []
    if combined.command:
        parts.append((f"`liveperson fleet {combined.command}`",))
    if combined.time:
        time = combined.time
        parts.append((time,) if _IS_TIME.fullmatch(time) else (External(shortened(time)),))
    if combined.commit:
        id_, _, dirty = combined.commit.partition("+")
        is_dirty = combined.commit.endswith("+") and not dirty
        parts.append(
            (
                "commit ",
                External(id_[:_SHORT_COMMIT]),
                ", with changes that are not committed" if is_dirty else "",
            )
        )
    return joined(parts, ", ")


def in_accounts(members: Members) -> Line:
    """Return the number of accounts, with that of each ring: `31 accounts (dev 3, prod 28)`."""
    together = [(ring, len(list(each))) for ring, each in groupby(members, key=lambda each: each.ring)]
    number = count(len(members), "account")
    if len(members) == 1 or len(together) > _FEW_RINGS:
        return (number,)
    if len(together) == 1:
        return (f"{number} of ring ", External(shortened(together[0][0])))
    return (
        f"{number} (",
        *joined([(External(shortened(ring)), f" {size:,}") for ring, size in together], ", "),
        ")",
    )


def stacks(members: Iterable[Result], most: int | None = None) -> Line:
    """Return the names of accounts, or the first of them and the number of the others."""
    names = [named(each.stack) for each in members]
    if most is None or len(names) <= most + 1:
        return enumerated(names)
    return (*joined(names[:most], ", "), f" and {len(names) - most:,} more")


def where(members: Members, most: int) -> Line:
    """Return the number and the names of accounts, or the name and the ring of the only one."""
    if len(members) == 1:
        return (*named(members[0].stack, strong=True), " (", *named(members[0].ring), ")")
    return (*in_accounts(members), ": ", *stacks(members, most))


def by_ring(members: Members) -> list[tuple[Line, Line]]:
    """Return the names of accounts for each ring."""
    return [
        ((External(shortened(ring)),), joined([named(each.stack) for each in together], ", "))
        for ring, together in groupby(members, key=lambda each: each.ring)
    ]


def periods(combined: Combined, part: Part) -> Line:
    """Return the period in which hours are compared; empty for a part about other changes."""
    if part not in {Part.LOST, Part.GAINED} or len(combined.periods) != 1:
        return ()
    [(first, length)] = combined.periods
    return (f"In the {length:,} days from {day(first)} on:",)


def block_heading(block: Block) -> Line:
    """Return the heading of changes of several accounts: `The same change in 31 accounts`."""
    number = len(block.told)
    what = "The same change" if number == 1 else f"The same {number:,} changes"
    return (f"{what} in ", *in_accounts(block.members))


def line_of(told: Told) -> Line:
    """Return the complete sentence about a change, with the name in front of it."""
    content = told.content
    if isinstance(content, Other):
        return (
            *named(content.resource, strong=True),
            " (",
            External(shortened(content.type)),
            ", ",
            External(shortened(content.operation)),
            ")",
        )
    if isinstance(content, SkillHours):
        name = _names(content)
        return _with_name(name, content.sentence.removeprefix(name))
    name = shortened(content.name)
    if content.sentence.startswith(name):
        return _with_name(name, content.sentence.removeprefix(name))
    return _with_name("", content.sentence)


def name_of(told: Told) -> External:
    """Return the name of the object or of the skills of a change."""
    content = told.content
    if isinstance(content, Other):
        return External(shortened(content.resource), strong=True)
    if isinstance(content, Change):
        return External(shortened(content.name), strong=True)
    return External(_names(content) or shortened(", ".join(content.skills)) or "Skills", strong=True)


def removed_title(combined: Combined) -> Line:
    """Return the accounts that a change removes from the table."""
    names = limited([named(each.stack) for each in combined.removed], _MOST_REMOVED)
    return (f"Removed from the table: {count(len(combined.removed), 'account')}: ", *names)


def removed_remark(combined: Combined) -> Line:
    """Return what happens to the accounts that a change removes, and how to delete their objects."""
    is_one = len(combined.removed) == 1
    stack = combined.removed[0].stack if is_one else "STACK"  # the table allows only names without quotes
    return (
        "No run contains ",
        "its stack" if is_one else "their stacks",
        " any more, and the objects in LivePerson stay as they are. To delete the objects and the stack: ",
        f"`pulumi destroy --stack {stack}`, then `pulumi stack rm {stack}`. To keep the objects: ",
        f"`pulumi stack rm --force {stack}`.",
    )


def _names(hours: SkillHours) -> str:
    """Return the names of skills at the beginning of their sentence; empty if they are not found."""
    names, separator, _ = hours.sentence.partition(f" ({hours.time_zone}): ")
    if not separator:  # of hours that are not known
        names, separator, _ = hours.sentence.partition(": ")
    return names if separator and len(names) <= _LONGEST_NAMES else ""


def _with_name(name: str, rest: str) -> Line:
    cut = External(shortened(rest, _LONGEST_SENTENCE))
    return (External(name, strong=True), cut) if name else (cut,)
