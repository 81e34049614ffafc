"""Combines the results of all accounts: equal changes and equal messages become one.

Results are read one after the other, and only one description of each change is kept, so that the reports of
300 accounts need little memory.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from pulumi_liveperson.fleet.account import RINGS, Account
from pulumi_liveperson.fleet.combined.document import (
    Change,
    Diagnostic,
    Document,
    Hours,
    Other,
    Raw,
    SkillHours,
    read_change,
    read_document,
    read_other,
    read_skill_hours,
    unreadable,
)
from pulumi_liveperson.fleet.combined.equality import key_of, key_of_change, without_account
from pulumi_liveperson.fleet.combined.model import Combined, Members, Problem, Told, in_order
from pulumi_liveperson.fleet.combined.parts import part_of, position
from pulumi_liveperson.fleet.combined.texts import Texts
from pulumi_liveperson.fleet.result import Command, Outcome, Result
from pulumi_liveperson.review.guards import Refusal
from pulumi_liveperson.review.lines import External, Line, shortened
from pulumi_liveperson.review.presentation import REFRESH_NOTE, URGENT_NOTES

_LONGEST_REASON = 600
_ORDER_OF_OUTCOMES = (Outcome.FAILED, Outcome.REFUSED, Outcome.INTERRUPTED, Outcome.NOT_STARTED)


def combine(
    results: Iterable[Result],
    *,
    name: str | None = None,
    folders: Sequence[str] = (),
    rings: tuple[str, ...] = RINGS,
    selected: Iterable[Account] = (),
    removed: Iterable[Account] = (),
) -> Combined:
    """Return the report for all accounts; raises a `FleetError` for a result that cannot be read.

    Selected accounts without a result are part of it. Without any result and any selected account, the
    report says so.
    """
    found = _Found()
    for result in results:
        found.add(result)
    return found.combined(name, tuple(folders), rings, selected, removed)


@dataclass
class _Found:
    """What has been found in the results that were read."""

    command: Command | None = None
    commit: str | None = None
    project: str | None = None
    time: str | None = None
    members: dict[str, Result] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    contents: dict[str, Change | SkillHours | Other] = field(default_factory=dict)
    drifted: set[str] = field(default_factory=set)
    """The keys of the changes that other people made."""
    stacks: dict[str, dict[str, None]] = field(default_factory=dict)
    """The stacks of each change, by its key."""
    problems: dict[tuple[Outcome, str, Line], dict[str, None]] = field(default_factory=dict)
    periods: set[tuple[dt.date, int]] = field(default_factory=set)
    alerts: Texts = field(default_factory=Texts)
    notes: Texts = field(default_factory=Texts)
    errors: Texts = field(default_factory=Texts)
    warnings: Texts = field(default_factory=Texts)
    checks: Texts = field(default_factory=Texts)

    def add(self, result: Result) -> None:
        read = read_document(result)
        self.command, self.commit = result.command, result.commit
        self.members[result.stack] = replace(result, report=None)
        if read:
            document, hours = read
            self.unchanged[result.stack] = document.counts.unchanged
            self.project = self.project or document.project
            self.time = max(filter(None, (self.time, document.time)), default=None)
            self._add_changes(result, document, hours)
            self._add_texts(result, document, hours)
        for each in result.checks:
            if each.exit_code:
                self.checks.add(each.output.strip() or f"exit code {each.exit_code}", result, title=each.name)
        for text in _reasons(result, read[0] if read else None):
            self.problems.setdefault((result.outcome, result.phase, text), {})[result.stack] = None

    def _add_changes(self, result: Result, document: Document, hours: Hours | None) -> None:
        try:
            for raw in document.changes:
                self._add(key_of_change(raw), result, raw, read_change)
            for raw in document.drift:
                key = f"drift {key_of_change(raw)}"
                self.drifted.add(key)
                self._add(key, result, raw, read_change)
            for raw in hours.skills if hours else ():
                self._add(f"hours {key_of(raw)}", result, raw, read_skill_hours)
            if hours and hours.skills:
                self.periods.add((hours.first, hours.days))
            for raw in document.others:
                self._add(f"other {key_of(raw)}", result, raw, read_other)
        except ValidationError:
            raise unreadable(result.stack) from None

    def _add(
        self,
        key: str,
        result: Result,
        raw: Raw,
        read: Callable[[Raw], Change | SkillHours | Other],
    ) -> None:
        if key not in self.contents:
            self.contents[key] = read(raw)
        self.stacks.setdefault(key, {})[result.stack] = None

    def _add_texts(self, result: Result, document: Document, hours: Hours | None) -> None:
        for note in document.notes:
            if note == REFRESH_NOTE and not document.drift:  # it explains the changes that are shown
                continue
            (self.alerts if note in URGENT_NOTES else self.notes).add(note, result)
        for remark in _remarks(hours):
            (self.notes if hours and hours.compared else self.alerts).add(remark, result)
        for each in document.diagnostics:
            self._texts(each).add(each.message, result, resource=each.resource)

    def _texts(self, diagnostic: Diagnostic) -> Texts:
        return self.errors if diagnostic.severity == "error" else self.warnings

    def combined(
        self,
        name: str | None,
        folders: tuple[str, ...],
        rings: tuple[str, ...],
        selected: Iterable[Account],
        removed: Iterable[Account],
    ) -> Combined:
        members = in_order(self.members.values(), rings)
        missing = tuple(each for each in selected if each.stack not in self.members)

        def chosen(stacks: Iterable[str]) -> Members:
            wanted = set(stacks)
            return tuple(each for each in members if each.stack in wanted)

        return Combined(
            name=name or self.project,
            command=self.command,
            commit=self.commit,
            time=self.time,
            members=members,
            unchanged=self.unchanged,
            told=tuple(self._told(chosen)),
            problems=tuple(self._problems(chosen)),
            alerts=self.alerts.messages(chosen),
            notes=self.notes.messages(chosen),
            periods=frozenset(self.periods),
            errors=self.errors.messages(chosen),
            warnings=self.warnings.messages(chosen),
            checks=self.checks.messages(chosen),
            missing=missing,
            removed=tuple(removed),
            folders=folders,
        )

    def _told(self, chosen: Callable[[Iterable[str]], Members]) -> Iterator[Told]:
        found = [(key, content, chosen(self.stacks[key])) for key, content in self.contents.items()]
        parted = [
            (part_of(content, len(members), is_drift=key in self.drifted), content, members)
            for key, content, members in found
        ]
        parted.sort(key=lambda each: position(each[0], each[1], [member.stack for member in each[2]]))
        yield from (Told(number, *each) for number, each in enumerate(parted, start=1))

    def _problems(self, chosen: Callable[[Iterable[str]], Members]) -> Iterator[Problem]:
        found = [Problem(*key, chosen(stacks)) for key, stacks in self.problems.items()]
        yield from sorted(
            found, key=lambda each: (_ORDER_OF_OUTCOMES.index(each.outcome), -len(each.members))
        )


def _reasons(result: Result, document: Document | None) -> list[Line]:
    """Return why an account failed, was refused or is not finished, for each reason."""
    if not result.outcome.is_unfinished:
        return []
    if result.outcome is Outcome.REFUSED and document and document.refusals:
        return [Refusal(each.rule, each.reason, each.objects).line() for each in document.refusals]
    text = without_account(result.message, result)
    return [(External(shortened(text, _LONGEST_REASON)),) if text else ()]


def _remarks(hours: Hours | None) -> list[str]:
    if hours is None:
        return []
    return [*([hours.remark] if hours.remark else []), *(each.get("text", "") for each in hours.questions)]
