"""What an ad may show and say: identity, media, text, address, call to action (platform facts, sections A4, C, 0b)."""

from typing import Any
from urllib.parse import urlsplit

from ..store import Thing
from . import errors
from .assets import find_owned
from .call import Call
from .fields import Fields
from .images import MUSIC
from .names import has_emoji, width
from .uploads import find_file
from .videos import find_ready_video
from .words import AD_FORMATS, IDENTITIES, SPARK_IDENTITIES

_LONGEST_TEXT = 100
_RATIO_TOLERANCE = 0.02


def read_identity(call: Call, fields: Fields) -> dict[str, str]:
    """Read whom the ad speaks for: a linked TikTok account. Custom identities can't be used for new ads on TikTok."""
    kind = fields.require_choice("identity_type", IDENTITIES)
    one = fields.require("identity_id")
    if kind not in SPARK_IDENTITIES:
        words = "CUSTOMIZED_USER is no longer supported for ads on TikTok. Link a TikTok account and use its identity."
        raise errors.wrong(fields.label("identity_type"), words)
    identity = find_owned(call, "identity", fields.label("identity_id"), one)
    if identity.data["identity_type"] != kind:
        raise errors.wrong(fields.label("identity_type"), f"The identity's type is {identity.data['identity_type']}.")
    if identity.data["available_status"] != "AVAILABLE":
        words = f"The identity can't be used: {identity.data['available_status']}."
        raise errors.wrong(fields.label("identity_id"), words)
    if kind == "BC_AUTH_TT":
        fields.require("identity_authorized_bc_id")
    bc = fields.text("identity_authorized_bc_id")
    return {"identity_type": kind, "identity_id": one} | ({"identity_authorized_bc_id": bc} if bc else {})


def read_media(call: Call, fields: Fields, image_ids: list[str], video_id: str, music_id: str) -> dict[str, Any]:
    """Read a video with its cover, or a carousel's pictures with music."""
    kind = fields.require_choice("ad_format", AD_FORMATS)
    images = [find_file(call, "image", fields.label("image_ids"), one) for one in image_ids]
    if kind == "SINGLE_VIDEO":
        if not video_id:
            raise errors.missing(fields.label("video_id"))
        _check_cover(fields, find_ready_video(call, fields.label("video_id"), video_id), images)
        return {"ad_format": kind, "video_id": video_id, "image_ids": image_ids}
    if not 2 <= len(images) <= 35:
        raise errors.wrong(fields.label("image_ids"), "A carousel takes 2 to 35 images.")
    if music_id not in MUSIC:
        raise errors.missing(fields.label("music_id")) if not music_id else errors.wrong("music_id", "Does not exist.")
    return {"ad_format": kind, "image_ids": image_ids, "music_id": music_id}


def _check_cover(fields: Fields, video: Thing, images: list[Thing]) -> None:
    """A video takes exactly one cover, of its own ratio."""
    if len(images) != 1:
        raise errors.wrong(fields.label("image_ids"), "A video takes exactly one cover image.")
    size = (video.data["width"], video.data["height"])
    cover = (images[0].data["width"], images[0].data["height"])
    if all(size) and abs(size[0] / size[1] / (cover[0] / cover[1]) - 1) > _RATIO_TOLERANCE:
        raise errors.wrong(fields.label("image_ids"), "The cover image must have the video's aspect ratio.")


def read_text(fields: Fields, name: str = "ad_text") -> str:
    """Read an ad's text: 1 to 100 characters (Chinese, Japanese and Korean count two), no emoji, no {{ }} or #."""
    text = fields.require(name)
    if width(text) > _LONGEST_TEXT:
        raise errors.wrong(fields.label(name), f"Longer than maximum length {_LONGEST_TEXT}.")
    if has_emoji(text):
        raise errors.wrong(fields.label(name), "Emoji are not supported.")
    if bad := [sign for sign in "{}#" if sign in text]:
        raise errors.wrong(fields.label(name), f"The character {bad[0]} is not supported.")
    return text


def read_address(fields: Fields, name: str) -> str:
    address = fields.require(name)
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or ""):
        raise errors.wrong(fields.label(name), "Not a valid URL.")
    return address
