"""Describes changes of the hours of a skill that others own."""

from collections.abc import Iterator

from pulumi_liveperson.review.explanation import Row
from pulumi_liveperson.review.fields import field_row, other_fields, other_rows, renaming
from pulumi_liveperson.review.lines import Line, enumerated, named
from pulumi_liveperson.review.model import Operation
from pulumi_liveperson.review.uses_hours import CLEARED, HOURS, UsesHours

_NAME, _ID = "skill_name", "skill_id"
_EXPLAINED = frozenset({_NAME, _ID, *HOURS})


class HoursOfSkill(UsesHours):
    """A change of the hours of a skill."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the table with the content before and after."""
        for name, label in ((_NAME, "Skill"), (_ID, "Id of the skill")):
            yield from field_row(self.change, name, (label,))
        yield from self.hours_rows()
        yield from other_rows(self.change, _EXPLAINED)

    def _deleted(self) -> Iterator[Line]:
        yield ("the skill was deleted, and its hours with it",)

    def _new(self) -> Iterator[Line]:
        is_import = self.change.operation is Operation.IMPORT
        managed = "taken over unchanged from LivePerson" if is_import else "managed from now on"
        uses: list[Line] = [
            (f"{verbs.now} ", *self.used(name))
            for name, verbs in HOURS.items()
            if self.value_of(name) is not None
        ]
        yield (f"its hours are {managed}: it ", *enumerated(uses))

    def _changed(self) -> Iterator[Line]:
        if self.change.operation is Operation.CLEAR:
            yield from self._cleared()
            return
        yield from self._named()
        yield from self.changed_hours()
        yield from self.no_longer_managed()
        yield from other_fields(self.change, self.becomes, _EXPLAINED)

    def _cleared(self) -> Iterator[Line]:
        again: list[Line] = [
            (
                f"{HOURS[name].now} {CLEARED[name]} again, {HOURS[name].then} ",
                *self.used(name, before=True),
            )
            for name in self.own_hours(before=True)
        ]
        if self.change.before is None:
            yield ("the hours that it managed are cleared, so that the account's defaults apply",)
            return
        again = again or [("keeps following the account's defaults",)]
        yield ("its hours are no longer managed: it ", *enumerated(again, last=", and "))
        if self.change.successor is not None:
            yield ("nothing is cleared if ", *named(self.change.successor, strong=True), " is its new name")

    def _named(self) -> Iterator[Line]:
        """Yield a phrase about another name of the same skill, or about another way to identify it."""
        name, id_ = self.change.field(_NAME), self.change.field(_ID)
        if id_ is not None:
            key = "name" if id_.after is None else "id"
            yield (f"the program now identifies the skill by its {key}",)
        elif name is not None:
            yield renaming(name)
