"""How a campaign bids, in Google's words: exactly one of its bidding fields. Pure. Platform facts, section A2."""

from collections.abc import Mapping
from typing import Any

from integrations import types as t
from integrations.platforms.google import money
from integrations.platforms.google.purposes import APP, DEMAND_GEN, DISPLAY, NAMES, PERFORMANCE_MAX, SEARCH

_S = t.BidStrategy
ALLOWED: Mapping[t.Channel, tuple[t.BidStrategy, ...]] = {
    SEARCH: (_S.MANUAL, _S.MAXIMIZE_CLICKS, _S.MAXIMIZE_CONVERSIONS, _S.MAXIMIZE_VALUE, _S.TARGET_CPA, _S.TARGET_ROAS),
    DISPLAY: (_S.MANUAL, _S.MAXIMIZE_CLICKS, _S.MAXIMIZE_CONVERSIONS, _S.MAXIMIZE_VALUE, _S.TARGET_CPA, _S.TARGET_ROAS),
    DEMAND_GEN: (_S.MAXIMIZE_CLICKS, _S.MAXIMIZE_CONVERSIONS, _S.MAXIMIZE_VALUE, _S.TARGET_CPA, _S.TARGET_ROAS),
    PERFORMANCE_MAX: (_S.MAXIMIZE_CONVERSIONS, _S.MAXIMIZE_VALUE, _S.TARGET_CPA, _S.TARGET_ROAS),
    APP: (_S.MAXIMIZE_CONVERSIONS, _S.TARGET_CPA),
}
_WORDS = {
    _S.MANUAL: "a bid per click",
    _S.MAXIMIZE_CLICKS: "most clicks",
    _S.MAXIMIZE_CONVERSIONS: "most conversions",
    _S.MAXIMIZE_VALUE: "most value",
    _S.TARGET_CPA: "a target cost per conversion",
    _S.TARGET_ROAS: "a target return",
}
_WITH_AMOUNT = (_S.MANUAL, _S.MAXIMIZE_CLICKS, _S.TARGET_CPA)
_STRATEGIES = {
    "MANUAL_CPC": _S.MANUAL,
    "ENHANCED_CPC": _S.MANUAL,
    "TARGET_SPEND": _S.MAXIMIZE_CLICKS,
    "MAXIMIZE_CONVERSIONS": _S.MAXIMIZE_CONVERSIONS,
    "MAXIMIZE_CONVERSION_VALUE": _S.MAXIMIZE_VALUE,
    "TARGET_CPA": _S.TARGET_CPA,
    "TARGET_ROAS": _S.TARGET_ROAS,
}


def problem_of(bid: t.Bid, channel: t.Channel) -> str:
    """Return why a channel cannot bid so, or "" when it can."""
    allowed = ALLOWED[channel]
    if bid.strategy not in allowed:
        words = ", ".join(_WORDS[one] for one in allowed)
        return f"{NAMES[channel]} on Google cannot bid this way. Choose one of these: {words}."
    if bid.strategy in (_S.MANUAL, _S.TARGET_CPA) and not (bid.amount_minor and bid.amount_minor > 0):
        return "Write the amount to bid."
    if bid.strategy == _S.TARGET_ROAS and not (bid.roas and bid.roas > 0):
        return "Write the return to aim at; 3.5 means 350 %."
    has_spare = (bid.amount_minor and bid.strategy not in _WITH_AMOUNT) or (bid.roas and bid.strategy != _S.TARGET_ROAS)
    if has_spare:
        return f"Bidding for {_WORDS[bid.strategy]} takes no such figure on Google. Leave it out, or choose a target."
    return ""


def bidding_field(bid: t.Bid, channel: t.Channel, currency: str) -> dict[str, Any]:
    """Return the campaign's one bidding field. A bid per click stands at the ad groups (`cpc_bid_micros`)."""
    micros = money.to_micros(bid.amount_minor, currency) if bid.amount_minor else None
    if bid.strategy == _S.TARGET_CPA and channel == APP:
        return {"target_cpa": {"target_cpa_micros": micros}}
    fields: dict[t.BidStrategy, dict[str, Any]] = {
        _S.MANUAL: {"manual_cpc": {"enhanced_cpc_enabled": False}},
        _S.MAXIMIZE_CLICKS: {"target_spend": {"cpc_bid_ceiling_micros": micros} if micros else {}},
        _S.MAXIMIZE_CONVERSIONS: {"maximize_conversions": {}},
        _S.MAXIMIZE_VALUE: {"maximize_conversion_value": {}},
        _S.TARGET_CPA: {"maximize_conversions": {"target_cpa_micros": micros}},
        _S.TARGET_ROAS: {"maximize_conversion_value": {"target_roas": float(bid.roas or 0)}},
    }
    return fields[bid.strategy]


def changed_paths(bid: t.Bid, channel: t.Channel) -> list[str]:
    """Return the update mask that goes with `bidding_field`: an unset leaf in it clears that leaf."""
    if bid.strategy == _S.TARGET_CPA and channel == APP:
        return ["target_cpa.target_cpa_micros"]
    paths = {
        _S.MANUAL: "manual_cpc.enhanced_cpc_enabled",
        _S.MAXIMIZE_CLICKS: "target_spend.cpc_bid_ceiling_micros",
        _S.MAXIMIZE_CONVERSIONS: "maximize_conversions.target_cpa_micros",
        _S.TARGET_CPA: "maximize_conversions.target_cpa_micros",
    }
    return [paths.get(bid.strategy, "maximize_conversion_value.target_roas")]


def read_bid(row: Mapping[str, Any], currency: str) -> t.Bid | None:
    """Return how a campaign (a GAQL row's) bids; None for ways that the house does not know."""
    strategy = _STRATEGIES.get(row.get("bidding_strategy_type", ""))
    if strategy is None:
        return None
    told = {**row.get("maximize_conversions", {}), **row.get("maximize_conversion_value", {})}
    told |= {**row.get("target_spend", {}), **row.get("target_cpa", {}), **row.get("target_roas", {})}
    amount = money.from_micros(told.get("target_cpa_micros") or told.get("cpc_bid_ceiling_micros"), currency)
    roas = money.to_decimal(told["target_roas"]) if told.get("target_roas") else None
    if strategy == _S.MAXIMIZE_CONVERSIONS and amount:
        strategy = _S.TARGET_CPA
    if strategy == _S.MAXIMIZE_VALUE and roas:
        strategy = _S.TARGET_ROAS
    return t.Bid(strategy, amount, roas)
