"""Describes changes of skills: `uses the workdays New week, used Old week; chats wait at most 2 minutes`."""

from collections.abc import Iterator
from typing import Any

from pulumi_liveperson.review.any_kind import DESCRIBED
from pulumi_liveperson.review.explanation import Row
from pulumi_liveperson.review.fields import field_row, other_fields, other_rows, renaming
from pulumi_liveperson.review.lines import Line, count, enumerated, value
from pulumi_liveperson.review.model import Operation
from pulumi_liveperson.review.skill_fields import (
    AWAY,
    CAN_TRANSFER,
    DESCRIPTION,
    ESSENTIAL,
    FIELDS,
    LABELS,
    OTHER,
    SkillField,
)
from pulumi_liveperson.review.uses_hours import HOURS, UsesHours
from pulumi_liveperson.wire import prop

_NAME, _TARGETS, _FALLBACK = "name", "skill_transfer_list", "fallback_skill"
_EXPLAINED = frozenset({_NAME, *LABELS})
_IS_DELETED = "becomes"  # in a report on changes that other people made, the skill is gone already
_IN_USE = (
    "users, engagements, predefined content, widgets and other skills may refer to it, and LivePerson "
    "rejects the delete while it is in use"
)


class SkillChange(UsesHours):
    """A change of a skill."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the table with the content before and after."""
        yield from field_row(self.change, _NAME, ("Name",))
        yield from self._row(DESCRIPTION.name)
        yield from self.hours_rows()
        for name in LABELS:
            if name not in {DESCRIPTION.name, *HOURS}:
                yield from self._row(name)
        yield from other_rows(self.change, _EXPLAINED)

    def _row(self, name: str) -> Iterator[Row]:
        label = LABELS[name]
        yield from self.row(name, f"{label[0].upper()}{label[1:]}", self._shown)

    def _shown(self, name: str, held: Any, before: bool) -> Line:  # noqa: FBT001 - the side of a row
        if name in {_TARGETS, _FALLBACK}:
            return self.target(name, before=before)
        return FIELDS[name].shown(held) if name in FIELDS else value(held)

    def _deleted(self) -> Iterator[Line]:
        used: list[Line] = [
            (f"{HOURS[name].past} ", *self.used(name, before=True)) for name in self.own_hours(before=True)
        ]
        yield ("deleted; it was a skill that ", *enumerated(used)) if used else ("skill deleted",)
        if self.becomes == _IS_DELETED:
            yield from self._references()

    def _references(self) -> Iterator[Line]:
        """Yield which objects refer to a skill that is deleted."""
        yield self.still_used()
        yield (_IN_USE,)

    def _new(self) -> Iterator[Line]:
        content = self.change.after or {}
        before, after = DESCRIBED[self.change.operation]
        yield (f"{before}skill{after}",)
        if self._is_set(DESCRIPTION.name):
            yield ("described as ", *value(content[DESCRIPTION.name]))
        own_hours = self.own_hours()
        yield from ((f"{HOURS[name].now} ", *self.used(name)) for name in own_hours)
        if not own_hours and self.change.operation is not Operation.IMPORT:
            yield ("follows the account's default hours",)
        for field in ESSENTIAL:
            if self._is_set(field.name):
                yield (f"{field.phrase or field.label} ", *field.shown(content[field.name]))
        if content.get(CAN_TRANSFER) is False or self._is_set(_TARGETS):
            yield ("agents can transfer ", *self._transfers())
        if self._is_set(_FALLBACK):
            yield ("falls back to ", *self.target(_FALLBACK))
        others = sum(map(self._is_set, [AWAY, *(each.name for each in OTHER)]))
        yield (count(others, "other setting"),) if others else ()

    def _is_set(self, name: str) -> bool:
        """Return whether a new skill has another value than LivePerson's own."""
        held = self.value_of(name)
        defaults = {prop(each): default for each, default in self.change.kind.defaults.items()}
        return held not in (None, "", []) and held != defaults.get(name)

    def _changed(self) -> Iterator[Line]:
        if self.change.operation is Operation.REPLACE:
            yield ("deleted, and created again with a new id",)
            yield (_IN_USE,)
        if (renamed := self.change.field(_NAME)) is not None:
            yield renaming(renamed)
        yield from self.changed_hours()
        yield from self._differences(ESSENTIAL)
        yield from self._changed_transfers()
        yield from self._changed_fallback()
        yield from self._differences((*OTHER, DESCRIPTION))
        yield from self.no_longer_managed()
        yield from other_fields(self.change, self.becomes, _EXPLAINED)

    def _differences(self, fields: tuple[SkillField, ...]) -> Iterator[Line]:
        for field in fields:
            if self.has_new_value(field.name):
                after, before = self.value_of(field.name), self.value_of(field.name, before=True)
                start = field.phrase or f"its {field.label} {self.becomes}"
                yield (f"{start} ", *field.shown(after), *self.was(field.name, field.shown(before)))

    def _changed_transfers(self) -> Iterator[Line]:
        names = [name for name in (CAN_TRANSFER, _TARGETS) if self.has_new_value(name)]
        if not names:
            return
        managed = [name for name in names if self.value_of(name, before=True) is not None]
        now, then = self._transfers(), self._transfers(before=True)
        if _TARGETS in managed and now == then:
            was = self.was(_TARGETS, self.target(_TARGETS, before=True))
            yield (f"its {LABELS[_TARGETS]} {self.becomes} ", *self.target(_TARGETS), *was)
        else:
            yield ("agents can transfer ", *now, *self.was([*managed, *names][0], then))

    def _transfers(self, *, before: bool = False) -> Line:
        """Return where agents can transfer to: `to all skills`, `only within the skill`."""
        if self.value_of(CAN_TRANSFER, before=before) is False:
            return ("only within the skill",)
        if self.value_of(_TARGETS, before=before) is None:
            return ("to other skills",)
        return ("to ", *self.target(_TARGETS, before=before))

    def _changed_fallback(self) -> Iterator[Line]:
        if self.has_new_value(_FALLBACK):
            was = () if self.value_of(_FALLBACK, before=True) is None else self.target(_FALLBACK, before=True)
            now = self.target(_FALLBACK)
            yield (f"its {LABELS[_FALLBACK]} {self.becomes} ", *now, *self.was(_FALLBACK, was))
        if self.has_new_value(AWAY):
            held = self.value_of(AWAY)
            verb: Line = ("uses" if held else "does not use",) if isinstance(held, bool) else value(held)
            yield (*verb, " its fallback skill if all agents are away")
