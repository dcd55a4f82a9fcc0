"""A campaign's own objects: budget, campaign, places, lead form, what counts. Pure. Platform facts, section A2.

Always sent: PAUSED, a budget that is not shared, and the declaration on political advertising for the EU, without which
Google takes no campaign.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from integrations import types as t
from integrations.platforms.google import bidding, money, steps
from integrations.platforms.google.ads import LEAD_CALLS
from integrations.platforms.google.purposes import APP, DEMAND_GEN, DISPLAY, PERFORMANCE_MAX, SEARCH
from integrations.platforms.google.targeting_rules import PARTNERS

CHANNEL_TYPES = {
    SEARCH: "SEARCH",
    DISPLAY: "DISPLAY",
    DEMAND_GEN: "DEMAND_GEN",
    PERFORMANCE_MAX: "PERFORMANCE_MAX",
    APP: "MULTI_CHANNEL",
}
CHANNELS = {word: channel for channel, word in CHANNEL_TYPES.items()}
_STORES = {t.AppStore.GOOGLE_PLAY: "GOOGLE_APP_STORE", t.AppStore.APP_STORE: "APPLE_APP_STORE"}
_QUESTIONS = {
    "full_name": "FULL_NAME", "email": "EMAIL", "phone": "PHONE_NUMBER", "postcode": "POSTAL_CODE", "company": "COMPANY_NAME",
}  # fmt: skip
_NO_EXPANSION = {
    "asset_automation_type": "FINAL_URL_EXPANSION_TEXT_ASSET_AUTOMATION",
    "asset_automation_status": "OPTED_OUT",
}


def budget(plan: t.CampaignPlan) -> dict[str, Any]:
    """Return the budget: so much a day, or so much over the campaign's whole time."""
    made: dict[str, Any] = {"delivery_method": "STANDARD", "explicitly_shared": False}
    if plan.lifetime_budget_minor is not None:
        total = money.to_micros(plan.lifetime_budget_minor, plan.currency)
        return made | {"period": "CUSTOM_PERIOD", "total_amount_micros": total}
    return made | {"amount_micros": money.to_micros(plan.daily_budget_minor or 0, plan.currency)}


def campaign(
    plan: t.CampaignPlan, channel: t.Channel, bid: t.Bid, *, budget_name: str, time_zone: str
) -> dict[str, Any]:
    """Return the campaign. Performance Max keeps to the plan's own pages: Google's choice of others is switched off."""
    made: dict[str, Any] = {
        "name": steps.campaign_name(plan),
        "status": "PAUSED",
        "advertising_channel_type": CHANNEL_TYPES[channel],
        "campaign_budget": budget_name,
        "contains_eu_political_advertising": political(plan),
        **bidding.bidding_field(bid, channel, plan.currency),
        **_flight(plan, time_zone),
    }
    if channel == SEARCH:
        made["network_settings"] = _networks(plan)
    if channel == PERFORMANCE_MAX:
        made |= {"brand_guidelines_enabled": False, "asset_automation_settings": [_NO_EXPANSION]}
    if channel == APP and plan.app:
        made |= {"advertising_channel_sub_type": "APP_CAMPAIGN", "app_campaign_setting": _app(plan.app, bid)}
    return made


def political(plan: t.CampaignPlan) -> str:
    """Return the declaration on political advertising for the EU."""
    is_political = plan.is_eu_political or t.SpecialCategory.POLITICS in plan.special_categories
    return f"{'CONTAINS' if is_political else 'DOES_NOT_CONTAIN'}_EU_POLITICAL_ADVERTISING"


def lead_form(form: t.LeadForm, ad: t.AdPlan, business_name: str) -> dict[str, Any]:
    """Return a lead form's asset; its button and page are those of the first ad."""
    made: dict[str, Any] = {
        "business_name": (ad.business_name or business_name)[:25],
        "headline": form.headline.strip(),
        "description": form.description.strip(),
        "call_to_action_type": LEAD_CALLS.get(ad.call_to_action, "LEARN_MORE"),
        "call_to_action_description": form.headline.strip()[:30],
        "privacy_policy_url": form.privacy_url,
        "fields": [{"input_type": _QUESTIONS[one]} for one in form.questions if one in _QUESTIONS],
        "custom_question_fields": [{"custom_question_text": one} for one in form.questions if one not in _QUESTIONS],
    }
    if form.thanks:
        made |= {"post_submit_headline": form.thanks[:30], "post_submit_description": form.thanks[:200]}
    return {"name": steps.media_name(repr(form), form.headline), "final_urls": [ad.link], "lead_form_asset": made}


def moment(at: datetime, time_zone: str) -> str:
    """Return a moment as Google wants it: the account's own clock, without an offset."""
    return at.astimezone(ZoneInfo(time_zone)).strftime("%Y-%m-%d %H:%M:%S")


def _flight(plan: t.CampaignPlan, time_zone: str) -> dict[str, str]:
    made = {"start_date_time": plan.start_at, "end_date_time": plan.end_at}
    return {name: moment(at, time_zone) for name, at in made.items() if at}


def _networks(plan: t.CampaignPlan) -> Mapping[str, bool]:
    with_partners = any(PARTNERS in group.targeting.placements for group in plan.ad_groups)
    return {"target_google_search": True, "target_search_network": with_partners, "target_content_network": False}


def install_goal(bid: t.Bid) -> str:
    """Return what an app campaign for installs bids for: it goes with the way of bidding."""
    goal = "TARGET" if bid.strategy == t.BidStrategy.TARGET_CPA else "WITHOUT_TARGET"
    return f"OPTIMIZE_INSTALLS_{goal}_INSTALL_COST"


def _app(app: t.PromotedApp, bid: t.Bid) -> Mapping[str, str]:
    return {
        "app_id": app.store_id,
        "app_store": _STORES[app.store],
        "bidding_strategy_goal_type": install_goal(bid),
    }
