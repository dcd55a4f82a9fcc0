"""The tables that readings are stored in, and the statement that brings one up to date from what was copied beside it.

Every statement looks each incoming row up by its key, so its plan needs no statistics and its time grows with the batch
only. What is unchanged is left out before anything is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FIGURES = ("impressions", "clicks", "spend_micros", "conversions", "value_micros")
INCOMING = "analytics_incoming"
_TYPES = {"conversions": "numeric", "day": "date", "since": "date", "until": "date", "hour": "int2"}
_TEXTS = ("breakdown", "value")
_KEPT_AS = {"conversions": "numeric(18, 6)"}
"""What is rounded as it is copied, to what the tables hold: else a third of a conversion would differ at every reading."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures: its key, its values, and where superseded values go."""

    name: str
    key: tuple[str, ...]
    values: tuple[str, ...]
    revisions: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of an incoming row, in order."""
        return (*self.key, *self.values)

    @property
    def types(self) -> list[str]:
        """Return the columns' types, as COPY takes them."""
        return ["text" if name in _TEXTS else _TYPES.get(name, "int8") for name in self.columns]


DAILY = Table("analytics_dailymetric", ("subject_id", "day"), FIGURES, "analytics_metricrevision")
ACTIONS = Table(
    "analytics_actionmetric",
    ("subject_id", "day", "action_id"),
    ("conversions", "value_micros"),
    "analytics_actionrevision",
)
HOURS = Table("analytics_hourlymetric", ("day", "hour", "subject_id"), FIGURES)
BREAKDOWNS = Table("analytics_breakdownmetric", ("subject_id", "breakdown", "day", "value"), FIGURES)
REACH = Table("analytics_reachmetric", ("subject_id", "since", "until"), ("reach", "impressions"))
WATCHING = Table("analytics_watchmetric", ("subject_id", "day"), ("plays", "to_25", "to_50", "to_75", "to_100"))

MONDAY = "date_trunc('week', {day}::timestamp)::date"
"""The Monday of a day's week, as SQL; sums of weeks stand under it."""


def listed(names: Sequence[str], prefix: str = "") -> str:
    """Return column names as SQL lists them."""
    return ", ".join(prefix + name for name in names)


def create_incoming(table: Table) -> str:
    """Return the statements that make the table that rows are copied into; it is gone with the transaction.

    What is changed is then looked up by where it lies, which PostgreSQL plans only when other joins are out of the question.
    """
    kinds = zip(table.columns, table.types, strict=True)
    columns = ", ".join(f"{name} {_KEPT_AS.get(name, kind)} NOT NULL" for name, kind in kinds)
    return f"{_PLAIN_JOINS}; CREATE TEMPORARY TABLE {INCOMING} ({columns}) ON COMMIT DROP"


def drop_incoming() -> str:
    """Return the statements that drop it, and let the transaction plan as before."""
    return f"DROP TABLE {INCOMING}; {_ANY_JOINS}"


def copy_into(name: str, columns: Sequence[str]) -> str:
    """Return the statement that takes rows."""
    return f"COPY {name} ({listed(columns)}) FROM STDIN (FORMAT BINARY)"


def upsert(table: Table, *more: str) -> str:
    """Return the one statement that stores what was copied; `more` are further parts that may use `found`.

    It answers with how many rows were new and how many changed. Values known since the very moment `at` are replaced
    without a revision: they are this reading's own. The account's feed is locked, so what was not found is plainly added, and
    what was found is changed where it lies, which is faster than with a conflict in mind.
    """
    parts = [_FOUND, _ADDED, _CHANGED, *([_REVISED] if table.revisions else [])]
    names = {
        "table": table.name,
        "revisions": table.revisions,
        "incoming": INCOMING,
        "key": listed(table.key),
        "values": listed(table.values),
        "same_key": " AND ".join(f"m.{name} = i.{name}" for name in table.key),
        "incoming_values": listed(table.values, "i."),
        "stored_values": listed(table.values, "m."),
        "old_values": listed(table.values, "old_"),
        "as_old": ", ".join(f"m.{name} AS old_{name}" for name in table.values),
        "taken": ", ".join(f"{name} = f.{name}" for name in table.values),
    }
    return "WITH " + ", ".join([part.format(**names) for part in parts] + list(more)) + _COUNTED


_FOUND = """
    found AS MATERIALIZED (
        SELECT i.*, m.place, m.known_at AS old_known_at, {as_old} FROM {incoming} i
        LEFT JOIN LATERAL (SELECT m.ctid AS place, * FROM {table} m WHERE {same_key} LIMIT 1) m ON true
        WHERE m.known_at IS NULL OR ({incoming_values}) <> ({stored_values}))"""

_ADDED = """
    added AS (
        INSERT INTO {table} ({key}, {values}, known_at)
        SELECT {key}, {values}, %(at)s FROM found WHERE old_known_at IS NULL)"""

_CHANGED = """
    changed AS (
        UPDATE {table} m SET {taken}, known_at = %(at)s FROM found f WHERE m.ctid = f.place)"""

_REVISED = """
    revised AS (
        INSERT INTO {revisions} ({key}, {values}, known_at, superseded_at)
        SELECT {key}, {old_values}, old_known_at, %(at)s FROM found WHERE old_known_at < %(at)s)"""

_COUNTED = " SELECT count(*), count(old_known_at) FROM found"

_PLAIN_JOINS = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL work_mem = '64MB'"
_ANY_JOINS = "SET LOCAL enable_hashjoin = DEFAULT; SET LOCAL enable_mergejoin = DEFAULT; SET LOCAL work_mem = DEFAULT"
