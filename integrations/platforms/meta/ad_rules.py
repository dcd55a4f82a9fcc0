"""What Meta would refuse of an ad. Pure. Numbers: platform facts, section C."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from integrations import types as t
from integrations.platforms.meta.creatives import CALLS_TO_ACTION
from integrations.platforms.meta.forms import BUTTONS
from integrations.platforms.meta.steps import pictures_of, video_of

CARDS_LEAST, CARDS_MOST = 2, 10
LEAST_SIDE = 500
VIDEO_MOST_BYTES, VIDEO_LEAST_S, VIDEO_MOST_S = 4 * 10**9, 1, 241 * 60


def check_ad(ad: t.AdPlan, plan: t.CampaignPlan) -> Iterator[t.Problem]:
    """Yield what is wrong with an ad."""
    yield from _check_link("link", ad.link)
    yield from _check_button(ad, plan)
    if not any(text.strip() for text in ad.primary_texts):
        yield t.Problem("primary_texts", "Write the text that stands above the picture.")
    yield from _check_cards(ad)
    yield from _check_media(ad)


def _check_link(field: str, link: str) -> Iterator[t.Problem]:
    address = urlsplit(link)
    if address.scheme not in ("http", "https") or "." not in (address.hostname or ""):
        yield t.Problem(field, "This is not a web address. Write it with https:// in front.")


def _check_button(ad: t.AdPlan, plan: t.CampaignPlan) -> Iterator[t.Problem]:
    if ad.call_to_action not in CALLS_TO_ACTION:
        yield t.Problem("call_to_action", "Meta does not know this button. Choose one from the list.")
    elif plan.lead_form and plan.purpose == t.Purpose.LEAD_GENERATION and ad.call_to_action not in BUTTONS:
        names = ", ".join(word.replace("_", " ") for word in BUTTONS)
        yield t.Problem("call_to_action", f"This button opens no form. Choose one of: {names}.")


def _check_cards(ad: t.AdPlan) -> Iterator[t.Problem]:
    if ad.cards and not CARDS_LEAST <= len(ad.cards) <= CARDS_MOST:
        yield t.Problem("cards", f"A carousel on Meta has {CARDS_LEAST} to {CARDS_MOST} cards.")
    for card in ad.cards:
        yield from _check_link("cards", card.link)


def _check_media(ad: t.AdPlan) -> Iterator[t.Problem]:
    video = video_of(ad)
    if not (video or ad.cards or ad.images):
        yield t.Problem("images", "An ad on Meta shows a picture or a video. Choose one.")
    for picture in pictures_of(ad):
        if picture.width and min(picture.width, picture.height) < LEAST_SIDE:
            size = f"{picture.width} × {picture.height}"
            text = f"“{picture.file_name}” is {size}; Meta wants at least {LEAST_SIDE} pixels on each side."
            yield t.Problem("images", text)
    if video and (video.byte_size > VIDEO_MOST_BYTES or _is_wrong_length(video)):
        yield t.Problem("videos", "Meta takes videos of up to 4 GB that last from a second to four hours.")


def _is_wrong_length(video: t.VideoFile) -> bool:
    return bool(video.duration_s) and not VIDEO_LEAST_S <= video.duration_s <= VIDEO_MOST_S
