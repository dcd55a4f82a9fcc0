"""How TikTok bids: without a limit, with a cost or bid to keep to, or for value. Pure.

A cost to keep to and a return to keep to go with daily budgets only (TikTok's page on Smart+ web campaigns).
"""

from collections.abc import Mapping
from typing import Any

from integrations import types as t
from integrations.platforms.tiktok import money
from integrations.platforms.tiktok.purposes import Aim

LIMITED = (t.BidStrategy.COST_CAP, t.BidStrategy.TARGET_CPA, t.BidStrategy.BID_CAP, t.BidStrategy.MANUAL)
FREE = (t.BidStrategy.MAXIMIZE_CLICKS, t.BidStrategy.MAXIMIZE_CONVERSIONS)
LEAST_ROAS, MOST_ROAS = 0.01, 1000


def bid(plan: t.CampaignPlan, aim: Aim) -> dict[str, Any]:
    """Return an ad group's bid."""
    wanted = plan.bid
    if aim.goal == "VALUE" and wanted:
        return {"bid_type": "BID_TYPE_NO_BID", **value_bid(wanted)}
    if not wanted or wanted.strategy not in LIMITED:
        return {"bid_type": "BID_TYPE_NO_BID"}
    return {"bid_type": "BID_TYPE_CUSTOM", **limit(wanted, plan.currency, aim.billing)}


def limit(wanted: t.Bid, currency: str, billing: str) -> dict[str, float]:
    """Return the amount under the name that TikTok has for it: per result, or per click, view or thousand."""
    name = "conversion_bid_price" if billing == "OCPM" else "bid_price"
    return {name: money.to_tiktok(wanted.amount_minor or 0, currency, "bid")}


def value_bid(wanted: t.Bid) -> dict[str, Any]:
    """Return a bid for value: the most, or at least so much for each unit spent."""
    if wanted.strategy == t.BidStrategy.TARGET_ROAS:
        return {"deep_bid_type": "VO_MIN_ROAS", "roas_bid": float(wanted.roas or 0)}
    return {"deep_bid_type": "VO_HIGHEST_VALUE"}


def read_bid(row: Mapping[str, Any], currency: str) -> t.Bid | None:
    """Return the bid of an ad group; None where TikTok bids without a limit and not for value."""
    deep = row.get("deep_bid_type") or ""
    if deep == "VO_MIN_ROAS":
        return t.Bid(t.BidStrategy.TARGET_ROAS, roas=money.read_count(row.get("roas_bid")))
    if deep == "VO_HIGHEST_VALUE":
        return t.Bid(t.BidStrategy.MAXIMIZE_VALUE)
    amount = money.from_tiktok(row.get("conversion_bid_price") or row.get("bid_price"), currency)
    return t.Bid(t.BidStrategy.COST_CAP, amount) if amount and row.get("bid_type") == "BID_TYPE_CUSTOM" else None
