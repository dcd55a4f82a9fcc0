"""Metrics by what people ask for. Each is one query, whatever the number of ids."""

from collections.abc import Collection
from datetime import datetime

from analytics.selectors.cuts import NOT_BY_AD, Dimension, Scope
from analytics.selectors.facts import sums
from analytics.types import Metrics, Period

Ids = Collection[int] | None


def totals(period: Period, *, campaign_ids: Ids = None, as_of: datetime | None = None) -> Metrics:
    """Return the sums over a period; with `as_of`, as they were known at that moment."""
    return sums(period, scope=Scope(campaign_ids=campaign_ids), as_of=as_of).get((), Metrics())


def by_campaign(period: Period, *, campaign_ids: Ids = None) -> dict[int, Metrics]:
    """Return the sums by campaign (internal id); campaigns without figures are absent."""
    return _by(Dimension.CAMPAIGN, period, campaign_ids)


def by_platform_campaign(period: Period, *, campaign_ids: Ids = None) -> dict[int, Metrics]:
    """Return the sums by platform campaign (internal id)."""
    return _by(Dimension.PLATFORM_CAMPAIGN, period, campaign_ids)


def by_ad_group(period: Period, *, campaign_ids: Ids = None) -> dict[int, Metrics]:
    """Return the sums by ad group (internal id)."""
    return _by(Dimension.AD_GROUP, period, campaign_ids)


def by_ad(period: Period, *, campaign_ids: Ids = None) -> dict[int, Metrics]:
    """Return the sums by ad (internal id); a campaign's residual belongs to no ad and is left out."""
    return _by(Dimension.AD, period, campaign_ids)


def by_platform(period: Period, *, campaign_ids: Ids = None) -> dict[str, Metrics]:
    """Return the sums by platform."""
    return _by(Dimension.PLATFORM, period, campaign_ids)


def _by(dimension: Dimension, period: Period, campaign_ids: Ids) -> dict:
    found = sums(period, dimension, scope=Scope(campaign_ids=campaign_ids))
    return {key: metrics for (key,), metrics in found.items() if key is not None and key != NOT_BY_AD}
