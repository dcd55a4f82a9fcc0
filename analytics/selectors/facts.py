"""The one query over the facts: sums by any dimensions, as known now or as known at a moment.

Everything that shows a number asks here, so that pages, API and reports cannot disagree.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection

from analytics.types import Metrics, Period, combine


class Dimension(StrEnum):
    """What sums can be split by: the column that holds it."""

    DAY = "f.day"
    ACCOUNT = "s.account_id"
    PLATFORM = "s.platform"
    CAMPAIGN = "s.campaign_id"
    PLATFORM_CAMPAIGN = "s.platform_campaign_id"
    AD_GROUP = "s.ad_group_id"
    AD = "s.ad_id"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which facts to look at; None means no limit."""

    campaign_ids: Collection[int] | None = None
    account_ids: Collection[int] | None = None
    platform: str | None = None


EVERYTHING = Scope()

_COLUMNS = "subject_id, day, known_at, impressions, clicks, conversions, spend_micros, value_micros"
_NOW = "analytics_dailymetric"
_AS_OF = f"""(
    SELECT {_COLUMNS} FROM analytics_dailymetric
    WHERE day BETWEEN %(since)s AND %(until)s AND known_at <= %(as_of)s
    UNION ALL
    SELECT {_COLUMNS} FROM analytics_metricrevision
    WHERE day BETWEEN %(since)s AND %(until)s AND known_at <= %(as_of)s AND superseded_at > %(as_of)s
)"""
_SUMS = "sum(impressions)::bigint, sum(clicks)::bigint, sum(conversions), sum(spend_micros)::bigint, sum(value_micros)::bigint"

AWAKE_WITHIN = timedelta(hours=36)
"""News at most this old show that an account was being read at a moment."""


def sums(
    period: Period, *dimensions: Dimension, scope: Scope = EVERYTHING, as_of: datetime | None = None
) -> dict[tuple, Metrics]:
    """Return the sums over a period by the values of the dimensions, in one query.

    With `as_of` they are what was known at that moment (nothing before the account was connected). Groups without
    figures are absent; a group of several currencies keeps them apart. Facts of ads that are not imported yet
    stand under None.
    """
    columns = "".join(f"{dimension.value}, " for dimension in dimensions)
    facts = _NOW if as_of is None else _AS_OF
    places = ", ".join(str(n) for n in range(1, len(dimensions) + 2))
    query = f"""
        SELECT {columns} s.currency, {_SUMS} FROM {facts} f JOIN analytics_subject s ON s.id = f.subject_id
        WHERE f.day BETWEEN %(since)s AND %(until)s {_conditions(scope)} GROUP BY {places}
    """  # noqa: S608 - made of this module's constants only
    with connection.cursor() as cursor:
        cursor.execute(query, _parameters(period, scope, as_of))
        return _grouped(cursor.fetchall(), len(dimensions))


def recall(period: Period, *, as_of: datetime, scope: Scope = EVERYTHING) -> Metrics | None:
    """Return a period's sums as they were known at a moment, in one query; None where we were not looking then.

    We were looking when every account had been read from an earlier moment on, and the newest figure of the
    period was at most AWAKE_WITHIN old.
    """
    query = f"""
        SELECT s.currency, {_SUMS}, max(f.known_at),
            (SELECT count(*) FROM analytics_feed WHERE memory_since_at IS NULL OR memory_since_at > %(as_of)s)
        FROM {_AS_OF} f JOIN analytics_subject s ON s.id = f.subject_id WHERE true {_conditions(scope)} GROUP BY 1
    """  # noqa: S608 - made of this module's constants only
    with connection.cursor() as cursor:
        cursor.execute(query, _parameters(period, scope, as_of))
        rows = cursor.fetchall()
    if not rows or rows[0][-1] or max(row[-2] for row in rows) < as_of - AWAKE_WITHIN:
        return None
    return combine(_metrics(*row[:-2]) for row in rows)


def _conditions(scope: Scope) -> str:
    limits = {
        "s.campaign_id = ANY(%(campaign_ids)s)": scope.campaign_ids is not None,
        "s.account_id = ANY(%(account_ids)s)": scope.account_ids is not None,
        "s.platform = %(platform)s": scope.platform is not None,
    }
    return "".join(f" AND {text}" for text, holds in limits.items() if holds)


def _parameters(period: Period, scope: Scope, as_of: datetime | None) -> dict:
    return {
        "since": period.since,
        "until": period.until,
        "as_of": as_of,
        "campaign_ids": None if scope.campaign_ids is None else list(scope.campaign_ids),
        "account_ids": None if scope.account_ids is None else list(scope.account_ids),
        "platform": scope.platform,
    }


def _grouped(rows: list[tuple], width: int) -> dict[tuple, Metrics]:
    parts: dict[tuple, list[Metrics]] = {}
    for row in rows:
        parts.setdefault(row[:width], []).append(_metrics(*row[width:]))
    return {key: combine(group) for key, group in parts.items()}


def _metrics(currency, impressions, clicks, conversions, spend_micros, value_micros) -> Metrics:
    return Metrics(impressions, clicks, conversions, spend_micros, value_micros, currency)
