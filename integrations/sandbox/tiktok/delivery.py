"""Turn an advertiser's campaigns into the market's terms: who shares a budget, whom it reaches, what for."""

from typing import Any

from .. import currencies
from ..market.audience import Crowd
from ..market.habits import GENDERS
from ..market.noise import make_key
from ..market.terms import AccountTerms, AdTerms, Goal, GroupTerms, UnitTerms
from ..store import Thing
from ..world import World
from .budgets import micros
from .places import PLACES
from .status import review_of
from .words import ACCOUNT_ON, AGES, DYNAMIC, INFINITE, LEAD_EVENTS, TOTAL

_GOALS = {
    "CLICK": Goal.CLICK, "TRAFFIC_LANDING_PAGE_VIEW": Goal.CLICK, "REACH": Goal.REACH, "ENGAGED_VIEW": Goal.ENGAGEMENT,
    "ENGAGED_VIEW_FIFTEEN": Goal.ENGAGEMENT, "CONVERT": Goal.PURCHASE, "VALUE": Goal.PURCHASE, "INSTALL": Goal.INSTALL,
    "IN_APP_EVENT": Goal.INSTALL, "LEAD_GENERATION": Goal.LEAD, "CONVERSION_LEADS": Goal.LEAD,
}  # fmt: skip
_YEARS = {"AGE_13_17": (13, 17), "AGE_18_24": (18, 24), "AGE_25_34": (25, 34), "AGE_35_44": (35, 44),
          "AGE_45_54": (45, 54), "AGE_55_100": (55, 65)}  # fmt: skip
_LEAST_AGE = {"OVER_EIGHTEEN": 18, "OVER_TWENTY_FIVE": 25}
_GENDERS = {"GENDER_FEMALE": "women", "GENDER_MALE": "men"}
_BEST_TEXT = 60


def account_terms(world: World, account: Thing) -> AccountTerms:
    """Return what the advertiser's market runs on at this moment."""
    data = account.data
    minor = currencies.minor_micros(data["currency"])
    runs = data["status"] == ACCOUNT_ON and data["balance"] > 0
    found = world.store.list("tiktok.campaign", account=account.id) if runs else []
    campaigns = [campaign for campaign in found if campaign.data["operation_status"] == "ENABLE"]
    units = [unit for campaign in campaigns for unit in _units(world, campaign)]
    return AccountTerms(
        account.id, data["timezone_name"], minor, currencies.price_level(data["currency"]), tuple(units)
    )


def _units(world: World, campaign: Thing) -> list[UnitTerms]:
    """Return what shares a budget: the campaign where it optimises its own, else each ad group. A campaign's budget
    over ad groups that have their own is a limit on each."""
    found = [
        a for a in world.store.list("tiktok.adgroup", parent=campaign.id) if a.data["operation_status"] == "ENABLE"
    ]
    groups = [(adgroup, _group(world, campaign, adgroup)) for adgroup in found]
    if campaign.data["budget_optimize_on"]:
        ends = max((int(adgroup.data["_ends"]) for adgroup in found), default=0)
        return [_unit(campaign, campaign, tuple(group for _, group in groups), ends)]
    return [_unit(adgroup, campaign, (group,), int(adgroup.data["_ends"])) for adgroup, group in groups]


def _unit(owner: Thing, campaign: Thing, groups: tuple[GroupTerms, ...], ends: int) -> UnitTerms:
    amount, mode = micros(owner.data["budget"]), owner.data["budget_mode"]
    if campaign.data["budget_mode"] not in (INFINITE, mode) or owner is campaign:
        limit = amount
    else:
        limit = min(amount, micros(campaign.data["budget"])) if campaign.data["budget"] else amount
    day_limit = 1.25 if mode == DYNAMIC else 1.0  # a plain daily budget is kept to every day
    return UnitTerms(owner.id, 0 if mode == TOTAL else limit, limit if mode == TOTAL else 0, groups, ends, day_limit)


def _group(world: World, campaign: Thing, adgroup: Thing) -> GroupTerms:
    data = adgroup.data
    price = data.get("conversion_bid_price") or data.get("bid_price") or 0
    per_thousand = data["billing_event"] == "CPM"
    return GroupTerms(
        id=adgroup.id, goal=_goal(campaign, data), starts=int(data["_starts"]), ends=int(data["_ends"]),
        edited=int(data["_edited"]), sells=bool(world.store.list("tiktok.pixel", account=adgroup.account)),
        cost_cap=0 if per_thousand else micros(price), roas_floor=float(data.get("roas_bid") or 0),
        ads=tuple(_ad(ad) for ad in world.store.list("tiktok.ad", parent=adgroup.id) if _may_run(ad)),
        **aim_terms(world, data["_aim"]),
    )  # fmt: skip


def aim_terms(world: World, aim: dict[str, Any]) -> dict[str, Any]:
    """Return whom a targeting reaches, in the market's words."""
    chosen = [PLACES[one] for one in aim["location_ids"] if one in PLACES]
    least, most = _ages(aim)
    found = [world.store.get(one, "tiktok.audience") for one in aim.get("audience_ids") or []]
    return {
        "countries": tuple(sorted(place.country for place in chosen if place.level == "COUNTRY")),
        "places": sum(1 for place in chosen if place.level != "COUNTRY") + len(aim.get("zipcode_ids") or []),
        "age_min": least, "age_max": most,
        "gender_share": 0.5 if aim["gender"] != "GENDER_UNLIMITED" else 1.0,
        "warm_people": sum(int(audience.data["cover_num"]) for audience in found if audience),
    }  # fmt: skip


def crowd_of(adgroups: list[Thing]) -> Crowd:
    """Return whom some ad groups are shown to, together."""
    aims = [adgroup.data["_aim"] for adgroup in adgroups]
    places = {PLACES[one].country for aim in aims for one in aim["location_ids"] if one in PLACES}
    terms = [_ages(aim) for aim in aims]
    chosen = {_GENDERS[aim["gender"]] for aim in aims if aim["gender"] in _GENDERS}
    everybody = len(chosen) != 1 or any(aim["gender"] not in _GENDERS for aim in aims)
    genders = GENDERS if everybody else tuple(chosen)
    return Crowd("tiktok", tuple(sorted(places)), min(low for low, _ in terms), max(high for _, high in terms), genders)


def _ages(aim: dict[str, Any]) -> tuple[int, int]:
    ages = [_YEARS[group] for group in aim.get("age_groups") or AGES[1:]]
    return _LEAST_AGE.get(aim.get("spc_audience_age", ""), min(low for low, _ in ages)), max(high for _, high in ages)


def _goal(campaign: Thing, data: dict[str, Any]) -> Goal:
    if data.get("optimization_event") in LEAD_EVENTS and data["optimization_goal"] == "CONVERT":
        return Goal.LEAD
    return _GOALS.get(data["optimization_goal"], Goal.ENGAGEMENT)


def _may_run(ad: Thing) -> bool:
    """A rejected ad may not; whether one in review may, its `live_from` says."""
    rejected = review_of(ad, ad.data["_review_until"]) == "REJECTED"
    return ad.data["operation_status"] == "ENABLE" and not rejected


def _ad(ad: Thing) -> AdTerms:
    """The words and the media are its taste; a long text is less polished, several texts are more so."""
    texts = [part["ad_text"] for part in ad.data.get("ad_text_list", [])] or [ad.data.get("ad_text", "")]
    media = ad.data.get("video_id") or str(ad.data.get("image_ids") or ad.data.get("creative_list", ""))
    polish = (1.0 if len(texts[0]) <= _BEST_TEXT else 0.96) * min(1.06, 1 + 0.02 * (len(texts) - 1))
    return AdTerms(ad.id, f"{make_key('tiktok', *texts, media):x}", int(ad.data["_review_until"]), polish)
