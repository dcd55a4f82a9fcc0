"""Storing figures: one statement a batch, safe to repeat, and what it replaces is remembered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from analytics.models import Feed
from analytics.types import InternalIds, Period
from integrations.types import MetricRow

UNKNOWN = InternalIds()


@dataclass(frozen=True, slots=True)
class Stored:
    """What a batch did: figures that were new, and figures that replaced others."""

    added: int = 0
    changed: int = 0

    def __add__(self, other: "Stored") -> "Stored":
        return Stored(self.added + other.added, self.changed + other.changed)


@transaction.atomic
def store_rows(*, account, rows: Iterable[MetricRow], known: Mapping[str, InternalIds], read_at: datetime) -> Stored:
    """Store one batch of an account's figures, as they were read at `read_at` (aware).

    `known` maps an ad's external id to our ids; figures of other ads are kept and linked once it is imported.
    Of rows that come twice the last counts. Writes nothing where nothing changed; figures read earlier never
    replace later ones. Locks the account's feed, so that readings of one account are stored one after the other.
    """
    _lock_feed(account)
    batch = list({tuple(getattr(row, name) for name in ("day", *_KEY)): row for row in rows}.values())
    if not batch:
        return Stored()
    _put_subjects(account, batch, known)
    return _put_figures(account, batch, read_at)


@transaction.atomic
def record_reading(*, account, period: Period, read_at: datetime) -> None:
    """Note that every day of a period was read in full at `read_at`; safe to repeat, never goes back in time."""
    feed = _lock_feed(account)
    with connection.cursor() as cursor:
        cursor.execute(_READ_DAYS, [account.pk, read_at, period.since, period.until])
    if feed.memory_since_at is None:
        Feed.objects.filter(pk=feed.pk).update(memory_since_at=read_at)


@transaction.atomic
def link_subjects(*, account, known: Mapping[str, InternalIds]) -> int:
    """Fill in our ids for an account's subjects whose ads are known by now; return how many changed."""
    _lock_feed(account)
    if not known:
        return 0
    columns = [list(known), *_columns(known.values(), InternalIds.__slots__)]
    with connection.cursor() as cursor:
        cursor.execute(_LINK, [*columns, account.pk])
        return cursor.rowcount


def _lock_feed(account) -> Feed:
    Feed.objects.bulk_create([Feed(account_id=account.pk)], ignore_conflicts=True)
    return Feed.objects.select_for_update().get(account_id=account.pk)


def _put_subjects(account, batch: Sequence[MetricRow], known: Mapping[str, InternalIds]) -> None:
    rows = list({tuple(getattr(row, name) for name in _KEY): row for row in batch}.values())
    ids = [known.get(row.ad_external_id, UNKNOWN) for row in rows]
    with connection.cursor() as cursor:
        columns = [*_columns(rows, _KEY), *_columns(ids, InternalIds.__slots__)]
        cursor.execute(_SUBJECTS, [account.pk, account.platform, account.currency, *columns])


def _put_figures(account, batch: Sequence[MetricRow], read_at: datetime) -> Stored:
    values = dict(zip(_ROW, _columns(batch, _ROW), strict=True))
    fixed = {"account": account.pk, "currency": account.currency, "read_at": read_at}
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, values | fixed)
        written, changed = cursor.fetchone()
    return Stored(added=written - changed, changed=changed)


def _columns(rows: Iterable, names: Sequence[str]) -> list[list]:
    every = list(rows)
    return [[getattr(row, name) for row in every] for name in names]


_KEY = ("campaign_external_id", "ad_group_external_id", "ad_external_id")
_ROW = ("day", *_KEY, "impressions", "clicks", "spend_micros", "conversions", "value_micros")

_SUBJECTS = """
    INSERT INTO analytics_subject AS s (account_id, platform, currency,
        campaign_external_id, ad_group_external_id, ad_external_id,
        campaign_id, platform_campaign_id, ad_group_id, ad_id)
    SELECT %s, %s, %s, i.* FROM unnest(%s::text[], %s::text[], %s::text[],
        %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS i
    ON CONFLICT (account_id, campaign_external_id, ad_group_external_id, ad_external_id, currency) DO UPDATE SET
        campaign_id = excluded.campaign_id, platform_campaign_id = excluded.platform_campaign_id,
        ad_group_id = excluded.ad_group_id, ad_id = excluded.ad_id
    WHERE excluded.campaign_id IS NOT NULL AND (s.campaign_id, s.platform_campaign_id, s.ad_group_id, s.ad_id)
        IS DISTINCT FROM (excluded.campaign_id, excluded.platform_campaign_id, excluded.ad_group_id, excluded.ad_id)
"""

_LINK = """
    UPDATE analytics_subject AS s SET campaign_id = i.campaign_id, platform_campaign_id = i.platform_campaign_id,
        ad_group_id = i.ad_group_id, ad_id = i.ad_id
    FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
        AS i (external_id, campaign_id, platform_campaign_id, ad_group_id, ad_id)
    WHERE s.account_id = %s AND s.ad_external_id = i.external_id
        AND (s.campaign_id, s.platform_campaign_id, s.ad_group_id, s.ad_id)
        IS DISTINCT FROM (i.campaign_id, i.platform_campaign_id, i.ad_group_id, i.ad_id)
"""

# A day that was read again after `read_at` keeps what that later reading found.
_FIGURES = """
    WITH incoming AS (
        SELECT s.id AS subject_id, i.day, i.impressions, i.clicks, i.spend_micros, i.conversions, i.value_micros
        FROM unnest(%(day)s::date[], %(campaign_external_id)s::text[], %(ad_group_external_id)s::text[],
            %(ad_external_id)s::text[], %(impressions)s::bigint[], %(clicks)s::bigint[], %(spend_micros)s::bigint[],
            %(conversions)s::numeric[], %(value_micros)s::bigint[])
            AS i (day, campaign, ad_group, ad, impressions, clicks, spend_micros, conversions, value_micros)
        JOIN analytics_subject s ON s.account_id = %(account)s AND s.currency = %(currency)s
            AND (s.campaign_external_id, s.ad_group_external_id, s.ad_external_id) = (i.campaign, i.ad_group, i.ad)
        WHERE NOT EXISTS (SELECT FROM analytics_readday r
            WHERE r.account_id = %(account)s AND r.day = i.day AND r.read_at > %(read_at)s)
    ), replaced AS (
        INSERT INTO analytics_metricrevision (subject_id, day, impressions, clicks, spend_micros, conversions,
            value_micros, known_at, superseded_at)
        SELECT m.subject_id, m.day, m.impressions, m.clicks, m.spend_micros, m.conversions, m.value_micros,
            m.known_at, %(read_at)s
        FROM analytics_dailymetric m JOIN incoming i ON (i.subject_id, i.day) = (m.subject_id, m.day)
        WHERE m.known_at < %(read_at)s AND (m.impressions, m.clicks, m.spend_micros, m.conversions, m.value_micros)
            IS DISTINCT FROM (i.impressions, i.clicks, i.spend_micros, i.conversions, i.value_micros)
        RETURNING 1
    ), written AS (
        INSERT INTO analytics_dailymetric AS m (subject_id, day, impressions, clicks, spend_micros, conversions,
            value_micros, known_at)
        SELECT subject_id, day, impressions, clicks, spend_micros, conversions, value_micros, %(read_at)s
        FROM incoming ORDER BY subject_id, day
        ON CONFLICT (subject_id, day) DO UPDATE SET impressions = excluded.impressions, clicks = excluded.clicks,
            spend_micros = excluded.spend_micros, conversions = excluded.conversions,
            value_micros = excluded.value_micros, known_at = excluded.known_at
        WHERE m.known_at <= excluded.known_at
            AND (m.impressions, m.clicks, m.spend_micros, m.conversions, m.value_micros) IS DISTINCT FROM
            (excluded.impressions, excluded.clicks, excluded.spend_micros, excluded.conversions, excluded.value_micros)
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM written), (SELECT count(*) FROM replaced)
"""

_READ_DAYS = """
    INSERT INTO analytics_readday AS r (account_id, read_at, day)
    SELECT %s, %s, day::date FROM generate_series(%s::date, %s::date, interval '1 day') AS day
    ON CONFLICT (account_id, day) DO UPDATE SET read_at = excluded.read_at WHERE r.read_at < excluded.read_at
"""
