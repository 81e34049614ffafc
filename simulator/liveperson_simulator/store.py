"""The content of the accounts in one SQLite database: objects, revisions and all earlier versions.

A request is one transaction. Objects are never removed (soft deletion). Each write adds a version, which the
read-only service returns while it lags.
"""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liveperson_simulator.messages import Body

SCHEMA_VERSION = 1
TABLES = ("account", "collection", "object", "revision", "version", "sequence", "referrer")
SCHEMA = """
CREATE TABLE IF NOT EXISTS account (id TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS collection (
    account TEXT, name TEXT, revision INTEGER NOT NULL, PRIMARY KEY (account, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS object (
    account TEXT, collection TEXT, id INTEGER, revision INTEGER NOT NULL, deleted INTEGER NOT NULL,
    is_default INTEGER NOT NULL, label TEXT NOT NULL, folded TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (account, collection, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS object_folded ON object (account, collection, folded);
CREATE TABLE IF NOT EXISTS revision (
    account TEXT, collection TEXT, number INTEGER, time REAL NOT NULL,
    PRIMARY KEY (account, collection, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS version (
    account TEXT, collection TEXT, revision INTEGER, id INTEGER, body TEXT NOT NULL,
    PRIMARY KEY (account, collection, revision, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sequence (last INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS referrer (
    account TEXT, collection TEXT, id INTEGER, name TEXT,
    PRIMARY KEY (account, collection, id, name)) WITHOUT ROWID;
"""

# Like real ids, these exceed 32 bits, and all ids of one data centre end in the same two digits.
FIRST_ID = 4_410_020_310
ID_STEP = 100
OVER_53_BITS = 9_100_000_000_000_000_000


@dataclass(frozen=True)
class Stored:
    """An object and the revision at which it last changed."""

    body: Body
    revision: int
    deleted: bool


class Store:
    """The database of one simulator, in a file or (path None) in memory."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(
            str(path) if path else ":memory:", isolation_level=None, check_same_thread=False, timeout=10
        )
        try:
            self._prepare()
        except BaseException:
            self._database.close()
            raise

    def _prepare(self) -> None:
        if self._database.execute("PRAGMA user_version").fetchone()[0] not in (0, SCHEMA_VERSION):
            raise sqlite3.DatabaseError("the data file was written by another version of the simulator")
        # In WAL mode, a commit is passed to the operating system before the answer, so a kill loses
        # nothing.
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.executescript(SCHEMA + f"PRAGMA user_version = {SCHEMA_VERSION};")

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    @contextmanager
    def transaction(self, *, write: bool) -> Iterator[None]:
        """Run the block in one transaction; an exception rolls it back."""
        self._database.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def accounts(self) -> list[str]:
        """Return the ids of all accounts."""
        return [row[0] for row in self._database.execute("SELECT id FROM account ORDER BY id")]

    def has_account(self, account: str) -> bool:
        """Return whether the account exists."""
        return self._database.execute("SELECT 1 FROM account WHERE id = ?", (account,)).fetchone() is not None

    def add_account(self, account: str, collections: Sequence[str], revision: int) -> None:
        """Create an account with empty collections."""
        self._database.execute("INSERT INTO account VALUES (?)", (account,))
        for name in collections:
            self._database.execute("INSERT INTO collection VALUES (?, ?, ?)", (account, name, revision))
            self._mark(account, name, revision)

    def _mark(self, account: str, collection: str, revision: int) -> None:
        row = (account, collection, revision, time.time())
        self._database.execute("INSERT OR REPLACE INTO revision VALUES (?, ?, ?, ?)", row)

    def revision(self, account: str, collection: str) -> int:
        """Return the collection's current revision; 0 for an unknown account."""
        row = self._database.execute(
            "SELECT revision FROM collection WHERE account = ? AND name = ?", (account, collection)
        ).fetchone()
        return int(row[0]) if row else 0

    def get(self, account: str, collection: str, id_: int) -> Stored | None:
        """Return an object, deleted or not."""
        row = self._database.execute(
            "SELECT body, revision, deleted FROM object WHERE account = ? AND collection = ? AND id = ?",
            (account, collection, id_),
        ).fetchone()
        return Stored(json.loads(row[0]), row[1], bool(row[2])) if row else None

    def objects(self, account: str, collection: str) -> list[Body]:
        """Return all objects, including deleted ones, oldest first."""
        rows = self._database.execute(
            "SELECT body FROM object WHERE account = ? AND collection = ? ORDER BY id", (account, collection)
        )
        return [json.loads(row[0]) for row in rows]

    def named(self, account: str, collection: str, name: str, *, fold: bool) -> list[tuple[int, bool]]:
        """Return the id and the deleted flag of the objects with a name; `fold` ignores case."""
        rows = self._database.execute(
            "SELECT id, deleted, label FROM object WHERE account = ? AND collection = ? AND folded = ?",
            (account, collection, json.dumps(name.casefold())),
        )
        return [(row[0], bool(row[1])) for row in rows if fold or row[2] == json.dumps(name)]

    def defaults(self, account: str, collection: str) -> list[Body]:
        """Return the live objects that are marked as the account's default."""
        rows = self._database.execute(
            "SELECT body FROM object WHERE account = ? AND collection = ? AND is_default AND NOT deleted",
            (account, collection),
        )
        return [json.loads(row[0]) for row in rows]

    def referrers(self, account: str, collection: str, id_: int) -> list[str]:
        """Return what else uses an object, as `set_referrers` stored it."""
        rows = self._database.execute(
            "SELECT name FROM referrer WHERE account = ? AND collection = ? AND id = ?",
            (account, collection, id_),
        )
        return [row[0] for row in rows]

    def set_referrers(self, account: str, collection: str, id_: int, names: Sequence[str]) -> None:
        """Store the names of what uses an object and is not in this database."""
        key = (account, collection, id_)
        self._database.execute("DELETE FROM referrer WHERE account = ? AND collection = ? AND id = ?", key)
        for name in sorted(set(names)):
            self._database.execute("INSERT INTO referrer VALUES (?, ?, ?, ?)", (*key, name))

    def next_id(self) -> int:
        """Return an id that no object of this database has."""
        row = self._database.execute("SELECT last FROM sequence").fetchone()
        id_ = int(row[0]) + ID_STEP if row else FIRST_ID
        self._database.execute("DELETE FROM sequence")
        self._database.execute("INSERT INTO sequence VALUES (?)", (id_,))
        return id_

    def write(
        self,
        account: str,
        collection: str,
        bodies: Sequence[Body],
        shared: Sequence[str],
        *,
        step: int,
        fields: tuple[str, str],
    ) -> int:
        """Store the bodies as one revision of all collections in `shared`, and return the revision.

        `fields` are the names of the fields with the unique name and the default flag.
        """
        own_name, default_flag = fields
        revision = max(self.revision(account, name) for name in shared) + step
        for name in shared:
            self._database.execute(
                "UPDATE collection SET revision = ? WHERE account = ? AND name = ?", (revision, account, name)
            )
            self._mark(account, name, revision)
        for body in bodies:
            label = str(body.get(own_name, ""))
            text = json.dumps(body)
            marks = (bool(body.get("deleted")), bool(body.get(default_flag)))
            names = (json.dumps(label), json.dumps(label.casefold()))
            self._database.execute(
                "INSERT OR REPLACE INTO object VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (account, collection, body["id"], revision, *marks, *names, text),
            )
            self._database.execute(
                "INSERT INTO version VALUES (?, ?, ?, ?, ?)",
                (account, collection, revision, body["id"], text),
            )
        return revision

    def seen_by_replica(
        self, account: str, collection: str, *, milliseconds: int = 0, revisions: int = 0
    ) -> int:
        """Return the revision that a replica with this delay shows."""
        query = "SELECT number FROM revision WHERE account = ? AND collection = ?"
        row = self._database.execute(
            f"{query} AND time <= ? ORDER BY number DESC LIMIT 1 OFFSET ?",
            (account, collection, time.time() - milliseconds / 1000, revisions),
        ).fetchone()
        row = (
            row
            or self._database.execute(f"{query} ORDER BY number LIMIT 1", (account, collection)).fetchone()
        )
        return int(row[0])

    def objects_at(self, account: str, collection: str, revision: int) -> list[Body]:
        """Return all objects at a revision."""
        rows = self._database.execute(
            "SELECT id, body, max(revision) FROM version WHERE account = ? AND collection = ?"
            " AND revision <= ? GROUP BY id ORDER BY id",
            (account, collection, revision),
        )
        return [json.loads(row[1]) for row in rows]

    def dump(self) -> dict[str, list[list[Any]]]:
        """Return every row of every table."""
        select = "SELECT * FROM "
        return {table: [list(row) for row in self._database.execute(select + table)] for table in TABLES}

    def load(self, dumped: dict[str, list[list[Any]]]) -> None:
        """Replace every row of every table."""
        for table in TABLES:
            self._database.execute("DELETE FROM " + table)  # noqa: S608 - a constant name
            for row in dumped.get(table, []):
                places = ", ".join("?" for _ in row)
                self._database.execute(f"INSERT INTO {table} VALUES ({places})", row)  # noqa: S608 - as above
