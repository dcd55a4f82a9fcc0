"""Campaigns: create, list, change; manual and Smart+."""

from typing import Any

from ..store import Thing
from . import errors, status
from .assets import find_owned
from .budgets import CAMPAIGN_LEAST, change_amount, refuse_fixed
from .call import Call
from .campaign_rules import read_manual, read_smart
from .fields import show_moment
from .lists import keep_ids, keep_moments, keep_names, keep_statuses, page, read_filters
from .names import check_free, read_name, read_request_id
from .registry import answers
from .words import SWITCHES

KIND = "tiktok.campaign"
_MOST_CAMPAIGNS = 999


@answers("POST", "/campaign/create/", "/smart_plus/campaign/create/")
def create_campaign(call: Call) -> dict[str, Any]:
    """Make a campaign, switched on unless told otherwise."""
    is_smart = call.address.startswith("/smart_plus/")
    name = read_name(call.fields, "campaign_name")
    data = {"name": name, **(read_smart(call) if is_smart else read_manual(call)), "_smart": is_smart}
    data["operation_status"] = call.fields.choice("operation_status", SWITCHES, "ENABLE")
    if data.get("app_id"):
        find_owned(call, "app", "app_id", data["app_id"])
    others = call.store.list(KIND, account=call.account.id)
    check_free(call, name, others, "Campaign")
    if sum(1 for other in others if other.data["operation_status"] != "DELETE") >= _MOST_CAMPAIGNS:
        raise errors.TikTokError(f"The limit of {_MOST_CAMPAIGNS} campaigns has been reached.", 40502)
    read_request_id(call, is_needed=is_smart)
    return show_campaign(call, call.keep(KIND, call.account.id, data))


@answers("GET", "/campaign/get/", "/smart_plus/campaign/get/")
def list_campaigns(call: Call) -> dict[str, Any]:
    """List campaigns, the newest first; the manual address lists those of Smart+ too."""
    filters = read_filters(call)
    found = call.store.list(KIND, account=call.account.id)[::-1]
    found = [c for c in found if c.data["_smart"]] if call.address.startswith("/smart_plus/") else found
    found = keep_ids(filters, "campaign_ids", found, lambda campaign: campaign.id)
    found = keep_moments(filters, keep_names(filters, "campaign_name", found))
    objective = filters.text("objective_type")
    found = [c for c in found if objective in ("", c.data["objective_type"])]
    found = keep_statuses(filters, found, lambda campaign: status.of_campaign(call.world, campaign))
    return page(call, found, lambda campaign: show_campaign(call, campaign))


@answers("POST", "/campaign/update/", "/smart_plus/campaign/update/")
def change_campaign(call: Call) -> dict[str, Any]:
    campaign = find_campaign(call, call.fields.require("campaign_id"))
    if campaign.data["_smart"] != call.address.startswith("/smart_plus/"):
        words = "Upgraded Smart+ campaigns are changed at /smart_plus/, the others at /campaign/update/."
        raise errors.wrong("campaign_id", words)
    refuse_fixed(call, campaign, ("objective_type", "budget_optimize_on", "sales_destination"))
    new = change_amount(call, campaign, CAMPAIGN_LEAST)
    if call.fields.has("campaign_name"):
        new["name"] = read_name(call.fields, "campaign_name")
        others = [c for c in call.store.list(KIND, account=call.account.id) if c.id != campaign.id]
        check_free(call, new["name"], others, "Campaign")
    if not new:
        raise errors.TikTokError("There is nothing to update.", errors.NOTHING_NEW)
    campaign.data |= new
    return show_campaign(call, call.save(campaign))


def find_campaign(call: Call, campaign_id: str) -> Thing:
    """Return a campaign of this advertiser that is not deleted."""
    campaign = call.store.get(campaign_id, KIND)
    if campaign is None or campaign.account != call.account.id or campaign.data["operation_status"] == "DELETE":
        raise errors.not_there("Campaign", campaign_id)
    return campaign


def show_campaign(call: Call, campaign: Thing) -> dict[str, Any]:
    data = {name: value for name, value in campaign.data.items() if not name.startswith("_") and name != "name"}
    smart = campaign.data["_smart"]
    shown = {"advertiser_id": campaign.account, "campaign_id": campaign.id, "campaign_name": campaign.name, **data}
    shown |= {
        "secondary_status": status.of_campaign(call.world, campaign),
        "campaign_type": data.get("campaign_type", "REGULAR_CAMPAIGN"),
    }
    shown |= {"is_smart_performance_campaign": smart, "is_new_structure": True}
    shown["campaign_automation_type"] = "UPGRADED_SMART_PLUS" if smart else "MANUAL"
    return shown | {"create_time": show_moment(campaign.created), "modify_time": show_moment(campaign.updated)}
