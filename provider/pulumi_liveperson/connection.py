"""From settings to the one account connection of this process."""

import atexit
import threading
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.client.writes.holders import StateEntry
from pulumi_liveperson.logs import start_logs
from pulumi_liveperson.registry import kinds
from pulumi_liveperson.settings import Settings

if TYPE_CHECKING:
    from pulumi_liveperson.client.account import Account

_lock = threading.Lock()  # the first four operations of an update arrive together
_accounts: dict[Settings, "Account"] = {}
_expectations: dict[tuple[Settings, Kind], Expectations] = {}


class Run(Protocol):
    """What the engine was asked to do, and the state that it works on."""

    @property
    def is_partial(self) -> bool:
        """Tell whether it may leave resources out that it keeps."""

    def entries(self, type_name: str) -> Sequence[StateEntry]:
        """Return the entries of the state, of one type of ours."""


_run: Run | None = None


def set_run(run: Run) -> None:
    """Note for what this process was started; only our own host knows it."""
    global _run  # noqa: PLW0603 - there is one engine for each process
    _run = run


def connect(settings: Settings) -> "Account":
    """Return the account; all providers of a process share it, so that their writes take turns.

    When the process ends, its login session ends.
    """
    from pulumi_liveperson.client.account import Account  # noqa: PLC0415 - a preview sends nothing, so loads no HTTP

    with _lock:
        if settings not in _accounts:
            start_logs(settings.log)
            account = Account(
                settings.account_id,
                settings.domain_api_url,
                settings.sign_in,
                {kind: _expectations_in(settings, kind) for kind in kinds()},
                retries=Retries(
                    operation_timeout=settings.operation_timeout,
                    max_requests_per_second=settings.max_requests_per_second,
                ),
                read_only_service=settings.read_only_service,
            )
            atexit.register(account.close)
            _accounts[settings] = account
        return _accounts[settings]


def cancel() -> None:
    """Let what is on its way end, and send nothing more."""
    with _lock:
        for account in _accounts.values():
            account.cancel()


def expectations(settings: Settings, kind: Kind) -> Expectations:
    """Return what programs declare of a kind's objects together, which is known before anything is sent."""
    with _lock:
        return _expectations_in(settings, kind)


def _expectations_in(settings: Settings, kind: Kind) -> Expectations:
    if (settings, kind) not in _expectations:
        known = Expectations(partial(_run.entries, kind.type_name)) if _run is not None else Expectations()
        known.holders.is_partial = _run is not None and _run.is_partial
        _expectations[settings, kind] = known
    return _expectations[settings, kind]
