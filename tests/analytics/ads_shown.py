"""Ads with pictures that were shown for weeks, and what was told of their reach and their videos; it is 20 November 2026."""

from uuid import uuid4

from analytics import services
from analytics.models import ReachMetric, Subject, WatchMetric
from campaigns.models import Ad
from creatives.models import Asset
from tests.analytics.build import NOW, days_before, make_campaign, row, store

STARTED = 28
"""The ads' first day is so many days ago."""


def make_asset(label: str, kind: str = "image") -> Asset:
    """Make a picture or a video of the library, without its bytes."""
    return Asset.objects.create(
        kind=kind, label=label, sha256=uuid4().hex, mime="image/png" if kind == "image" else "video/mp4", width=1080,
        height=1080, byte_size=1, created_by_kind="user", created_by_label="Nora", created_at=NOW,
    )  # fmt: skip


def show_ad(account, name: str, *, clicks_at_last: int = 30, reach_at_last: int | None = None, **creative) -> Ad:
    """Make an ad that was shown 2,000 times a day for four weeks, with 30 clicks a day and in the last week others.

    With `reach_at_last` its reach is told: 8,750 people in its first week (1.6 times each), and so many in its last.
    """
    ad = Ad.objects.get(ad_group__platform_campaign__campaign=make_campaign(account, name, creative=creative))
    days = [
        row(
            days_before(n), ad.external_id, campaign=ad.ad_group.platform_campaign.external_id, impressions=2_000,
            clicks=clicks_at_last if n <= 7 else 30 + n % 3 - 1,
        )
        for n in range(1, STARTED + 1)
    ]  # fmt: skip
    store(account, days)
    services.link_account(account=account)
    if reach_at_last is not None:
        tell_reach(ad, STARTED, 8_750)
        tell_reach(ad, 7, reach_at_last)
    return ad


def tell_reach(ad: Ad, began: int, reach: int) -> None:
    """Keep how many people saw an ad in the week that began so many days ago."""
    ReachMetric.objects.create(
        subject=Subject.objects.get(ad_id=ad.pk), since=days_before(began), until=days_before(began - 6), reach=reach,
        impressions=14_000, known_at=NOW,
    )  # fmt: skip


def watch(ad: Ad, *counts: int) -> None:
    """Keep how often an ad's video was played yesterday, and how many plays came to each quarter."""
    names = ("plays", "to_25", "to_50", "to_75", "to_100")
    subject = Subject.objects.get(ad_id=ad.pk)
    WatchMetric.objects.create(
        subject=subject, day=days_before(1), known_at=NOW, **dict(zip(names, counts, strict=True))
    )
