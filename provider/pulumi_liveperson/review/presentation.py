"""The content of a report, independent of its format."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from pulumi_liveperson.review.default import default_nouns
from pulumi_liveperson.review.effect.effects import EffectiveHours, effective_hours
from pulumi_liveperson.review.effect.rollover import rollover
from pulumi_liveperson.review.effect.sentences import (
    HoursLine,
    hours_lines,
    hours_period,
    hours_questions,
    hours_remark,
    question_line,
    unknown_remark,
)
from pulumi_liveperson.review.explanation import Explanation, Group
from pulumi_liveperson.review.guards import Refusal
from pulumi_liveperson.review.inventory import Inventory, Unmanaged
from pulumi_liveperson.review.lines import External, Line, count, enumerated, named, shortened
from pulumi_liveperson.review.messages import Message, messages
from pulumi_liveperson.review.model import Change, Operation, Other, Report, Source
from pulumi_liveperson.review.objects import Objects
from pulumi_liveperson.review.origin import Origin
from pulumi_liveperson.review.sentences import explain, explain_drift

_MOST_OTHERS = 10
_LONGEST_ERROR = 600
_DONE = {"create": "created", "update": "changed", "delete": "deleted", "replace": "replaced"}

_NOT_READ = "The search for objects that no resource manages failed: "
_INCOMPLETE = "The preview did not finish, so this report may be incomplete. A preview changes nothing."
_PLAN = "This report was created from a plan file, which does not contain the previous content."
_LEFTOVERS = (
    "This preview does not show whether an earlier update replaced objects that are still to be deleted. "
    "Use `--refresh` to show them."
)
REFRESH_NOTE = (
    "This report shows changes that other people made in LivePerson. A refresh changes nothing there."
)
_ACCOUNT = (
    "The stack moves to another LivePerson account: objects that are deleted and created again are deleted "
    "in the previous account and created in the new one."
)
_DRIFT = (
    "Other people have made changes in LivePerson. `pulumi up` overwrites these changes only if "
    "`on_conflict` is set to `overwrite`; `pulumi up --refresh` always overwrites them."
)
_KEPT = (
    "The program contains changes that other people have made in LivePerson. An update writes nothing for "
    "them; it only records them in the state."
)
URGENT_NOTES = frozenset({_INCOMPLETE, _ACCOUNT})
"""The notes without which a reader would misunderstand the changes."""


@dataclass(frozen=True)
class Presentation:
    """A report as sentences, with the refusals of the safety valves."""

    report: Report
    refusals: tuple[Refusal, ...] = ()
    full_report: str | None = None
    """The location of the page with the calendars, for a comment, which has none and may be shortened."""
    inventory: Inventory | None = None
    """The unmanaged objects of the account, if they were requested with `--live`."""
    origin: Origin | None = None
    """The account, the time and the commit."""

    @cached_property
    def changes(self) -> list[Explanation]:
        """Return the planned changes, in the order in which reviewers should read them."""
        return explain(self.report.changes, self.report.drift, self._objects)

    @cached_property
    def drift(self) -> list[Explanation]:
        """Return the changes that other people made; those that the program contains too come last."""
        found = explain_drift(self.report.drift, self._objects)
        return sorted(found, key=lambda each: self.report.keeps(each.change))

    @cached_property
    def _objects(self) -> Objects:
        found = self.inventory
        others = (*found.unmanaged, *found.accepted, *found.elsewhere) if found else ()
        return Objects(self.report.resources, others)

    @cached_property
    def groups(self) -> list[tuple[Group, str, list[Explanation]]]:
        """Return the parts of the report that are not empty, with their headings."""
        parts = {group: [each for each in self.changes if each.group is group] for group in Group}
        for each in self.drift:
            parts[Group.KEPT if self.report.keeps(each.change) else Group.DRIFT].append(each)
        return [(group, _heading(group, found), found) for group, found in parts.items() if found]

    def headline(self) -> Line:
        """Return the account and the number of changes."""
        return (*self.account(), ": ", self.outcome())

    def account(self) -> Line:
        """Return the account of the report."""
        stack = self.report.stack
        return ("LivePerson account ", External(shortened(stack))) if stack else ("LivePerson",)

    def origin_line(self) -> Line:
        """Return the stack, the account, the time and the commit."""
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
        """Return the number of changes, or that the preview did not finish."""
        if self.report.failed:
            return f"the preview {'was interrupted' if self.report.interrupted else 'failed'}"
        return self._counts()

    def notes(self) -> list[Line]:
        """Return the notes at the top of the report."""
        report = self.report
        notes: dict[str, bool] = {
            _INCOMPLETE: report.failed,
            _PLAN: report.source is Source.PLAN,
            _LEFTOVERS: not (report.shows_leftovers or report.failed or report.changes),
            REFRESH_NOTE: report.source is Source.REFRESH,
            _ACCOUNT: report.changes_account,
            _DRIFT: report.source is Source.PREVIEW and not all(map(report.keeps, report.drift)),
            _KEPT: any(map(report.keeps, report.drift)),
        }
        found: list[Line] = [(note,) for note, applies in notes.items() if applies]
        ending = rollover(report)
        return [*found, ending] if ending else found

    @cached_property
    def hours(self) -> EffectiveHours | None:
        """Return the hours of skills before and after the update; `None` if it does not change any hours."""
        return effective_hours(self.report)

    @property
    def shows_hours(self) -> bool:
        """Return whether the report has a part about hours; not if a stack has no skills."""
        return self.hours is not None and bool(self.hours.shows_skills or self.hours.skills)

    @cached_property
    def hours_lines(self) -> list[HoursLine]:
        """Return the skills that can be reached at other times, with sentences."""
        return hours_lines(self.hours) if self.hours else []

    @property
    def hours_period(self) -> Line:
        """Return the period in which hours are compared; empty if there is nothing to compare."""
        return hours_period(self.hours) if self.hours else ()

    @cached_property
    def hours_remarks(self) -> list[Line]:
        """Return why there are no sentences about hours, or what they depend on."""
        if self.hours is None:
            return []
        remarks = hours_remark(self.hours), unknown_remark(self.hours)
        return [*filter(None, remarks), *map(question_line, hours_questions(self.hours))]

    @property
    def errors(self) -> list[Message]:
        """Return the errors."""
        return messages(self.report.errors)

    @property
    def warnings(self) -> list[Message]:
        """Return the warnings."""
        return messages(self.report.warnings)

    def others(self) -> Line:
        """Return the names of other changes; empty if there are none."""
        found = self.report.others
        if not found:
            return ()
        names = [other_line(each) for each in found[:_MOST_OTHERS]]
        if found[_MOST_OTHERS:]:
            names.append((f"{len(found) - _MOST_OTHERS:,} more",))
        return (
            "This report does not explain ",
            count(len(found), "other change"),
            ": ",
            *enumerated(names),
            ".",
        )

    @cached_property
    def unmanaged(self) -> list[Unmanaged]:
        """Return the objects of the account that no resource manages or imports."""
        imports = (each for each in self.report.changes if each.operation is Operation.IMPORT)
        taken_over = {(each.kind.noun, each.id) for each in imports}
        found = self.inventory.unmanaged if self.inventory else ()
        return [each for each in found if (each.kind, each.id) not in taken_over]

    def unmanaged_title(self) -> Line:
        """Return the number of unmanaged objects, or the error; empty if they were not requested."""
        inventory = self.inventory
        if inventory is None:
            return ()
        if inventory.error is not None:
            return (_NOT_READ, External(shortened(inventory.error, _LONGEST_ERROR)))
        if not self.unmanaged:
            return (f"All objects of account {inventory.account} are managed by a resource.",)
        return (
            f"{count(len(self.unmanaged), 'object')} of account {inventory.account} that no resource manages",
        )

    def _counts(self) -> str:
        if self.report.source is Source.REFRESH:
            return f"{len(self.drift):,} changed by other people; {self.report.unchanged:,} unchanged"
        done = Counter(_counted(each.change) for each in self.changes)
        parts = {
            "deleted": done[Operation.DELETE],
            "deleted and created again": done[Operation.REPLACE],
            "changed": done[Operation.UPDATE],
            "new": done[Operation.CREATE],
            "taken over": done[Operation.IMPORT],
            "no longer managed": done[Operation.RETAIN],
            "renamed in the program": done[Operation.RENAME],
            "removed only from the state": done[Operation.RELEASE],
        }
        counts = ", ".join(f"{number:,} {word}" for word, number in parts.items() if number)
        if default := default_nouns(self.report.changes):
            is_plural = default.endswith("s") or " and " in default
            counts += f", and the {default} {'change' if is_plural else 'changes'}"
        unchanged = f"; {self.report.unchanged:,} unchanged" if self.report.unchanged else ""
        hidden = f"; {count(self.report.hidden, 'resource')} not shown" if self.report.hidden else ""
        by_others = f"; {len(self.drift):,} changed by other people" if self.drift else ""
        return f"{counts or 'nothing changes'}{unchanged}{hidden}{by_others}"


def _heading(group: Group, found: list[Explanation]) -> str:
    if group is not Group.DEFAULT:
        return group.value
    return default_nouns(each.change for each in found).capitalize()


def _counted(change: Change) -> Operation:
    """Return the operation as which the headline counts a change: a change of a part changes its object."""
    is_part = change.kind.part_of is not None and change.operation in {Operation.CREATE, Operation.CLEAR}
    return Operation.UPDATE if is_part else change.operation


def unmanaged_line(found: Unmanaged) -> Line:
    """Return a line about an unmanaged object."""
    return (*named(found.name, strong=True), f" ({found.kind}, id {found.id})")


def other_line(other: Other) -> Line:
    """Return a line about a change that is not explained."""
    return (*named(other.resource_name), " (", External(shortened(other.type)), ", ", *_done(other), ")")


def _done(other: Other) -> Line:
    return (_DONE[other.operation],) if other.operation in _DONE else named(other.operation)
