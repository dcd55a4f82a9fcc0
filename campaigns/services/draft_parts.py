"""A draft's parts as rows: one for each ad account, with its ad groups and ads under the draft's own keys."""

import secrets
from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import Locale
from django.db.models import QuerySet

from campaigns import naming
from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign
from campaigns.selectors.policy import get_policy
from campaigns.types import CampaignStatus, Creative, Draft, DraftAd, DraftGroup, DraftPart, ObjectStatus, dump
from integrations.types import BudgetLevel, Channel, Delivery, Targeting

OPERATION_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LARGEST = 2**63 - 1


def write_parts(campaign: Campaign, draft: Draft, parts: Iterable[DraftPart], accounts: dict[UUID, Any]) -> None:
    """Write a draft's parts, spelled out and with keys, as rows; what is not in it any more goes. The caller holds the
    campaign. What a draft that is not whole says and a column cannot hold is left empty there."""
    present = {part.account_id: part for part in drafts_of(campaign)}
    groups = {group.uuid: group for group in AdGroup.objects.filter(platform_campaign__in=drafts_of(campaign))}
    ads = {ad.uuid: ad for ad in Ad.objects.filter(ad_group__platform_campaign__in=drafts_of(campaign))}
    template = get_policy().name_template
    for wanted in parts:
        account = accounts[cast(UUID, wanted.ad_account)]
        part = present.pop(account.pk, None)
        part = part or PlatformCampaign(campaign=campaign, operation_id=new_operation_id())
        part.account, part.platform, part.currency = account, account.platform, account.currency
        part.name = naming.name_of(template, words_of(part))[:512]
        _write_part(part, draft, wanted)
        _write_groups(part, wanted, groups, ads)
        part.launch_steps.all().delete()
    Ad.objects.filter(pk__in=[ad.pk for ad in ads.values()]).delete()
    AdGroup.objects.filter(pk__in=[group.pk for group in groups.values()]).delete()
    dropped = drafts_of(campaign).filter(pk__in=[part.pk for part in present.values()])
    dropped.filter(changes__isnull=False).update(status=CampaignStatus.ARCHIVED)
    dropped.filter(status=CampaignStatus.DRAFT).delete()


def drafts_of(campaign: Campaign) -> QuerySet[PlatformCampaign]:
    """Return the parts that are drafts and were never on a platform."""
    return PlatformCampaign.objects.filter(campaign=campaign, status=CampaignStatus.DRAFT, launched_at=None)


def words_of(part: PlatformCampaign, group: AdGroup | None = None, ad: Ad | None = None) -> naming.Words:
    """Return what a part's names and links are made of; its date is the first day, or the day it was written first."""
    campaign = part.campaign
    day = campaign.start_date or campaign.created_at.astimezone(ZoneInfo(part.account.time_zone)).date()
    return naming.Words(
        campaign.name, part.platform, campaign.purpose, day.isoformat(), group.name if group else "",
        ad.name if ad else "",
    )  # fmt: skip


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


def _write_part(part: PlatformCampaign, draft: Draft, wanted: DraftPart) -> None:
    part.budget_level = BudgetLevel.AD_GROUP if wanted.budget_level == BudgetLevel.AD_GROUP else BudgetLevel.CAMPAIGN
    part.channel = wanted.channel if wanted.channel in set(Channel) else ""
    part.conversion = wanted.conversion[:255]
    is_own = part.budget_level == BudgetLevel.CAMPAIGN
    part.daily_budget_minor = _amount(wanted.daily_budget_minor) if is_own else None
    part.lifetime_budget_minor = _amount(wanted.lifetime_budget_minor) if is_own else None
    part.end_date = draft.end_date
    part.bid, part.app, part.lead_form = dump(wanted.bid), dump(draft.app), dump(draft.lead_form)
    part.special_categories = list(draft.special_categories)
    part.special_category_countries = list(draft.special_category_countries)
    part.is_eu_political = draft.is_eu_political
    part.save()


def _write_groups(part: PlatformCampaign, wanted: DraftPart, groups: dict[UUID, AdGroup], ads: dict[UUID, Ad]) -> None:
    is_own = part.budget_level == BudgetLevel.AD_GROUP
    for one in wanted.ad_groups:
        key = cast(UUID, one.key)
        group = groups.pop(key, None) or AdGroup(uuid=key)
        group.platform_campaign = part
        _write_group(group, one, is_own=is_own)
        for said in one.ads:
            key = cast(UUID, said.key)
            ad = ads.pop(key, None) or Ad(uuid=key)
            ad.ad_group = group
            _write_ad(ad, said, part)


def _write_group(group: AdGroup, wanted: DraftGroup, *, is_own: bool) -> None:
    aim = wanted.targeting or Targeting()
    group.name, group.targeting = (wanted.name or describe_targeting(aim))[:512], dump(aim)
    group.daily_budget_minor = _amount(wanted.daily_budget_minor) if is_own else None
    group.lifetime_budget_minor = _amount(wanted.lifetime_budget_minor) if is_own else None
    group.save()


def _write_ad(ad: Ad, wanted: DraftAd, part: PlatformCampaign) -> None:
    creative = wanted.creative or Creative()
    first = (*creative.headlines, *creative.primary_texts, part.name)[0]
    ad.name, ad.creative = (wanted.name or first)[:512], dump(creative)
    ad.status, ad.delivery, ad.reason = ObjectStatus.ACTIVE, Delivery.UNKNOWN, ""
    ad.save()


def _amount(amount: int | None) -> int | None:
    return amount if amount is not None and 0 < amount <= LARGEST else None
