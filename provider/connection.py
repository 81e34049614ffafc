"""From settings to the one account connection of this process."""

from functools import cache
from typing import TYPE_CHECKING

from provider.liveperson.kinds import SPECIAL_OCCASION, STATUS_REASON, Kind
from provider.liveperson.sequence import Sequence
from provider.settings import Settings

if TYPE_CHECKING:
    from provider.liveperson.account import Account


@cache
def connect(settings: Settings) -> "Account":
    """Return the account; all providers of a process share it, so that their writes take turns."""
    from provider.liveperson.account import Account  # noqa: PLC0415 - a preview sends nothing, so loads no HTTP

    declared = {kind: declared_sequence(settings, kind) for kind in (SPECIAL_OCCASION, STATUS_REASON)}
    return Account(settings.account_id, settings.domain_api_url, settings.sign_in, declared)


@cache
def declared_sequence(_settings: Settings, _kind: Kind) -> Sequence:
    """Return the positions that programs declare, which are known before anything is sent."""
    return Sequence()
