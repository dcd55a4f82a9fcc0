"""A campaign's parts, ad groups and ads with their figures, as the page shows them."""

import creatives.selectors
from analytics import periods
from analytics.wording import Noun
from campaigns.models import Ad, AdGroup, PlatformCampaign
from campaigns.selectors.budgets import daily_budget_minor, holders_of, lifetime_budget_minor
from campaigns.services.words import of_value
from campaigns.types import CampaignStatus, ObjectStatus, TargetField
from campaigns.views.numbers import Figures, Said, say
from integrations.types import Delivery
from tenants import place
from tenants.formats import from_minor


def mark_parts(parts: list[PlatformCampaign]) -> list[PlatformCampaign]:
    """Set on each part what its campaign's state is told by, as the list's selector does; return those that are half made."""
    for part in parts:
        ads = [ad for group in part.ad_groups.all() for ad in group.ads.all() if not ad.gone_at]
        part.rejected_ads = sum(ad.delivery == Delivery.REJECTED for ad in ads)
    return [part for part in parts if part.is_half_made]


def with_numbers(parts: list, figures: Figures, noun: Noun, choice: periods.Choice) -> list[PlatformCampaign]:
    """Set what a part spent of its budget in the period, and its state, on each of a campaign's parts."""
    for part in parts:
        part.metrics = figures.of(part.pk)
        part.maturing = _said(noun, figures, part)
        part.holders = holders_of(part)
        part.budget_minor, part.whole_minor = daily_budget_minor(part), lifetime_budget_minor(part)
        planned = (
            from_minor(part.budget_minor, part.currency) * len(choice.period) * 1_000_000 if part.budget_minor else 0
        )
        part.key, part.is_open = str(part.uuid), is_open(part)
        part.groups = [group for group in part.ad_groups.all() if not group.gone_at]
        part.used = (part.metrics.spend_micros or 0) / planned if planned else None
        part.state_key = _state_key(part, part)
    return parts


def list_groups(parts: list) -> list[AdGroup]:
    """Return the ad groups of these parts, with whom they aim at, how many ads they hold, and their states."""
    found = [(part, group) for part in parts for group in part.ad_groups.all() if not group.gone_at]
    for part, group in found:
        group.platform, group.currency, group.is_open = part.platform, part.currency, is_open(part)
        group.key = str(group.uuid)
        group.aims_at = of_value(group.targeting, TargetField.TARGETING, part.currency)
        group.ad_count = sum(not ad.gone_at for ad in group.ads.all())
        group.state_key = _state_key(part, group)
        group.has_budget = group in holders_of(part)
    return [group for _, group in found]


def has_sections(parts: list) -> bool:
    """Return whether ad groups are worth a section of their own: a part has several."""
    return any(sum(not group.gone_at for group in part.ad_groups.all()) > 1 for part in parts)


def is_open(part: PlatformCampaign) -> bool:
    """Return whether a part is on its platform and can be changed from here."""
    is_there = part.launched_at and part.external_id and not part.gone_at and part.is_managed
    return bool(is_there) and part.status in (CampaignStatus.ACTIVE, CampaignStatus.PAUSED)


def list_ads(parts: list, figures: Figures, noun: Noun) -> list[Ad]:
    """Return the ads of these parts with their figures, pictures and states; refused ones first, then what spent most."""
    found = [
        (part, group, ad)
        for part in parts
        for group in part.ad_groups.all()
        for ad in group.ads.all()
        if not ad.gone_at
    ]
    assets = creatives.selectors.get_assets_by_id([ad.asset_id for *_, ad in found if ad.asset_id])
    for part, _, ad in found:
        ad.metrics, ad.asset, ad.platform = figures.of(ad.pk), assets.get(ad.asset_id), part.platform
        ad.key, ad.is_open = str(ad.uuid), is_open(part)
        ad.is_refused = ad.status == ObjectStatus.REJECTED or ad.delivery == Delivery.REJECTED
        ad.maturing = _said(noun, figures, ad)
        ad.state_key = _state_key(part, ad)
    return sorted((ad for *_, ad in found), key=lambda ad: (not ad.is_refused, -(ad.metrics.spend_micros or 0)))


def _said(noun: Noun, figures: Figures, row: PlatformCampaign | Ad) -> Said:
    metrics, estimate = figures.of(row.pk), figures.estimates.get(row.pk)
    return say(noun, metrics, estimate, name=f"of-{row.uuid}", place=place.current())


def _state_key(part: PlatformCampaign, row: PlatformCampaign | Ad) -> str:
    """Return the state to show: not there yet, off by us, or else what the platform says of it."""
    if part.launched_at is None:
        return "launching" if part.status == CampaignStatus.ACTIVE else part.status
    is_on = row.status == CampaignStatus.ACTIVE and row.delivery != Delivery.UNKNOWN
    return row.delivery if is_on else row.status
