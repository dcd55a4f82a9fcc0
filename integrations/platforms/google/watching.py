"""How far ads' videos are watched, of ads that are a video and nothing else.

Google tells the share of impressions in which a quarter, half, three quarters and all of the video was watched; it counts no
plays, so an impression is one. Ads that mix pictures and videos (Display, App, Performance Max) are left out, since
their impressions are of both. Not checked against Google: that these shares are told of `ad_group_ad` by day, and for
which of the kinds of ad below; and that they are of all impressions.
https://developers.google.com/google-ads/api/fields/v26/metrics#metrics.video_quartile_p100_rate
"""

from collections.abc import Iterator
from datetime import date

from integrations import types as t
from integrations.platforms.google import gaql
from integrations.platforms.google.client import Ads
from integrations.platforms.google.insights import days

_KINDS = (
    "VIDEO_AD", "VIDEO_BUMPER_AD", "VIDEO_NON_SKIPPABLE_IN_STREAM_AD", "VIDEO_RESPONSIVE_AD",
    "VIDEO_TRUEVIEW_IN_STREAM_AD", "IN_FEED_VIDEO_AD", "DEMAND_GEN_VIDEO_RESPONSIVE_AD",
)  # fmt: skip
_QUARTERS = tuple(f"video_quartile_p{percent}_rate" for percent in (25, 50, 75, 100))
_FIELDS = (
    "campaign.id", "ad_group.id", "ad_group_ad.ad.id", "segments.date", "metrics.impressions",
    *(f"metrics.{name}" for name in _QUARTERS),
)  # fmt: skip


def fetch_watching(ads: Ads, since: date, until: date) -> Iterator[t.WatchRow]:
    """Yield a row for each video ad and day with impressions. One operation."""
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    limits = (days(since, until), f"ad_group_ad.ad.type IN ({kinds})", "metrics.impressions > 0")
    for row in ads.search(gaql.select(_FIELDS, "ad_group_ad", *limits)):
        group, shown = str(row.ad_group.id), row.metrics.impressions
        yield t.WatchRow(
            date.fromisoformat(row.segments.date),
            str(row.campaign.id),
            group,
            f"{group}~{row.ad_group_ad.ad.id}",
            shown,
            *(round(getattr(row.metrics, name) * shown) for name in _QUARTERS),
        )
