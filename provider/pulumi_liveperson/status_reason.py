"""Status reasons: why an agent is away, occupied or online.

API: Agent Status Reason API, collection `le-agents/status-reasons`.

- The text is unique in the account.
- An order is managed only where a program declares one; LivePerson may renumber the others.
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
    """Refuse markup: LivePerson validates with OWASP ESAPI's "safeMediumString" and publishes no pattern."""
    found = sorted(set(_UNSAFE.findall(text)))
    if found:
        raise ValueError(f"holds {', '.join(map(repr, found))}, which LivePerson refuses as markup")
    return text


def _integer(value: object) -> object:
    """Refuse words and truth values, which pydantic would read as numbers."""
    if isinstance(value, bool | str):
        raise ValueError("must be a whole number")  # noqa: TRY004 - pydantic collects ValueErrors
    return value


class StatusReasonModel(Declaration):
    """What a program may declare (Agent Status Reason API, overview and create)."""

    text: Annotated[StrictStr, Field(min_length=1, max_length=100), AfterValidator(_safe)]
    state: State = "Away"
    enabled: StrictBool = True
    order: Annotated[int, BeforeValidator(_integer), Field(ge=1)] | None = None


class StatusReasonProvider(LivePersonProvider):
    """Manages status reasons."""

    kind = STATUS_REASON
    model = StatusReasonModel


class StatusReason(LivePersonResource, module="liveperson", name="StatusReason"):
    """A reason that agents can give for their state."""

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
