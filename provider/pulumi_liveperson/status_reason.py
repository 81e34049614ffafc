"""Status reasons: the reasons that agents can select for their state.

API: Agent Status Reason API, collection `le-agents/status-reasons`.

- The text is unique in the account.
- The order is managed only for reasons that declare it; LivePerson may renumber the others.
"""

import re
from typing import Annotated, Literal

from pulumi import Input, Output, ResourceOptions
from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictStr

from pulumi_liveperson.base import LivePersonProvider
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.resource import LivePersonResource
from pulumi_liveperson.validation import Declaration, OnConflict

State = Literal["Online", "Occupied", "Away"]
_UNSAFE = re.compile(r'[<>"&\x00-\x1f\x7f]')


def _safe(text: str) -> str:
    """Raise `ValueError` for markup; LivePerson uses OWASP ESAPI's unpublished "safeMediumString"."""
    found = sorted(set(_UNSAFE.findall(text)))
    if found:
        raise ValueError(f"contains {', '.join(map(repr, found))}, which LivePerson rejects as markup")
    return text


def _integer(value: object) -> object:
    """Raise `ValueError` for text and Booleans, which pydantic would convert to numbers."""
    if isinstance(value, bool | str):
        raise ValueError("must be a whole number")  # noqa: TRY004 - pydantic collects ValueErrors
    return value


class StatusReasonModel(Declaration):
    """The inputs of a status reason and their rules (Agent Status Reason API, overview and create)."""

    text: Annotated[StrictStr, Field(min_length=1, max_length=100), AfterValidator(_safe)]
    state: State = "Away"
    enabled: StrictBool = True
    order: Annotated[int, BeforeValidator(_integer), Field(ge=1)] | None = None


class StatusReasonProvider(LivePersonProvider):
    """Manages status reasons."""

    kind = STATUS_REASON
    model = StatusReasonModel


class StatusReason(LivePersonResource, module="liveperson", name="StatusReason"):
    """A reason that agents can select for their state, for example "Lunch".

    - `text`: 1 to 100 characters without `<`, `>`, `"`, `&` and control characters, unique in the account.
    - `state`: "Online", "Occupied" or "Away".
    - `enabled`: whether agents can select the reason.
    - `order`: the position in the list of reasons, from 1; without it, the position is not managed.
    - `on_conflict`: what a conflict causes: "fail" or "overwrite"; default: the setting of the stack.
    """

    text: Output[str]
    state: Output[str]
    enabled: Output[bool]
    order: Output[int | None]
    on_conflict: Output[str | None]
    unchecked: Output[list[str] | None]
    ac_revision: Output[str]

    def __init__(
        self,
        resource_name: str,
        *,
        text: Input[str],
        state: Input[State] = "Away",
        enabled: Input[bool] = True,
        order: Input[int] | None = None,
        on_conflict: Input[OnConflict] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        declared = {
            "text": text,
            "state": state,
            "enabled": enabled,
            "order": order,
            "on_conflict": on_conflict,
        }
        super().__init__(StatusReasonProvider(), resource_name, declared, opts)
