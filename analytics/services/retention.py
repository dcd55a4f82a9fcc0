"""Forgetting numbers as it was decided: first the steps within a day, then earlier values, then the figures themselves.

In batches, each a transaction of its own; safe to kill and to repeat. What one night does not manage the next one does.
"As of" the end of any day (UTC) stays right in every table until the earlier values of that time are forgotten.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from analytics.models import Feed, Reading
from analytics.selectors.settings import get_retention
from analytics.services.hours import forget_hours
from analytics.services.store.tables import FIGURES, MONDAY, listed

BATCH = 20_000
MOST_BATCHES = 250
DAYS_A_MONTH = 31
HISTORIES = {
    "analytics_metricrevision": "subject_id, day",
    "analytics_campaignrevision": "subject_id, day",
    "analytics_accountrevision": "subject_id, day",
    "analytics_actionrevision": "subject_id, day, action_id",
}
FIGURES_BY_DAY = {
    **HISTORIES,
    "analytics_dailymetric": "subject_id, day",
    "analytics_campaignmetric": "subject_id, day",
    "analytics_accountmetric": "subject_id, day",
    "analytics_actionmetric": "subject_id, day, action_id",
    "analytics_breakdownmetric": "subject_id, breakdown, day, value",
    "analytics_watchmetric": "subject_id, day",
    "analytics_readday": "account_id, day",
}


def forget_numbers(*, now: datetime) -> int:
    """Forget what the organisation keeps no longer; return how many rows went."""
    kept = get_retention()
    gone = forget_hours(today=now.date())
    for table, key in HISTORIES.items():
        gone += thin_steps(table, key, before=midnight(now - timedelta(days=kept.steps_days)))
    forgotten = midnight(now - timedelta(days=DAYS_A_MONTH * kept.revisions_months))
    Feed.objects.filter(memory_since_at__lt=forgotten).update(memory_since_at=forgotten)  # before the values go
    for table, key in HISTORIES.items():
        gone += _forget(_FORGET_VALUES, table, f"{key}, known_at", forgotten, forgotten.date())
    gone += Reading.objects.filter(read_at__lt=forgotten).delete()[0]
    if kept.facts_months:
        gone += _forget_days(before=now.date() - timedelta(days=DAYS_A_MONTH * kept.facts_months))
    return gone


def thin_steps(table: str, key: str, *, before: datetime) -> int:
    """Keep of the earlier values before a midnight only those that a day ended with; return how many went.

    The value before them is then known until the next that was kept, so no moment is left without one.
    """
    names = [name.strip() for name in key.split(",")]
    statement = _THIN.format(table=table, key=key, same=" AND ".join(f"p.{name} = r.{name}" for name in names))
    return _in_batches(lambda: _run(statement, {"before": before, "batch": BATCH}))


def _forget_days(*, before: date) -> int:
    """Forget everything about days before one, and that they were ever read, so that no gap seems to be there."""
    Feed.objects.filter(history_from_date__lt=before).update(history_from_date=before)
    gone = 0
    for table, key in FIGURES_BY_DAY.items():
        whole = f"{key}, known_at" if table in HISTORIES else key
        template = _FORGET_CAMPAIGN_DAYS if table == "analytics_campaignmetric" else _FORGET_DAYS
        gone += _forget(template, table, whole, None, before)
    gone += _forget(_FORGET_REACH, "analytics_reachmetric", "subject_id, since, until", None, before)
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_WEEKS, [before - timedelta(days=6)])
    return gone


def _forget(template: str, table: str, key: str, moment: datetime | None, day: date) -> int:
    statement = template.format(table=table, key=key)
    return _in_batches(lambda: _run(statement, {"moment": moment, "day": day, "batch": BATCH}))


def _in_batches(work: Callable[[], int]) -> int:
    gone = 0
    for _ in range(MOST_BATCHES):
        went = work()
        gone += went
        if not went:
            break
    return gone


@transaction.atomic
def _run(statement: str, values: dict) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchone()
    return found[0] if found else 0


def midnight(moment: datetime) -> datetime:
    """Return the midnight (UTC) that began a moment's day."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


# A value that came and went within a day is not what any day ended with. Those of one day follow each other.
_THIN = """
    WITH steps AS MATERIALIZED (
        SELECT {key}, min(known_at) AS since, max(superseded_at) AS until FROM {table}
        WHERE superseded_at < %(before)s AND day < %(before)s
            AND date_trunc('day', known_at, 'UTC') = date_trunc('day', superseded_at, 'UTC')
        GROUP BY {key}, date_trunc('day', known_at, 'UTC') LIMIT %(batch)s
    ), lengthened AS (
        UPDATE {table} p SET superseded_at = r.until FROM steps r WHERE {same} AND p.superseded_at = r.since
    ), gone AS (
        DELETE FROM {table} p USING steps r WHERE {same} AND p.known_at >= r.since AND p.superseded_at <= r.until
        RETURNING 1
    )
    SELECT count(*) FROM gone
"""

_FORGET_VALUES = """
    WITH gone AS (
        DELETE FROM {table} WHERE ({key}) IN (
            SELECT {key} FROM {table} WHERE superseded_at < %(moment)s AND day <= %(day)s LIMIT %(batch)s)
        RETURNING 1
    )
    SELECT count(*) FROM gone
"""

_FORGET_DAYS = """
    WITH gone AS (
        DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE day < %(day)s LIMIT %(batch)s) RETURNING 1
    )
    SELECT count(*) FROM gone
"""

_FORGET_REACH = _FORGET_DAYS.replace("day <", "until <")

# The sums of the weeks that the days belong to go down with them.
_FORGET_CAMPAIGN_DAYS = f"""
    WITH gone AS (
        DELETE FROM {{table}} WHERE ({{key}}) IN (SELECT {{key}} FROM {{table}} WHERE day < %(day)s LIMIT %(batch)s)
        RETURNING subject_id, {MONDAY.format(day="day")} AS week, {listed(FIGURES)}
    ), weeks AS (
        SELECT subject_id, week, {", ".join(f"sum({name}) AS {name}" for name in FIGURES)} FROM gone GROUP BY 1, 2
    ), lessened AS (
        UPDATE analytics_campaignweek w SET {", ".join(f"{name} = w.{name} - g.{name}" for name in FIGURES)}
        FROM weeks g WHERE w.week = g.week AND w.subject_id = g.subject_id
    )
    SELECT count(*) FROM gone
"""  # noqa: S608 - made of constants only

# Only weeks of which no day is left that counts: what one night does not manage keeps both.
_FORGET_WEEKS = f"""
    DELETE FROM analytics_campaignweek WHERE week < %s AND ({listed(FIGURES)}) = ({", ".join("0" for _ in FIGURES)})
"""  # noqa: S608 - made of constants only
