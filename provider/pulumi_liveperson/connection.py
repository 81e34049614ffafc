"""Creates the account connection of this process from its settings."""

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
from pulumi_liveperson.registry import kinds, object_kinds
from pulumi_liveperson.settings import Settings

if TYPE_CHECKING:
    from pulumi_liveperson.client.account import Account

_lock = threading.Lock()  # the first operations of an update arrive at the same time
_accounts: dict[Settings, "Account"] = {}
_expectations: dict[tuple[Settings, Kind], Expectations] = {}


class Run(Protocol):
    """The command of the engine, and the state on which it works."""

    @property
    def is_partial(self) -> bool:
        """Return whether the command may skip resources that stay in the state."""

    def entries(self, type_name: str) -> Sequence[StateEntry]:
        """Return the entries in the state of one of our types."""


_run: Run | None = None


def set_run(run: Run) -> None:
    """Record the command for which this process was started; only our own host knows it."""
    global _run  # noqa: PLW0603 - there is one engine for each process
    _run = run


def connect(settings: Settings) -> "Account":
    """Return the account, which all providers of a process share, so only one of them writes at a time.

    The end of the process closes the login session.
    """
    from pulumi_liveperson.client.account import Account  # noqa: PLC0415 - a preview needs no HTTP client

    with _lock:
        if settings not in _accounts:
            start_logs(settings.log)
            account = Account(
                settings.account_id,
                settings.domain_api_url,
                settings.sign_in,
                {kind: _expectations_in(settings, kind) for kind in object_kinds()},
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
    """Let requests in flight end, and send no more requests."""
    with _lock:
        for account in _accounts.values():
            account.cancel()


def expectations(settings: Settings, kind: Kind) -> Expectations:
    """Return what a program declares for all objects of a kind, known before the first request."""
    with _lock:
        return _expectations_in(settings, kind)


def _expectations_in(settings: Settings, kind: Kind) -> Expectations:
    """Return what is known of the objects of a kind, also for a kind that manages parts of them."""
    owner = kind.owner
    if (settings, owner) not in _expectations:
        known = Expectations(partial(_entries, _run, owner)) if _run is not None else Expectations()
        known.holders.is_partial = _run is not None and _run.is_partial
        _expectations[settings, owner] = known
    return _expectations[settings, owner]


def _entries(run: Run, owner: Kind) -> list[StateEntry]:
    """Return the entries of all types that manage objects of a kind, or parts of them."""
    types = [kind.type_name for kind in kinds() if kind.owner is owner]
    return [entry for type_name in types for entry in run.entries(type_name)]
