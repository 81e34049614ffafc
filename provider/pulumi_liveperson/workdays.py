"""Workdays: the weekly opening hours.

API: Workdays API, collection `ac-common/workinghours`.

- The name is unique in the account.
- One object at a time is the account's default. It applies to every skill without workdays of its own, and
  is independent of the default of the special occasions.
- A day without a shift is closed.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pulumi import Input, Output, ResourceOptions
from pydantic import Field, StrictBool, StrictStr

from pulumi_liveperson.base import LivePersonProvider
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.mistake import Mistake
from pulumi_liveperson.resource import LivePersonResource
from pulumi_liveperson.shifts.shift import Shift, Shifts, in_order, inconsistencies
from pulumi_liveperson.validation import Declaration, OnConflict
from pulumi_liveperson.wire import UNCHECKED, Props


class WorkdaysModel(Declaration):
    """What a program may declare (Workdays API, appendix)."""

    name: Annotated[StrictStr, Field(min_length=1, max_length=50)]
    description: Annotated[StrictStr, Field(min_length=1, max_length=200)]
    is_default: StrictBool = False
    shifts: Shifts

    @classmethod
    def in_order(cls, content: Props) -> Props:
        """Return live content with its shifts in the order of the week, unless they are unchecked."""
        if "shifts" in (content.get(UNCHECKED) or ()):  # their declaration keeps its own order
            return content
        try:
            return {**content, "shifts": in_order(content["shifts"])}
        except (LookupError, TypeError, ValueError):  # a shift that no program could declare
            return content

    @classmethod
    def inconsistencies(cls, declared: Props) -> Iterator[Mistake]:
        """Yield the errors that involve several fields of a shift."""
        return inconsistencies(declared.get("shifts"))


class WorkdaysProvider(LivePersonProvider):
    """Manages workdays."""

    kind = WORKDAYS
    model = WorkdaysModel


class Workdays(LivePersonResource, module="liveperson", name="Workdays"):
    """The weekly opening hours of the account, or of skills whose `working_hours_id` names them."""

    name: Output[str]
    description: Output[str]
    is_default: Output[bool]
    shifts: Output[list[dict[str, Any]]]
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
        shifts: Input[Sequence[Input[Shift]]] = (),
        on_conflict: Input[OnConflict] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        declared = {
            "name": name,
            "description": description,
            "is_default": is_default,
            "shifts": list(shifts) if isinstance(shifts, tuple) else shifts,
            "on_conflict": on_conflict,
        }
        super().__init__(WorkdaysProvider(), resource_name, declared, opts)
