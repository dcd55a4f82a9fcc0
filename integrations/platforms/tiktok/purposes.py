"""What a purpose means on TikTok: objective, goal, what is paid for, and whether Smart+ makes it.

Platform facts, section B. A purpose that needs what the account or the plan does not have is refused beforehand, with
what to do. Which of a pixel's events means an order or a lead: SHOPPING is TikTok's for a completed payment, FORM for a
form that was sent (TikTok's table of pixel events, read in a copy).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from integrations.types import AppStore, BidStrategy, CampaignPlan, Problem, Purpose

Presence = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Aim:
    """TikTok's words for a purpose. `campaign`: what the campaign says besides; `form_id`: the form that an ad opens."""

    objective: str
    goal: str
    billing: str
    promotion: str
    is_smart: bool = False
    event: str = ""
    target: str = ""
    form_id: str = ""
    campaign: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind_path(self) -> str:
        """Return what stands before campaign/…, adgroup/… and ad/… in the addresses."""
        return "smart_plus/" if self.is_smart else ""


OBJECTIVE_PURPOSES = {
    "TRAFFIC": Purpose.TRAFFIC,
    "REACH": Purpose.BRAND_AWARENESS,
    "RF_REACH": Purpose.BRAND_AWARENESS,
    "VIDEO_VIEWS": Purpose.BRAND_AWARENESS,
    "WEB_CONVERSIONS": Purpose.SALES,
    "CONVERSIONS": Purpose.SALES,
    "PRODUCT_SALES": Purpose.SALES,
    "LEAD_GENERATION": Purpose.LEAD_GENERATION,
    "APP_PROMOTION": Purpose.APP_INSTALLS,
    "APP_INSTALL": Purpose.APP_INSTALLS,
}
ORDERS, LEADS = ("SHOPPING", "ON_WEB_ORDER"), ("FORM", "ON_WEB_REGISTER")
VALUE_BIDS = (BidStrategy.MAXIMIZE_VALUE, BidStrategy.TARGET_ROAS)
_TRAFFIC = Aim("TRAFFIC", "CLICK", "CPC", "WEBSITE")
_REACH = Aim("REACH", "REACH", "CPM", "")
_TO_SITE = {"sales_destination": "WEBSITE"}
_NO_PIXEL = (
    "{what} on your website are counted by a TikTok pixel, and this ad account has none. Make one in TikTok's Events "
    "Manager, put it on the website, then connect TikTok again. Until then choose the purpose “traffic”."
)
_NO_EVENT = (
    "The pixel “{pixel}” does not count {what} yet. Add the event in TikTok's Events Manager and wait until it was seen "
    "once, then connect TikTok again. Until then choose the purpose “traffic”."
)
_NO_FORM = (
    "A form inside TikTok can only be made by hand: in TikTok Ads Manager under Tools, Instant forms. Make and publish it "
    "there, then choose it here, or leave the form out and collect leads on your website."
)
_NO_APP = (
    "Say which app to install. It must be in this ad account's list: TikTok Ads Manager, Tools, Events, App. Until then "
    "choose the purpose “traffic” with a link to the store."
)
_NO_AUDIENCE = (
    "Showing ads to past visitors needs an audience of them. Make one in TikTok Ads Manager under Tools, Audiences (it must "
    "hold at least 1,000 people), then choose it in every ad group; or choose the purpose “sales” or “traffic”."
)


def aim_for(plan: CampaignPlan, presence: Presence) -> Aim | Problem:
    """Return what to ask TikTok for, or why this account cannot have it."""
    if plan.purpose == Purpose.LEAD_GENERATION:
        return _aim_at_leads(plan, presence)
    if plan.purpose == Purpose.SALES:
        return _aim_at_orders(plan, presence)
    if plan.purpose == Purpose.APP_INSTALLS:
        return _aim_at_installs(plan)
    if plan.purpose == Purpose.RETARGETING:
        return _aim_at_visitors(plan, presence)
    return _REACH if plan.purpose == Purpose.BRAND_AWARENESS else _TRAFFIC


def _aim_at_leads(plan: CampaignPlan, presence: Presence) -> Aim | Problem:
    form_id = (plan.lead_form.external_id if plan.lead_form else "") or presence.get("lead_form_id", "")
    if plan.lead_form and not form_id:
        return Problem("lead_form", _NO_FORM)
    if form_id and (plan.lead_form or not presence.get("pixel_id")):
        return Aim("LEAD_GENERATION", "LEAD_GENERATION", "OCPM", "LEAD_GENERATION", True, "", "INSTANT_PAGE", form_id)
    event = _event_of(presence, LEADS, "Leads", "leads")
    if isinstance(event, Problem):
        return event
    return Aim("LEAD_GENERATION", "CONVERT", "OCPM", "LEAD_GENERATION", True, event, "EXTERNAL_WEBSITE")


def _aim_at_orders(plan: CampaignPlan, presence: Presence) -> Aim | Problem:
    event = _event_of(presence, ORDERS, "Orders", "orders")
    if isinstance(event, Problem):
        return event
    goal = "VALUE" if plan.bid and plan.bid.strategy in VALUE_BIDS else "CONVERT"
    return Aim("WEB_CONVERSIONS", goal, "OCPM", "WEBSITE", True, event, campaign=_TO_SITE)


def _aim_at_installs(plan: CampaignPlan) -> Aim | Problem:
    if not plan.app or not (plan.app.external_id or plan.app.store_id):
        return Problem("app", _NO_APP)
    promotion = "APP_IOS" if plan.app.store == AppStore.APP_STORE else "APP_ANDROID"
    install = {"app_promotion_type": "APP_INSTALL", "campaign_type": "REGULAR_CAMPAIGN"}
    return Aim("APP_PROMOTION", "INSTALL", "OCPM", promotion, True, campaign=install)


def _aim_at_visitors(plan: CampaignPlan, presence: Presence) -> Aim | Problem:
    if not all(group.targeting.audiences for group in plan.ad_groups):
        return Problem("audiences", _NO_AUDIENCE)
    return _aim_at_orders(plan, presence) if presence.get("pixel_id") else _TRAFFIC


def _event_of(presence: Presence, wanted: tuple[str, ...], title: str, what: str) -> str | Problem:
    """Return the pixel's event; a pixel that names none yet (they show up after hours) is taken at the first word."""
    if not presence.get("pixel_id"):
        return Problem("purpose", _NO_PIXEL.format(what=title))
    counted = [event for event in presence.get("pixel_events", "").split(",") if event]
    found = next((event for event in wanted if event in counted), wanted[0] if not counted else "")
    return found or Problem("purpose", _NO_EVENT.format(pixel=presence.get("pixel_name", ""), what=what))
