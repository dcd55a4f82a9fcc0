"""How fast ad-days are stored: a million for the first time, read again unchanged, and read again with every one changed.

Baseline, in the same run: raw COPY (binary, the same client library) of the same rows in the same order into the same table
with its primary key; it compares nothing and keeps nothing. Ours begins with the rows as an adapter yields them, with the
campaigns' totals after them: it makes the subjects, compares, keeps what is superseded, looks for what vanished and for
residuals, and moves the sums of campaigns and accounts along. What the sums cost is measured by leaving them out.
"""

import gc
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from bench import report
from bench.provision import scratch_database
from config.dev import environment

CAMPAIGNS, ADS, DAYS, ROUNDS = 500, 20, 100, 2
SINCE, NOW = date(2026, 8, 1), datetime(2026, 11, 20, 9, tzinfo=UTC)
ACCOUNT = SimpleNamespace(pk=1, platform="meta", currency="EUR")


def main() -> None:
    with environment.database(environment.demo_environment(8000)) as variables, scratch_database(variables) as url:
        os.environ.update(variables | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"})
        with _house():
            lines = _measure()
    report.finish(*lines)


@contextmanager
def _house() -> Iterator[None]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tenants import services
    from tenants.models import User

    call_command("migrate_tenants", verbosity=0)
    owner = User.objects.create_user("owner@bench.example", None)
    found = services.create_organization(name="Bench", slug="bench", owner=owner, now=NOW)
    connection.set_tenant(found)
    yield
    connection.close()


def _measure() -> list[report.Line]:
    rows, changed = _rows(0), _rows(1)
    gc.freeze()  # no reading holds two million rows; nothing shall look through them again and again
    rounds = [_round(rows, changed) for _ in range(ROUNDS)]
    stock, writes = _stock(), max(each["writes"] for each in rounds)
    raw, first, again, every = (min(each[name] for each in rounds) for name in ("raw", "first", "again", "every"))
    with _no_sums():
        bare = _round(rows, changed)
    print(f"raw COPY: {raw:.1f} s, {CAMPAIGNS * ADS * DAYS / raw:,.0f} rows/s; ours leaves {stock}")
    for name, ours, plain in (
        ("first load", first, "first"),
        ("unchanged", again, "again"),
        ("changed", every, "every"),
    ):
        rate = CAMPAIGNS * ADS * DAYS / ours
        print(
            f"{name}: {ours:.1f} s, {rate:,.0f} rows/s; without sums {bare[plain]:.1f} s ({100 * raw / bare[plain]:.0f} %)"
        )
    return [
        report.line("first load against COPY", 100 * raw / first, "%", least=45),
        report.line("unchanged re-read against COPY", 100 * raw / again, "%", least=50),
        report.line("every row changed against COPY", 100 * raw / every, "%", least=20),
        report.line("rows written by an unchanged re-read", writes, "rows", most=0),
    ]


def _round(rows: list[Any], changed: list[Any]) -> dict[str, float]:
    """Return the seconds of each, beginning with empty tables."""
    found = {"raw": _copy(rows), "first": _store(rows, 0), "again": _store(rows, 1), "writes": _written()}
    return found | {"every": _store(changed, 2)}


def _rows(plus: int) -> list[Any]:
    """Return ads' rows day by day, as platforms report them, then each campaign's total of each day."""
    from integrations.types import MetricRow

    chance, rows, totals = random.Random(1), [], []
    for day in (SINCE + timedelta(days=n) for n in range(DAYS)):
        for campaign in range(CAMPAIGNS):
            ads = [_figures(chance, plus) for _ in range(ADS)]
            keys = (f"2380{campaign:08}", f"2381{campaign:08}")
            rows += [MetricRow(day, *keys, f"2382{campaign:08}{ad:02}", *each) for ad, each in enumerate(ads)]
            totals.append(MetricRow(day, keys[0], "", "", *(sum(column) for column in zip(*ads, strict=True))))
    return rows + totals


def _figures(chance: random.Random, plus: int) -> tuple[Any, ...]:
    views, sales = chance.randrange(5_000), chance.randrange(30)
    return views, views // 50, chance.randrange(10**8), Decimal(sales + plus), sales * 24_900_000


def _copy(rows: list[Any]) -> float:
    """COPY the ads' rows into the empty table, and empty it again; return the seconds of the COPY."""
    from django.db import connection, transaction

    names = {key: n for n, key in enumerate({row.ad_external_id for row in rows if row.ad_external_id})}
    values = [
        (names[r.ad_external_id], r.day, r.impressions, r.clicks, r.spend_micros, r.conversions, r.value_micros, NOW)
        for r in rows
        if r.ad_external_id
    ]
    _empty()
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.set_types(["int8", "date", "int8", "int8", "int8", "numeric", "int8", "timestamptz"])
        for value in values:
            copy.write_row(value)
    seconds = time.perf_counter() - started
    _empty()
    return seconds


def _store(rows: list[Any], hours: int) -> float:
    from analytics import services
    from analytics.types import Period

    period = Period(SINCE, SINCE + timedelta(days=DAYS - 1))
    started = time.perf_counter()
    services.store_reading(account=ACCOUNT, period=period, rows=rows, known={}, read_at=NOW + timedelta(hours=hours))
    return time.perf_counter() - started


@contextmanager
def _no_sums() -> Iterator[None]:
    """Store facts without the sums of campaigns and accounts."""
    from analytics.services.store import putting
    from analytics.services.store.tables import DAILY, upsert

    whole = putting._CHANGED, putting._NEW
    putting._CHANGED, putting._NEW = upsert(DAILY), "SELECT 0, 0 WHERE %(at)s IS NOT NULL"
    try:
        yield
    finally:
        putting._CHANGED, putting._NEW = whole


def _written() -> int:
    """Return how many facts carry a later moment than the first reading's, and how many revisions there are."""
    from analytics import models

    later = models.DailyMetric.objects.filter(known_at__gt=NOW).count()
    return later + sum(
        table.objects.count() for table in (models.MetricRevision, models.CampaignRevision, models.AccountRevision)
    )


def _stock() -> str:
    from analytics import models

    tables = (models.DailyMetric, models.MetricRevision, models.CampaignMetric, models.AccountMetric)
    return ", ".join(f"{table.objects.count():,} {table._meta.verbose_name}s" for table in tables)


def _empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_TRUNCATE)


_COPY = """
    COPY analytics_dailymetric (subject_id, day, impressions, clicks, spend_micros, conversions, value_micros, known_at)
    FROM STDIN (FORMAT BINARY)
"""
_TRUNCATE = """
    TRUNCATE analytics_dailymetric, analytics_metricrevision, analytics_campaignmetric, analytics_campaignrevision,
        analytics_campaignweek, analytics_accountmetric, analytics_accountrevision, analytics_feed, analytics_subject
"""

if __name__ == "__main__":
    main()
