"""The rules for the fields of a skill (Skills API, appendix).

An empty text clears a field, for numbers too: LivePerson then uses the setting of the account. Ids are texts,
because Pulumi's numbers cannot represent all ids.
"""

import re
from collections.abc import Callable, Iterator
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, StrictBool, StrictStr
from pydantic import WithJsonSchema as Schema

from pulumi_liveperson.mistake import Mistake
from pulumi_liveperson.validation import Declaration, is_known
from pulumi_liveperson.wire import Props

_LARGEST_ID = 2**63 - 1
_LARGEST = 2**31 - 1  # LivePerson publishes no limit; this is the largest 32-bit number
_CLEARED = ""


def _id(value: Any) -> str:
    """Return an id as text; raise `ValueError` for other values."""
    if isinstance(value, str) and re.fullmatch("[0-9]{1,19}", value) and 0 < int(value) <= _LARGEST_ID:
        return str(int(value))
    raise ValueError(f'must be an id of LivePerson as text, such as "4300551010", not {value!r}')


def _id_or_cleared(value: Any) -> str:
    return _CLEARED if value == _CLEARED else _id(value)


def _integer(
    least: int = 0, most: int = _LARGEST, unit: str = "", *, can_be_cleared: bool = True
) -> Callable[[Any], Any]:
    """Return a function that checks a whole number, and accepts an empty text if it can be cleared."""
    limits = f"of {least} or more" if most == _LARGEST else f"from {least} to {most}"
    clear = ', or "" to clear it' if can_be_cleared else ""
    expected = f"a whole number {limits}{unit and f' {unit}'}{clear}"

    def check(value: Any) -> Any:
        if can_be_cleared and value == _CLEARED:
            return value
        is_whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if is_whole and not isinstance(value, bool) and least <= value <= most:
            return int(value)
        raise ValueError(f"must be {expected}, not {value!r}")

    return check


def _targets(value: Any) -> Any:
    """Return the skills to which agents can transfer; an empty list is ambiguous, so it is an error."""
    if value == _CLEARED:
        return value
    if value == []:
        raise ValueError(
            "must not be an empty list, which LivePerson reads as all skills: write can_transfer=False to "
            'allow no transfer, or "" for all skills'
        )
    if not isinstance(value, list):
        raise ValueError(f'must be a list of ids, or "" for all skills, not {value!r}')  # noqa: TRY004 - pydantic collects ValueErrors
    return [_id(each) for each in value]


_NUMBER = Schema({"type": "integer"})
_ID = Schema({"type": "string", "format": "id"})
Id = Annotated[str, PlainValidator(_id), _ID]
IdOrCleared = Annotated[str, PlainValidator(_id_or_cleared), _ID]
Seconds = Annotated[int | str, PlainValidator(_integer(unit="seconds")), _NUMBER]
Order = Annotated[int, PlainValidator(_integer(can_be_cleared=False)), _NUMBER]
WaitSeconds = Annotated[int, PlainValidator(_integer(unit="seconds", can_be_cleared=False)), _NUMBER]
CloseSeconds = Annotated[
    int | str,
    PlainValidator(_integer(1500, 7_776_000, "seconds")),
    Schema({"type": "integer", "minimum": 1500}),
]
Minutes = Annotated[int | str, PlainValidator(_integer(unit="minutes")), _NUMBER]
Priority = Annotated[int, PlainValidator(_integer(1, can_be_cleared=False)), _NUMBER]
Percentage = Annotated[int, PlainValidator(_integer(0, 100, can_be_cleared=False)), _NUMBER]
Targets = Annotated[list[str] | str, PlainValidator(_targets), Schema({"type": "array"})]


class Routing(BaseModel):
    """One agent group of a skill's routing."""

    model_config = ConfigDict(extra="forbid")

    agent_group_id: Id
    priority: Priority
    split_percentage: Percentage


class SkillModel(Declaration):
    """The inputs of a skill and their rules; a field that is left out is not managed."""

    may_leave_out: ClassVar[bool] = True

    name: Annotated[StrictStr, Field(min_length=1)]
    description: StrictStr | None = None
    skill_order: Order | None = None
    max_wait_time: WaitSeconds | None = None
    default_post_chat_survey_id: StrictStr | None = None
    default_offline_survey_id: StrictStr | None = None
    default_agent_survey_id: StrictStr | None = None
    skill_routing_configuration: list[Routing] | None = None
    wrap_up_time: Seconds | None = None
    sla_default_response_time: Seconds | None = None
    sla_urgent_response_time: Seconds | None = None
    sla_first_time_response_time: Seconds | None = None
    lob_ids: list[Id] | None = None
    can_transfer: StrictBool | None = None
    skill_transfer_list: Targets | None = None
    working_hours_id: IdOrCleared | None = None
    special_occasion_id: IdOrCleared | None = None
    post_conversation_survey_app_install_association_id: StrictStr | None = None
    auto_close_in_seconds: CloseSeconds | None = None
    transfer_to_agent_max_wait_in_seconds: Seconds | None = None
    fallback_skill: IdOrCleared | None = None
    fallback_when_all_agents_are_away: StrictBool | None = None
    agent_survey_for_msg_timeout_in_minutes: Minutes | None = None
    agent_survey_for_msg_id: IdOrCleared | None = None
    redistribute_load_to_connected_agent_groups: StrictBool | None = None

    @classmethod
    def inconsistencies(cls, declared: Props) -> Iterator[Mistake]:
        """Yield an error for each list with equal items, because LivePerson keeps only one of them."""
        for name in ("skill_routing_configuration", "lob_ids", "skill_transfer_list"):
            items = declared.get(name)
            if isinstance(items, list) and is_known(items):
                repeated = [each for place, each in enumerate(items) if each in items[:place]]
                if repeated:
                    yield Mistake(name, f"contains {repeated[0]!r} twice")
