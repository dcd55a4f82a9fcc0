"""Ad groups: create, list, change; manual and Smart+."""

from typing import Any

from ..store import Thing
from . import adgroup_rules as rules
from . import errors, schedules, status
from .budgets import AD_GROUP_LEAST, change_amount, refuse_fixed
from .call import Call
from .campaigns import find_campaign
from .fields import show_moment
from .lists import keep_ids, keep_moments, keep_names, keep_statuses, page, read_filters
from .names import check_free, read_name, read_request_id
from .promoted import read_promoted, read_windows
from .registry import answers
from .targeting import change_targeting, keep_in_america, read_smart_targeting, read_targeting, require_places
from .words import SWITCHES

KIND = "tiktok.adgroup"
_MOST_SMART = 30
_FIXED = (
    "optimization_goal", "billing_event", "promotion_type", "bid_type", "pixel_id", "optimization_event",
    "click_attribution_window", "view_attribution_window",
)  # fmt: skip


@answers("POST", "/adgroup/create/", "/smart_plus/adgroup/create/")
def create_adgroup(call: Call) -> dict[str, Any]:
    """Make an ad group, switched on unless told otherwise."""
    smart = call.address.startswith("/smart_plus/")
    name = read_name(call.fields, "adgroup_name")
    campaign = find_campaign(call, call.fields.require("campaign_id"))
    if campaign.data["_smart"] != smart:
        raise errors.wrong("campaign_id", "Manual ad groups go into manual campaigns, Smart+ ones into Smart+ ones.")
    others = call.store.list(KIND, parent=campaign.id)
    check_free(call, name, others, "Ad group")
    if smart and sum(1 for other in others if other.data["operation_status"] != "DELETE") >= _MOST_SMART:
        raise errors.TikTokError(f"At most {_MOST_SMART} ad groups in a campaign.", 40502)
    data = {"name": name, "campaign_id": campaign.id, "_smart": smart, "_edited": call.now}
    data |= rules.read_budget(call, campaign)
    data |= schedules.read_schedule(call, campaign, data["budget_mode"])
    data |= rules.read_goal(call, campaign)
    data |= read_promoted(call, campaign.data["objective_type"], data["optimization_goal"])
    data |= rules.read_bid(call, data["optimization_goal"], data["billing_event"])
    data |= rules.read_placement(call, "PLACEMENT_TYPE_AUTOMATIC" if smart else "PLACEMENT_TYPE_NORMAL")
    data |= _read_smart(call) if smart else _read_manual(call, data["bid_type"])
    data |= read_windows(call) | {"operation_status": call.fields.choice("operation_status", SWITCHES, "ENABLE")}
    read_request_id(call, is_needed=smart)
    return show_adgroup(call, call.keep(KIND, campaign.id, data))


def _read_manual(call: Call, bid_type: str) -> dict[str, Any]:
    aim = read_targeting(call, call.fields)
    require_places(call.fields, aim)
    return {"_aim": aim, "pacing": rules.read_pacing(call, bid_type)}


def _read_smart(call: Call) -> dict[str, Any]:
    mode = call.fields.choice("targeting_optimization_mode", ("AUTOMATIC", "MANUAL"), "AUTOMATIC")
    aim = read_smart_targeting(call, call.fields.part("targeting_spec"), mode)
    return {"_aim": aim, "targeting_optimization_mode": mode, "pacing": "PACING_MODE_SMOOTH"}


@answers("GET", "/adgroup/get/", "/smart_plus/adgroup/get/")
def list_adgroups(call: Call) -> dict[str, Any]:
    filters = read_filters(call)
    found = call.store.list(KIND, account=call.account.id)[::-1]
    found = [a for a in found if a.data["_smart"]] if call.address.startswith("/smart_plus/") else found
    found = keep_ids(filters, "campaign_ids", found, lambda adgroup: adgroup.parent)
    found = keep_ids(filters, "adgroup_ids", found, lambda adgroup: adgroup.id)
    found = keep_moments(filters, keep_names(filters, "adgroup_name", found))
    found = keep_statuses(filters, found, lambda adgroup: status.of_adgroup(call.world, adgroup))
    return page(call, found, lambda adgroup: show_adgroup(call, adgroup))


@answers("POST", "/adgroup/update/", "/smart_plus/adgroup/update/")
def change_adgroup(call: Call) -> dict[str, Any]:
    adgroup = find_adgroup(call, call.fields.require("adgroup_id"))
    if adgroup.data["_smart"] != call.address.startswith("/smart_plus/"):
        raise errors.wrong("adgroup_id", "Upgraded Smart+ ad groups are changed at /smart_plus/adgroup/update/.")
    refuse_fixed(call, adgroup, _FIXED)
    new = change_amount(call, adgroup, AD_GROUP_LEAST)
    if call.fields.has("adgroup_name"):
        new["name"] = read_name(call.fields, "adgroup_name")
    new |= _change_bid(call, adgroup) | _change_aim(call, adgroup) | schedules.change_schedule(call, adgroup)
    if not new:
        raise errors.TikTokError("There is nothing to update.", errors.NOTHING_NEW)
    adgroup.data |= new
    if "_aim" in new:
        adgroup.data["_edited"] = call.now
    return show_adgroup(call, call.save(adgroup))


def _change_bid(call: Call, adgroup: Thing) -> dict[str, Any]:
    prices = [name for name in ("bid_price", "conversion_bid_price", "roas_bid") if call.fields.number(name)]
    if not prices:
        return {}
    if adgroup.data["bid_type"] == "BID_TYPE_NO_BID" and not adgroup.data.get("roas_bid"):
        raise errors.not_with(prices[0], "with BID_TYPE_NO_BID; the bid strategy can't be changed")
    call.params.setdefault("bid_type", adgroup.data["bid_type"])
    call.params.setdefault("deep_bid_type", adgroup.data["deep_bid_type"])
    return rules.read_bid(call, adgroup.data["optimization_goal"], adgroup.data["billing_event"])


def _change_aim(call: Call, adgroup: Thing) -> dict[str, Any]:
    if adgroup.data["_smart"]:
        if not call.fields.has("targeting_spec"):
            return {}
        there = adgroup.data["targeting_optimization_mode"]
        mode = call.fields.choice("targeting_optimization_mode", ("AUTOMATIC", "MANUAL"), there)
        aim = read_smart_targeting(call, call.fields.part("targeting_spec"), mode)
        keep_in_america(adgroup.data["_aim"], aim)
        return {"_aim": aim, "targeting_optimization_mode": mode}
    return {"_aim": aim} if (aim := change_targeting(call.fields, adgroup.data["_aim"], call)) else {}


def find_adgroup(call: Call, adgroup_id: str) -> Thing:
    """Return an ad group of this advertiser that is not deleted, nor its campaign."""
    adgroup = call.store.get(adgroup_id, KIND)
    if adgroup is None or adgroup.account != call.account.id or adgroup.data["operation_status"] == "DELETE":
        raise errors.not_there("Ad group", adgroup_id)
    find_campaign(call, adgroup.parent)
    return adgroup


def show_adgroup(call: Call, adgroup: Thing) -> dict[str, Any]:
    data = {name: value for name, value in adgroup.data.items() if not name.startswith("_") and name != "name"}
    campaign = call.store.get(adgroup.parent)
    shown = {"advertiser_id": adgroup.account, "campaign_name": campaign.name if campaign else "", **data}
    shown |= {"adgroup_id": adgroup.id, "adgroup_name": adgroup.name}
    shown |= {"targeting_spec": adgroup.data["_aim"]} if adgroup.data["_smart"] else adgroup.data["_aim"]
    shown["secondary_status"] = status.of_adgroup(call.world, adgroup)
    shown["is_smart_performance_campaign"] = adgroup.data["_smart"]
    shown["campaign_automation_type"] = "UPGRADED_SMART_PLUS" if adgroup.data["_smart"] else "MANUAL"
    return shown | {"create_time": show_moment(adgroup.created), "modify_time": show_moment(adgroup.updated)}
