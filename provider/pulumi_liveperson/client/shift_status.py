"""LivePerson's Shift Status API: which skills are inside their opening hours now, as the server evaluates it.

The pages about it differ in the name of its service and of the field with the id, and their sample has
values of `nextOn` and `nextOff` that contradict each other. So only `onShift` is certain.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pulumi_liveperson.client.errors import (
    ApiError,
    LivePersonError,
    NoServiceError,
    UnauthorizedError,
    UnreachableError,
    UnusableAnswerError,
)
from pulumi_liveperson.client.http.headers import excerpt
from pulumi_liveperson.client.http.messages import Answer, Request

if TYPE_CHECKING:
    from pulumi_liveperson.client.account import Account

SERVICES = ("asyncMessagingEnt", "shiftstatus")
"""The documented names of the service; the second one is from a newer page."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER = re.compile("-?[0-9]{1,19}")
_FLAGS = {"true": True, "false": False}
_ONLY_LOGIN = (
    "LivePerson documents the Shift Status API only for a user login (liveperson:username, "
    "liveperson:password), so it may reject other credentials."
)
_NEEDS = f"For the shift status, a user needs the permission for the shift status (10018). {_ONLY_LOGIN}"
_MAY_LACK_MESSAGING = (
    "The shift status is a feature of messaging, which the account may not have: ask LivePerson whether "
    "messaging is enabled."
)


@dataclass(frozen=True)
class SkillStatus:
    """Whether a skill is inside its opening hours now, and when that changes next.

    The times are in UTC, and None if LivePerson returns none. They may be wrong: see the module.
    """

    skill_id: str
    on_shift: bool
    next_on: datetime | None = None
    next_off: datetime | None = None


def read_shift_status(account: "Account") -> tuple[SkillStatus, ...]:
    """Return LivePerson's own status of each skill of an account, in the order of its answer.

    Raises `NoServiceError` or a `NotFoundError` if the account has no shift status, `ForbiddenError` if the
    credentials lack the permission, and `UnusableAnswerError` if the answer has an entry that cannot be read
    (Shift Status API).
    """
    with account.retries.operation():
        account.token()  # a rejected sign-in is reported without hints about this API
        listed = _answer(account).body
    if not isinstance(listed, list):
        raise UnreachableError(
            "The answer is not a list of shift statuses, so it is not LivePerson's: check the proxy settings "
            "(HTTPS_PROXY, NO_PROXY) and liveperson:domainApiUrl."
        )
    return tuple(map(status_of, listed))


def _answer(account: "Account") -> Answer:
    """Return the answer of the first service that has the call."""
    path = f"/api/account/{account.account_id}/shift-status"
    missing: LivePersonError | None = None
    for service in SERVICES:
        try:
            return account.services.handle_request(Request("GET", path, service, needs=_NEEDS))
        except NoServiceError:
            continue
        except UnauthorizedError as error:
            raise error.add(_ONLY_LOGIN) from None
        except ApiError as error:
            if not error.is_not_found:
                raise
            missing = missing or error.add(_MAY_LACK_MESSAGING)
    raise missing or NoServiceError(
        f"LivePerson returned no host of the services {' and '.join(SERVICES)} for the account "
        f"{account.account_id}, which report the shift status. {_MAY_LACK_MESSAGING}"
    )


def status_of(entry: Any) -> SkillStatus:
    """Return the status in an entry of the answer; raise an `UnusableAnswerError` if it cannot be read."""
    try:
        skill = entry["skillId"] if "skillId" in entry else entry["skill"]
        return SkillStatus(
            str(_number(skill)), _flag(entry["onShift"]), _time(entry, "nextOn"), _time(entry, "nextOff")
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        raise UnusableAnswerError(
            f"LivePerson's answer has a shift status that cannot be read: {excerpt(json.dumps(entry))}. "
            "Expected are a number as skillId, true or false as onShift, and milliseconds or null as nextOn "
            "and nextOff. Check the proxy settings (HTTPS_PROXY, NO_PROXY) and liveperson:domainApiUrl."
        ) from None


def _number(value: Any) -> int:
    """Return a number, which a server may write as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value.strip()):
            raise ValueError
        return int(value)
    if value != int(value):
        raise ValueError
    return int(value)


def _flag(value: Any) -> bool:
    found = _FLAGS[value.strip().lower()] if isinstance(value, str) else value
    if not isinstance(found, bool):
        raise TypeError
    return found


def _time(entry: Any, field: str) -> datetime | None:
    value = entry.get(field)
    return None if value in (None, "") else _EPOCH + timedelta(milliseconds=_number(value))
