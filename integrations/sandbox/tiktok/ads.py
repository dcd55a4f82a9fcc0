"""Manual ads: create, change; and the list of all ads."""

from typing import Any

from ..store import Thing
from . import creative_rules as rules
from . import errors, status
from .adgroups import find_adgroup
from .assets import find_owned
from .call import Call
from .fields import Fields, show_moment
from .lists import keep_ids, keep_moments, keep_statuses, page, read_filters
from .names import read_name
from .portfolios import find_portfolio
from .registry import answers
from .review import begin_review
from .words import CALLS_TO_ACTION, SWITCHES

KIND = "tiktok.ad"
_MOST_AT_ONCE = 20


@answers("POST", "/ad/create/")
def create_ads(call: Call) -> dict[str, Any]:
    """Make an ad for each creative, all or none; there is no request id, and names may be taken twice."""
    adgroup = find_adgroup(call, call.fields.require("adgroup_id"))
    if adgroup.data["_smart"]:
        raise errors.wrong("adgroup_id", "Ads of Upgraded Smart+ ad groups are made at /smart_plus/ad/create/.")
    made = []
    for fields in call.fields.parts("creatives", least=1, most=_MOST_AT_ONCE):
        data = _read_creative(call, adgroup, fields)
        data |= {"operation_status": fields.choice("operation_status", SWITCHES, "ENABLE")}
        begin_review(call.world, data, data["ad_text"])
        made.append(call.keep(KIND, adgroup.id, data))
    return {"ad_ids": [ad.id for ad in made], "creatives": [show_ad(call, ad) for ad in made], "need_audit": True}


def _read_creative(call: Call, adgroup: Thing, fields: Fields) -> dict[str, Any]:
    data: dict[str, Any] = {"name": read_name(fields, "ad_name"), "campaign_id": adgroup.parent, "_smart": False}
    data |= rules.read_identity(call, fields)
    data |= rules.read_media(call, fields, fields.texts("image_ids"), fields.text("video_id"), fields.text("music_id"))
    data["ad_text"] = rules.read_text(fields)
    data["dark_post_status"] = fields.choice("dark_post_status", ("ON", "OFF"), "OFF")
    return data | _read_action(call, fields) | _read_destination(call, adgroup, fields)


def _read_action(call: Call, fields: Fields) -> dict[str, str]:
    """Read the button: one by name, or a set by its id; not both."""
    named, portfolio = fields.choice("call_to_action", CALLS_TO_ACTION), fields.text("call_to_action_id")
    if named and portfolio:
        raise errors.not_with(fields.label("call_to_action_id"), "together with call_to_action")
    if portfolio:
        return {"call_to_action_id": find_portfolio(call, fields.label("call_to_action_id"), portfolio).id}
    if not named:
        raise errors.missing(fields.label("call_to_action"))
    return {"call_to_action": named}


def _read_destination(call: Call, adgroup: Thing, fields: Fields) -> dict[str, str]:
    page_id = fields.text("page_id")
    if page_id:
        return {"page_id": find_owned(call, "page", fields.label("page_id"), page_id).id}
    if fields.has("landing_page_url") or adgroup.data.get("promotion_type") == "WEBSITE":
        return {"landing_page_url": rules.read_address(fields, "landing_page_url")}
    return {}


@answers("POST", "/ad/update/")
def change_ads(call: Call) -> dict[str, Any]:
    """Change ads of one ad group; with patch_update only what is sent changes, otherwise a creative is sent whole. What
    is shown goes to review again."""
    adgroup = find_adgroup(call, call.fields.require("adgroup_id"))
    patch = bool(call.fields.flag("patch_update", False))
    made = []
    for fields in call.fields.parts("creatives", least=1, most=_MOST_AT_ONCE):
        ad = find_ad(call, fields.require("ad_id"))
        if ad.parent != adgroup.id or ad.data["_smart"]:
            raise errors.wrong(fields.label("ad_id"), "The ad is not a manual ad of this ad group.")
        whole = Fields(show_ad(call, ad) | fields.data, fields.prefix) if patch else fields
        ad.data |= _read_creative(call, adgroup, whole)
        begin_review(call.world, ad.data, ad.data["ad_text"])
        made.append(call.save(ad))
    return {"ad_ids": [ad.id for ad in made], "creatives": [show_ad(call, ad) for ad in made], "need_audit": True}


@answers("GET", "/ad/get/")
def list_ads(call: Call) -> dict[str, Any]:
    """List ads, the newest first. A Smart+ ad is listed once for each of its creatives, by the creative's own id."""
    found = filter_ads(call, "ad_ids", call.store.list(KIND, account=call.account.id)[::-1])
    rows = [(ad, one) for ad in found for one in ad.data.get("_creative_ids") or [ad.id]]
    return page(call, rows, lambda row: show_ad(call, *row))


def filter_ads(call: Call, ids: str, ads: list[Thing]) -> list[Thing]:
    filters = read_filters(call)
    ads = keep_ids(filters, "campaign_ids", ads, lambda ad: ad.data["campaign_id"])
    ads = keep_ids(filters, "adgroup_ids", ads, lambda ad: ad.parent)
    ads = keep_moments(filters, keep_ids(filters, ids, ads, lambda ad: ad.id))
    return keep_statuses(filters, ads, lambda ad: status.of_ad(call.world, ad))


def find_ad(call: Call, ad_id: str) -> Thing:
    """Return an ad of this advertiser that is not deleted."""
    ad = call.store.get(ad_id, KIND)
    if ad is None or ad.account != call.account.id or ad.data["operation_status"] == "DELETE":
        raise errors.not_there("Ad", ad_id)
    return ad


def show_ad(call: Call, ad: Thing, ad_id: str = "") -> dict[str, Any]:
    """Show an ad; `ad_id` is a creative's id where the ad has several."""
    data = {name: value for name, value in ad.data.items() if not name.startswith("_") and name != "name"}
    if ad.data["_smart"]:
        data = {"campaign_id": ad.data["campaign_id"], "operation_status": ad.data["operation_status"]}
        data |= {"smart_plus_ad_id": ad.id, "ad_text": ad.data["ad_text_list"][0]["ad_text"]}
    names = {name: thing.name if (thing := call.store.get(one)) else ""
             for name, one in (("campaign_name", data["campaign_id"]), ("adgroup_name", ad.parent))}  # fmt: skip
    shown = {"advertiser_id": ad.account, "adgroup_id": ad.parent, "ad_name": ad.name, **names, **data}
    shown["ad_id"] = ad_id or ad.id
    shown["secondary_status"] = status.of_ad(call.world, ad)
    shown["campaign_automation_type"] = "UPGRADED_SMART_PLUS" if ad.data["_smart"] else "MANUAL"
    return shown | {"create_time": show_moment(ad.created), "modify_time": show_moment(ad.updated)}
