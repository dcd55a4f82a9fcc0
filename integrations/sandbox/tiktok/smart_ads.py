"""Ads of Upgraded Smart+ campaigns: several creatives and texts under one id, `smart_plus_ad_id`."""

from typing import Any

from ..store import Thing
from . import creative_rules as rules
from . import errors, status
from .adgroups import find_adgroup
from .ads import KIND, filter_ads, find_ad
from .assets import find_owned
from .call import Call, new_id
from .fields import Fields, show_moment
from .lists import page
from .names import read_name
from .portfolios import find_portfolio
from .registry import answers
from .review import begin_review
from .words import CALLS_TO_ACTION, SPARK_IDENTITIES, SWITCHES

_MOST_CREATIVES, _MOST_TEXTS, _MOST_ADS = 50, 5, 30


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
    data |= _read_content(call, adgroup)
    data["operation_status"] = fields.choice("operation_status", SWITCHES, "ENABLE")
    begin_review(call.world, data, _words(data))
    return show_smart_ad(call, call.keep(KIND, adgroup.id, data))


def _read_content(call: Call, adgroup: Thing) -> dict[str, Any]:
    creatives = call.fields.parts("creative_list", least=1, most=_MOST_CREATIVES)
    infos = [_read_creative(call, creative.part("creative_info")) for creative in creatives]
    texts = [rules.read_text(part) for part in call.fields.parts("ad_text_list", least=1, most=_MOST_TEXTS)]
    campaign = call.store.get(adgroup.parent)
    data = {
        "creative_list": [{"creative_info": info} for info in infos], "ad_text_list": [{"ad_text": text} for text in texts],
        "_creative_ids": [new_id(call.world) for _ in infos],
    }  # fmt: skip
    data |= _read_action(call, campaign.data["objective_type"], infos)
    return data | _read_destination(call, campaign.data["objective_type"], adgroup)


def _read_creative(call: Call, info: Fields) -> dict[str, Any]:
    images = [part.require("web_uri") for part in info.parts("image_info")]
    video, music = info.part("video_info").text("video_id"), info.part("music_info").text("music_id")
    identity = rules.read_identity(call, info)
    if info.has("aigc_disclosure_type"):
        raise errors.not_with(info.label("aigc_disclosure_type"), "with a linked TikTok account")
    media = rules.read_media(call, info, images, video, music)
    shown: dict[str, Any] = {
        "ad_format": media["ad_format"],
        "image_info": [{"web_uri": one} for one in images],
        **identity,
    }
    if video:
        shown["video_info"] = {"video_id": video}
    return shown | ({"music_info": {"music_id": music}} if music else {})


def _read_action(call: Call, objective: str, infos: list[dict[str, Any]]) -> dict[str, Any]:
    """Read the buttons. On TikTok, a list of them is refused for lead campaigns and for linked accounts: a portfolio of
    them goes into ad_configuration.call_to_action_id."""
    configuration = call.fields.part("ad_configuration")
    named = call.fields.parts("call_to_action_list", most=3)
    spark = any(info["identity_type"] in SPARK_IDENTITIES for info in infos)
    if named and (objective == "LEAD_GENERATION" or spark):
        words = "on TikTok with this objective and identity; use ad_configuration.call_to_action_id"
        raise errors.not_with("call_to_action_list", words)
    for part in named:
        part.require_choice("call_to_action", CALLS_TO_ACTION)
    portfolio = configuration.text("call_to_action_id")
    if not named and not portfolio:
        raise errors.missing(configuration.label("call_to_action_id"))
    if portfolio:
        find_portfolio(call, configuration.label("call_to_action_id"), portfolio)
    if configuration.text("identity_type") not in ("", "CUSTOMIZED_USER"):
        raise errors.wrong(
            configuration.label("identity_type"), "Must be CUSTOMIZED_USER; others go into creative_info."
        )
    configuration.choice("dark_post_status", ("ON", "OFF"))
    return {"call_to_action_list": [part.data for part in named], "ad_configuration": configuration.data}


def _read_destination(call: Call, objective: str, adgroup: Thing) -> dict[str, Any]:
    pages = call.fields.parts("page_list", most=3)
    links = call.fields.parts("landing_page_url_list", most=1)
    for part in pages:
        found = find_owned(call, "page", part.label("page_id"), part.require("page_id"))
        if found.data["status"] != "PUBLISHED":
            raise errors.wrong(part.label("page_id"), "The form is not published.")
    for part in links:
        rules.read_address(part, "landing_page_url")
    on_form = adgroup.data.get("promotion_target_type") == "INSTANT_PAGE"
    if on_form and not pages:
        raise errors.missing("page_list")
    if not on_form and objective != "APP_PROMOTION" and not links:
        raise errors.missing("landing_page_url_list")
    return {"page_list": [part.data for part in pages], "landing_page_url_list": [part.data for part in links]}


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
    ad.data |= _read_content(call, find_adgroup(call, ad.parent))
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
