"""Special occasions: dates on which the normal opening hours do not apply.

API: Special Occasions API, collection `ac-common/specialoccasion`.

- The name is unique in the account.
- One object at a time is the account's default; making another one the default takes the flag from it.
- An occasion without events is useful: assigned to a skill, it keeps the default from applying there.
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
    """What a program may declare (Special Occasions API, appendix)."""

    name: Annotated[StrictStr, Field(min_length=1, max_length=50)]
    description: Annotated[StrictStr, Field(min_length=1, max_length=200)]
    is_default: StrictBool = False
    events: list[Event] = Field(default_factory=list)

    @classmethod
    def completed(cls, declared: Props) -> Props:
        """Return what is declared with the recurrence of each event."""
        events = declared.get("events")
        return (
            {**declared, "events": [completed(each) for each in events]}
            if isinstance(events, list)
            else declared
        )

    @classmethod
    def inconsistencies(cls, declared: Props) -> Iterator[Mistake]:
        """Yield what is wrong between the fields of each event."""
        events = declared.get("events")
        for number, event in enumerate(events if isinstance(events, list) else ()):
            for each in inconsistencies(event):
                yield Mistake(f"events[{number}].{each.path}", each.reason)


class SpecialOccasionProvider(LivePersonProvider):
    """Manages special occasions."""

    kind = SPECIAL_OCCASION
    model = SpecialOccasionModel


class SpecialOccasion(LivePersonResource, module="liveperson", name="SpecialOccasion"):
    """Dates on which the normal opening hours of the account, or of a skill, do not apply."""

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
