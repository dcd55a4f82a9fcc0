"""The one query over the facts: sums by any dimensions, as known now or as known at a moment.

Everything that shows a number asks here, so that pages, API and reports cannot disagree. A page that needs several
cuts of the facts gets them with one question (`gather`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

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


MOST_DIMENSIONS = 3


@dataclass(frozen=True, slots=True)
class Scope:
    """Which facts to look at; None means no limit."""

    campaign_ids: Collection[int] | None = None
    account_ids: Collection[int] | None = None
    platform: str | None = None


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Cut:
    """One question: sums over a period by up to three dimensions; with `as_of`, as they were known at that moment."""

    period: Period
    dimensions: tuple[Dimension, ...] = ()
    scope: Scope = EVERYTHING
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The sums by the values of the dimensions. Facts of ads that are not imported yet stand under None.

    `first_days` says on which day of the period each group's figures begin; `newest_at` when the newest of all the
    figures became known, None where there are none.
    """

    sums: dict[tuple, Metrics]
    first_days: dict[tuple, date]
    newest_at: datetime | None


def sums(
    period: Period, *dimensions: Dimension, scope: Scope = EVERYTHING, as_of: datetime | None = None
) -> dict[tuple, Metrics]:
    """Return the sums over a period by the values of the dimensions; groups without figures are absent."""
    (answer,) = gather([Cut(period, dimensions, scope, as_of)])
    return answer.sums


def gather(cuts: Sequence[Cut]) -> list[Answer]:
    """Answer several cuts with one query, in their order."""
    parts = [_part(n, cut) for n, cut in enumerate(cuts)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(text for text, _ in parts), [value for _, each in parts for value in each])
        rows = cursor.fetchall()
    return [_answer(cut, [row[1:] for row in rows if row[0] == n]) for n, cut in enumerate(cuts)]


_AS_OF = """(
    SELECT subject_id, day, known_at, impressions, clicks, conversions, spend_micros, value_micros
    FROM analytics_dailymetric WHERE day BETWEEN %s AND %s AND known_at <= %s
    UNION ALL
    SELECT subject_id, day, known_at, impressions, clicks, conversions, spend_micros, value_micros
    FROM analytics_metricrevision WHERE day BETWEEN %s AND %s AND known_at <= %s AND superseded_at > %s
)"""
_SUMS = """sum(f.impressions)::bigint, sum(f.clicks)::bigint, sum(f.conversions), sum(f.spend_micros)::bigint,
    sum(f.value_micros)::bigint, min(f.day), max(f.known_at)"""


def _part(number: int, cut: Cut) -> tuple[str, list]:
    columns = [dimension.value for dimension in cut.dimensions]
    keys = ", ".join([f"{column}::text" for column in columns] + ["NULL"] * (MOST_DIMENSIONS - len(columns)))
    facts, values = _facts(cut)
    limits, limit_values = _limits(cut.scope)
    text = f"""
        SELECT {number}, {keys}, s.currency, {_SUMS}
        FROM {facts} f JOIN analytics_subject s ON s.id = f.subject_id
        WHERE f.day BETWEEN %s AND %s{limits} GROUP BY {", ".join([*columns, "s.currency"])}
    """  # noqa: S608 - made of this module's constants only
    return text, [*values, cut.period.since, cut.period.until, *limit_values]


def _facts(cut: Cut) -> tuple[str, list]:
    if cut.as_of is None:
        return "analytics_dailymetric", []
    days = [cut.period.since, cut.period.until]
    return _AS_OF, [*days, cut.as_of, *days, cut.as_of, cut.as_of]


def _limits(scope: Scope) -> tuple[str, list]:
    wanted = {
        "s.campaign_id = ANY(%s)": None if scope.campaign_ids is None else list(scope.campaign_ids),
        "s.account_id = ANY(%s)": None if scope.account_ids is None else list(scope.account_ids),
        "s.platform = %s": scope.platform,
    }
    held = {text: value for text, value in wanted.items() if value is not None}
    return "".join(f" AND {text}" for text in held), list(held.values())


def _answer(cut: Cut, rows: list[tuple]) -> Answer:
    parts: dict[tuple, list[Metrics]] = {}
    first_days: dict[tuple, date] = {}
    for row in rows:
        key = tuple(_value(dimension, text) for dimension, text in zip(cut.dimensions, row, strict=False))
        currency, impressions, clicks, conversions, spend, value, first_day = row[MOST_DIMENSIONS:-1]
        first_days[key] = min(first_day, first_days.get(key, first_day))
        parts.setdefault(key, []).append(Metrics(impressions, clicks, conversions, spend, value, currency))
    newest_at = max((row[-1] for row in rows), default=None)
    return Answer({key: combine(group) for key, group in parts.items()}, first_days, newest_at)


def _value(dimension: Dimension, text: str | None) -> Any:
    if text is None or dimension == Dimension.PLATFORM:
        return text
    return date.fromisoformat(text) if dimension == Dimension.DAY else int(text)
