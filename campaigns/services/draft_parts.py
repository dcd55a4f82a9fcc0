"""A draft's parts as rows: one for each ad account, with one ad group and one ad."""

import secrets
from typing import Any, cast
from uuid import UUID

from babel import Locale

from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign
from campaigns.types import CampaignStatus, Creative, Draft, DraftPart, dump
from integrations.types import BudgetLevel, Targeting

OPERATION_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def write_parts(campaign: Campaign, draft: Draft, accounts: dict[UUID, Any]) -> None:
    """Write a checked draft's parts; one whose account is not in it any more goes. The caller holds the campaign."""
    drafts = campaign.platform_campaigns.filter(status=CampaignStatus.DRAFT, launched_at=None)
    present = {part.account_id: part for part in drafts}
    for wanted in draft.parts:
        account = accounts[cast(UUID, wanted.ad_account)]
        part = present.pop(account.pk, None)
        part = part or PlatformCampaign(campaign=campaign, operation_id=new_operation_id())
        _write_part(part, draft, wanted, account)
        part.launch_steps.all().delete()
    dropped = drafts.filter(pk__in=[part.pk for part in present.values()])
    dropped.filter(changes__isnull=False).update(status=CampaignStatus.ARCHIVED)
    dropped.filter(status=CampaignStatus.DRAFT).delete()


def new_operation_id() -> str:
    """Return a name for what one launch makes: short, unique, readable in a platform's own list."""
    return "aw" + "".join(secrets.choice(OPERATION_ALPHABET) for _ in range(10))


def describe_targeting(aim: Targeting) -> str:
    """Write whom an ad group aims at for people: "Ireland", "5 km around the bakery", "Ireland and 3 more"."""
    circles = [f"{radius.km} km around {radius.name or 'your place'}" for radius in aim.radii]
    names = [*circles, *(place.name for place in aim.places), *_country_names(aim.countries)]
    if len(names) > 2:
        return f"{names[0]} and {len(names) - 1} more"
    return " and ".join(names) or "Everybody"


def _country_names(codes: tuple[str, ...]) -> list[str]:
    return [Locale("en").territories.get(code, code) for code in codes]


def _write_part(part: PlatformCampaign, draft: Draft, wanted: DraftPart, account) -> None:
    part.account, part.platform, part.currency, part.name = account, account.platform, account.currency, draft.name
    part.budget_level, part.channel, part.conversion = wanted.budget_level, wanted.channel, wanted.conversion
    is_own = wanted.budget_level == BudgetLevel.CAMPAIGN
    part.daily_budget_minor = wanted.daily_budget_minor if is_own else None
    part.lifetime_budget_minor = wanted.lifetime_budget_minor if is_own else None
    part.bid, part.app, part.lead_form = dump(wanted.bid), dump(draft.app), dump(draft.lead_form)
    part.special_categories = list(draft.special_categories)
    part.special_category_countries = list(draft.special_category_countries)
    part.is_eu_political = draft.is_eu_political
    part.save()
    _write_group(part, wanted, is_own=is_own)


def _write_group(part: PlatformCampaign, wanted: DraftPart, *, is_own: bool) -> None:
    aim, creative = wanted.targeting or Targeting(), wanted.creative or Creative()
    group = part.ad_groups.first() or AdGroup(platform_campaign=part)
    group.name, group.targeting = describe_targeting(aim)[:512], dump(aim)
    group.daily_budget_minor = None if is_own else wanted.daily_budget_minor
    group.lifetime_budget_minor = None if is_own else wanted.lifetime_budget_minor
    group.save()
    ad = group.ads.first() or Ad(ad_group=group)
    ad.name = (creative.headlines or creative.primary_texts or (part.name,))[0][:512]
    ad.creative = dump(creative)
    ad.save()
