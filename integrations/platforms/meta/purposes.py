"""What a purpose means on Meta: objective, performance goal, destination, and what is promoted.

Platform facts, section B. Only pairs that Meta allows for new campaigns; a purpose that needs what the account or the
plan does not have is refused beforehand, with what to do. The pairing of a Facebook event, and that an iPhone app's
campaign names the app too, are from memory.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from integrations.types import AppStore, BidStrategy, CampaignPlan, Problem, Purpose


@dataclass(frozen=True, slots=True)
class Aim:
    """The words that Meta wants for a purpose, the promoted object, and what the campaign itself must say of it."""

    objective: str
    goal: str
    destination: str
    promoted: Mapping[str, str]
    on_campaign: Mapping[str, Any] = field(default_factory=dict)


OBJECTIVE_PURPOSES = {
    "OUTCOME_LEADS": Purpose.LEAD_GENERATION,
    "LEAD_GENERATION": Purpose.LEAD_GENERATION,
    "OUTCOME_SALES": Purpose.SALES,
    "CONVERSIONS": Purpose.SALES,
    "PRODUCT_CATALOG_SALES": Purpose.SALES,
    "OUTCOME_AWARENESS": Purpose.BRAND_AWARENESS,
    "BRAND_AWARENESS": Purpose.BRAND_AWARENESS,
    "OUTCOME_APP_PROMOTION": Purpose.APP_INSTALLS,
    "APP_INSTALLS": Purpose.APP_INSTALLS,
    "EVENT_RESPONSES": Purpose.EVENT_PROMOTION,
    "STORE_VISITS": Purpose.STORE_VISITS,
    "OUTCOME_TRAFFIC": Purpose.TRAFFIC,
    "LINK_CLICKS": Purpose.TRAFFIC,
}
_EVENT = re.compile(r"^https://(?:www\.|m\.)?facebook\.com/events/(?:[^/?#]+/)*?(\d+)/?(?:[?#].*)?$")
_VALUED = (BidStrategy.MAXIMIZE_VALUE, BidStrategy.TARGET_ROAS)
_NO_PIXEL = (
    "{what} on your website are counted by a Meta pixel, and this ad account has none. Make one in Meta's Events "
    "Manager, put it on the website, then connect Meta again. Until then choose the purpose “traffic”."
)
_NO_APP = (
    "App installs need the app's Meta id and its store address. Register the app on Meta for Developers, add this ad "
    "account to it (App settings, Advanced), then choose the app here. Until then choose the purpose “traffic” with a "
    "link to the store."
)
_NO_AUDIENCE = (
    "Showing ads to past visitors needs a custom audience. Make one in Meta's Ads Manager, Audiences, and choose it "
    "here, or choose the purpose “sales” or “traffic”."
)


def aim_for(plan: CampaignPlan, presence: Mapping[str, str]) -> Aim | Problem:
    """Return what to ask Meta for, or why this account or plan cannot have it (field `purpose`)."""
    return _AIMS[plan.purpose](plan, presence)


def _aim_leads(plan: CampaignPlan, presence: Mapping[str, str]) -> Aim | Problem:
    if plan.lead_form:
        return Aim("OUTCOME_LEADS", "LEAD_GENERATION", "ON_AD", {"page_id": presence.get("page_id", "")})
    return _on_website(plan, presence, "OUTCOME_LEADS", "LEAD", "Leads")


def _aim_sales(plan: CampaignPlan, presence: Mapping[str, str]) -> Aim | Problem:
    return _on_website(plan, presence, "OUTCOME_SALES", "PURCHASE", "Orders")


def _on_website(
    plan: CampaignPlan, presence: Mapping[str, str], objective: str, event: str, what: str
) -> Aim | Problem:
    pixel = plan.conversion or presence.get("pixel_id", "")
    if not pixel:
        return Problem("purpose", _NO_PIXEL.format(what=what))
    asks_value = plan.bid is not None and plan.bid.strategy in _VALUED and objective == "OUTCOME_SALES"
    goal = "VALUE" if asks_value else "OFFSITE_CONVERSIONS"
    return Aim(objective, goal, "WEBSITE", {"pixel_id": pixel, "custom_event_type": event})


def _aim_awareness(plan: CampaignPlan, presence: Mapping[str, str]) -> Aim:
    return Aim("OUTCOME_AWARENESS", "REACH", "", {"page_id": presence.get("page_id", "")})


def _aim_traffic(plan: CampaignPlan, presence: Mapping[str, str]) -> Aim:
    """Aim at pages that load where a pixel sees them load, and nobody asked for clicks."""
    asks_clicks = plan.bid is not None and plan.bid.strategy == BidStrategy.MAXIMIZE_CLICKS
    goal = "LANDING_PAGE_VIEWS" if presence.get("pixel_id") and not asks_clicks else "LINK_CLICKS"
    return Aim("OUTCOME_TRAFFIC", goal, "WEBSITE", {})


def _aim_event(plan: CampaignPlan, presence: Mapping[str, str]) -> Aim:
    """An event on Facebook gets answers there; one with a page of its own gets visits."""
    event = event_of(plan)
    if not event:
        return _aim_traffic(plan, presence)
    return Aim("OUTCOME_ENGAGEMENT", "EVENT_RESPONSES", "ON_EVENT", {"event_id": event})


def _aim_retargeting(plan: CampaignPlan, presence: Mapping[str, str]) -> Aim | Problem:
    if not all(group.targeting.audiences for group in plan.ad_groups):
        return Problem("purpose", _NO_AUDIENCE)
    return _aim_sales(plan, presence) if plan.conversion or presence.get("pixel_id") else _aim_traffic(plan, presence)


def _aim_app(plan: CampaignPlan, presence: Mapping[str, str]) -> Aim | Problem:
    """An app for iPhones must be said on the campaign too, for Apple's own counting (SKAdNetwork)."""
    app = plan.app
    if not (app and app.external_id and app.store_url):
        return Problem("purpose", _NO_APP)
    promoted = {"application_id": app.external_id, "object_store_url": app.store_url}
    on_campaign = {"is_skadnetwork_attribution": True, "promoted_object": promoted}
    is_apple = app.store == AppStore.APP_STORE
    return Aim("OUTCOME_APP_PROMOTION", "APP_INSTALLS", "APP", promoted, on_campaign if is_apple else {})


def event_of(plan: CampaignPlan) -> str:
    """Return the id of the Facebook event that every ad links to, or nothing."""
    found = {match.group(1) if (match := _EVENT.match(ad.link)) else "" for group in plan.ad_groups for ad in group.ads}
    return found.pop() if len(found) == 1 else ""


_AIMS = {
    Purpose.LEAD_GENERATION: _aim_leads,
    Purpose.SALES: _aim_sales,
    Purpose.BRAND_AWARENESS: _aim_awareness,
    Purpose.STORE_VISITS: _aim_awareness,
    Purpose.TRAFFIC: _aim_traffic,
    Purpose.EVENT_PROMOTION: _aim_event,
    Purpose.RETARGETING: _aim_retargeting,
    Purpose.APP_INSTALLS: _aim_app,
}
