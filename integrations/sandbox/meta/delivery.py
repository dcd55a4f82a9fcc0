"""Turn an account's campaigns into the market's terms: who shares a budget, whom it reaches, what for."""

from dataclasses import replace
from typing import Any

from .. import currencies
from ..market.noise import make_key
from ..market.terms import AccountTerms, AdTerms, Goal, GroupTerms, UnitTerms
from ..store import Thing
from ..world import World
from .words import RUNNING_ACCOUNTS

_GOALS = {
    "OFFSITE_CONVERSIONS": Goal.PURCHASE, "VALUE": Goal.PURCHASE, "LEAD_GENERATION": Goal.LEAD, "QUALITY_LEAD": Goal.LEAD,
    "APP_INSTALLS": Goal.INSTALL, "APP_INSTALLS_AND_OFFSITE_CONVERSIONS": Goal.INSTALL, "LANDING_PAGE_VIEWS": Goal.CLICK,
    "LINK_CLICKS": Goal.CLICK, "REACH": Goal.REACH, "IMPRESSIONS": Goal.REACH, "AD_RECALL_LIFT": Goal.REACH,
}  # fmt: skip
_PLACES = ("regions", "cities", "zips", "custom_locations", "places")
_LEAD_EVENTS = ("LEAD", "COMPLETE_REGISTRATION", "SUBMIT_APPLICATION", "CONTACT", "SCHEDULE")


def account_terms(world: World, account: Thing) -> AccountTerms:
    """Return what the account's market runs on at this moment."""
    currency = account.data["currency"]
    running = account.data["account_status"] in RUNNING_ACCOUNTS
    campaigns = (
        [c for c in world.store.list("campaign", account=account.id) if c.data["status"] == "ACTIVE"] if running else []
    )
    units = [unit for campaign in campaigns for unit in _units(world, campaign, currencies.minor_micros(currency))]
    return AccountTerms(
        account.id, account.data["timezone_name"], currencies.minor_micros(currency), currencies.price_level(currency),
        tuple(units),
    )  # fmt: skip


def _units(world: World, campaign: Thing, minor: int) -> list[UnitTerms]:
    adsets = [a for a in world.store.list("adset", parent=campaign.id) if a.data["status"] == "ACTIVE"]
    sells = bool(world.store.list("pixel", account=campaign.account))
    groups = [(adset, _group(world, adset, minor, sells)) for adset in adsets]
    if campaign.data.get("daily_budget") or campaign.data.get("lifetime_budget"):
        ends = max((int(adset.data.get("_ends") or 0) for adset in adsets), default=0)
        units = [_unit(campaign, tuple(group for _, group in groups), ends, minor)]
    else:
        units = [_unit(adset, (group,), int(adset.data.get("_ends") or 0), minor) for adset, group in groups]
    limit = int(campaign.data.get("spend_cap") or 0) * minor
    return [replace(unit, whole=campaign.id, whole_limit=limit) for unit in units]


def _unit(owner: Thing, groups: tuple[GroupTerms, ...], ends: int, minor: int) -> UnitTerms:
    daily, lifetime = (int(owner.data.get(name) or 0) * minor for name in ("daily_budget", "lifetime_budget"))
    return UnitTerms(owner.id, daily, 0 if daily else lifetime, groups, ends)


def _group(world: World, adset: Thing, minor: int, sells: bool) -> GroupTerms:
    data = adset.data
    strategy = data.get("bid_strategy", "")
    bid = int(data.get("bid_amount") or 0) * minor
    return replace(
        people_terms(world, data["targeting"]), id=adset.id, goal=_goal(data),
        cost_cap=bid if strategy == "COST_CAP" else 0, bid_cap=bid if strategy == "LOWEST_COST_WITH_BID_CAP" else 0,
        roas_floor=_roas_floor(data) if strategy == "LOWEST_COST_WITH_MIN_ROAS" else 0.0,
        starts=int(data["_starts"]), ends=int(data.get("_ends") or 0), edited=int(data["_edited"]), sells=sells,
        ads=tuple(_ad(world, ad) for ad in world.store.list("ad", parent=adset.id) if _may_run(ad)),
    )  # fmt: skip


def people_terms(world: World, spec: dict[str, Any]) -> GroupTerms:
    """Return whom a targeting reaches, with nothing said of what for."""
    places = spec.get("geo_locations") or {}
    genders = [g for g in spec.get("genders") or [] if g]
    return GroupTerms(
        id="", goal=Goal.REACH, countries=tuple(sorted(places.get("countries") or [])),
        places=sum(len(places.get(kind) or []) for kind in _PLACES),
        age_min=spec.get("age_min", 18), age_max=spec.get("age_max", 65), gender_share=0.5 if len(genders) == 1 else 1.0,
        warm_people=audience_size(world, spec.get("custom_audiences") or []), cost_cap=0, bid_cap=0, roas_floor=0.0,
        starts=0, ends=0, edited=0, sells=False, ads=(),
    )  # fmt: skip


def _goal(data: dict[str, Any]) -> Goal:
    event = (data.get("promoted_object") or {}).get("custom_event_type")
    if event in _LEAD_EVENTS:
        return Goal.LEAD
    return _GOALS.get(data["optimization_goal"], Goal.ENGAGEMENT)


def _roas_floor(data: dict[str, Any]) -> float:
    """Meta scales the floor by 10,000."""
    return float((data.get("bid_constraints") or {}).get("roas_average_floor", 0)) / 10_000


def audience_size(world: World, audiences: list[dict[str, Any]]) -> int:
    """Return how many people some custom audiences hold together."""
    found = [world.store.get(str(audience.get("id")), "audience") for audience in audiences]
    return sum(int(audience.data["approximate_count_lower_bound"]) for audience in found if audience)


def _may_run(ad: Thing) -> bool:
    return ad.data["status"] == "ACTIVE" and not ad.data.get("_violations")


def _ad(world: World, ad: Thing) -> AdTerms:
    """The creative's words and picture are its taste; a text that is cut off or lacks a headline is less polished."""
    creative = world.store.get(ad.data["_creative"], "creative")
    data = creative.data if creative else {}
    body, title = data.get("body", ""), data.get("title", "")
    taste = f"{make_key(body, title, data.get('image_hash', ''), data.get('call_to_action_type', '')):x}"
    polish = (1.0 if len(body) <= 125 else 0.96) * (1.0 if 3 <= len(title) <= 40 else 0.95)
    polish *= 1.0 if data.get("call_to_action_type") else 0.94
    return AdTerms(ad.id, taste, int(ad.data["_review_until"]), polish)
