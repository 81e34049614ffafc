"""Describes the fields of a skill that refer to other objects: occasions, workdays and other skills."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pulumi_liveperson.review.any_kind import AnyKind
from pulumi_liveperson.review.explanation import Row
from pulumi_liveperson.review.lines import External, Line, enumerated, limited
from pulumi_liveperson.review.model import Operation
from pulumi_liveperson.review.skill_fields import LABELS
from pulumi_liveperson.wire import OPTIONS, prop


@dataclass(frozen=True)
class Verbs:
    """The verb for the use of an object, in its tenses."""

    now: str
    then: str
    """After the new value."""
    past: str


OCCASION, WORKDAYS = "special_occasion_id", "working_hours_id"
HOURS = {OCCASION: Verbs("follows", "did follow", "followed"), WORKDAYS: Verbs("uses", "used", "used")}
"""The fields with the hours of a skill."""
CLEARED = {
    OCCASION: "the account's default occasion",
    WORKDAYS: "the account's default workdays",
    "fallback_skill": "none",
    "skill_transfer_list": "all skills",
}
"""The meaning of each field that refers to other objects, if it is cleared."""
_MOST_TARGETS = 10
_NOT_MANAGED: Line = ("not managed",)


class UsesHours(AnyKind):
    """A change of a skill, or of its hours only."""

    def value_of(self, name: str, *, before: bool = False) -> Any:
        """Return the value of a field on one side; `None` if it is not managed, or not known."""
        content = self.change.before if before else self.change.after
        return None if content is None else content.get(name)

    def target(self, name: str, *, before: bool = False) -> Line:
        """Return the objects to which a field refers, or what applies if it is cleared."""
        change = self.change
        held = self.value_of(name, before=before)
        if held in ("", []):
            return (CLEARED[name],)
        dependencies = change.dependencies_before if before else change.dependencies_after
        field = next(each for each in change.kind.references if prop(each) == name)
        return limited(self.objects.targets(change.kind, field, held, dependencies), _MOST_TARGETS)

    def used(self, name: str, *, before: bool = False) -> Line:
        """Return the occasion or the workdays of a skill; named workdays follow their noun."""
        target = self.target(name, before=before)
        is_name = any(isinstance(each, External) and each.strong for each in target)
        return ("the workdays ", *target) if name == WORKDAYS and is_name else target

    def own_hours(self, *, before: bool = False) -> list[str]:
        """Return the fields that contain an occasion or workdays, without cleared ones."""
        return [name for name in HOURS if self.value_of(name, before=before) not in (None, "")]

    def was(self, name: str, words: Line, verb: str = "was") -> Line:
        """Return the end of a phrase with the previous value; empty in a report on a plan file."""
        if self.change.before is None:
            return ()
        is_managed = self.value_of(name, before=True) is not None
        return (f", {verb} ", *words) if is_managed else (", not managed before",)

    def has_new_value(self, name: str) -> bool:
        """Return whether a field changes, and the program still contains it."""
        return self.change.field(name) is not None and self.value_of(name) is not None

    def changed_hours(self) -> Iterator[Line]:
        """Yield a phrase for the occasion and for the workdays if they change and are still managed."""
        for name, verbs in HOURS.items():
            if self.has_new_value(name):
                was = self._target_before(name)
                yield (f"{verbs.now} ", *self.used(name), *self.was(name, was, verbs.then))

    def _target_before(self, name: str) -> Line:
        """Return the previous target, with its noun if the new one has none."""
        if self.value_of(name, before=True) is None:
            return ()
        return self.used(name, before=True) if self.value_of(name) == "" else self.target(name, before=True)

    def no_longer_managed(self) -> Iterator[Line]:
        """Yield a phrase about the fields that the program no longer contains."""
        names = {each.name for each in self.change.fields if each.after is None} - set(OPTIONS)
        labels = [LABELS[name] for name in LABELS if name in names]
        if not labels:
            return
        is_one = len(labels) == 1
        yield (
            *enumerated([(f"its {label}",) for label in labels]),
            f" {'is' if is_one else 'are'} no longer managed",
        )
        if self.change.operation is not Operation.REPLACE:
            yield ("it stays as it is" if is_one else "they stay as they are",)

    def hours_rows(self) -> Iterator[Row]:
        """Yield the rows of the occasion and the workdays."""
        for name, label in ((OCCASION, "Special occasion"), (WORKDAYS, "Workdays")):
            yield from self.row(name, label, self._row_target)

    def _row_target(self, name: str, _: Any, before: bool) -> Line:  # noqa: FBT001 - the side of a row
        return self.target(name, before=before)

    def row(self, name: str, label: str, words: Callable[[str, Any, bool], Line]) -> Iterator[Row]:
        """Yield the row of a field if it changes; `words` returns a value on one side."""
        if self.change.field(name) is None:
            return
        sides: list[Line] = []
        for content, before in ((self.change.before, True), (self.change.after, False)):
            held = self.value_of(name, before=before)
            if held is not None:
                sides.append(words(name, held, before))
            else:
                sides.append(_NOT_MANAGED if content is not None else ())
        yield Row((label,), *sides)
