"""What TikTok would refuse in an ad, found before anything is sent. Pure. Limits: platform facts, section C."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from integrations import types as t
from integrations.platforms.marks import double_width
from integrations.platforms.tiktok.creatives import CALLS_TO_ACTION, smart_texts
from integrations.platforms.tiktok.steps import EMOJI, shown_images, shown_videos

TEXT_MOST, PICTURES_LEAST, PICTURES_MOST, PIXELS_MOST = 100, 2, 35, 3_686_400
SHORTEST_S, LONGEST_S, VIDEO_MOST_BYTES = 5, 60, 500 * 1024 * 1024
SHAPES = {"9:16": (9 / 16, 540, 960), "1:1": (1.0, 640, 640), "16:9": (16 / 9, 960, 540)}
_TOLERANCE = 0.03
FORBIDDEN_SIGNS = "{}#"
NEEDS_VIDEO = "TikTok shows videos, or carousels of two and more pictures. Add a video (upright, 9:16, is best) or another picture."
ONE_ADDRESS = "On TikTok all pictures of a carousel lead to one address. Give every card the ad's own link."


def check_ad(ad: t.AdPlan, *, needs_link: bool) -> Iterator[t.Problem]:
    """Yield what is wrong with an ad."""
    if needs_link and not _is_address(ad.link):
        yield t.Problem("link", "This is not a web address. Write it with https:// in front.")
    if ad.call_to_action not in CALLS_TO_ACTION:
        yield t.Problem("call_to_action", "TikTok does not know this button. Choose one from the list.")
    yield from _check_texts(ad)
    yield from _check_media(ad)


def _is_address(link: str) -> bool:
    address = urlsplit(link)
    return address.scheme in ("http", "https") and "." in (address.hostname or "")


def _check_texts(ad: t.AdPlan) -> Iterator[t.Problem]:
    texts = smart_texts(ad)
    if not texts:
        yield t.Problem("primary_texts", "Write the text of the ad.")
    for text in texts:
        if (width := double_width(text)) > TEXT_MOST:
            yield t.Problem(
                "primary_texts", f"TikTok takes {TEXT_MOST} signs of text; this has {width}. Shorten “{text[:40]}…”."
            )
        if EMOJI.search(text):
            yield t.Problem("primary_texts", "TikTok takes no emoji in an ad's text. Leave them out.")
        if any(sign in text for sign in FORBIDDEN_SIGNS):
            yield t.Problem("primary_texts", "TikTok takes no { } or # in an ad's text. Leave them out.")


def _check_media(ad: t.AdPlan) -> Iterator[t.Problem]:
    images, videos = shown_images(ad), shown_videos(ad)
    if not videos and len(images) < PICTURES_LEAST:
        yield t.Problem("videos", NEEDS_VIDEO)
    if len(images) > PICTURES_MOST:
        yield t.Problem("images", f"TikTok takes {PICTURES_MOST} pictures in a carousel. Leave some out.")
    if any(card.link and card.link != ad.link for card in ad.cards):
        yield t.Problem("cards", ONE_ADDRESS)
    if any(image.width * image.height > PIXELS_MOST for image in images):
        yield t.Problem("images", "A picture is too large for TikTok: 1440 × 2560 pixels is the most. Make it smaller.")
    for video in videos:
        yield from _check_video(video)


def _check_video(video: t.VideoFile) -> Iterator[t.Problem]:
    if video.byte_size > VIDEO_MOST_BYTES:
        yield t.Problem("videos", "The video is larger than the 500 MB that TikTok takes. Make it smaller.")
    if video.duration_s and not SHORTEST_S <= video.duration_s <= LONGEST_S:
        yield t.Problem(
            "videos", f"TikTok takes videos of {SHORTEST_S} to {LONGEST_S} seconds. Cut it (9 to 15 work best)."
        )
    if video.width and video.height and not _has_shape(video):
        yield t.Problem(
            "videos", "TikTok takes 9:16 from 540 × 960, 1:1 from 640 × 640 or 16:9 from 960 × 540. Make it one."
        )


def _has_shape(video: t.VideoFile) -> bool:
    ratio = video.width / video.height
    return any(
        abs(ratio / wanted - 1) <= _TOLERANCE and video.width >= width and video.height >= height
        for wanted, width, height in SHAPES.values()
    )
