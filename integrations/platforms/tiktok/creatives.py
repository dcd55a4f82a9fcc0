"""What is sent to TikTok to make or change an ad. Pure.

An ad speaks for a TikTok account ("Spark Ads push": TT_USER or BC_AUTH_TT), and is shown as an ad only: without
`dark_post_status` ON, TikTok would put it among the account's own posts. A Smart+ ad for such an account takes no button
by name: it takes a set of buttons made beforehand (`call_to_action_id`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrations import types as t
from integrations.platforms.tiktok.purposes import Aim

TEXTS_MOST = 5
CALLS_TO_ACTION = {
    "learn_more": "LEARN_MORE", "shop_now": "SHOP_NOW", "sign_up": "SIGN_UP", "book_now": "BOOK_NOW",
    "contact_us": "CONTACT_US", "download": "DOWNLOAD_NOW", "install": "INSTALL_NOW", "get_quote": "GET_QUOTE",
    "apply": "APPLY_NOW", "subscribe": "SUBSCRIBE", "order": "ORDER_NOW", "tickets": "GET_TICKETS_NOW",
    "directions": "VISIT_STORE", "call": "CALL_NOW", "watch": "WATCH_NOW",
}  # fmt: skip
COMMON_CALLS = {word: common for common, word in CALLS_TO_ACTION.items()}
Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Media:
    """The ids of an ad's files: a video with its cover, or a carousel's pictures with music; and its set of buttons."""

    video_id: str = ""
    image_ids: tuple[str, ...] = ()
    music_id: str = ""
    button_id: str = ""


def identity(presence: Mapping[str, str]) -> Body:
    """Return who the ad speaks for."""
    said = {
        "identity_type": presence.get("identity_type", ""),
        "identity_id": presence.get("identity_id", ""),
        "identity_authorized_bc_id": presence.get("identity_bc_id", ""),
    }
    return {name: value for name, value in said.items() if value}


def manual_ad(ad: t.AdPlan, aim: Aim, name: str, media: Media, presence: Mapping[str, str]) -> Body:
    """Return one creative of `ad/create/`, switched off."""
    button = {"call_to_action_id": media.button_id} if media.button_id else {}
    made = {
        "ad_name": name,
        "ad_format": "SINGLE_VIDEO" if media.video_id else "CAROUSEL_ADS",
        **identity(presence),
        "video_id": media.video_id,
        "image_ids": list(media.image_ids),
        "music_id": media.music_id,
        "ad_text": first_text(ad),
        "landing_page_url": ad.link,
        **(button or {"call_to_action": CALLS_TO_ACTION[ad.call_to_action]}),
        "dark_post_status": "ON",
        "operation_status": "DISABLE",
    }
    return {field: value for field, value in made.items() if value}


def smart_ad(ad: t.AdPlan, aim: Aim, media: Media, presence: Mapping[str, str]) -> Body:
    """Return what `smart_plus/ad/create/` and `…/update/` take besides ids, name and status."""
    creative: Body = {
        "ad_format": "SINGLE_VIDEO" if media.video_id else "CAROUSEL_ADS",
        "image_info": [{"web_uri": image_id} for image_id in media.image_ids],
        **identity(presence),
    }
    button = {"call_to_action_id": media.button_id} if media.button_id else {}
    if media.video_id:
        creative["video_info"] = {"video_id": media.video_id}
    if media.music_id:
        creative["music_info"] = {"music_id": media.music_id}
    return {
        "creative_list": [{"creative_info": creative}],
        "ad_text_list": [{"ad_text": text} for text in smart_texts(ad)],
        **_destination(ad, aim),
        "ad_configuration": {"dark_post_status": "ON"} | button,
    }


def _destination(ad: t.AdPlan, aim: Aim) -> Body:
    """Return where the ad leads: its form, the shop of the app that the ad group names, or its link."""
    if aim.form_id:
        return {"page_list": [{"page_id": aim.form_id}]}
    if aim.objective == "APP_PROMOTION":
        return {}
    return {"landing_page_url_list": [{"landing_page_url": ad.link}]}


def first_text(ad: t.AdPlan) -> str:
    """Return the text of an ad that takes one."""
    return " ".join(ad.primary_texts[0].split()) if ad.primary_texts else ""


def smart_texts(ad: t.AdPlan) -> list[str]:
    """Return the texts of a Smart+ ad: up to five."""
    return [" ".join(text.split()) for text in ad.primary_texts if text.strip()][:TEXTS_MOST]
