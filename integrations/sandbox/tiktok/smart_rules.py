"""What a Smart+ ad shows: creatives, texts, buttons, destination (platform facts, sections A4 and 0b)."""

from typing import Any

from ..store import Thing
from . import creative_rules as rules
from . import errors
from .assets import find_owned
from .call import Call, new_id
from .fields import Fields
from .portfolios import find_portfolio
from .words import CALLS_TO_ACTION, SPARK_IDENTITIES

_MOST_CREATIVES, _MOST_TEXTS = 50, 5


def read_content(call: Call, adgroup: Thing) -> dict[str, Any]:
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
