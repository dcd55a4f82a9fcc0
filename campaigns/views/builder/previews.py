"""An ad as its platform draws it: one drawing for each place in which it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import creatives.selectors
from campaigns.limits import Limits, channel_for, limits_for, width_of
from campaigns.types import Creative
from integrations.types import Channel, Platform

PLACES = {
    Platform.META: (("feed", "Feed, phone"), ("story", "Story"), ("reel", "Reel")),
    Platform.TIKTOK: (("tiktok", "In-feed"),),
    Channel.SEARCH: (("search", "Search, phone"),),
    Channel.DISPLAY: (("display", "Display"),),
    Channel.DEMAND_GEN: (("feed", "Discover, phone"),),
    Channel.PERFORMANCE_MAX: (("search", "Search, phone"), ("display", "Display")),
    Channel.APP: (("search", "Search, phone"),),
}
NAMES = {
    "primary_texts": "Text",
    "headlines": "Headlines",
    "descriptions": "Descriptions",
    "long_headlines": "Long headline",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """One ad in one place. `form` names the template; `number` of `total` counts the ads of the platform."""

    form: str
    where: str
    platform: str
    advertiser: str
    creative: Creative
    image: Any
    logo: Any
    limits: tuple[str, ...]
    number: int = 1
    total: int = 1

    @property
    def text(self) -> str:
        """Return the text that is shown first."""
        return (*self.creative.primary_texts, "")[0]

    @property
    def headline(self) -> str:
        """Return the headline that is shown first."""
        return (*self.creative.headlines, "")[0]

    @property
    def description(self) -> str:
        """Return the description that is shown first."""
        return (*self.creative.descriptions, "")[0]

    @property
    def template(self) -> str:
        """Return the template that draws it."""
        return f"campaigns/builder/_ad_{self.form}.html"


def draw(account, channel: str, creative: Creative, assets: dict[UUID, Any], number=1, total=1) -> list[Drawing]:
    """Return an ad in each place where its platform shows it."""
    platform = Platform(account.platform)
    shown = (*creative.videos, *(card.image for card in creative.cards), *creative.images)
    image = next((assets[uuid] for uuid in shown if uuid in assets), None)
    logo = next((assets[uuid] for uuid in creative.logos if uuid in assets), None)
    limits = limits_for(platform, channel)
    told = (
        *_counted(creative, limits),
        *([_measured(image)] if image and (limits.media.images or limits.media.videos) else []),
    )
    places = PLACES[Channel(channel)] if platform == Platform.GOOGLE else PLACES[platform]
    name = _advertiser(account, creative)
    return [Drawing(form, where, platform, name, creative, image, logo, told, number, total) for form, where in places]


def assets_of(creatives_: Iterable[Creative]) -> dict[UUID, Any]:
    """Return what some ads show, by id; one query."""
    return creatives.selectors.get_assets_by_id({uuid for creative in creatives_ for uuid in creative.asset_ids})


def channel_of(account, purpose: str, channel: str) -> str:
    """Return where on Google it shows; "" elsewhere."""
    return channel_for(account.platform, purpose, channel)


def _advertiser(account, creative: Creative) -> str:
    said = account.presence or {}
    own = {Platform.META: said.get("page_name"), Platform.TIKTOK: said.get("identity_name")}
    return creative.business_name or own.get(Platform(account.platform)) or said.get("business_name") or account.name


def _counted(creative: Creative, limits: Limits) -> list[str]:
    """Say how much of what fits is used: the shown signs of a single text, else how many there are."""
    told = []
    for kind, limit in limits.texts.items():
        texts = getattr(creative, kind)
        if kind not in NAMES or not texts:
            continue
        if limit.least > 1 or len(texts) > 1:
            told.append(f"{NAMES[kind]} {len(texts)} of {limit.most}")
        else:
            wide = width_of(texts[0], is_double=limits.is_double)
            told.append(f"{NAMES[kind].removesuffix('s')} {wide} of {limit.shown or limit.width}")
    return told


def _measured(asset) -> str:
    what = f", {asset.duration_s:.0f} s" if asset.is_video else f", {asset.width} × {asset.height}"
    return f"{'Video' if asset.is_video else 'Picture'} {asset.ratio or 'of an odd format'}{what}"
