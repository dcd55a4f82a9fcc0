"""Errors and values as people read them."""

from datetime import date
from typing import Any

from campaigns.services.draft_parts import describe_targeting
from campaigns.types import BUDGETS, Creative, TargetField, load
from integrations.errors import PlatformError
from integrations.naming import NAMES
from integrations.types import Bid, BidStrategy, Targeting
from tenants import formats, place
from tenants.errors import AdwrightError, Invalid

BIDS = {
    BidStrategy.MANUAL: "a fixed bid",
    BidStrategy.MAXIMIZE_CLICKS: "as many clicks as possible",
    BidStrategy.MAXIMIZE_CONVERSIONS: "as many results as possible",
    BidStrategy.MAXIMIZE_VALUE: "as much value as possible",
    BidStrategy.TARGET_CPA: "a cost for each result",
    BidStrategy.TARGET_ROAS: "value for each unit spent",
    BidStrategy.COST_CAP: "a cost for each result, on average",
    BidStrategy.BID_CAP: "a highest bid",
}


OF_NOTHING = {TargetField.BID: "the platform’s own way", TargetField.END_DATE: "no end"}


def platform_name(platform: str) -> str:
    """Return a platform's name."""
    return NAMES.get(platform, platform.title())


def of_platform(error: PlatformError, platform: str) -> str:
    """Return what went wrong, with the platform's own words where it gave any."""
    said = error.platform_words.strip()
    if not said or said in error.message:
        return error.message
    return f"{error.message} {platform_name(platform)} says: “{said}”"


def all_of(error: AdwrightError) -> str:
    """Return an error's text; of field errors all of them, one after the other."""
    if isinstance(error, Invalid):
        return " ".join(text for texts in error.fields.values() for text in texts) or error.message
    return error.message


def of_value(value: Any, field: TargetField, currency: str) -> str:
    """Write a value of a field: €34.00, paused, as many clicks as possible, “Christmas cakes”."""
    if value is None:
        return OF_NOTHING.get(field, "nothing")
    if field in BUDGETS:
        return of_money(value, currency)
    if field == TargetField.BID:
        return of_bid(load(Bid, value), currency)
    if field == TargetField.END_DATE:
        return formats.day(date.fromisoformat(value), place.current().locale) if value else "no end"
    if field == TargetField.TARGETING:
        return describe_targeting(load(Targeting, value))
    if field == TargetField.CREATIVE:
        return of_creative(load(Creative, value))
    if field == TargetField.EU_POLITICAL:
        return "political" if value else "not political"
    return str(value)


def of_bid(bid: Bid, currency: str) -> str:
    """Write a bid: a cost for each result: €5.00."""
    figure = f": {of_money(bid.amount_minor, currency)}" if bid.amount_minor is not None else ""
    figure = f": {bid.roas.normalize():f}" if bid.roas is not None else figure
    return f"{BIDS[bid.strategy]}{figure}"


def of_creative(creative: Creative) -> str:
    """Write an ad by its first words."""
    first = (*creative.headlines, *creative.primary_texts, *creative.descriptions, creative.link)[0]
    return f"“{first[:60]}{'…' if len(first) > 60 else ''}”"


def of_money(amount_minor: int, currency: str) -> str:
    """Write an amount in minor units, in the organisation's locale."""
    return formats.money(formats.from_minor(amount_minor, currency), currency, place.current().locale)
