"""What an ad on Google says, in the house's words: link, texts, button, picture. Works on GAQL rows as plain dicts."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from integrations import types as t
from integrations.platforms.google import gaql
from integrations.platforms.google.ads import COMMON_CALLS
from integrations.platforms.google.client import Ads

Row = Mapping[str, Any]
_PARTS = {
    "responsive_search_ad": ("headlines", "descriptions"),
    "responsive_display_ad": (
        "headlines", "descriptions", "long_headline", "call_to_action_text", "marketing_images", "square_marketing_images",
    ),
    "demand_gen_multi_asset_ad": (
        "headlines", "descriptions", "call_to_action_text", "marketing_images", "square_marketing_images",
        "portrait_marketing_images",
    ),
    "demand_gen_carousel_ad": ("headline", "description", "call_to_action_text", "logo_image"),
    "demand_gen_video_responsive_ad": ("headlines", "descriptions", "long_headlines", "logo_images"),
    "app_ad": ("headlines", "descriptions", "images"),
}  # fmt: skip
AD_FIELDS = (
    "ad_group_ad.ad.final_urls",
    *[f"ad_group_ad.ad.{kind}.{part}" for kind, parts in _PARTS.items() for part in parts],
)
LINK_FIELDS = (
    "campaign.id", "asset_group.id", "asset_group_asset.field_type", "asset.resource_name", "asset.text_asset.text",
    "asset.call_to_action_asset.call_to_action",
)  # fmt: skip
_PICTURES = (
    "marketing_images",
    "square_marketing_images",
    "portrait_marketing_images",
    "images",
    "logo_images",
    "logo_image",
)
_GROUP_PICTURES = ("MARKETING_IMAGE", "SQUARE_MARKETING_IMAGE", "PORTRAIT_MARKETING_IMAGE")


class Contents:
    """Puts what ads say into words; the addresses of pictures are read once, when the first is needed."""

    def __init__(self, ads: Ads):
        self.ads = ads

    def of_ad(self, observed: t.Observed, ad: Row) -> t.RemoteAd:
        """Read an ad; it says its long headline, where it has one, above the rest."""
        body = next((ad[kind] for kind in _PARTS if kind in ad), {})
        picture = next((_first(body[part], "asset") for part in _PICTURES if body.get(part)), "")
        return t.RemoteAd(
            observed=observed,
            link=next(iter(ad.get("final_urls", ())), ""),
            primary_text=_first(body.get("long_headline") or body.get("long_headlines"), "text"),
            headline=_first(body.get("headlines") or body.get("headline"), "text"),
            description=_first(body.get("descriptions") or body.get("description"), "text"),
            call_to_action=_common_call(body.get("call_to_action_text", "")),
            image_url=self._pictures.get(picture, "") if picture else "",
        )

    def of_group(self, observed: t.Observed, row: Row, links: Iterable[Row]) -> t.RemoteAd:
        """Read an asset group, from the assets that are linked to it."""
        found: dict[str, Row] = {}
        for link in links:
            found.setdefault(link["asset_group_asset"].get("field_type", ""), link["asset"])
        pictures = (found[word]["resource_name"] for word in _GROUP_PICTURES if word in found)
        return t.RemoteAd(
            observed=observed,
            link=next(iter(row["asset_group"].get("final_urls", ())), ""),
            primary_text=_text(found.get("LONG_HEADLINE")),
            headline=_text(found.get("HEADLINE")),
            description=_text(found.get("DESCRIPTION")),
            call_to_action=_common_call(_call(found.get("CALL_TO_ACTION_SELECTION"))),
            image_url=next((self._pictures.get(name, "") for name in pictures), ""),
        )

    @cached_property
    def _pictures(self) -> dict[str, str]:
        query = gaql.select(["asset.resource_name", "asset.image_asset.full_size.url"], "asset", "asset.type = 'IMAGE'")
        found = ((row["asset"]["resource_name"], row["asset"].get("image_asset", {})) for row in self.ads.rows(query))
        return {name: image.get("full_size", {}).get("url", "") for name, image in found}


def _first(value: Any, part: str) -> str:
    one = value[0] if isinstance(value, list) and value else value
    return one.get(part, "") if isinstance(one, Mapping) else ""


def _text(asset: Row | None) -> str:
    return (asset or {}).get("text_asset", {}).get("text", "")


def _call(asset: Row | None) -> str:
    return (asset or {}).get("call_to_action_asset", {}).get("call_to_action", "")


def _common_call(words: str) -> str:
    return COMMON_CALLS.get(words.strip().upper().replace(" ", "_"), "")
