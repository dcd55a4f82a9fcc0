"""What an ad group must say about time, money and goal (platform facts A4, B and 0b)."""

from typing import Any

from ..store import Thing
from . import errors
from .budgets import AD_GROUP_LEAST, check_places, days_of, read_amount
from .call import Call
from .words import (
    BID_TYPES,
    BILLING,
    DAILY,
    DEEP_BIDS,
    DYNAMIC,
    GOALS,
    INFINITE,
    PACINGS,
    PLACEMENT_TYPES,
    PLACEMENTS,
    PROMOTIONS,
    TOTAL,
)


def read_budget(call: Call, campaign: Thing) -> dict[str, Any]:
    """Read the ad group's own budget; there is none where the campaign optimises its own."""
    fields, smart = call.fields, campaign.data["_smart"]
    if campaign.data["budget_optimize_on"]:
        given = [name for name in ("budget_mode", "budget") if fields.has(name)]
        if smart and given:
            raise errors.not_with(given[0], "with budget_optimize_on at the campaign")
        return {"budget_mode": INFINITE, "budget": 0.0}  # a manual ad group's are ignored
    allowed = (DYNAMIC, TOTAL) if smart else (DAILY, TOTAL, DYNAMIC)
    mode = fields.require_choice("budget_mode", allowed)
    starts, ends = fields.moment("schedule_start_time") or call.now, fields.moment("schedule_end_time") or 0.0
    return {
        "budget_mode": mode, "budget": read_amount(call, fields, mode, AD_GROUP_LEAST, days=days_of(starts, ends)),
    }  # fmt: skip


def read_goal(call: Call, campaign: Thing) -> dict[str, Any]:
    """Read what delivery is optimised for and what is paid for; only some pairs exist."""
    fields, objective = call.fields, campaign.data["objective_type"]
    goal = fields.require("optimization_goal")
    if goal not in GOALS[objective]:
        raise errors.not_one_of("optimization_goal", list(GOALS[objective]))
    if fields.require("billing_event") != BILLING[goal]:
        raise errors.wrong("billing_event", f"Must be {BILLING[goal]} with optimization_goal {goal}.")
    data = {"optimization_goal": goal, "billing_event": BILLING[goal]}
    if objective in PROMOTIONS:
        data["promotion_type"] = fields.require_choice("promotion_type", PROMOTIONS[objective])
    elif fields.has("promotion_type"):
        data["promotion_type"] = fields.choice(
            "promotion_type", ("WEBSITE", "EXTERNAL_OR_DISPLAY", "WEBSITE_OR_DISPLAY")
        )
    return data


def read_bid(call: Call, goal: str, billing: str) -> dict[str, Any]:
    """Read the bid: none, or per click, view or thousand (`bid_price`), per result (`conversion_bid_price`), or a
    return on spend (`roas_bid`)."""
    fields = call.fields
    kind = fields.choice("bid_type", BID_TYPES, "BID_TYPE_NO_BID")
    deep = fields.choice("deep_bid_type", DEEP_BIDS)
    needed = _price_field(goal, billing) if kind == "BID_TYPE_CUSTOM" else ""
    data: dict[str, Any] = {"bid_type": kind, "deep_bid_type": deep}
    for name in ("bid_price", "conversion_bid_price", "roas_bid"):
        price = fields.number(name)
        if price is not None and price > 0:
            if name != needed and not (name == "roas_bid" and deep == "VO_MIN_ROAS"):
                raise errors.not_with(name, f"with {kind} and billing event {billing}")
            if name != "roas_bid":
                check_places(price, call.account.data["currency"], name)
            data[name] = float(price)
    if needed and needed not in data:
        raise errors.missing(needed)
    if deep == "VO_MIN_ROAS" and "roas_bid" not in data:
        raise errors.missing("roas_bid")
    return data


def _price_field(goal: str, billing: str) -> str:
    if goal == "VALUE":
        return "roas_bid"
    return "conversion_bid_price" if billing == "OCPM" else "bid_price"


def read_placement(call: Call, default: str) -> dict[str, Any]:
    kind = call.fields.choice("placement_type", PLACEMENT_TYPES, default)
    placements = call.fields.texts("placements")
    for placement in placements:
        if placement not in PLACEMENTS:
            raise errors.not_one_of("placements", list(PLACEMENTS))
    if kind == "PLACEMENT_TYPE_NORMAL" and not placements:
        raise errors.missing("placements")
    chosen = placements if kind == "PLACEMENT_TYPE_NORMAL" else [PLACEMENTS[0]]
    return {"placement_type": kind, "placements": chosen}


def read_pacing(call: Call, bid_type: str) -> str:
    pacing = call.fields.require_choice("pacing", PACINGS)
    if bid_type == "BID_TYPE_NO_BID" and pacing != "PACING_MODE_SMOOTH":
        raise errors.wrong("pacing", "Must be PACING_MODE_SMOOTH with BID_TYPE_NO_BID.")
    return pacing
