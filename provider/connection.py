"""From settings to the one account connection of this process."""

from functools import cache
from typing import TYPE_CHECKING

from provider.settings import Settings

if TYPE_CHECKING:
    from provider.liveperson.account import Account


@cache
def connect(settings: Settings) -> "Account":
    """Return the account; all providers of a process share it, so that their writes take turns."""
    from provider.liveperson.account import Account  # noqa: PLC0415 - a preview sends nothing, so loads no HTTP

    return Account(settings.account_id, settings.domain_api_url, settings.sign_in)
