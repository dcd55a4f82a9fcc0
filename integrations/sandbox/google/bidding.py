"""Bidding: exactly one strategy a campaign, one that its channel takes, with the figures it needs."""

from typing import Any

from .batch import Batch
from .budgets import check_multiple
from .errors import Problem, required

_ANY = ("SEARCH", "DISPLAY", "DEMAND_GEN", "PERFORMANCE_MAX", "MULTI_CHANNEL")
STRATEGIES = {
    "manual_cpc": ("SEARCH", "DISPLAY"),
    "manual_cpm": ("DISPLAY",),
    "target_spend": ("SEARCH", "DISPLAY", "DEMAND_GEN"),
    "maximize_conversions": _ANY,
    "maximize_conversion_value": _ANY,
    "target_cpa": ("SEARCH", "DISPLAY", "DEMAND_GEN", "MULTI_CHANNEL"),
    "target_roas": ("SEARCH", "DISPLAY", "DEMAND_GEN", "MULTI_CHANNEL"),
    "target_impression_share": ("SEARCH",),
    "target_cpc": ("DEMAND_GEN",),
    "target_cpm": (),
    "target_cpv": (),
}  # fmt: skip
"""Which channels take a strategy. Not checked against the real API: target_cpm is refused outside of video campaigns."""

_NEEDED = {
    "target_cpa": ("target_cpa_micros",),
    "target_roas": ("target_roas",),
    "target_impression_share": ("location", "location_fraction_micros", "cpc_bid_ceiling_micros"),
}
_CONVERTING = ("maximize_conversions", "maximize_conversion_value", "target_cpa", "target_roas")


def strategy_of(data: dict[str, Any]) -> str:
    """Return the name of a campaign's strategy, or nothing."""
    return next((name for name in STRATEGIES if name in data), "")


def type_of(data: dict[str, Any]) -> str:
    return strategy_of(data).upper()


def check(batch: Batch, data: dict[str, Any], verb: str) -> None:
    name = strategy_of(data)
    if not name:
        raise required(verb, "campaign_bidding_strategy")
    channel = data["advertising_channel_type"]
    if channel not in STRATEGIES[name]:
        code = "CANNOT_CREATE_CAMPAIGN_WITH_BIDDING_STRATEGY"
        code = code if verb == "create" else "CANNOT_ATTACH_BIDDING_STRATEGY_TO_CAMPAIGN"
        words = f"{name} can't be used with {channel} campaigns."
        raise Problem("bidding_error", code, words, (verb, name))
    for needed in _NEEDED.get(name, ()):
        if str(data[name].get(needed) or 0) in ("0", "0.0", "UNSPECIFIED"):
            raise required(verb, name, needed)
    _check_amounts(batch, name, data[name], verb)
    if name in _CONVERTING and channel != "MULTI_CHANNEL" and not _has_conversions(batch):
        words = "The strategy needs conversion tracking, which this account has not set up."
        raise Problem("campaign_error", "CONVERSION_TRACKING_NOT_ENABLED", words, (verb, name))
    if channel == "MULTI_CHANNEL":
        _check_app(data, name, verb)


def _check_amounts(batch: Batch, name: str, strategy: dict[str, Any], verb: str) -> None:
    for field, value in strategy.items():
        path = (verb, name, field)
        if field.endswith("_micros") and field != "location_fraction_micros" and int(value):
            check_multiple(batch, value, "bidding_error", "BID_TOO_MANY_FRACTIONAL_DIGITS", *path)
            if int(value) < 0:
                raise Problem("bidding_error", "INVALID_BID", "The bid is invalid.", path, str(value))
        if field == "target_roas" and value and not 0.01 <= float(value) <= 1_000:
            code = "TOO_LOW" if float(value) < 0.01 else "TOO_HIGH"
            raise Problem("range_error", code, "The target must be between 0.01 and 1000.", path, str(value))


def _has_conversions(batch: Batch) -> bool:
    actions = batch.call.store.list("google.conversion_action", account=batch.account.id)
    return any(action.data["status"] == "ENABLED" for action in actions)


def _check_app(data: dict[str, Any], name: str, verb: str) -> None:
    """An app campaign's strategy follows from its goal: with a cost for each install, or without."""
    goal = data["app_campaign_setting"]["bidding_strategy_goal_type"]
    fits = {
        "OPTIMIZE_INSTALLS_TARGET_INSTALL_COST": ("target_cpa",),
        "OPTIMIZE_INSTALLS_WITHOUT_TARGET_INSTALL_COST": ("maximize_conversions",),
        "OPTIMIZE_IN_APP_CONVERSIONS_TARGET_INSTALL_COST": ("target_cpa",),
        "OPTIMIZE_IN_APP_CONVERSIONS_TARGET_CONVERSION_COST": ("target_cpa",),
        "OPTIMIZE_RETURN_ON_ADVERTISING_SPEND": ("target_roas",),
    }  # fmt: skip
    if name not in fits.get(goal, ("maximize_conversions", "maximize_conversion_value")):
        words = f"{name} does not go with the goal {goal}."
        raise Problem("bidding_error", "INVALID_BIDDING_STRATEGY_TYPE", words, (verb, name))
