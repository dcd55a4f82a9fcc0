"""Campaigns: create, list, change, delete."""

from typing import Any

from ..store import Thing
from . import budgets, campaign_bids, spend_caps, status
from .call import Call
from .errors import GraphError, missing, not_one_of, refused
from .lists import list_things
from .objects import apply_switch, check_open, check_writable, keep_new, no_longer_there, read_name, remember
from .registry import computed, edge, node
from .render import moment
from .words import BID_STRATEGIES, COUNTRIES, OBJECTIVES, SPECIAL_CATEGORIES


@edge("account", "campaigns")
def list_campaigns(call: Call, account: Thing) -> dict[str, Any]:
    return list_things(call, call.store.list("campaign", account=account.id))


@edge("account", "campaigns", "POST")
def create_campaign(call: Call, account: Thing) -> dict[str, Any]:
    check_writable(call, account)
    data = {
        "name": read_name(call),
        "objective": _read_objective(call),
        "special_ad_categories": _read_categories(call),
    }
    data["special_ad_category_country"] = _read_countries(call, data["special_ad_categories"])
    data["buying_type"] = call.one_of("buying_type", ["AUCTION", "RESERVED"], "AUCTION")
    data["status"] = call.one_of("status", status.SWITCHES[:2], "ACTIVE")
    data |= budgets.read_budgets(call)
    data |= _read_sharing(call, has_budget="daily_budget" in data or "lifetime_budget" in data)
    data |= spend_caps.read_cap(call, None, is_lifetime="lifetime_budget" in data)
    if call.has("is_skadnetwork_attribution"):
        data["is_skadnetwork_attribution"] = call.flag("is_skadnetwork_attribution")
    if call.has("promoted_object"):
        data["promoted_object"] = call.json("promoted_object")
    return keep_new(call, "campaign", account.id, account.id, data)


def _read_objective(call: Call) -> str:
    objective = call.require("objective")
    if objective not in OBJECTIVES:
        raise not_one_of("objective", OBJECTIVES)
    return objective


def _read_categories(call: Call) -> list[str]:
    if not call.has("special_ad_categories"):
        raise missing("special_ad_categories")
    categories = call.json("special_ad_categories", list)
    for category in categories:
        if category not in SPECIAL_CATEGORIES:
            raise not_one_of("special_ad_categories", SPECIAL_CATEGORIES)
    return [category for category in categories if category != "NONE"]


def _read_countries(call: Call, categories: list[str]) -> list[str]:
    countries = call.json("special_ad_category_country", list) or []
    if bad := [country for country in countries if country not in COUNTRIES]:
        raise GraphError(f"(#100) Invalid country code {bad[0]}", blame=("special_ad_category_country",))
    if categories and not countries:
        raise refused(
            "Special ad category country required", "Choose the countries where the special ad category applies.",
            "special_ad_category_country",
        )  # fmt: skip
    return countries


def _read_sharing(call: Call, *, has_budget: bool) -> dict[str, Any]:
    """Read what goes with the campaign's budget, or the statement Meta wants without one (subcode from memory)."""
    if has_budget:
        strategy = call.one_of("bid_strategy", BID_STRATEGIES, "LOWEST_COST_WITHOUT_CAP")
        return {"bid_strategy": strategy, "pacing_type": ["standard"]}
    if call.has("bid_strategy"):
        raise refused(
            "Campaign budget required", "A bid strategy at campaign level needs a campaign budget.", "bid_strategy"
        )
    sharing = call.flag("is_adset_budget_sharing_enabled")
    if sharing is None:
        raise refused(
            "Must specify True or False in is_adset_budget_sharing_enabled field",
            "If you are not using campaign budget, you must specify True or False in is_adset_budget_sharing_enabled"
            " field to indicate if you want your ad sets to share up to 20% of their budget.",
            "is_adset_budget_sharing_enabled", subcode=4834011,
        )  # fmt: skip
    return {"is_adset_budget_sharing_enabled": sharing}


@node("campaign", "POST")
def change_campaign(call: Call, campaign: Thing) -> dict[str, Any]:
    check_open(campaign)
    if call.has("objective") and call.text("objective") != campaign.data["objective"]:
        raise refused(
            "Objective can't be changed", "The objective of a published campaign can't be changed.", "objective"
        )
    if call.has("name"):
        campaign.data["name"] = read_name(call)
    new = budgets.read_budgets(call)
    if new and not budgets.has_budget(campaign) and call.store.list("adset", parent=campaign.id):
        raise _both_levels()
    if new:
        campaign.data = {k: v for k, v in campaign.data.items() if k not in ("daily_budget", "lifetime_budget")} | new
    if call.has("bid_strategy"):
        campaign_bids.change(call, campaign)
    campaign.data |= spend_caps.read_cap(call, campaign, is_lifetime="lifetime_budget" in campaign.data)
    apply_switch(call, campaign)
    return remember(call, campaign)


@node("campaign", "DELETE")
def delete_campaign(call: Call, campaign: Thing) -> dict[str, Any]:
    campaign.data["status"] = "DELETED"
    return remember(call, campaign)


def _both_levels() -> GraphError:
    return refused(
        "Budget already set in ad sets", "You can set a budget on the campaign or on its ad sets, not on both.",
        "daily_budget", subcode=1885621,
    )  # fmt: skip


@computed("campaign", "budget_remaining")
def budget_remaining(call: Call, campaign: Thing) -> str:
    return campaign.data.get("daily_budget") or campaign.data.get("lifetime_budget") or "0"


@computed("campaign", "spend_cap")
def spend_cap(call: Call, campaign: Thing) -> str | None:
    return campaign.data.get("spend_cap") or None


@computed("campaign", "stop_time")
def stop_time(call: Call, campaign: Thing) -> str | None:
    """Meta merges the ends of the ad sets; that there is none where one of them goes on could not be checked."""
    there = [a for a in call.store.list("adset", parent=campaign.id) if not no_longer_there(call, a)]
    ends = [adset.data.get("_ends") or 0 for adset in there]
    return moment(call, max(ends)) if ends and all(ends) else None


@computed("campaign adset ad", "effective_status")
def effective_status(call: Call, thing: Thing) -> str:
    return status.effective(call, thing)


@computed("campaign adset ad", "configured_status")
def configured_status(call: Call, thing: Thing) -> str:
    return thing.data["status"]
