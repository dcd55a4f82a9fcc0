"""New words, pictures or link for an ad that exists.

Google lets the ads that Adwright makes be changed in place (`AdService`), so that they keep their id and their figures;
Google reviews them again. An asset group is changed by linking new assets and unlinking those that are gone, in one
atomic call, so that it never has too few.
"""

from collections.abc import Mapping
from typing import Any

from integrations import errors as house
from integrations import types as t
from integrations.platforms.google import gaql, ids
from integrations.platforms.google.ad_fields import ad_fields
from integrations.platforms.google.ad_rules import check_ad, refuse
from integrations.platforms.google.asset_groups import group_assets
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.client import Ads
from integrations.platforms.google.media import Media

_CHANNELS = {
    "RESPONSIVE_SEARCH_AD": t.Channel.SEARCH,
    "RESPONSIVE_DISPLAY_AD": t.Channel.DISPLAY,
    "DEMAND_GEN_MULTI_ASSET_AD": t.Channel.DEMAND_GEN,
    "DEMAND_GEN_CAROUSEL_AD": t.Channel.DEMAND_GEN,
    "DEMAND_GEN_VIDEO_RESPONSIVE_AD": t.Channel.DEMAND_GEN,
    "APP_AD": t.Channel.APP,
}
_OTHER = "Adwright cannot change this kind of ad. Change it in Google Ads."
_NEW_VIDEO = "A video cannot be put into an ad that exists. Make a new ad with it."
_LINKS = (
    "asset_group_asset.resource_name", "asset_group_asset.field_type", "asset.resource_name", "asset.name",
    "asset.text_asset.text", "asset.call_to_action_asset.call_to_action",
)  # fmt: skip


class Creatives:
    """Changes of ads on one account."""

    def __init__(self, ads: Ads, link: t.AccountLink):
        self.ads = ads
        self.link = link

    def change(self, ref: t.ObjectRef, change: t.CreativeChange) -> None:
        """Give an ad the words, pictures and link of the plan's ad."""
        ad = next(ad for group in change.plan.ad_groups for ad in group.ads if ad.key == change.ad_key)
        if ad.videos:
            raise house.InvalidRequest(_NEW_VIDEO, fields={"videos": _NEW_VIDEO})
        batch = Batch(self.link.external_id)
        if ids.is_asset_group(ref):
            self._change_group(batch, ref, ad)
        else:
            self._change_ad(batch, ref, ad)
        self.ads.mutate(batch.operations)

    def _change_ad(self, batch: Batch, ref: t.ObjectRef, ad: t.AdPlan) -> None:
        channel = _CHANNELS.get(self._type_of(ref))
        if channel is None:
            raise house.InvalidRequest(_OTHER)
        refuse(list(check_ad(ad, channel, self._business_name)))
        made = ad_fields(ad, channel, Media(batch, {}), self._business_name)
        name = f"customers/{self.link.external_id}/ads/{ref.external_id.partition('~')[2]}"
        paths = [path for part, value in made.items() for path in _paths(part, value)]
        batch.update("ad", {"resource_name": name, **made}, *paths)

    def _change_group(self, batch: Batch, ref: t.ObjectRef, ad: t.AdPlan) -> None:
        """Keep the links that stay, add the new ones, take the others away; videos are left as they are."""
        refuse(list(check_ad(ad, t.Channel.PERFORMANCE_MAX, self._business_name)))
        name = ids.resource_name(self.link.external_id, ref)
        there = self._links(name)
        wanted = set()
        for field_type, asset in group_assets(ad, Media(batch, {}), self._business_name):
            key = (field_type, _known_by(batch.created(asset)))
            wanted.add(key)
            if key in there:
                batch.forget(asset)
            else:
                batch.create("asset_group_asset", {"asset_group": name, "asset": asset, "field_type": field_type})
        for key, link in there.items():
            if key not in wanted and key[0] != "YOUTUBE_VIDEO":
                batch.remove("asset_group_asset", link)
        batch.update("asset_group", {"resource_name": name, "final_urls": [ad.link]}, "final_urls")

    def _links(self, group: str) -> dict[tuple[str, str], str]:
        """Return an asset group's links by field type and content."""
        there = (f"asset_group.resource_name = {gaql.quote(group)}", "asset_group_asset.status != 'REMOVED'")
        rows = self.ads.rows(gaql.select(_LINKS, "asset_group_asset", *there))
        return {
            (row["asset_group_asset"]["field_type"], _known_by(row["asset"])): row["asset_group_asset"]["resource_name"]
            for row in rows
        }

    def _type_of(self, ref: t.ObjectRef) -> str:
        name = gaql.quote(ids.resource_name(self.link.external_id, ref))
        there = (f"ad_group_ad.resource_name = {name}", "ad_group_ad.status != 'REMOVED'")
        row = next(self.ads.rows(gaql.select(["ad_group_ad.ad.type"], "ad_group_ad", *there)), None)
        if row is None:
            raise house.ObjectNotFound("Google does not find this ad any more.")
        return row["ad_group_ad"]["ad"].get("type_", "")

    @property
    def _business_name(self) -> str:
        return self.link.presence.get("business_name", "")


def _known_by(asset: Mapping[str, Any]) -> str:
    """Return what makes an asset the same: its text, its call to action, or its name (made from a picture's bytes)."""
    call = asset.get("call_to_action_asset", {}).get("call_to_action", "")
    return asset.get("text_asset", {}).get("text") or call or asset.get("name", "")


def _paths(part: str, value: Any) -> list[str]:
    """Return the mask of a part of an ad: Google wants the innermost fields, a list as a whole."""
    if not isinstance(value, dict):
        return [part]
    return [path for name, inner in value.items() for path in _paths(f"{part}.{name}", inner)]
