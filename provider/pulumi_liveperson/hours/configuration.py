"""What decides the hours of an account: its skills, its workdays and its special occasions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from pulumi_liveperson.hours.questions import Question


class _HoursObject(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def is_default(self) -> bool: ...


_Object = TypeVar("_Object", bound=_HoursObject)


@dataclass(frozen=True)
class Workdays:
    """Weekly opening hours; the shifts have the format of the resource `Workdays`."""

    id: str
    name: str
    shifts: Sequence[Mapping[str, Any]] | None = ()
    """`None` if they cannot be read, for example because they are a secret."""
    is_default: bool = False


@dataclass(frozen=True)
class SpecialOccasion:
    """Dates on which the normal hours do not apply; the events have the format of the resource."""

    id: str
    name: str
    events: Sequence[Mapping[str, Any]] | None = ()
    """`None` if they cannot be read, for example because they are a secret."""
    is_default: bool = False


@dataclass(frozen=True)
class Skill:
    """A skill, and the ids of its hours; without an id, the account's default applies."""

    id: str
    name: str
    working_hours_id: str | None = None
    special_occasion_id: str | None = None
    not_managed: frozenset[str] = frozenset()
    """Those of the two fields of which the program says nothing, so that the skill may have its own hours."""


@dataclass(frozen=True)
class Applying(Generic[_Object]):
    """The object of one kind that applies to a skill; `None` if none applies."""

    found: _Object | None
    is_own: bool = False
    """Whether the skill names it; otherwise it is the account's default."""
    questions: frozenset[Question] = frozenset()


@dataclass(frozen=True)
class Configuration:
    """The objects of an account, or those that a program declares."""

    skills: Sequence[Skill] = ()
    workdays: Sequence[Workdays] = ()
    special_occasions: Sequence[SpecialOccasion] = ()

    def workdays_of(self, skill: Skill) -> Applying[Workdays]:
        """Return the workdays of a skill: its own, else the account's default (rule E1)."""
        return _applying(
            self.workdays, skill.working_hours_id, is_not_managed="working_hours_id" in skill.not_managed
        )

    def special_occasion_of(self, skill: Skill) -> Applying[SpecialOccasion]:
        """Return the special occasion of a skill: its own, else the account's default (rule E1)."""
        return _applying(
            self.special_occasions,
            skill.special_occasion_id,
            is_not_managed="special_occasion_id" in skill.not_managed,
        )


def _applying(objects: Sequence[_Object], id_: str | None, *, is_not_managed: bool) -> Applying[_Object]:
    questions = {Question.NOT_MANAGED} if is_not_managed else set()
    if id_:
        own = next((each for each in objects if each.id == id_), None)
        if own is not None:
            return Applying(own, is_own=True)
        questions.add(Question.DELETED_OBJECT)
    defaults = [each for each in objects if each.is_default]
    if len(defaults) > 1:
        questions.add(Question.TWO_DEFAULTS)
    lowest = min(defaults, key=lambda each: (len(each.id), each.id), default=None)  # ids are numbers
    return Applying(lowest, questions=frozenset(questions))
