"""What is spent and how Meta bids for it, on the campaign or on its ad sets. Pure.

With a campaign budget the campaign names the bid strategy and each ad set its own cap; with budgets on the ad sets they
name both, and the campaign must say whether they share. A floor for the return goes as ten-thousandths.
https://developers.facebook.com/docs/marketing-api/bidding/overview/bid-strategy
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from integrations import types as t
from integrations.platforms.meta import money

LOWEST_COST = "LOWEST_COST_WITHOUT_CAP"
STRATEGIES = {
    t.BidStrategy.MAXIMIZE_CLICKS: LOWEST_COST,
    t.BidStrategy.MAXIMIZE_CONVERSIONS: LOWEST_COST,
    t.BidStrategy.MAXIMIZE_VALUE: LOWEST_COST,
    t.BidStrategy.TARGET_ROAS: "LOWEST_COST_WITH_MIN_ROAS",
    t.BidStrategy.COST_CAP: "COST_CAP",
    t.BidStrategy.BID_CAP: "LOWEST_COST_WITH_BID_CAP",
}
CAPPED = (t.BidStrategy.COST_CAP, t.BidStrategy.BID_CAP)
NOT_THIS_WAY = (
    "Meta does not bid this way. Choose a highest cost for each result (cost cap), or as many results as possible."
)
_CLICKS = {"LINK_CLICKS", "LANDING_PAGE_VIEWS", "OUTCOME_TRAFFIC"}
_ROAS_SCALE = 10_000
VALUED = (t.BidStrategy.MAXIMIZE_VALUE, t.BidStrategy.TARGET_ROAS)


def on_campaign(plan: t.CampaignPlan) -> dict[str, Any]:
    """Return the campaign's share: budget and strategy, or that its ad sets keep their budgets to themselves."""
    if plan.budget_level == t.BudgetLevel.AD_GROUP:
        return {"is_adset_budget_sharing_enabled": False}
    amounts = _amounts(plan.daily_budget_minor, plan.lifetime_budget_minor, plan.currency)
    return amounts | {"bid_strategy": strategy_of(plan.bid)}


def on_ad_set(plan: t.CampaignPlan, group: t.AdGroupPlan) -> dict[str, Any]:
    """Return the ad set's share: always the cap, and budget and strategy where the budget is its own."""
    cap = cap_of(plan.bid, plan.currency)
    if plan.budget_level == t.BudgetLevel.CAMPAIGN:
        return cap
    amounts = _amounts(group.daily_budget_minor, group.lifetime_budget_minor, plan.currency)
    return amounts | {"bid_strategy": strategy_of(plan.bid)} | cap


def strategy_of(bid: t.Bid | None) -> str:
    """Return Meta's word for how it bids; without a wish it gets the most results that the budget buys."""
    return STRATEGIES[bid.strategy] if bid else LOWEST_COST


def cap_of(bid: t.Bid | None, currency: str) -> dict[str, Any]:
    """Return the cap, or the floor of the return, that goes with a bid."""
    if bid and bid.strategy in CAPPED:
        return {"bid_amount": money.to_meta(bid.amount_minor or 0, currency, field="bid")}
    if bid and bid.strategy == t.BidStrategy.TARGET_ROAS:
        return {"bid_constraints": {"roas_average_floor": int((bid.roas or Decimal(0)) * _ROAS_SCALE)}}
    return {}


def read_bid(row: Mapping[str, Any], currency: str) -> t.Bid | None:
    """Return the bid of a campaign or an ad set as Meta tells it; an ad set without a strategy has its campaign's."""
    word = row.get("bid_strategy") or (row.get("campaign") or {}).get("bid_strategy")
    aim = row.get("optimization_goal") or row.get("objective") or ""
    if word == LOWEST_COST:
        strategy = t.BidStrategy.MAXIMIZE_CLICKS if aim in _CLICKS else t.BidStrategy.MAXIMIZE_CONVERSIONS
        return t.Bid(t.BidStrategy.MAXIMIZE_VALUE if aim == "VALUE" else strategy)
    known = {name: strategy for strategy, name in STRATEGIES.items() if name != LOWEST_COST}
    if word not in known:
        return None
    floor = (row.get("bid_constraints") or {}).get("roas_average_floor")
    amount = money.from_meta(row.get("bid_amount"), currency)
    return t.Bid(known[word], amount, Decimal(floor) / _ROAS_SCALE if floor else None)


def check_bid(bid: t.Bid | None, goal: str = "") -> Iterator[t.Problem]:
    """Yield what Meta would refuse of a bid, and of its pairing with a performance goal (field `bid`)."""
    if bid is None:
        return
    if bid.strategy not in STRATEGIES:
        yield t.Problem(
            "bid",
            "Meta does not bid this way. Choose a highest cost for each result (cost cap), or as many results as possible.",
        )
    if bid.strategy in CAPPED and not (bid.amount_minor or 0) > 0:
        yield t.Problem("bid", "Say how much a result may cost.")
    if bid.strategy == t.BidStrategy.TARGET_ROAS and not Decimal("0.01") <= (bid.roas or 0) <= 1000:
        yield t.Problem("bid", "Say how much must come back for each unit spent: between 0.01 and 1000.")
    if goal and bid.strategy == t.BidStrategy.MAXIMIZE_CLICKS and goal not in _CLICKS:
        yield t.Problem("bid", "Meta bids for clicks in traffic campaigns only. Choose as many results as possible.")
    if goal and bid.strategy in VALUED and goal != "VALUE":
        yield t.Problem(
            "bid", "Meta bids for value in sales campaigns with a pixel only. Choose as many results as possible."
        )


def _amounts(daily: int | None, lifetime: int | None, currency: str) -> dict[str, int]:
    if daily:
        return {"daily_budget": money.to_meta(daily, currency)}
    return {"lifetime_budget": money.to_meta(lifetime or 0, currency, field="lifetime_budget_minor")}
