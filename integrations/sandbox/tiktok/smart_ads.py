"""Ads of Upgraded Smart+ campaigns: several creatives and texts under one id, `smart_plus_ad_id`."""

from typing import Any

from ..store import Thing
from . import errors, status
from .adgroups import find_adgroup
from .ads import KIND, filter_ads, find_ad
from .call import Call
from .fields import show_moment
from .lists import page
from .names import read_name
from .registry import answers
from .review import begin_review
from .smart_rules import read_content
from .words import SWITCHES

_MOST_ADS = 30


@answers("POST", "/smart_plus/ad/create/")
def create_ad(call: Call) -> dict[str, Any]:
    """Make a Smart+ ad, switched on unless told otherwise. It takes no request id."""
    fields = call.fields
    adgroup = find_adgroup(call, fields.require("adgroup_id"))
    if not adgroup.data["_smart"]:
        raise errors.wrong("adgroup_id", "The ad group is not an Upgraded Smart+ ad group.")
    others = [a for a in call.store.list(KIND, parent=adgroup.id) if a.data["operation_status"] != "DELETE"]
    if len(others) >= _MOST_ADS:
        raise errors.TikTokError(f"At most {_MOST_ADS} ads in an ad group.", 40502)
    data = {"name": read_name(fields, "ad_name"), "campaign_id": adgroup.parent, "_smart": True}
    data |= read_content(call, adgroup)
    data["operation_status"] = fields.choice("operation_status", SWITCHES, "ENABLE")
    begin_review(call.world, data, _words(data))
    return show_smart_ad(call, call.keep(KIND, adgroup.id, data))


@answers("POST", "/smart_plus/ad/update/")
def change_ad(call: Call) -> dict[str, Any]:
    """Change what an ad shows; what is not sent stays. It goes to review again."""
    ad = find_ad(call, call.fields.require("smart_plus_ad_id"))
    if not ad.data["_smart"]:
        raise errors.not_there("Smart+ ad", ad.id)
    kept = {name: ad.data[name] for name in _CONTENT if name not in call.params}
    if len(kept) == len(_CONTENT) and not call.fields.has("ad_name"):
        raise errors.TikTokError("There is nothing to update.", errors.NOTHING_NEW)
    call.params |= {name: value for name, value in kept.items() if value}
    ad.data |= read_content(call, find_adgroup(call, ad.parent))
    if call.fields.has("ad_name"):
        ad.data["name"] = read_name(call.fields, "ad_name")
    begin_review(call.world, ad.data, _words(ad.data))
    return show_smart_ad(call, call.save(ad))


_CONTENT = (
    "creative_list", "ad_text_list", "call_to_action_list", "ad_configuration", "page_list", "landing_page_url_list",
)  # fmt: skip


@answers("GET", "/smart_plus/ad/get/")
def list_smart_ads(call: Call) -> dict[str, Any]:
    found = [ad for ad in call.store.list(KIND, account=call.account.id)[::-1] if ad.data["_smart"]]
    return page(call, filter_ads(call, "smart_plus_ad_ids", found), lambda ad: show_smart_ad(call, ad))


def _words(data: dict[str, Any]) -> str:
    return " ".join(part["ad_text"] for part in data["ad_text_list"])


def show_smart_ad(call: Call, ad: Thing) -> dict[str, Any]:
    data = {name: value for name, value in ad.data.items() if not name.startswith("_") and name != "name"}
    above = {"campaign_name": call.store.get(ad.data["campaign_id"]), "adgroup_name": call.store.get(ad.parent)}
    shown = {
        "advertiser_id": ad.account,
        "adgroup_id": ad.parent,
        "smart_plus_ad_id": ad.id,
        "ad_name": ad.name,
        **data,
    }
    shown |= {name: thing.name if thing else "" for name, thing in above.items()}
    shown["creative_list"] = [
        {"ad_material_id": one, "material_operation_status": "ENABLE", **creative}
        for one, creative in zip(ad.data["_creative_ids"], ad.data["creative_list"], strict=True)
    ]
    shown["secondary_status"] = status.of_ad(call.world, ad)
    return shown | {"create_time": show_moment(ad.created), "modify_time": show_moment(ad.updated)}
