"""All that a report says, before it has a format."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from pulumi_liveperson.review.default import default_nouns
from pulumi_liveperson.review.explanation import Explanation, Group
from pulumi_liveperson.review.guards import Refusal
from pulumi_liveperson.review.inventory import Inventory, Unmanaged
from pulumi_liveperson.review.lines import External, Line, count, enumerated, named, shortened
from pulumi_liveperson.review.messages import Message, messages
from pulumi_liveperson.review.model import Operation, Other, Report, Source
from pulumi_liveperson.review.origin import Origin
from pulumi_liveperson.review.sentences import explain, explain_drift

_MOST_OTHERS = 10
_LONGEST_ERROR = 600
_DONE = {"create": "created", "update": "changed", "delete": "deleted", "replace": "replaced"}

_NOT_READ = "Nobody could look for objects of the account without a resource: "
_INCOMPLETE = "A preview changes nothing. This one did not come to its end, so it may not tell all."
_PLAN = "This was made from a plan file, which does not tell what was there before."
_LEFTOVERS = (
    "This preview does not tell whether an earlier update replaced objects that are still to be deleted; "
    "that takes `--refresh`."
)
_REFRESH = "This is what others have changed in LivePerson. Nothing is going to be changed there."
_ACCOUNT = (
    "The stack changes to another LivePerson account: what is deleted and created again is deleted in the "
    "former account, and created in the other one."
)
_DRIFT = (
    "Others have changed something in LivePerson. `pulumi up` overwrites that only if it is told to; "
    "`pulumi up --refresh` overwrites it."
)


@dataclass(frozen=True)
class Presentation:
    """A report in words, and what the safety valves say about it."""

    report: Report
    refusals: tuple[Refusal, ...] = ()
    full_report: str | None = None
    """Where the page with the calendar is, for a comment, which has none and may be shortened."""
    inventory: Inventory | None = None
    """What the account holds beside the stack's state, if somebody has asked for it."""
    origin: Origin | None = None
    """Where and when this was made."""

    @cached_property
    def changes(self) -> list[Explanation]:
        """Return what is going to change, in the order in which it should be read."""
        return explain(self.report.changes, self.report.drift)

    @cached_property
    def drift(self) -> list[Explanation]:
        """Return what others have changed."""
        return explain_drift(self.report.drift)

    @cached_property
    def groups(self) -> list[tuple[Group, str, list[Explanation]]]:
        """Return the parts of the report that are not empty, with their headings."""
        parts = {group: [each for each in self.changes if each.group is group] for group in Group}
        parts[Group.DRIFT] = self.drift
        return [(group, _heading(group, found), found) for group, found in parts.items() if found]

    def headline(self) -> Line:
        """Return what this is about, and how much of it there is."""
        return (*self.account(), ": ", self.outcome())

    def account(self) -> Line:
        """Return what this is about."""
        stack = self.report.stack
        return ("LivePerson account ", External(shortened(stack))) if stack else ("LivePerson",)

    def origin_line(self) -> Line:
        """Return of which stack and account this is, when it was made, and from which commit."""
        if self.origin is None:
            return ()
        stack, account, commit = self.report.stack, self.origin.account, self.origin.commit
        return enumerated(
            [
                *([("Stack ", External(shortened(stack)))] if stack else []),
                *([(f"account {account}",)] if account else []),
                (self.origin.time,),
                *([(commit.description(),)] if commit else []),
            ],
            last=", ",
        )

    def outcome(self) -> str:
        """Return how much changes, or that the preview has not come to its end."""
        if self.report.failed:
            return f"the preview {'was interrupted' if self.report.interrupted else 'failed'}"
        return self._counts()

    def notes(self) -> list[Line]:
        """Return what a reader has to know before the rest."""
        report = self.report
        notes = {
            _INCOMPLETE: report.failed,
            _PLAN: report.source is Source.PLAN,
            _LEFTOVERS: not (report.shows_leftovers or report.failed or report.changes),
            _REFRESH: report.source is Source.REFRESH,
            _ACCOUNT: report.changes_account,
            _DRIFT: report.source is Source.PREVIEW and bool(report.drift),
        }
        return [(note,) for note, applies in notes.items() if applies]

    @property
    def errors(self) -> list[Message]:
        """Return the errors."""
        return messages(self.report.errors)

    @property
    def warnings(self) -> list[Message]:
        """Return the warnings."""
        return messages(self.report.warnings)

    def others(self) -> Line:
        """Return what else changes, by name; nothing if nothing does."""
        found = self.report.others
        if not found:
            return ()
        names = [other_line(each) for each in found[:_MOST_OTHERS]]
        if found[_MOST_OTHERS:]:
            names.append((f"{len(found) - _MOST_OTHERS:,} more",))
        return ("Not explained here: ", count(len(found), "other change"), ": ", *enumerated(names), ".")

    @cached_property
    def unmanaged(self) -> list[Unmanaged]:
        """Return the objects of the account that no resource manages, nor is going to."""
        imports = (each for each in self.report.changes if each.operation is Operation.IMPORT)
        taken_over = {(each.kind.noun, each.id) for each in imports}
        found = self.inventory.unmanaged if self.inventory else ()
        return [each for each in found if (each.kind, each.id) not in taken_over]

    def unmanaged_title(self) -> Line:
        """Return how many objects no resource manages, or why nobody knows; nothing if nobody asked."""
        inventory = self.inventory
        if inventory is None:
            return ()
        if inventory.error is not None:
            return (_NOT_READ, External(shortened(inventory.error, _LONGEST_ERROR)))
        if not self.unmanaged:
            return (f"No object of account {inventory.account} is without a resource.",)
        return (f"{count(len(self.unmanaged), 'object')} of account {inventory.account} without a resource",)

    def _counts(self) -> str:
        if self.report.source is Source.REFRESH:
            return f"{len(self.drift):,} changed by others; {self.report.unchanged:,} unchanged"
        done = Counter(each.change.operation for each in self.changes)
        parts = {
            "deleted": done[Operation.DELETE],
            "deleted and created again": done[Operation.REPLACE],
            "changed": done[Operation.UPDATE],
            "new": done[Operation.CREATE],
            "taken over": done[Operation.IMPORT],
            "no longer managed": done[Operation.RETAIN],
            "renamed in the program": done[Operation.RENAME],
            "only in the state": done[Operation.RELEASE],
        }
        counts = ", ".join(f"{number:,} {word}" for word, number in parts.items() if number)
        if default := default_nouns(self.report.changes):
            counts += f", and the {default} changes"
        unchanged = f"; {self.report.unchanged:,} unchanged" if self.report.unchanged else ""
        hidden = f"; {count(self.report.hidden, 'resource')} not shown" if self.report.hidden else ""
        by_others = f"; {len(self.drift):,} changed by others" if self.drift else ""
        return f"{counts or 'nothing changes'}{unchanged}{hidden}{by_others}"


def _heading(group: Group, found: list[Explanation]) -> str:
    if group is not Group.DEFAULT:
        return group.value
    return default_nouns(each.change for each in found).capitalize()


def unmanaged_line(found: Unmanaged) -> Line:
    """Return an object that no resource manages."""
    return (*named(found.name, strong=True), f" ({found.kind}, id {found.id})")


def other_line(other: Other) -> Line:
    """Return what happens to something that is not explained."""
    return (*named(other.resource_name), " (", External(shortened(other.type)), ", ", *_done(other), ")")


def _done(other: Other) -> Line:
    return (_DONE[other.operation],) if other.operation in _DONE else named(other.operation)
