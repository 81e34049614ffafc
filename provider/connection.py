"""From settings to the one account connection of this process."""

import threading
from collections import defaultdict
from typing import TYPE_CHECKING

from provider.liveperson.kinds import SPECIAL_OCCASION, STATUS_REASON, Kind
from provider.liveperson.sequence import Sequence
from provider.settings import Settings

if TYPE_CHECKING:
    from provider.liveperson.account import Account

_turn = threading.Lock()  # the first four operations of an update arrive together
_accounts: dict[Settings, "Account"] = {}
_declared: dict[tuple[Settings, Kind], Sequence] = defaultdict(Sequence)


def connect(settings: Settings) -> "Account":
    """Return the account; all providers of a process share it, so that their writes take turns."""
    from provider.liveperson.account import Account  # noqa: PLC0415 - a preview sends nothing, so loads no HTTP

    with _turn:
        if settings not in _accounts:
            declared = {kind: _declared[settings, kind] for kind in (SPECIAL_OCCASION, STATUS_REASON)}
            _accounts[settings] = Account(
                settings.account_id, settings.domain_api_url, settings.sign_in, declared
            )
        return _accounts[settings]


def declared_sequence(settings: Settings, kind: Kind) -> Sequence:
    """Return the positions that programs declare, which are known before anything is sent."""
    with _turn:
        return _declared[settings, kind]
