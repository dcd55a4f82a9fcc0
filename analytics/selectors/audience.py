"""How many people campaigns and ads reached, how long ads' videos are watched, and what conversion actions are called."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection

from analytics.models import ConversionAction
from analytics.selectors.cuts import EVERYTHING, Scope
from analytics.selectors.statement import limits
from analytics.types import Period

WINDOW_DAYS = 7
"""How many days the reach of an ad is of: one such window ends on every day that was read."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people a campaign reached from `since` to `until`, both included. Reach never adds up.

    `campaign_id` is None while the campaign is not imported.
    """

    campaign_id: int | None
    platform: str
    since: date
    until: date
    reach: int
    impressions: int
    known_at: datetime

    @property
    def frequency(self) -> Decimal | None:
        """Return the impressions for one person reached; None where nobody was."""
        return Decimal(self.impressions) / self.reach if self.reach else None


@dataclass(frozen=True, slots=True)
class AdReach:
    """How many people an ad reached in a week, from `since` to `until`, both included. Weeks overlap: nothing adds up."""

    ad_id: int
    since: date
    until: date
    reach: int
    impressions: int

    @property
    def frequency(self) -> Decimal | None:
        """Return the impressions for one person reached; None where nobody was."""
        return Decimal(self.impressions) / self.reach if self.reach else None


@dataclass(frozen=True, slots=True)
class Watched:
    """How often an ad's video was played, and how many plays came to a quarter, half, three quarters and the end."""

    plays: int
    to_25: int
    to_50: int
    to_75: int
    to_100: int


def list_reach(scope: Scope = EVERYTHING) -> list[Reach]:
    """Return the newest reach of each campaign over a day, a week and four weeks, as far as it was read; one query.

    A campaign that has figures in two currencies is counted once a currency.
    """
    text, values = limits(scope)
    with connection.cursor() as cursor:
        cursor.execute(_REACH.format(limits=text), values)
        return [Reach(*row) for row in cursor.fetchall()]


def list_ad_reach(scope: Scope, since: date) -> list[AdReach]:
    """Return the weeks' reach of ads that ends on `since` or later, by ad and then by the week's end; one query.

    Ads that are not imported are left out, and so are platforms that tell no ads' reach (Google). One week ends on each day;
    before the account was connected one on every seventh.
    """
    text, values = limits(scope)
    with connection.cursor() as cursor:
        cursor.execute(_AD_REACH.format(limits=text), [since, WINDOW_DAYS - 1, *values])
        return [AdReach(*row) for row in cursor.fetchall()]


def list_watching(period: Period, scope: Scope = EVERYTHING) -> dict[int, Watched]:
    """Return how long the videos of ads were watched in a period, by ad; one query.

    Ads without any video play, and ads that are not imported, are absent.
    """
    text, values = limits(scope)
    with connection.cursor() as cursor:
        cursor.execute(_WATCHING.format(limits=text), [period.since, period.until, *values])
        return {ad: Watched(*counts) for ad, *counts in cursor.fetchall()}


def list_action_names(action_ids: Collection[int]) -> dict[int, str]:
    """Return the names of conversion actions by their internal ids; one query."""
    return dict(ConversionAction.objects.filter(pk__in=action_ids).values_list("pk", "name"))


_REACH = """
    SELECT DISTINCT ON (s.campaign_id, s.id, f.until - f.since)
        s.campaign_id, s.platform, f.since, f.until, f.reach, f.impressions, f.known_at
    FROM analytics_reachmetric f JOIN analytics_subject s ON s.id = f.subject_id
    WHERE s.ad_external_id = ''{limits}
    ORDER BY s.campaign_id, s.id, f.until - f.since, f.until DESC
"""

# an ad that ran in two currencies has two rows for a week: the newer one stands
_AD_REACH = """
    SELECT DISTINCT ON (s.ad_id, f.until) s.ad_id, f.since, f.until, f.reach, f.impressions
    FROM analytics_reachmetric f JOIN analytics_subject s ON s.id = f.subject_id
    WHERE s.ad_id IS NOT NULL AND f.until >= %s AND f.until - f.since = %s{limits}
    ORDER BY s.ad_id, f.until, f.known_at DESC
"""

_WATCHING = """
    SELECT s.ad_id, sum(f.plays)::bigint, sum(f.to_25)::bigint, sum(f.to_50)::bigint, sum(f.to_75)::bigint,
        sum(f.to_100)::bigint
    FROM analytics_watchmetric f JOIN analytics_subject s ON s.id = f.subject_id
    WHERE s.ad_id IS NOT NULL AND f.day BETWEEN %s AND %s{limits}
    GROUP BY s.ad_id HAVING sum(f.plays) > 0
"""
