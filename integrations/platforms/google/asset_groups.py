"""The assets of a Performance Max asset group: texts, pictures, logos, videos, each with the field that it fills. Pure."""

from collections.abc import Iterator

from integrations import types as t
from integrations.platforms.google import limits, pictures
from integrations.platforms.google.media import Media

_TEXTS = {
    "headlines": "HEADLINE",
    "long_headlines": "LONG_HEADLINE",
    "descriptions": "DESCRIPTION",
    "business_name": "BUSINESS_NAME",
}
_IMAGES = {
    pictures.LANDSCAPE: "MARKETING_IMAGE",
    pictures.SQUARE: "SQUARE_MARKETING_IMAGE",
    pictures.PORTRAIT: "PORTRAIT_MARKETING_IMAGE",
}
_LOGOS = {pictures.SQUARE: "LOGO", pictures.WIDE_LOGO: "LANDSCAPE_LOGO"}
_MOST = 5


def group_assets(ad: t.AdPlan, media: Media, business_name: str) -> Iterator[tuple[str, str]]:
    """Yield field type and asset; texts in their order."""
    texts = limits.texts_of(ad, limits.limits_for(ad, t.Channel.PERFORMANCE_MAX), business_name)
    for part, field_type in _TEXTS.items():
        yield from ((field_type, media.text(text)) for text in texts[part])
    images, logos = media.images(ad.images), media.logos(ad.logos)
    for name, field_type in _IMAGES.items():
        yield from ((field_type, asset) for asset in images[name])
    for name, field_type in _LOGOS.items():
        yield from ((field_type, asset) for asset in logos[name][:_MOST])
    yield from (("YOUTUBE_VIDEO", media.video(video)) for video in ad.videos[:_MOST])
    yield "CALL_TO_ACTION_SELECTION", media.call(ad.call_to_action)
