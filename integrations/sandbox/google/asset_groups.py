"""AssetGroup: Performance Max's ad. The group and its least assets come in one mutate; it is reviewed as one ad."""

from typing import Any

from ..store import Thing
from . import review
from .batch import Batch, Handler, check_name, is_taken
from .campaigns import check_switch
from .errors import Problem
from .masks import need_masked
from .metrics import ad_of_asset_group
from .texts import check_urls


def create(batch: Batch, data: dict[str, Any]) -> Thing:
    campaign = batch.need(data, "campaign", "campaign")
    if campaign.data["advertising_channel_type"] != "PERFORMANCE_MAX":
        words = "Asset groups are for Performance Max campaigns."
        raise Problem("asset_group_error", "CANNOT_ADD_ASSET_GROUP_FOR_CAMPAIGN_TYPE", words, ("create", "campaign"))
    if campaign.data["status"] == "REMOVED":
        code = "CANNOT_MUTATE_ASSET_GROUP_FOR_REMOVED_CAMPAIGN"
        raise Problem("asset_group_error", code, "The campaign was removed.", ("create", "campaign"))
    check_name(data, 128)
    _check_unique(batch, campaign.id, data["name"], "create")
    if not data.get("final_urls"):
        raise Problem("asset_group_error", "FINAL_URL_REQUIRED", "A final URL is required.", ("create", "final_urls"))
    check_urls(data["final_urls"], "create", "final_urls")
    _check_paths(data, "create")
    check_switch(data.setdefault("status", "ENABLED"), "create")
    thing = batch.make("asset_group", data, parent=campaign.id)
    _put_ad(batch, thing)
    return thing


def _put_ad(batch: Batch, group: Thing) -> None:
    """Keep what stands for the group's one ad: its review, and the name its figures go by. Google shows no such thing."""
    data = {"name": group.name, "status": group.data["status"], "_asset_group": group.id}
    review.begin(batch.call.world, data, group.id, ())
    number = ad_of_asset_group(group.id)
    batch.call.store.put(Thing(number, "google.ad_group_ad", batch.account.id, group.id, batch.now, batch.now, data))


def update(batch: Batch, thing: Thing, before: dict[str, Any], paths: list[str]) -> None:
    need_masked(thing.data, paths, "name", "final_urls")
    if thing.name != before["name"]:
        check_name(thing.data, 128, verb="update")
        _check_unique(batch, thing.parent, thing.name, "update", own=thing.id)
    if "final_urls" in paths:
        check_urls(thing.data["final_urls"], "update", "final_urls")
    _check_paths(thing.data, "update")
    check_switch(thing.data["status"], "update")
    _switch_ad(batch, thing)


def remove(batch: Batch, thing: Thing) -> None:
    others = [g for g in batch.call.store.list("google.asset_group", parent=thing.parent) if g.id != thing.id]
    campaign = batch.call.store.get(thing.parent, "google.campaign")
    is_enabled = campaign is not None and campaign.data["status"] == "ENABLED"
    if is_enabled and not any(g.data["status"] == "ENABLED" for g in others):
        code = "CANNOT_REMOVE_ALL_ASSET_GROUPS_FROM_CAMPAIGN"
        raise Problem("asset_group_error", code, "An enabled campaign needs an asset group.", ("remove",))
    thing.data["status"] = "REMOVED"
    _switch_ad(batch, thing)
    batch.keep(thing)


def _switch_ad(batch: Batch, group: Thing) -> None:
    ad = batch.call.store.get(ad_of_asset_group(group.id))
    if ad is not None:
        ad.data |= {"status": group.data["status"], "name": group.name}
        batch.keep(ad)


def _check_unique(batch: Batch, campaign_id: str, name: str, verb: str, own: str = "") -> None:
    if is_taken(batch, "google.asset_group", name, own=own, parent=campaign_id):
        words = "An asset group with this name already exists in the campaign."
        raise Problem("asset_group_error", "DUPLICATE_NAME", words, (verb, "name"), name)


def _check_paths(data: dict[str, Any], verb: str) -> None:
    if data.get("path2") and not data.get("path1"):
        words = "path2 needs path1."
        raise Problem("asset_group_error", "PATH1_REQUIRED_WHEN_PATH2_IS_SET", words, (verb, "path2"))


HANDLER = Handler(create, update, remove, frozenset(("campaign",)))
