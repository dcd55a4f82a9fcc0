"""From our rows to the plan that an adapter makes, and what it may spend."""

from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import creatives.selectors
import creatives.services
from campaigns.models import Ad, AdGroup, PlatformCampaign
from campaigns.types import ObjectStatus
from integrations.types import AdGroupPlan, AdPlan, CampaignPlan, ImageFile, Platform, Purpose, Targeting
from tenants.errors import Invalid

# The most that a platform may spend on one day, in percent of the daily budget (platforms.md, A5 and 0b).
OVERSPEND_PERCENT = {Platform.GOOGLE: 200, Platform.META: 175, Platform.TIKTOK: 125}
MISSING_PICTURE = "This picture is not in your library any more. Edit the draft and choose another."


def build_plan(*, part: PlatformCampaign, now: datetime) -> CampaignPlan:
    """Return the plan of a part that is not launched; the same rows give the same plan.

    A start that is not in the future is left out: platforms refuse the past. The end is the end of the last day in the
    account's time zone. Raises Invalid when a picture is gone.
    """
    campaign, zone = part.campaign, ZoneInfo(part.account.time_zone)
    start_at = _midnight(campaign.start_date, zone) if campaign.start_date else None
    end_at = (
        _midnight(campaign.end_date + timedelta(days=1), zone) - timedelta(seconds=1) if campaign.end_date else None
    )
    return CampaignPlan(
        operation_id=part.operation_id,
        name=part.name,
        purpose=Purpose(campaign.purpose),
        currency=part.currency,
        daily_budget_minor=part.daily_budget_minor,
        ad_groups=tuple(_group(group) for group in part.ad_groups.all()),
        start_at=start_at if start_at and start_at > now else None,
        end_at=end_at,
    )


def most_a_day_minor(part: PlatformCampaign) -> int:
    """Return the most that the platform may spend on a single day, in minor units, rounded up; its own rule."""
    return -(-(part.daily_budget_minor or 0) * OVERSPEND_PERCENT[Platform(part.platform)] // 100)


def days_to_run(*, part: PlatformCampaign, now: datetime) -> int | None:
    """Return how many days the campaign may spend, from today or its start; None without an end."""
    campaign = part.campaign
    if campaign.end_date is None:
        return None
    today = now.astimezone(ZoneInfo(part.account.time_zone)).date()
    return max((campaign.end_date - max(campaign.start_date or today, today)).days + 1, 0)


def _group(group: AdGroup) -> AdGroupPlan:
    ads = [ad for ad in group.ads.all() if ad.status != ObjectStatus.REJECTED]
    return AdGroupPlan(
        key=str(group.uuid),
        name=group.name,
        targeting=Targeting(tuple(group.countries), age_min=group.age_min, age_max=group.age_max),
        ads=tuple(_ad(ad) for ad in ads),
    )


def _ad(ad: Ad) -> AdPlan:
    asset = creatives.selectors.get_assets_by_id([ad.asset_id]).get(ad.asset_id) if ad.asset_id else None
    if asset is None:
        raise Invalid({"asset": MISSING_PICTURE})
    return AdPlan(
        key=str(ad.uuid),
        name=ad.name,
        link=ad.link,
        primary_texts=_given(ad.primary_text),
        headlines=_given(ad.headline),
        descriptions=_given(ad.description),
        call_to_action=ad.call_to_action,
        images=(ImageFile(asset.sha256, asset.file_name, partial(creatives.services.read_asset, asset=asset)),),
    )


def _given(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)
