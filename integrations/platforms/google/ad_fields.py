"""An ad of each channel, put together from a plan's ad; its assets are made in a batch."""

from typing import Any

from integrations import types as t
from integrations.platforms.google import ads, limits, pictures
from integrations.platforms.google.media import Media
from integrations.platforms.google.purposes import APP, DISPLAY, SEARCH


def ad_fields(ad: t.AdPlan, channel: t.Channel, media: Media, business_name: str) -> dict[str, Any]:
    """Return an ad of a channel; its assets are made in the media's batch."""
    texts = limits.texts_of(ad, limits.limits_for(ad, channel), business_name)
    if channel == APP:
        images = [media.image(one) for one in ad.images if pictures.format_of(one)]
        return {**ads.app_ad(texts, images, [media.video(one) for one in ad.videos])}
    made: dict[str, Any] = {"final_urls": [ad.link]}
    if channel == SEARCH:
        return made | ads.search_ad(texts, ad.display_path)
    if channel == DISPLAY:
        videos = [media.video(video) for video in ad.videos[:5]]
        return made | ads.display_ad(texts, media.images(ad.images), media.logos(ad.logos), ad.call_to_action, videos)
    return made | _demand_gen_ad(ad, texts, media)


def _demand_gen_ad(ad: t.AdPlan, texts: ads.Texts, media: Media) -> dict[str, Any]:
    logos, call = media.logos(ad.logos), ad.call_to_action
    if ad.cards:
        return ads.carousel_ad(texts, [media.card(card, call) for card in ad.cards], logos, call)
    if ad.videos:
        return ads.video_ad(texts, [media.video(video) for video in ad.videos], logos, media.call(call))
    return ads.picture_ad(texts, media.images(ad.images), logos, call)
