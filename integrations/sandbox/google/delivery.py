"""Turn a customer's campaigns into the market's terms: who shares a budget, whom it reaches, what for."""

import json
from typing import Any

from .. import currencies
from ..market.noise import make_key
from ..market.terms import AccountTerms, AdTerms, Goal, GroupTerms, UnitTerms
from ..store import Thing
from ..world import World
from .audience import Aim, aim_at
from .bidding import strategy_of
from .campaign_states import moment_of

_DAY_LIMIT = 2.0
"""Google may spend up to twice the daily budget on a day (platform facts, A5: unverified)."""
_CLICKS = ("manual_cpc", "target_spend", "target_cpc")
_REACH = ("manual_cpm", "target_cpm", "target_impression_share")
_NOT_TASTED = ("id", "resource_name", "url_custom_parameters")


def account_terms(world: World, account: Thing) -> AccountTerms:
    """Return what the customer's market runs on at this moment."""
    currency = account.data["currency"]
    running = [c for c in world.store.list("google.campaign", account=account.id) if c.data["status"] == "ENABLED"]
    running = running if account.data["status"] == "ENABLED" else []
    budgets: dict[str, list[Thing]] = {}
    for campaign in running:
        budgets.setdefault(campaign.parent, []).append(campaign)
    units = [_unit(world, account, budget, campaigns) for budget, campaigns in budgets.items()]
    return AccountTerms(
        account.id, account.data["timezone_name"], currencies.minor_micros(currency), currencies.price_level(currency),
        tuple(unit for unit in units if unit),
    )  # fmt: skip


def _unit(world: World, account: Thing, budget_id: str, campaigns: list[Thing]) -> UnitTerms | None:
    budget = world.store.get(budget_id, "google.campaign_budget")
    if budget is None:
        return None
    groups = tuple(group for campaign in campaigns for group in _groups(world, account, campaign))
    daily = int(budget.data.get("amount_micros") or 0)
    total = 0 if daily else int(budget.data.get("total_amount_micros") or 0)
    ends = max((int(moment_of(c.data.get("end_date_time", ""), account)) for c in campaigns), default=0)
    return UnitTerms(budget.id, daily, total, groups, ends, day_limit=_DAY_LIMIT)


def _groups(world: World, account: Thing, campaign: Thing) -> list[GroupTerms]:
    found = []
    for kind in ("google.ad_group", "google.asset_group"):
        for group in world.store.list(kind, parent=campaign.id):
            aim = aim_at(world, campaign, group)
            ads = tuple(_ads(world, group)) if group.data["status"] == "ENABLED" and aim.is_anybody else ()
            if ads:
                found.append(_group(world, account, campaign, group, aim, ads))
    return found


def _group(
    world: World, account: Thing, campaign: Thing, group: Thing, aim: Aim, ads: tuple[AdTerms, ...]
) -> GroupTerms:
    name = strategy_of(campaign.data)
    strategy = campaign.data.get(name) or {}
    bids = (group.data.get("cpc_bid_micros"), strategy.get("cpc_bid_ceiling_micros"), strategy.get("target_cpc_micros"))
    bid = next((int(bid) for bid in bids if bid and int(bid)), 0)
    is_app = campaign.data["advertising_channel_type"] == "MULTI_CHANNEL"
    sells = is_app or bool(world.store.list("google.conversion_action", account=account.id))
    return GroupTerms(
        id=group.id, goal=_goal(world, campaign, name), countries=aim.countries, places=aim.places, age_min=aim.age_min,
        age_max=aim.age_max, gender_share=aim.gender_share, warm_people=aim.warm_people, ads=ads, sells=sells,
        cost_cap=int(strategy.get("target_cpa_micros") or 0), bid_cap=bid if name in _CLICKS else 0,
        roas_floor=float(strategy.get("target_roas") or 0), starts=int(_starts(account, campaign)),
        ends=int(moment_of(campaign.data.get("end_date_time", ""), account)), edited=int(campaign.data["_edited"]),
    )  # fmt: skip


def _starts(account: Thing, campaign: Thing) -> float:
    """A campaign begins when its flight does, and not before it was made."""
    return max(campaign.created, moment_of(campaign.data.get("start_date_time", ""), account))


def _goal(world: World, campaign: Thing, strategy: str) -> Goal:
    if campaign.data["advertising_channel_type"] == "MULTI_CHANNEL":
        return Goal.INSTALL
    if strategy in _CLICKS:
        return Goal.CLICK
    if strategy in _REACH:
        return Goal.REACH
    goals = world.store.list("google.campaign_conversion_goal", parent=campaign.id)
    bid_for = {goal.data["category"] for goal in goals if goal.data["biddable"]}
    return Goal.PURCHASE if "PURCHASE" in bid_for or not bid_for else Goal.LEAD


def _ads(world: World, group: Thing) -> list[AdTerms]:
    ads = world.store.list("google.ad_group_ad", parent=group.id)
    return [_ad(ad) for ad in ads if _is_on(ad) and not ad.data["_violations"]]


def _is_on(ad: Thing) -> bool:
    """What stands for an asset group's ad has no switch of its own: the group's counts, which was looked at before."""
    return ad.data["status"] == "ENABLED" or "_asset_group" in ad.data


def _ad(ad: Thing) -> AdTerms:
    """What an ad is made of is its taste; one with many texts to choose from is a little better."""
    content: Any = ad.data.get("ad") or ad.data.get("_texts") or []
    parts = {k: v for k, v in content.items() if k not in _NOT_TASTED} if isinstance(content, dict) else content
    texts = json.dumps(parts, sort_keys=True)
    polish = min(1.0, 0.92 + 0.01 * texts.count('"text"')) if isinstance(content, dict) else 1.0
    return AdTerms(ad.id, f"{make_key(texts):x}", int(ad.data["_review_until"]), polish)
