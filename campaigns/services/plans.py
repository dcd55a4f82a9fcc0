"""From our rows to the plan that an adapter makes, and what it may spend."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from campaigns import naming
from campaigns.limits import channel_for
from campaigns.models import Ad, AdGroup, PlatformCampaign
from campaigns.services.draft_parts import words_of
from campaigns.services.media import Library
from campaigns.types import Creative, ObjectStatus, load
from integrations import types as t

# The most that a platform may spend on one day, in percent of the daily budget (platforms.md, A5 and 0b).
OVERSPEND_PERCENT = {t.Platform.GOOGLE: 200, t.Platform.META: 175, t.Platform.TIKTOK: 125}


@dataclass(frozen=True, slots=True)
class Spend:
    """What a part may spend, in minor units; None where it has no such figure."""

    daily_minor: int | None
    lifetime_minor: int | None
    most_a_day_minor: int | None
    days: int | None

    @property
    def at_most_minor(self) -> int | None:
        """Return the most it may spend in all; None without an end."""
        if self.lifetime_minor is not None:
            return self.lifetime_minor
        return None if self.days is None else self.days * (self.daily_minor or 0)


def library_of(parts: Iterable[PlatformCampaign]) -> Library:
    """Return what the ads of some parts show, without those that were refused; one query."""
    groups = [group for part in parts for group in part.ad_groups.all()]
    return Library.of([_creative(ad) for group in groups for ad in _ads(group)])


def build_plan(*, part: PlatformCampaign, now: datetime, library: Library | None = None) -> t.CampaignPlan:
    """Return the plan of a part that is not launched; the same rows give the same plan.

    A start that is not in the future is left out: platforms refuse the past. The end is the end of the last day in the
    account's time zone. `library` holds what its ads show, where it was read. Raises Invalid when something of it is gone.
    """
    groups = [group for group in part.ad_groups.all() if _ads(group)]
    library = library or library_of([part])
    return plan_with(part=part, ad_groups=tuple(_group(group, library) for group in groups), now=now)


def plan_with(
    *, part: PlatformCampaign, ad_groups: tuple[t.AdGroupPlan, ...], now: datetime, operation_id: str = ""
) -> t.CampaignPlan:
    """Return a part's plan with these ad groups, under the part's own operation id unless another is given."""
    campaign, zone = part.campaign, ZoneInfo(part.account.time_zone)
    start_at = _midnight(campaign.start_date, zone) if campaign.start_date else None
    return t.CampaignPlan(
        operation_id=operation_id or part.operation_id,
        name=part.name,
        purpose=t.Purpose(campaign.purpose or t.Purpose.TRAFFIC),
        currency=part.currency,
        ad_groups=ad_groups,
        daily_budget_minor=part.daily_budget_minor,
        lifetime_budget_minor=part.lifetime_budget_minor,
        budget_level=t.BudgetLevel(part.budget_level),
        start_at=start_at if start_at and start_at > now else None,
        end_at=_end(part.end_date, zone),
        bid=_document(t.Bid, part.bid),
        channel=_channel(part),
        conversion=part.conversion,
        app=_document(t.PromotedApp, part.app),
        lead_form=_document(t.LeadForm, part.lead_form),
        special_categories=tuple(t.SpecialCategory(word) for word in part.special_categories),
        special_category_countries=tuple(part.special_category_countries),
        is_eu_political=bool(part.is_eu_political),
    )


def spend_of(part: PlatformCampaign, now: datetime) -> Spend:
    """Return what a part may spend: its own budget, or its ad groups' together."""
    days = days_to_run(part=part, now=now)
    holders: list[Any] = [part]
    if part.budget_level == t.BudgetLevel.AD_GROUP:
        holders = list(part.ad_groups.all())
    daily, lifetime = (
        _sum(getattr(holder, name) for holder in holders) for name in ("daily_budget_minor", "lifetime_budget_minor")
    )
    most = None if daily is None else -(-daily * OVERSPEND_PERCENT[t.Platform(part.platform)] // 100)
    return Spend(daily, lifetime, most, days)


def days_to_run(*, part: PlatformCampaign, now: datetime) -> int | None:
    """Return how many days a part may spend, from today or its start; None without an end."""
    if part.end_date is None:
        return None
    today = now.astimezone(ZoneInfo(part.account.time_zone)).date()
    return max((part.end_date - max(part.campaign.start_date or today, today)).days + 1, 0)


def ad_plan(ad: Ad, creative: Creative, library: Library) -> t.AdPlan:
    """Return one ad as an adapter takes it, its links with the campaign's parameters added.

    Raises Invalid when something that it shows is gone.
    """
    part = ad.ad_group.platform_campaign
    template, said = part.campaign.utm_template, words_of(part, ad.ad_group, ad)
    return t.AdPlan(
        key=str(ad.uuid),
        name=ad.name,
        link=naming.tag_link(creative.link, template, said),
        primary_texts=creative.primary_texts,
        headlines=creative.headlines,
        long_headlines=creative.long_headlines,
        descriptions=creative.descriptions,
        call_to_action=creative.call_to_action,
        business_name=creative.business_name,
        images=tuple(library.image(uuid) for uuid in creative.images),
        logos=tuple(library.image(uuid) for uuid in creative.logos),
        videos=tuple(library.video(uuid) for uuid in creative.videos),
        cards=tuple(
            t.Card(
                card.headline, naming.tag_link(card.link, template, said), library.image(card.image), card.description
            )
            for card in creative.cards
        ),
        display_path=creative.display_path,
    )


def _group(group: AdGroup, library: Library) -> t.AdGroupPlan:
    return t.AdGroupPlan(
        key=str(group.uuid),
        name=group.name,
        targeting=load(t.Targeting, group.targeting),
        ads=tuple(ad_plan(ad, _creative(ad), library) for ad in _ads(group)),
        daily_budget_minor=group.daily_budget_minor,
        lifetime_budget_minor=group.lifetime_budget_minor,
    )


def _ads(group: AdGroup) -> list[Ad]:
    return [ad for ad in group.ads.all() if ad.status != ObjectStatus.REJECTED]


def _creative(ad: Ad) -> Creative:
    return load(Creative, ad.creative)


def _channel(part: PlatformCampaign) -> t.Channel | None:
    word = channel_for(part.platform, part.campaign.purpose, part.channel)
    return t.Channel(word) if word else None


def _document(kind: type, data: Any) -> Any:
    return None if data is None else load(kind, data)


def _sum(amounts) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _end(day: date | None, zone: ZoneInfo) -> datetime | None:
    return _midnight(day + timedelta(days=1), zone) - timedelta(seconds=1) if day else None


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)


def asset_ids(part: PlatformCampaign) -> list[UUID]:
    """Return every asset that a part's ads show."""
    return [uuid for group in part.ad_groups.all() for ad in group.ads.all() for uuid in _creative(ad).asset_ids]
