"""AdGroup: its type must suit the campaign's channel; its name is unique in the campaign."""

from typing import Any

from ..store import Thing
from .batch import Batch, Handler, check_name, is_taken
from .budgets import check_multiple
from .campaigns import check_switch
from .errors import Problem
from .masks import need_masked

_TYPES = {"SEARCH": ("SEARCH_STANDARD",), "DISPLAY": ("DISPLAY_STANDARD",), "DEMAND_GEN": (), "MULTI_CHANNEL": ()}
_BIDS = (
    "cpc_bid_micros", "cpm_bid_micros", "target_cpa_micros", "cpv_bid_micros", "target_cpm_micros", "target_cpc_micros",
)  # fmt: skip


def create(batch: Batch, data: dict[str, Any]) -> Thing:
    campaign = batch.need(data, "campaign", "campaign")
    if campaign.data["status"] == "REMOVED":
        code = "OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE"
        raise Problem("operation_access_denied_error", code, "The campaign was removed.", ("create", "campaign"))
    check_name(data, 255)
    _check_unique(batch, campaign.id, data["name"], "create")
    _check_type(campaign, data)
    check_switch(data.setdefault("status", "ENABLED"), "create")
    _check_bids(batch, data, "create")
    return batch.make("ad_group", data, parent=campaign.id)


def update(batch: Batch, thing: Thing, before: dict[str, Any], paths: list[str]) -> None:
    need_masked(thing.data, paths, "name")
    if thing.name != before["name"]:
        check_name(thing.data, 255, verb="update")
        _check_unique(batch, thing.parent, thing.name, "update", own=thing.id)
    check_switch(thing.data["status"], "update")
    _check_bids(batch, thing.data, "update")


def remove(batch: Batch, thing: Thing) -> None:
    thing.data["status"] = "REMOVED"
    batch.keep(thing)


def _check_unique(batch: Batch, campaign_id: str, name: str, verb: str, own: str = "") -> None:
    if is_taken(batch, "google.ad_group", name, own=own, parent=campaign_id):
        words = "An ad group with this name already exists in the campaign."
        raise Problem("ad_group_error", "DUPLICATE_ADGROUP_NAME", words, (verb, "name"), name)


def _check_type(campaign: Thing, data: dict[str, Any]) -> None:
    channel = campaign.data["advertising_channel_type"]
    if channel not in _TYPES:
        words = f"{channel} campaigns have no ad groups."
        raise Problem("ad_group_error", "CANNOT_ADD_AD_GROUP_FOR_CAMPAIGN_TYPE", words, ("create", "campaign"))
    allowed = _TYPES[channel]
    given = data.get("type_", "UNSPECIFIED")
    if given != "UNSPECIFIED" and given not in allowed:
        words = f"The type {given} does not suit {channel} campaigns."
        code = "AD_GROUP_TYPE_NOT_VALID_FOR_ADVERTISING_CHANNEL_TYPE"
        raise Problem("ad_group_error", code, words, ("create", "type"), given)
    if allowed:
        data["type_"] = allowed[0]


def _check_bids(batch: Batch, data: dict[str, Any], verb: str) -> None:
    for name in _BIDS:
        if data.get(name) is not None:
            amount = check_multiple(batch, data[name], "bidding_error", "BID_TOO_MANY_FRACTIONAL_DIGITS", verb, name)
            if amount < 0:
                raise Problem("bidding_error", "INVALID_BID", "The bid is invalid.", (verb, name), str(amount))


HANDLER = Handler(create, update, remove, frozenset(("campaign", "type")))
