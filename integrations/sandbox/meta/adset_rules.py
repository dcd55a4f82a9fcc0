"""What Meta asks of an ad set: goal against objective, money, attribution windows."""

from typing import Any

from ..store import Thing
from . import budgets
from .call import Call
from .errors import GraphError, not_one_of, refused
from .words import (
    ALL_GOALS,
    BID_STRATEGIES,
    BILLED_BY,
    BILLING_EVENTS,
    DESTINATIONS,
    GOALS,
    WINDOWS,
)

SIGNIFICANT = ("targeting", "optimization_goal", "bid_amount", "bid_strategy", "daily_budget", "lifetime_budget")
_BIG_BUDGET_CHANGE = 0.20


def read_goal(call: Call, campaign: Thing, adset: Thing | None = None) -> dict[str, Any]:
    """Read goal, billing and destination; subcode 2490408 is from memory."""
    goal = call.require("optimization_goal")
    if goal not in ALL_GOALS:
        raise not_one_of("optimization_goal", ALL_GOALS)
    objective = campaign.data["objective"]
    if goal not in GOALS[objective]:
        raise refused(
            "Performance goal isn't available",
            f"You can't use the performance goal {goal} with the campaign objective {objective}.",
            "optimization_goal", subcode=2490408,
        )  # fmt: skip
    billing = call.text("billing_event") or (adset.data["billing_event"] if adset else call.require("billing_event"))
    if billing not in BILLING_EVENTS:
        raise not_one_of("billing_event", BILLING_EVENTS)
    if billing != "IMPRESSIONS" and billing not in BILLED_BY.get(goal, ()):
        raise refused(
            "Billing event not available", f"You can't be billed by {billing} with the goal {goal}.", "billing_event"
        )
    found = {"optimization_goal": goal, "billing_event": billing}
    destination = call.one_of("destination_type", DESTINATIONS)
    return found | ({"destination_type": destination} if destination else {})


def read_money(call: Call, campaign: Thing, data: dict[str, Any], *, changing: bool = False) -> dict[str, Any]:
    """Read budget, bid strategy and bid against what the campaign has."""
    days = (data["_ends"] - max(data["_starts"], call.now)) / 86_400 if data.get("_ends") else 1.0
    new = budgets.read_budgets(call, days=days)
    if new and budgets.has_budget(campaign):
        raise refused(
            "Budget already set in campaign", "This campaign has a campaign budget, so its ad sets can't have their own.",
            *new, subcode=1885621,
        )  # fmt: skip
    if not new and not changing and not budgets.has_budget(campaign):
        raise refused(
            "Budget required", "Set a daily or a lifetime budget on the ad set or on its campaign.", "daily_budget"
        )
    if "lifetime_budget" in new or (campaign.data.get("lifetime_budget") and not changing):
        _require_end(data)
    return new | _read_bid(call, campaign, data)


def check_run(call: Call, campaign: Thing, data: dict[str, Any]) -> None:
    """Refuse another end that a lifetime budget does not go with: none, or one that it does not last for."""
    own, above = int(data.get("lifetime_budget") or 0), int(campaign.data.get("lifetime_budget") or 0)
    if own or above:
        _require_end(data)
        days = (data["_ends"] - max(data["_starts"], call.now)) / 86_400
        budgets.check_amount(call, "lifetime_budget", own or above, days)


def _require_end(data: dict[str, Any]) -> None:
    if not data.get("_ends"):
        raise refused(
            "End time required", "An ad set with a lifetime budget needs an end time.", "end_time", subcode=1487793
        )


def _read_bid(call: Call, campaign: Thing, data: dict[str, Any]) -> dict[str, Any]:
    given = campaign.data.get("bid_strategy")
    strategy = (
        call.one_of("bid_strategy", BID_STRATEGIES) or data.get("bid_strategy") or given or "LOWEST_COST_WITHOUT_CAP"
    )
    if given and call.has("bid_strategy") and strategy != given:
        raise refused(
            "Bid strategy set in campaign", "With a campaign budget the campaign sets the bid strategy.", "bid_strategy"
        )
    amount, constraints = call.integer("bid_amount"), call.json("bid_constraints")
    amount = data.get("bid_amount") if amount is None and not call.has("bid_strategy") else amount
    budgets.check_bid(call, strategy, bid_amount=amount, bid_constraints=constraints or data.get("bid_constraints"))
    found = {"bid_strategy": strategy, "bid_amount": amount, "bid_constraints": constraints}
    return {name: value for name, value in found.items() if value is not None}


def read_attribution(call: Call) -> list[dict[str, Any]]:
    """Read the windows; 7d_view, 28d_view and 28d_click for ad sets are gone (2026-01-12)."""
    spec = call.json("attribution_spec", list)
    if spec is None:
        return [{"event_type": "CLICK_THROUGH", "window_days": 7}, {"event_type": "VIEW_THROUGH", "window_days": 1}]
    for window in spec:
        if (window.get("event_type"), window.get("window_days")) not in WINDOWS:
            raise GraphError("(#100) The attribution window is not supported", blame=("attribution_spec",))
    return spec


def is_significant(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Return whether a change starts learning again: anything but a budget moved by at most a fifth."""
    for name in SIGNIFICANT:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name.endswith("_budget") and old and new and abs(int(new) / int(old) - 1) <= _BIG_BUDGET_CHANGE:
            continue
        return True
    return False
