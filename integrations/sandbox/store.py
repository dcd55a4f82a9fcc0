"""The sandbox's own SQLite file: platform objects as documents, the market's rows, tokens, the log of calls."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS kv (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS objects (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, account TEXT NOT NULL, parent TEXT NOT NULL, name TEXT NOT NULL,
    created REAL NOT NULL, updated REAL NOT NULL, data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS objects_of ON objects (kind, account, parent);
CREATE TABLE IF NOT EXISTS hours (
    ad TEXT NOT NULL, day TEXT NOT NULL, hour INTEGER NOT NULL, account TEXT NOT NULL, impressions INTEGER NOT NULL,
    clicks INTEGER NOT NULL, link_clicks INTEGER NOT NULL, spend INTEGER NOT NULL,
    PRIMARY KEY (ad, day, hour)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS hours_of ON hours (account, day);
CREATE TABLE IF NOT EXISTS conversions (
    ad TEXT NOT NULL, day TEXT NOT NULL, hour INTEGER NOT NULL, account TEXT NOT NULL, kind TEXT NOT NULL,
    win TEXT NOT NULL, happened REAL NOT NULL, known REAL NOT NULL, count INTEGER NOT NULL, value INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS conversions_of ON conversions (account, day);
CREATE TABLE IF NOT EXISTS files (digest TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS calls (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL,
    status INTEGER NOT NULL, account TEXT NOT NULL, kind TEXT NOT NULL, object TEXT NOT NULL, name TEXT NOT NULL,
    fault TEXT NOT NULL, code INTEGER NOT NULL, platform TEXT NOT NULL DEFAULT 'meta');
CREATE INDEX IF NOT EXISTS calls_at ON calls (at);
"""
_CALLS_KEPT = 20_000
_TABLES = ("kv", "objects", "files", "hours", "conversions", "calls")
Rows = dict[str, list[tuple]]


@dataclass(slots=True)
class Thing:
    """One object of a platform. `data` holds its fields as the platform names them."""

    id: str
    kind: str
    account: str = ""
    parent: str = ""
    created: float = 0.0
    updated: float = 0.0
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.data.get("name", ""))


class Store:
    """One connection, used from one thread. Writes happen inside `transaction()`; a failed one leaves nothing."""

    def __init__(self, path: Path | str) -> None:
        if str(path) != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=OFF")  # a killed process loses nothing by it, only a fallen machine
        self.db.executescript(_SCHEMA)
        self._catch_up()
        self._depth = 0

    def _catch_up(self) -> None:
        """Give a file from before there were several platforms the column that tells them apart."""
        if "platform" not in {row[1] for row in self.db.execute("PRAGMA table_info(calls)")}:
            self.db.execute("ALTER TABLE calls ADD COLUMN platform TEXT NOT NULL DEFAULT 'meta'")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of it or nothing; inside another one it is a savepoint."""
        name = f"level_{self._depth}"
        self.db.execute(f"SAVEPOINT {name}" if self._depth else "BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            self.db.execute(f"ROLLBACK TO {name}" if self._depth else "ROLLBACK")
            raise
        self._depth -= 1
        self.db.execute(f"RELEASE {name}" if self._depth else "COMMIT")

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction():
            for table in _TABLES:
                self.db.execute(f"DELETE FROM {table}")

    def dump(self) -> Rows:
        """Return every row of every table, to `load` it later."""
        kept = {table: self.db.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}
        return kept | {"objects": self.db.execute("SELECT * FROM objects ORDER BY rowid").fetchall()}

    def load(self, rows: Rows) -> None:
        """Forget everything and hold these rows."""
        with self.transaction():
            self.clear()
            for table, lines in rows.items():
                for line in lines[:1]:
                    self.db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(line))})", lines)

    def get_value(self, key: str, default: Any = None) -> Any:
        row = self.db.execute("SELECT value FROM kv WHERE key=?", (key,)).fetchone()
        return json.loads(row[0]) if row else default

    def set_value(self, key: str, value: Any) -> None:
        self.db.execute("INSERT OR REPLACE INTO kv VALUES (?,?)", (key, json.dumps(value)))

    def next_number(self, name: str) -> int:
        number = self.get_value(f"number:{name}", 0) + 1
        self.set_value(f"number:{name}", number)
        return number

    def put(self, thing: Thing) -> Thing:
        self.db.execute(
            "INSERT INTO objects VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET kind=excluded.kind,"
            " account=excluded.account, parent=excluded.parent, name=excluded.name, created=excluded.created,"
            " updated=excluded.updated, data=excluded.data",
            (
                thing.id, thing.kind, thing.account, thing.parent, thing.name, thing.created, thing.updated,
                json.dumps(thing.data),
            ),
        )  # fmt: skip
        return thing

    def remove(self, thing_id: str) -> None:
        self.db.execute("DELETE FROM objects WHERE id=?", (thing_id,))

    def get(self, thing_id: str, *kinds: str) -> Thing | None:
        row = self.db.execute("SELECT * FROM objects WHERE id=?", (thing_id,)).fetchone()
        thing = _read(row) if row else None
        return thing if thing and (not kinds or thing.kind in kinds) else None

    def list(self, kind: str, **where: str) -> list[Thing]:
        """List objects of a kind, oldest first; `where` names columns: account, parent, name."""
        clause = "".join(f" AND {column}=?" for column in where)
        rows = self.db.execute(
            f"SELECT * FROM objects WHERE kind=?{clause} ORDER BY created, rowid",
            (kind, *where.values()),
        )
        return [_read(row) for row in rows]

    def add_hours(self, account: str, rows: Iterable[tuple]) -> None:
        self.db.executemany(
            "INSERT INTO hours VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (ad, day, hour) DO UPDATE SET"
            " impressions=impressions+excluded.impressions, clicks=clicks+excluded.clicks,"
            " link_clicks=link_clicks+excluded.link_clicks, spend=spend+excluded.spend",
            ((ad, day, hour, account, *numbers) for ad, day, hour, *numbers in rows),
        )

    def log_call(self, **call: Any) -> None:
        """Keep a call in the log; the oldest beyond 20,000 are forgotten."""
        names, marks = ", ".join(call), ", ".join("?" * len(call))
        done = self.db.execute(f"INSERT INTO calls ({names}) VALUES ({marks})", tuple(call.values()))
        self.db.execute("DELETE FROM calls WHERE number <= ?", (done.lastrowid - _CALLS_KEPT,))

    def add_conversions(self, rows: Iterable[tuple]) -> None:
        self.db.executemany("INSERT INTO conversions VALUES (?,?,?,?,?,?,?,?,?,?)", rows)


def _read(row: tuple) -> Thing:
    thing_id, kind, account, parent, _name, created, updated, data = row
    return Thing(thing_id, kind, account, parent, created, updated, json.loads(data))
