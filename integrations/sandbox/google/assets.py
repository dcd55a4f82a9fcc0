"""Asset: pictures, texts, videos, forms and the like. The same content is kept once, under its first name."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from ..files import keep_file
from ..store import Thing
from . import images, videos
from .ad_specs import SQUARE, WIDE, Pictures
from .batch import Batch, Handler, check_name
from .errors import Problem, required
from .lead_forms import check_lead_form
from .texts import check_picture, check_urls, too_long, width

_TYPES = {
    "image_asset": "IMAGE", "text_asset": "TEXT", "youtube_video_asset": "YOUTUBE_VIDEO", "lead_form_asset": "LEAD_FORM",
    "call_to_action_asset": "CALL_TO_ACTION", "sitelink_asset": "SITELINK", "callout_asset": "CALLOUT",
    "structured_snippet_asset": "STRUCTURED_SNIPPET", "demand_gen_carousel_card_asset": "DEMAND_GEN_CAROUSEL_CARD",
}  # fmt: skip
_SHAPES = {
    "marketing_image_asset": Pictures(0, 1, WIDE, 600, 314), "square_marketing_image_asset": Pictures(0, 1, SQUARE, 300, 300),
    "portrait_marketing_image_asset": Pictures(0, 1, 0.8, 480, 600),
}  # fmt: skip


def create(batch: Batch, data: dict[str, Any]) -> Thing:
    field = next((name for name in _TYPES if name in data), "")
    if not field:
        raise Problem(
            "asset_error", "ASSET_DATA_IS_MISSING", "The asset has no content the sandbox knows.", ("create",)
        )
    check_name(data, 128, is_needed=False)
    data |= {"type_": _TYPES[field], "source": "ADVERTISER"}
    data["_same"] = _CHECKS[field](batch, data)
    if same := _find_same(batch, data):
        return same
    if data.get("name"):
        _check_unique(batch, data)
    return batch.make("asset", data, parent="")


def update(batch: Batch, thing: Thing, before: dict[str, Any], paths: list[str]) -> None:
    if "name" in paths and thing.data["type_"] == "IMAGE":
        raise Problem("asset_error", "CANNOT_MODIFY_ASSET_NAME", "The name can't be modified.", ("update", "name"))


def _find_same(batch: Batch, data: dict[str, Any]) -> Thing | None:
    things = batch.call.store.list("google.asset", account=batch.account.id)
    return next((t for t in things if t.data["_same"] == data["_same"]), None)


def _check_unique(batch: Batch, data: dict[str, Any]) -> None:
    things = batch.call.store.list("google.asset", account=batch.account.id, name=data["name"])
    if any(t.data["type_"] == data["type_"] for t in things):
        words = "Another asset of this kind has the name."
        raise Problem("asset_error", "DUPLICATE_ASSET_NAME", words, ("create", "name"), data["name"])


def _image(batch: Batch, data: dict[str, Any]) -> str:
    raw = data["image_asset"].get("data", "")
    if not raw:
        raise required("create", "image_asset", "data")
    content, described = images.read(raw, ("create", "image_asset", "data"))
    digest = keep_file(batch.call.store, content)
    described["full_size"]["url"] = f"https://tpc.googlesyndication.com/simgad/{digest}"
    data["image_asset"] = described
    return digest


def _text(batch: Batch, data: dict[str, Any]) -> str:
    text = data["text_asset"].get("text", "")
    if not text:
        raise required("create", "text_asset", "text")
    if width(text) > 90:
        raise too_long(text, "create", "text_asset", "text")
    return f"text {text}"


def _video(batch: Batch, data: dict[str, Any]) -> str:
    path = ("create", "youtube_video_asset", "youtube_video_id")
    video = data["youtube_video_asset"].get("youtube_video_id", "")
    if not video:
        raise required(*path)
    if not videos.find_processed(batch.call, video):
        words = "The video was not found, or is not ready."
        raise Problem("youtube_video_registration_error", "VIDEO_NOT_FOUND", words, path, video)
    data["youtube_video_asset"].setdefault("youtube_video_title", data.get("name", ""))
    return f"video {video}"


def _card(batch: Batch, data: dict[str, Any]) -> str:
    card = data["demand_gen_carousel_card_asset"]
    path = ("create", "demand_gen_carousel_card_asset")
    for name in ("headline",):
        if not card.get(name):
            raise required(*path, name)
    if width(card["headline"]) > 40:
        raise too_long(card["headline"], *path, "headline")
    given = [name for name in _SHAPES if card.get(name)]
    if not given:
        raise required(*path, "marketing_image_asset")
    for name in given:
        check_picture(batch.find(card[name], *path, name, kind="asset").data, _SHAPES[name], (*path, name))
    check_urls(data.get("final_urls", []), "create", "final_urls")
    return _content(data, "demand_gen_carousel_card_asset")


def _other(batch: Batch, data: dict[str, Any]) -> str:
    field = next(name for name in _TYPES if name in data)
    needed = {"call_to_action_asset": "call_to_action", "sitelink_asset": "link_text", "callout_asset": "callout_text"}
    if field in needed and not data[field].get(needed[field]):
        raise required("create", field, needed[field])
    if field == "sitelink_asset":
        check_urls(data.get("final_urls", []), "create", "final_urls")
    return _content(data, field)


def _lead_form(batch: Batch, data: dict[str, Any]) -> str:
    check_lead_form(batch, data)
    return _content(data, "lead_form_asset") + data.get("name", "")


def _content(data: dict[str, Any], field: str) -> str:
    text = json.dumps([data[field], data.get("final_urls", [])], sort_keys=True)
    return f"{field} {hashlib.sha256(text.encode()).hexdigest()}"


_CHECKS: dict[str, Callable[[Batch, dict[str, Any]], str]] = dict.fromkeys(_TYPES, _other) | {
    "image_asset": _image, "text_asset": _text, "youtube_video_asset": _video, "lead_form_asset": _lead_form,
    "demand_gen_carousel_card_asset": _card,
}  # fmt: skip

HANDLER = Handler(create, update, None, frozenset(("type",)))
