"""Texts, addresses and pictures of ads held against what their kind takes."""

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from .ad_specs import Pictures, Texts
from .batch import Batch
from .errors import Element, Problem, required
from .review import check_text

_HOST = re.compile(r"[a-z0-9\-]+(\.[a-z0-9\-]+)+$")


def width(text: str) -> int:
    """Return how many places a text takes: wide characters (Chinese, Japanese, Korean) count two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def too_long(text: str, *path: Element) -> Problem:
    return Problem("string_length_error", "TOO_LONG", "Too long.", path, text)


def check_texts(value: Any, rule: Texts, path: tuple[Element, ...]) -> list[str]:
    """Return the texts of one field of an ad; raises for their number, width, or Google's editorial rules."""
    given = [value] if rule.single and value else value or []
    if len(given) < rule.least:
        if rule.single or not given:
            raise required(*path)
        raise Problem("collection_size_error", "TOO_FEW", f"Too few. At least {rule.least} are needed.", path)
    if len(given) > rule.most:
        raise Problem("collection_size_error", "TOO_MANY", f"Too many. At most {rule.most} are allowed.", path)
    texts = [item if rule.bare else item.get("text", "") for item in given]
    for index, text in enumerate(texts):
        place = path if rule.single and rule.bare else _inside(path, rule, index)
        if not text:
            raise Problem("string_length_error", "EMPTY", "The text is empty.", place)
        if width(text) > rule.width:
            raise too_long(text, *place)
        check_text(text, place, is_headline=rule.is_headline)
        if text in texts[:index]:
            raise Problem("distinct_error", "DUPLICATE_ELEMENT", "The same text is given twice.", place, text)
    return texts


def _inside(path: tuple[Element, ...], rule: Texts, index: int) -> tuple[Element, ...]:
    return (*path, "text") if rule.single else (*path[:-1], (str(path[-1]), index), "text")


def check_urls(urls: list[str], *path: Element) -> None:
    """Refuse a missing or broken address."""
    if not urls:
        raise required(*path)
    for index, url in enumerate(urls):
        parts = urlsplit(url)
        place = (*path[:-1], (str(path[-1]), index))
        if not parts.scheme:
            raise Problem("ad_error", "URL_NO_SCHEME", "The URL has no scheme.", place, url)
        if parts.scheme not in ("http", "https"):
            raise Problem("ad_error", "URL_INVALID_SCHEME", "The URL's scheme is invalid.", place, url)
        if not _HOST.match((parts.hostname or "").lower()):
            raise Problem("ad_error", "URL_NO_TOP_LEVEL_DOMAIN", "The URL has no top-level domain.", place, url)


def check_pictures(batch: Batch, value: Any, rule: Pictures, path: tuple[Element, ...]) -> int:
    """Return how many pictures a field of an ad has; raises for their number, kind and shape."""
    given = [value] if rule.single and value else value or []
    if len(given) < rule.least:
        raise required(*path)
    if len(given) > rule.most:
        raise Problem("collection_size_error", "TOO_MANY", f"Too many. At most {rule.most} are allowed.", path)
    for index, item in enumerate(given):
        place = (*path, "asset") if rule.single else (*path[:-1], (str(path[-1]), index), "asset")
        asset = batch.find(item.get("asset", ""), *place, kind="asset")
        check_picture(asset.data, rule, place)
    return len(given)


def check_picture(asset: dict[str, Any], rule: Pictures, path: tuple[Element, ...]) -> None:
    """Raise unless an asset is a picture of the shape (± 1 %) and size."""
    if asset["type_"] != "IMAGE":
        words = "The asset is no image."
        raise Problem("asset_link_error", "FIELD_TYPE_INCOMPATIBLE_WITH_ASSET_TYPE", words, path)
    size = asset["image_asset"]["full_size"]
    wide, high = int(size["width_pixels"]), int(size["height_pixels"])
    if abs(wide / high / rule.ratio - 1) > 0.011:
        words = f"The image's aspect ratio {wide}:{high} is not allowed here."
        raise Problem("image_error", "ASPECT_RATIO_NOT_ALLOWED", words, path)
    if wide < rule.width or high < rule.height:
        words = f"The image is smaller than {rule.width} x {rule.height} pixels."
        raise Problem("image_error", "IMAGE_TOO_SMALL", words, path)
