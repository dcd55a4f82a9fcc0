"""From a draft's rows to what the form shows."""

from typing import Any

from campaigns.models import Campaign, PlatformCampaign
from campaigns.types import Creative, load
from integrations.types import Bid, LeadForm, MatchType, Platform, PromotedApp, Targeting
from tenants import formats

SIGNS = {MatchType.EXACT: "[{}]", MatchType.PHRASE: "“{}”", MatchType.BROAD: "{}"}


def initial_of(campaign: Campaign) -> dict[str, Any]:
    """Return a draft as the form's values."""
    parts = [part for part in campaign.platform_campaigns.all() if part.launched_at is None and part.status == "draft"]
    first = parts[0]
    initial: dict[str, Any] = {
        "version": campaign.version, "name": campaign.name, "purpose": campaign.purpose,
        "ad_account": [str(part.account.uuid) for part in parts],
        "start_date": campaign.start_date, "end_date": campaign.end_date,
        "budget_kind": "lifetime" if first.lifetime_budget_minor is not None else "daily",
        "special_categories": first.special_categories, "is_eu_political": first.is_eu_political,
    }  # fmt: skip
    initial |= _offers(first)
    for part in reversed(parts):
        initial |= _part(part, is_only=len(parts) == 1)
    return initial


def _part(part: PlatformCampaign, *, is_only: bool) -> dict[str, Any]:
    group = part.ad_groups.all()[0]
    aim, creative = load(Targeting, group.targeting), load(Creative, group.ads.all()[0].creative)
    minor = part.daily_budget_minor if part.lifetime_budget_minor is None else part.lifetime_budget_minor
    amount = f"{formats.from_minor(minor, part.currency):f}" if minor is not None else ""
    writer = {Platform.META: _meta, Platform.GOOGLE: _google, Platform.TIKTOK: _tiktok}[Platform(part.platform)]
    return {
        "daily_budget" if is_only else f"budget_{part.account.uuid.hex}": amount,
        f"place_{part.account.uuid.hex}": f"{aim.places[0].key}|{aim.places[0].name}" if aim.places else "",
        f"audience_{part.account.uuid.hex}": aim.audiences[0] if aim.audiences else "",
        "link": creative.link, "call_to_action": creative.call_to_action,
        **_aim(aim), **writer(creative), **({"g_channel": part.channel} if part.channel else {}),
    }  # fmt: skip


def _aim(aim: Targeting) -> dict[str, Any]:
    radius = aim.radii[0] if aim.radii else None
    matches = {word.match for word in aim.keywords}
    signs = SIGNS if len(matches) > 1 else dict.fromkeys(MatchType, "{}")
    words = {
        "keywords": "\n".join(signs[word.match].format(word.text) for word in aim.keywords),
        "negative_keywords": "\n".join(word.text for word in aim.negative_keywords),
        "match": next(iter(matches)) if len(matches) == 1 else MatchType.BROAD,
    }
    return {
        "age_min": aim.age_min, "age_max": aim.age_max, "gender": aim.genders[0] if aim.genders else "",
        **({"countries": list(aim.countries)} if aim.countries else {}),
        **({"point": f"{radius.latitude}, {radius.longitude}", "km": radius.km, "point_name": radius.name} if radius else {}),
        **(words if aim.keywords else {}),
    }  # fmt: skip


def _meta(creative: Creative) -> dict[str, Any]:
    shown = {
        "primary_text": _first(creative.primary_texts), "headline": _first(creative.headlines),
        "description": _first(creative.descriptions), "asset": _first(creative.images), "m_video": _first(creative.videos),
    }  # fmt: skip
    for n, card in enumerate(creative.cards, start=1):
        shown |= {f"card_{n}_image": str(card.image), f"card_{n}_headline": card.headline, f"card_{n}_link": card.link}
    return shown


def _google(creative: Creative) -> dict[str, Any]:
    return {
        **{f"g_headline_{n}": text for n, text in enumerate(creative.headlines, start=1)},
        **{f"g_description_{n}": text for n, text in enumerate(creative.descriptions, start=1)},
        **{f"g_path_{n}": text for n, text in enumerate(creative.display_path, start=1)},
        "g_long_headline": _first(creative.long_headlines), "g_business_name": creative.business_name,
        "g_images": [str(uuid) for uuid in creative.images], "g_logo": _first(creative.logos),
    }  # fmt: skip


def _tiktok(creative: Creative) -> dict[str, Any]:
    return {"t_text": _first(creative.primary_texts), "t_video": _first(creative.videos)}


def _offers(part: PlatformCampaign) -> dict[str, Any]:
    app = load(PromotedApp, part.app) if part.app else None
    form = load(LeadForm, part.lead_form) if part.lead_form else None
    bid = load(Bid, part.bid) if part.bid else None
    return {
        **({"app_store": app.store, "app_id": app.store_id, "app_url": app.store_url, "app_platform_id": app.external_id} if app else {}),
        **(_lead_form(form) if form else {"form_questions": ["full_name", "email"]}),
        **(_bid(bid, part.currency) if bid else {}),
    }  # fmt: skip


def _lead_form(form: LeadForm) -> dict[str, Any]:
    known = ("full_name", "email", "phone", "postcode", "company")
    own = [question for question in form.questions if question not in known]
    return {
        "form_headline": form.headline, "form_text": form.description, "form_privacy": form.privacy_url,
        "form_thanks": form.thanks, "form_questions": [question for question in form.questions if question in known],
        "form_question": _first(own) or "",
    }  # fmt: skip


def _bid(bid: Bid, currency: str) -> dict[str, Any]:
    amount = f"{formats.from_minor(bid.amount_minor, currency):f}" if bid.amount_minor is not None else ""
    return {"bid_strategy": bid.strategy, "bid_amount": amount, "bid_roas": bid.roas}


def _first(values) -> Any:
    return values[0] if values else None
