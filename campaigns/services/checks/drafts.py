"""What a draft must hold. Every problem goes to its field, in words that say what to do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import creatives.selectors
from campaigns.limits import channel_for, limits_for
from campaigns.services.checks.ads import check_creative
from campaigns.services.checks.audiences import check_targeting, country_codes
from campaigns.services.checks.budgets import check_bid, check_budgets, days_between
from campaigns.services.checks.offers import check_app, check_lead_form
from campaigns.services.checks.problems import UNCLEAN, Problems, is_clean
from campaigns.types import Creative, Draft, DraftPart
from integrations.types import Channel, Platform, Purpose, SpecialCategory, Targeting
from tenants import formats, place

NAME_MOST, CONVERSION_MOST = 150, 255
DAYS_AHEAD = 3650
PARTS_MOST = 10


def check_draft(draft: Draft, *, accounts: Mapping[UUID, object], today: date) -> Draft:
    """Return the draft with its texts trimmed and its parts spelled out, or raise Invalid with every problem.

    `accounts` are the ad accounts of its parts by id; `today` is the first one's day.
    """
    problems = Problems()
    draft = _trim(draft)
    _check_name(draft.name, problems)
    if draft.purpose not in {word.value for word in Purpose}:
        problems.add("purpose", "Choose what the campaign is for.")
    _check_days(draft, today, problems)
    _check_categories(draft, problems)
    check_app(draft, problems)
    check_lead_form(draft, problems)
    _check_parts(draft, accounts, today, problems)
    problems.raise_any()
    parts = tuple(_settled(part, accounts[part.ad_account], draft) for part in draft.whole_parts() if part.ad_account)
    return replace(draft, parts=parts)


def _check_parts(draft: Draft, accounts: Mapping, today: date, problems: Problems) -> None:
    parts = draft.whole_parts()
    ids = [part.ad_account for part in parts if part.ad_account]
    if len(set(ids)) < len(ids):
        problems.add("parts", "An ad account can stand here once only.")
    if len(parts) > PARTS_MOST:
        problems.add("parts", f"That is {len(parts)} ad accounts; {PARTS_MOST} fit.")
    asset_ids = [uuid for part in parts[:PARTS_MOST] if part.creative for uuid in part.creative.asset_ids]
    assets = creatives.selectors.get_assets_by_id(asset_ids)
    days = days_between(draft.start_date, draft.end_date, today)
    for place_of, part in enumerate(parts[:PARTS_MOST]):
        problems.prefix = f"parts.{place_of}." if draft.parts else ""
        _check_part(draft, part, accounts.get(part.ad_account), assets, days, problems)
    problems.prefix = ""


def _check_part(draft: Draft, part: DraftPart, account, assets: Mapping, days: int | None, problems: Problems) -> None:
    if account is None:
        text = "This ad account is not connected here. Choose another."
        problems.add("ad_account", text if part.ad_account else "Choose the ad account that pays for it.")
    check_budgets(part, account=account, days=days, problems=problems)
    check_bid(part.bid, account=account, problems=problems)
    platform = account.platform if account else Platform.META.value
    if part.channel and (platform != Platform.GOOGLE or part.channel not in {word.value for word in Channel}):
        problems.add("channel", "Only Google has channels: " + ", ".join(Channel) + ".")
        return
    if len(part.conversion) > CONVERSION_MOST or not is_clean(part.conversion):
        problems.add("conversion", "Choose what counts from the list.")
    limits = limits_for(platform, channel_for(platform, draft.purpose, part.channel))
    check_targeting(part.targeting or Targeting(), needs_keywords=limits.needs_keywords, problems=problems)
    check_creative(part.creative or Creative(), limits, platform=platform, assets=dict(assets), problems=problems)


def _settled(part: DraftPart, account, draft: Draft) -> DraftPart:
    """Spell out the channel, and leave out what is not used there: keywords beside Search, pictures on Search."""
    channel = channel_for(account.platform, draft.purpose, part.channel)
    limits = limits_for(account.platform, channel)
    aim, ad = part.targeting or Targeting(), part.creative or Creative()
    if not limits.needs_keywords:
        aim = replace(aim, keywords=(), negative_keywords=())
    if channel == Channel.SEARCH:
        ad = replace(ad, images=(), logos=(), videos=(), cards=())
    return replace(part, channel=channel, targeting=aim, creative=ad)


def _check_name(name: str, problems: Problems) -> None:
    if not name:
        problems.add("name", "Write a name.")
    if len(name) > NAME_MOST:
        problems.add("name", f"That is {len(name)} characters; {NAME_MOST} fit.")
    if not is_clean(name):
        problems.add("name", UNCLEAN)


def _check_categories(draft: Draft, problems: Problems) -> None:
    if set(draft.special_categories) - {word.value for word in SpecialCategory}:
        problems.add("special_categories", "Choose from: " + ", ".join(SpecialCategory) + ".")
    if set(draft.special_category_countries) - country_codes():
        problems.add("special_category_countries", "Use two letters for each country, such as IE.")


def _check_days(draft: Draft, today: date, problems: Problems) -> None:
    start, end = draft.start_date, draft.end_date
    _check_day("start_date", start, today, problems)
    if start and end and end < start:
        first = formats.day(start, place.current().locale)
        problems.add("end_date", f"The end is before the start, {first}. Choose a later day or leave it empty.")
    else:
        _check_day("end_date", end, today, problems)


def _check_day(field: str, day: date | None, today: date, problems: Problems) -> None:
    if day and day < today:
        first = formats.day(today, place.current().locale)
        problems.add(field, f"That day is over. Choose {first} or later, or leave it empty.")
    elif day and (day - today).days > DAYS_AHEAD:
        problems.add(
            field, f"That is more than {DAYS_AHEAD // 365} years away. Choose an earlier day or leave it empty."
        )


def _trim(draft: Draft) -> Draft:
    texts: dict[str, Any] = {
        name: (getattr(draft, name) or "").strip()
        for name in ("name", "link", "primary_text", "headline", "description")
    }
    creative = trim_creative(draft.creative) if draft.creative else None
    parts = tuple(
        replace(part, creative=trim_creative(part.creative) if part.creative else None) for part in draft.parts
    )
    return replace(draft, **texts, creative=creative, parts=parts)


def trim_creative(ad: Creative) -> Creative:
    """Return an ad with its texts trimmed; empty ones are left out."""
    lists = ("primary_texts", "headlines", "long_headlines", "descriptions", "display_path")
    trimmed: dict[str, Any] = {
        name: tuple(dict.fromkeys(text.strip() for text in getattr(ad, name) if text.strip())) for name in lists
    }
    return replace(ad, **trimmed, link=ad.link.strip(), business_name=ad.business_name.strip())
