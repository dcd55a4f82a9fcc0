"""A campaign as a draft: what was written while it is one, else what its rows say."""

from campaigns import drafting
from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign
from campaigns.types import CampaignStatus, Creative, Draft, DraftAd, DraftGroup, DraftPart, load
from integrations.types import Bid, LeadForm, PromotedApp, Targeting


def read_draft(campaign: Campaign) -> Draft:
    """Return a campaign as a draft in its normal shape (`campaigns.drafting`), with the keys of its rows.

    While it is a draft, that is what was written, however unfinished; of anything else what its rows say: every part
    that is not put away, without what is gone from the platform.
    """
    if campaign.status == CampaignStatus.DRAFT and campaign.draft is not None:
        return load(Draft, campaign.draft)
    return _from_rows(campaign)


def _from_rows(campaign: Campaign) -> Draft:
    rows = campaign.platform_campaigns.select_related("account").prefetch_related("ad_groups__ads")
    parts = [part for part in rows if part.status != CampaignStatus.ARCHIVED] or list(rows)
    first = parts[0] if parts else PlatformCampaign(is_eu_political=False)
    return drafting.normal(
        Draft(
            name=campaign.name,
            purpose=campaign.purpose,
            start_date=campaign.start_date,
            end_date=campaign.end_date,
            parts=tuple(_part(part) for part in parts),
            app=load(PromotedApp, first.app) if first.app else None,
            lead_form=load(LeadForm, first.lead_form) if first.lead_form else None,
            special_categories=tuple(first.special_categories),
            special_category_countries=tuple(first.special_category_countries),
            is_eu_political=bool(first.is_eu_political),
            utm_template=campaign.utm_template,
        )
    )


def _part(part: PlatformCampaign) -> DraftPart:
    return DraftPart(
        ad_account=part.account.uuid,
        daily_budget_minor=part.daily_budget_minor,
        lifetime_budget_minor=part.lifetime_budget_minor,
        budget_level=part.budget_level,
        channel=part.channel,
        bid=load(Bid, part.bid) if part.bid else None,
        conversion=part.conversion,
        ad_groups=tuple(_group(group) for group in part.ad_groups.all() if not group.gone_at),
    )


def _group(group: AdGroup) -> DraftGroup:
    return DraftGroup(
        key=group.uuid,
        name=group.name,
        targeting=load(Targeting, group.targeting),
        daily_budget_minor=group.daily_budget_minor,
        lifetime_budget_minor=group.lifetime_budget_minor,
        ads=tuple(_ad(ad) for ad in group.ads.all() if not ad.gone_at),
    )


def _ad(ad: Ad) -> DraftAd:
    return DraftAd(key=ad.uuid, name=ad.name, creative=load(Creative, ad.creative))
