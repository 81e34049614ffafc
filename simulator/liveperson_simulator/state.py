"""The state of one simulator: its store, knobs, sessions, faults and log; and its seed."""

import time
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from liveperson_simulator import clock, rules, seeds
from liveperson_simulator.collection import Collection
from liveperson_simulator.credentials import Credentials
from liveperson_simulator.errors import ThrottledError
from liveperson_simulator.faults import FaultError, Faults, ForeignWrite
from liveperson_simulator.kind import KINDS
from liveperson_simulator.knobs import Knobs
from liveperson_simulator.log import Log
from liveperson_simulator.messages import Body
from liveperson_simulator.skills import SKILLS
from liveperson_simulator.store import Store

ACCOUNTS = ("71234567", "71234568", "71234569")


class SeedError(ValueError):
    """An invalid seed or foreign write."""


@dataclass
class Session:
    """A login session: its tokens, its privilege, its last refresh and its end."""

    account: str
    csrf: str
    bearer: str
    privileged: bool
    refreshed: float
    expires: float


@dataclass
class State:
    """The state of one simulator; `extra_accounts` are created in addition to the default ones."""

    store: Store
    knobs: Knobs
    path: Path | None = None
    extra_accounts: Sequence[str] = ()
    faults: Faults = field(default_factory=Faults)
    log: Log = field(default_factory=Log)
    credentials: Credentials = field(default_factory=Credentials)
    sessions: dict[str, Session] = field(default_factory=dict)
    nonces: dict[tuple[str, str, str], float] = field(default_factory=dict)
    recent: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def seed_accounts(self) -> None:
        """Create the default and the extra accounts that do not exist."""
        with self.store.transaction(write=True):
            for account in (*ACCOUNTS, *self.extra_accounts):
                if not self.store.has_account(account):
                    self.seed(account, {})
                    next_id = self.collection(account, SKILLS.name).next_id
                    self.seed(account, {SKILLS.name: seeds.skills(next_id)})

    def reset(self) -> None:
        """Restore the state of a start without data."""
        with self.store.transaction(write=True):
            self.store.load({})
        self.knobs.reset()
        self.faults.clear()
        self.log.entries.clear()
        self.credentials.clear()
        self.sessions.clear()
        self.nonces.clear()
        self.recent.clear()
        self.seed_accounts()

    def is_open(self, session: Session) -> bool:
        """Return whether a session is neither expired nor idle for too long."""
        now, idle = clock.now(self.knobs), self.knobs.number("session_idle")
        return now < session.expires and (not idle or now < session.refreshed + idle)

    def collection(self, account: str, name: str) -> Collection:
        """Return a collection of an account; both must exist."""
        if name not in KINDS:
            raise SeedError(f"collection must be one of {', '.join(KINDS)}, not {name!r}")
        if not self.store.has_account(account):
            raise SeedError(f"there is no account {account}")
        return Collection(self.store, self.knobs, account, KINDS[name])

    def seed(self, account: str, collections: Mapping[str, list[Body]]) -> None:
        """Add objects without validation, and create the account if it is missing."""
        if not self.store.has_account(account):
            self.store.add_account(account, list(KINDS), self.knobs.number("first_revision"))
        for name, bodies in collections.items():
            collection = self.collection(account, name)
            self._write(collection, [self._numbered(body, collection) for body in bodies])

    def foreign(self, account: str, name: str, write: Body) -> Body:
        """Write like a person in the console: without credentials, validation or If-Match."""
        collection = self.collection(account, name)
        operation = write.get("operation")
        if operation == "create":
            body = self._numbered(write.get("body") or {}, collection)
        elif operation in ("update", "delete"):
            stored = self.store.get(account, name, rules.object_id(write.get("id")))
            if stored is None:
                raise SeedError(f"there is no object {write.get('id')} in {name} of account {account}")
            changes = {"deleted": True} if operation == "delete" else write.get("changes") or {}
            body = stored.body | collection.kind.stamp(self.knobs) | changes | {"id": stored.body["id"]}
        else:
            raise SeedError(f"operation must be create, update or delete, not {operation!r}")
        return self._write(collection, [body])[0]

    def foreign_now(self, waiting: Sequence[ForeignWrite]) -> None:
        """Run foreign writes that are due now."""
        for each in waiting:
            with self.store.transaction(write=True):
                self.foreign(each.account, each.collection, each.write)

    def check_foreign(self, account: str, name: str, write: Body) -> None:
        """Raise SeedError or FaultError for a foreign write that cannot succeed later."""
        self.collection(account, name)
        if write.get("operation") not in ("create", "update", "delete"):
            raise FaultError("write needs an operation: create, update or delete")
        if write["operation"] != "create" and not self.store.get(
            account, name, rules.object_id(write.get("id"))
        ):
            raise SeedError(f"there is no object {write.get('id')} in {name} of account {account}")

    def throttle(self, account: str) -> None:
        """Raise ThrottledError if the account exceeds its requests per second."""
        limit = self.knobs.number("rate_limit")
        if not limit:
            return
        recent, now = self.recent[account], time.monotonic()
        while recent and recent[0] <= now - 1:
            recent.popleft()
        if len(recent) >= limit:
            raise ThrottledError("Too many requests")
        recent.append(now)

    @staticmethod
    def _numbered(body: Any, collection: Collection) -> Body:
        if not isinstance(body, dict):
            raise SeedError("an object is expected")
        id_ = rules.object_id(body["id"]) if "id" in body else collection.next_id()
        return {"deleted": False} | collection.kind.stamp(collection.knobs) | body | {"id": id_}

    @staticmethod
    def _write(collection: Collection, bodies: list[Body]) -> list[Body]:
        collection.changes.update({body["id"]: body for body in bodies})
        collection.kind.settle(collection, bodies)
        collection.write(collection.changes.values())
        return [collection.changes[body["id"]] for body in bodies]
