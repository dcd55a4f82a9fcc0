"""An organisation in a database of its own, filled with made-up figures; for the benchmarks of numbers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from bench.provision import scratch_database
from config.dev import environment

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = NOW.date()
ADS = 14
DAYS = 365
SINCE = TODAY - timedelta(days=DAYS - 1)

# What stands in each file, in the order of COPY's columns.
_FIGURES = "impressions, clicks, spend_micros, conversions, value_micros"
COLUMNS = {
    "subject": "id, account_id, platform, currency, campaign_external_id, ad_group_external_id, ad_external_id, "
    "campaign_subject_id, account_subject_id, campaign_id, platform_campaign_id, ad_group_id, ad_id",
    **{f"{name}metric": f"subject_id, day, {_FIGURES}, known_at" for name in ("daily", "campaign", "account")},
    **{
        f"{name}revision": f"subject_id, day, {_FIGURES}, known_at, superseded_at"
        for name in ("metric", "campaign", "account")
    },
    "campaignweek": f"subject_id, week, {_FIGURES}",
    "hourlymetric": f"subject_id, day, hour, {_FIGURES}, known_at",
    "breakdownmetric": f"subject_id, breakdown, day, value, {_FIGURES}, known_at",
    "readday": "account_id, day, read_at",
}


@dataclass(frozen=True)
class Figures:
    """Made-up figures in files: one CSV a table for COPY, and Parquet for DuckDB."""

    folder: Path
    campaigns: int

    def write(self) -> None:
        """Make a year of figures: three accounts on three platforms in three currencies, fourteen ads a campaign."""
        self.folder.mkdir(exist_ok=True)
        with duckdb.connect() as duck:
            duck.execute(_SUBJECTS.format(campaigns=self.campaigns, ads=ADS))
            duck.execute(_FACTS.format(since=SINCE, days=DAYS, today=TODAY))
            for table, columns in COLUMNS.items():
                name = str(self.folder / table)
                query = f"SELECT {columns} FROM {table} {_ORDER.get(table, '')}"
                duck.execute(f"COPY ({query}) TO '{name}.csv' (HEADER false)")
                duck.execute(f"COPY ({query}) TO '{name}.parquet' (COMPRESSION zstd)")

    def load(self, cursor: Any) -> None:
        """Copy them into the tables of the schema that the cursor is in."""
        for table, columns in COLUMNS.items():
            statement = f"COPY analytics_{table} ({columns}) FROM STDIN (FORMAT CSV)"
            with cursor.copy(statement) as copy, (self.folder / f"{table}.csv").open("rb") as file:
                while block := file.read(1 << 20):
                    copy.write(block)

    def duck(self) -> duckdb.DuckDBPyConnection:
        """Return a connection in which the Parquet files stand under the tables' names."""
        made = duckdb.connect()
        made.execute("SET threads = 2; SET TimeZone = 'UTC'")
        for table in COLUMNS:
            made.execute(f"CREATE VIEW {table} AS SELECT * FROM '{self.folder}/{table}.parquet'")
        return made


@contextmanager
def standing_database() -> Iterator[None]:
    """Give Django a database of its own with the public tables; PostgreSQL compiles no queries (`jit`), as in the demo."""
    with environment.database(environment.demo_environment(8000)) as variables, scratch_database(variables) as url:
        own = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings", "PGOPTIONS": "-c jit=off"}
        own["DEBUG"] = "0"  # else templates are read anew for every page
        os.environ.update(variables | own)
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate_tenants", verbosity=0)
        yield
        connection.close()


def open_organization(number: int) -> Any:
    """Make an organisation and go into its schema."""
    from django.db import connection

    from tenants import services
    from tenants.models import User

    owner, _ = User.objects.get_or_create(email="owner@bench.example")
    connection.set_schema_to_public()
    place = {"time_zone": "Europe/Dublin", "currency": "EUR", "locale": "en-IE"}
    found = services.create_organization(name=f"Bench {number}", slug=f"bench-{number}", owner=owner, now=NOW, **place)
    connection.set_tenant(found)
    return found


def fill(figures: Figures) -> None:
    """Load the figures into the current organisation's schema, with their keys and statistics as after a vacuum."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        figures.load(cursor.cursor)
        for table in COLUMNS:
            cursor.execute(f"VACUUM (ANALYZE) analytics_{table}")


def day_before(days: int) -> date:
    """Return the day so many days before today."""
    return TODAY - timedelta(days=days)


_ORDER = {"dailymetric": "ORDER BY day, subject_id", "metricrevision": "ORDER BY known_at, day, subject_id"}

_SUBJECTS = """
    CREATE TABLE account AS SELECT * FROM (VALUES (1, 'google', 'EUR'), (2, 'meta', 'USD'), (3, 'tiktok', 'GBP'))
        AS t (account_id, platform, currency);
    CREATE TABLE subject AS
    SELECT a.account_id AS id, a.*, '' AS campaign_external_id, '' AS ad_group_external_id, '' AS ad_external_id,
        NULL::bigint AS campaign_subject_id, a.account_id AS account_subject_id, NULL::bigint AS campaign_id,
        NULL::bigint AS platform_campaign_id, NULL::bigint AS ad_group_id, NULL::bigint AS ad_id FROM account a
    UNION ALL
    SELECT 1000 + c, a.*, 'c' || c, '', '', 1000 + c, a.account_id, c, c, NULL, NULL
    FROM range(1, {campaigns} + 1) t(c) JOIN account a ON a.account_id = 1 + c % 3
    UNION ALL
    SELECT 1000000 + c * {ads} + n, a.*, 'c' || c, 'g' || (c * 2 + n // 7), 'a' || (c * {ads} + n), 1000 + c,
        a.account_id, c, c, c * 2 + n // 7, c * {ads} + n
    FROM range(1, {campaigns} + 1) t(c) CROSS JOIN range({ads}) u(n) JOIN account a ON a.account_id = 1 + c % 3;
"""

_SUMS = """sum(impressions)::bigint AS impressions, sum(clicks)::bigint AS clicks,
    sum(spend_micros)::bigint AS spend_micros, sum(conversions)::decimal(18, 6) AS conversions,
    sum(value_micros)::bigint AS value_micros, max(known_at) AS known_at"""
_LESS = """greatest(impressions * {part} // 100, 0)::bigint AS impressions, clicks * {part} // 100 AS clicks,
    spend_micros * {part} // 100 AS spend_micros, (conversions * {part} // 100)::decimal(18, 6) AS conversions,
    value_micros * {part} // 100 AS value_micros"""

_FACTS = (
    """
    CREATE TABLE dailymetric AS
    SELECT id AS subject_id, day, impressions, clicks, clicks * (200000 + h % 900000) AS spend_micros,
        (clicks * (h % 7) // 100)::decimal(18, 6) AS conversions, (clicks * (h % 7) // 100) * 35000000 AS value_micros,
        least(day + INTERVAL 28 DAY, TIMESTAMP '{today}') + INTERVAL 2 HOUR AS known_at
    FROM (SELECT id, day::date AS day, h, 100 + h % 4000 AS impressions, (100 + h % 4000) * (1 + h % 4) // 100 AS clicks
        FROM (SELECT s.id, d.day, (hash(s.id, d.day) % 1000000007)::bigint AS h FROM subject s
            CROSS JOIN (SELECT DATE '{since}' + n::integer AS day FROM range({days}) t(n)) d WHERE s.ad_external_id <> ''));
    CREATE TABLE campaignmetric AS SELECT s.campaign_subject_id AS subject_id, day, """
    + _SUMS
    + """ FROM dailymetric f JOIN subject s ON s.id = f.subject_id GROUP BY 1, 2 ORDER BY day, subject_id;
    CREATE TABLE campaignweek AS SELECT subject_id, date_trunc('week', day)::date AS week, """
    + _SUMS
    + """ FROM campaignmetric GROUP BY 1, 2 ORDER BY week, subject_id;
    CREATE TABLE accountmetric AS SELECT s.account_subject_id AS subject_id, day, """
    + _SUMS
    + """ FROM campaignmetric f JOIN subject s ON s.id = f.subject_id GROUP BY 1, 2 ORDER BY day, subject_id;
    CREATE TABLE step AS SELECT n::integer AS n, 40 + 2 * n AS part FROM range(27) t(n);
    CREATE TABLE metricrevision AS SELECT subject_id, day, """
    + _LESS.format(part="part")
    + """, (day + 1 + n * 9)::timestamp + INTERVAL 2 HOUR AS known_at,
        (day + 10 + n * 9)::timestamp + INTERVAL 2 HOUR AS superseded_at
        FROM dailymetric JOIN step ON n < 3 WHERE day > DATE '{today}' - 36 AND superseded_at <= TIMESTAMP '{today}';
    CREATE TABLE campaignrevision AS SELECT subject_id, day, """
    + _LESS.format(part="part")
    + """, (day + 1 + n * 3)::timestamp + INTERVAL 2 HOUR AS known_at,
        (day + 4 + n * 3)::timestamp + INTERVAL 2 HOUR AS superseded_at
        FROM campaignmetric JOIN step ON n < 9 WHERE day > DATE '{today}' - 64 AND superseded_at <= TIMESTAMP '{today}';
    CREATE TABLE accountrevision AS SELECT subject_id, day, """
    + _LESS.format(part="part")
    + """, (day + 1 + n)::timestamp + INTERVAL 2 HOUR AS known_at, (day + 2 + n)::timestamp + INTERVAL 2 HOUR AS superseded_at
        FROM accountmetric JOIN step ON true WHERE superseded_at <= TIMESTAMP '{today}';
    CREATE TABLE hourlymetric AS SELECT subject_id, day, h AS hour, impressions // 24 AS impressions, clicks // 24 AS clicks,
        spend_micros // 24 AS spend_micros, (conversions // 24)::decimal(18, 6) AS conversions, value_micros // 24 AS value_micros,
        known_at FROM dailymetric CROSS JOIN range(24) t(h)
        WHERE day > DATE '{today}' - 14 AND subject_id % 10 = 0 ORDER BY day, hour, subject_id;
    CREATE TABLE part AS SELECT * FROM (VALUES ('country', ['DE', 'FR', 'IE', 'GB', 'ES', 'IT', 'unknown']),
        ('device', ['phone', 'tablet', 'computer', 'unknown']), ('gender', ['women', 'men', 'unknown']),
        ('age', ['18-24', '25-34', '35-44', '45-54', '55-64', '65+', 'unknown'])) AS t (breakdown, parts);
    CREATE TABLE breakdownmetric AS SELECT subject_id, breakdown, day, value, impressions // n AS impressions,
        clicks // n AS clicks, spend_micros // n AS spend_micros, (conversions // n)::decimal(18, 6) AS conversions,
        value_micros // n AS value_micros, known_at
        FROM campaignmetric CROSS JOIN (SELECT breakdown, unnest(parts) AS value, len(parts) AS n FROM part)
        WHERE day > DATE '{today}' - 36 ORDER BY day, subject_id;
    CREATE TABLE readday AS SELECT subject_id AS account_id, day, day::timestamp + INTERVAL 1 DAY AS read_at FROM accountmetric;
"""
)
