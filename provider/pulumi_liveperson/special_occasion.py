"""Special occasions: dates on which the normal opening hours do not apply.

API: Special Occasions API, collection `ac-common/specialoccasion`.

- The name is unique in the account.
- At most one occasion is the default of the account; a new default takes the flag from the previous one.
- An occasion without events is useful: if a skill uses it, the default does not apply to this skill.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pulumi import Input, Output, ResourceOptions
from pydantic import Field, StrictBool, StrictStr

from pulumi_liveperson.base import LivePersonProvider
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.events.event import Event, completed, inconsistencies
from pulumi_liveperson.mistake import Mistake
from pulumi_liveperson.resource import LivePersonResource
from pulumi_liveperson.validation import Declaration, OnConflict
from pulumi_liveperson.wire import Props


class SpecialOccasionModel(Declaration):
    """The inputs of a special occasion and their rules (Special Occasions API, appendix)."""

    name: Annotated[StrictStr, Field(min_length=1, max_length=50)]
    description: Annotated[StrictStr, Field(min_length=1, max_length=200)]
    is_default: StrictBool = False
    events: list[Event] = Field(default_factory=list)

    @classmethod
    def completed(cls, declared: Props) -> Props:
        """Return the inputs, with the default recurrence added to each event."""
        events = declared.get("events")
        return (
            {**declared, "events": [completed(each) for each in events]}
            if isinstance(events, list)
            else declared
        )

    @classmethod
    def inconsistencies(cls, declared: Props) -> Iterator[Mistake]:
        """Yield the errors that involve several fields of an event."""
        events = declared.get("events")
        for number, event in enumerate(events if isinstance(events, list) else ()):
            for each in inconsistencies(event):
                yield Mistake(f"events[{number}].{each.path}", each.reason)


class SpecialOccasionProvider(LivePersonProvider):
    """Manages special occasions."""

    kind = SPECIAL_OCCASION
    model = SpecialOccasionModel


class SpecialOccasion(LivePersonResource, module="liveperson", name="SpecialOccasion"):
    """Dates on which the normal opening hours do not apply, for example public holidays.

    - `name`: 1 to 50 characters, unique in the account.
    - `description`: 1 to 200 characters.
    - `is_default`: whether the occasion applies to every skill without its own; at most one in an account.
    - `events`: days off and special hours, created with `closed`, `open_hours` or `open_all_day`.
    - `on_conflict`: what a conflict causes: "fail" or "overwrite"; default: the setting of the stack.

    A skill uses the occasion if its `special_occasion_id` names it; see `SkillHours` and `Skill`.
    """

    name: Output[str]
    description: Output[str]
    is_default: Output[bool]
    events: Output[list[dict[str, Any]]]
    on_conflict: Output[str | None]
    unchecked: Output[list[str] | None]
    ac_revision: Output[str]

    def __init__(
        self,
        resource_name: str,
        *,
        name: Input[str],
        description: Input[str],
        is_default: Input[bool] = False,
        events: Input[Sequence[Input[Event]]] = (),
        on_conflict: Input[OnConflict] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        declared = {
            "name": name,
            "description": description,
            "is_default": is_default,
            "events": list(events) if isinstance(events, tuple) else events,
            "on_conflict": on_conflict,
        }
        super().__init__(SpecialOccasionProvider(), resource_name, declared, opts)
