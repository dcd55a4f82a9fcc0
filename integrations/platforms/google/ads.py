"""The ads of each channel, and the assets of Performance Max. Pure: texts and resource names go in, fields come out.

Calls to action are words on Display and in Demand Gen's picture ads, and an enum where they are assets of their own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from integrations.platforms.google import pictures

CALLS_TO_ACTION = {
    "learn_more": "LEARN_MORE", "shop_now": "SHOP_NOW", "sign_up": "SIGN_UP", "book_now": "BOOK_NOW",
    "contact_us": "CONTACT_US", "download": "DOWNLOAD", "install": "DOWNLOAD", "get_quote": "GET_QUOTE",
    "apply": "APPLY_NOW", "subscribe": "SUBSCRIBE", "order": "ORDER_NOW", "tickets": "BOOK_NOW",
    "directions": "VISIT_SITE", "call": "CONTACT_US", "watch": "WATCH_NOW",
}  # fmt: skip
LEAD_CALLS = {
    "learn_more": "LEARN_MORE", "sign_up": "SIGN_UP", "book_now": "BOOK_NOW", "contact_us": "CONTACT_US",
    "download": "DOWNLOAD", "get_quote": "GET_QUOTE", "apply": "APPLY_NOW", "subscribe": "SUBSCRIBE",
}  # fmt: skip
COMMON_CALLS = {word: common for common, word in reversed(CALLS_TO_ACTION.items())}
_SLOTS = {
    pictures.LANDSCAPE: "marketing_images",
    pictures.SQUARE: "square_marketing_images",
    pictures.PORTRAIT: "portrait_marketing_images",
    pictures.TALL: "tall_portrait_marketing_images",
}
_DISPLAY_SLOTS = (pictures.LANDSCAPE, pictures.SQUARE)
Texts = Mapping[str, Sequence[str]]
Names = Mapping[str, Sequence[str]]
"""Resource names of assets, by picture format."""


def search_ad(texts: Texts, path: Sequence[str]) -> dict[str, Any]:
    """Return a responsive search ad."""
    made: dict[str, Any] = {
        "headlines": _texts(texts["headlines"]),
        "descriptions": _texts(texts["descriptions"]),
    }
    made |= {f"path{number}": part for number, part in enumerate(path, 1) if part}
    return {"responsive_search_ad": made}


def display_ad(texts: Texts, images: Names, logos: Names, call: str, videos: Sequence[str]) -> dict[str, Any]:
    """Return a responsive display ad."""
    made = {
        "headlines": _texts(texts["headlines"]),
        "long_headline": _texts(texts["long_headlines"])[0],
        "descriptions": _texts(texts["descriptions"]),
        "business_name": texts["business_name"][0],
        "call_to_action_text": call_words(call),
        "square_logo_images": _assets(logos[pictures.SQUARE]),
        "logo_images": _assets(logos[pictures.WIDE_LOGO]),
        "youtube_videos": _assets(videos),
    }
    made |= {_SLOTS[name]: _assets(images[name]) for name in _DISPLAY_SLOTS}
    return {"responsive_display_ad": _filled(made)}


def picture_ad(texts: Texts, images: Names, logos: Names, call: str) -> dict[str, Any]:
    """Return Demand Gen's ad of several pictures and texts."""
    made = {
        "headlines": _texts(texts["headlines"]),
        "descriptions": _texts(texts["descriptions"]),
        "business_name": texts["business_name"][0],
        "call_to_action_text": call_words(call),
        "logo_images": _assets(logos[pictures.SQUARE][:5]),
    }
    made |= {slot: _assets(images[name]) for name, slot in _SLOTS.items()}
    return {"demand_gen_multi_asset_ad": _filled(made)}


def carousel_ad(texts: Texts, cards: Sequence[str], logos: Names, call: str) -> dict[str, Any]:
    """Return Demand Gen's carousel of card assets."""
    made = {
        "headline": _texts(texts["headlines"])[0],
        "description": _texts(texts["descriptions"])[0],
        "business_name": texts["business_name"][0],
        "call_to_action_text": call_words(call),
        "logo_image": _assets(logos[pictures.SQUARE])[0],
        "carousel_cards": _assets(cards),
    }
    return {"demand_gen_carousel_ad": made}


def video_ad(texts: Texts, videos: Sequence[str], logos: Names, call_asset: str) -> dict[str, Any]:
    """Return Demand Gen's video ad; the call to action is an asset of its own."""
    made = {
        "headlines": _texts(texts["headlines"]),
        "long_headlines": _texts(texts["long_headlines"]),
        "descriptions": _texts(texts["descriptions"]),
        "business_name": _texts(texts["business_name"])[0],
        "logo_images": _assets(logos[pictures.SQUARE][:5]),
        "videos": _assets(videos),
        "call_to_actions": _assets([call_asset]),
    }
    return {"demand_gen_video_responsive_ad": made}


def app_ad(texts: Texts, images: Sequence[str], videos: Sequence[str]) -> dict[str, Any]:
    """Return an app campaign's ad."""
    made = {
        "headlines": _texts(texts["headlines"]),
        "descriptions": _texts(texts["descriptions"]),
        "images": _assets(images),
        "youtube_videos": _assets(videos),
    }
    return {"app_ad": _filled(made)}


def call_words(call: str) -> str:
    """Return a call to action in words: “Shop now”."""
    return CALLS_TO_ACTION[call].replace("_", " ").capitalize()


def _texts(texts: Sequence[str]) -> list[dict[str, str]]:
    return [{"text": text} for text in texts]


def _assets(names: Sequence[str]) -> list[dict[str, str]]:
    return [{"asset": name} for name in names]


def _filled(made: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in made.items() if value}
