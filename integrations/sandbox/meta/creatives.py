"""Ad creatives: a link post with a picture (or a video), as `object_story_spec` describes it."""

from typing import Any
from urllib.parse import urlsplit

from ..store import Thing
from .adset_rules import check_page
from .call import Call
from .errors import GraphError, not_one_of, refused
from .lists import page
from .objects import check_writable, keep_new, read_name, remember
from .registry import computed, edge, node
from .render import render
from .words import CALLS_TO_ACTION


@edge("account", "adcreatives")
def list_creatives(call: Call, account: Thing) -> dict[str, Any]:
    found = call.store.list("creative", account=account.id)[::-1]
    for rule in call.json("filtering", list) or []:
        if rule.get("field") == "name" and rule.get("operator") == "EQUAL":
            found = [creative for creative in found if creative.name == rule["value"]]
    return page(call, found, lambda creative: render(call, creative, call.text("fields")))


@edge("account", "adcreatives", "POST")
def create_creative(call: Call, account: Thing) -> dict[str, Any]:
    check_writable(call, account)
    return keep_new(call, "creative", account.id, account.id, read_creative(call))


def read_creative(call: Call) -> dict[str, Any]:
    """Read and check a creative's parameters; returns what is stored."""
    data: dict[str, Any] = {"name": read_name(call) if call.has("name") else "Creative", "status": "ACTIVE"}
    spec = call.json("object_story_spec")
    if spec is None:
        if not call.has("object_story_id"):
            raise refused("Creative needs a post", "Set object_story_spec or object_story_id.", "object_story_spec")
        return data | {"object_story_id": call.text("object_story_id")}
    if not spec.get("page_id"):
        raise GraphError("(#100) The parameter object_story_spec[page_id] is required", blame=("object_story_spec",))
    check_page(call, spec["page_id"])
    kinds = [kind for kind in ("link_data", "video_data", "photo_data", "template_data") if spec.get(kind)]
    if len(kinds) != 1:
        raise refused(
            "One kind of post", "object_story_spec needs exactly one of link_data, video_data.", "object_story_spec"
        )
    part = spec[kinds[0]]
    _check_link_data(call, part) if kinds[0] == "link_data" else _check_video_data(part)
    _check_call_to_action(part.get("call_to_action"))
    data |= {"object_story_spec": spec, "object_type": "SHARE" if kinds[0] == "link_data" else "VIDEO"}
    data |= _flat(part)
    return data | ({"url_tags": call.text("url_tags")} if call.has("url_tags") else {})


def _check_link_data(call: Call, part: dict[str, Any]) -> None:
    link = part.get("link", "")
    if not link:
        raise refused("Link required", "link_data needs a link.", "link", subcode=1815520)
    address = urlsplit(link)
    if address.scheme not in ("http", "https") or "." not in (address.hostname or ""):
        raise refused("Invalid link", "The website address isn't valid.", "link", subcode=1487928)
    for card in [part, *part.get("child_attachments", [])]:
        digest = card.get("image_hash")
        if digest and call.store.get(f"{call.account.id}:{digest}", "image") is None:
            raise refused(
                "Image not found", "The image is not in the ad account's library.", "image_hash", subcode=1487758
            )
    cards = part.get("child_attachments")
    if cards is not None and not 2 <= len(cards) <= 10:
        raise refused("Carousel cards", "A carousel needs 2 to 10 cards.", "child_attachments")


def _check_video_data(part: dict[str, Any]) -> None:
    if not part.get("video_id"):
        raise refused("Video required", "video_data needs a video_id.", "video_id")
    if not (part.get("image_hash") or part.get("image_url")):
        raise refused(
            "Thumbnail required", "Your video needs a thumbnail: image_hash or image_url.", "image_url", subcode=1443226
        )


def _check_call_to_action(action: dict[str, Any] | None) -> None:
    if action is not None and action.get("type") not in CALLS_TO_ACTION:
        raise not_one_of("call_to_action[type]", CALLS_TO_ACTION)


def _flat(part: dict[str, Any]) -> dict[str, Any]:
    """Return the read-only flat fields that Meta derives from the post."""
    flat = {
        "body": part.get("message"),
        "title": part.get("name") or part.get("title"),
        "image_hash": part.get("image_hash"),
    }
    flat |= {"call_to_action_type": (part.get("call_to_action") or {}).get("type"), "link_url": part.get("link")}
    return {name: value for name, value in flat.items() if value}


@node("creative", "POST")
def rename_creative(call: Call, creative: Thing) -> dict[str, Any]:
    """Only the name and the switch of a creative can be changed."""
    for name in ("object_story_spec", "url_tags"):
        if call.has(name):
            raise refused("Creative can't be changed", "Make a new creative instead.", name, subcode=1815573)
    if call.has("name"):
        creative.data["name"] = read_name(call)
    return remember(call, creative)


@node("creative", "DELETE")
def delete_creative(call: Call, creative: Thing) -> dict[str, Any]:
    used = [ad for ad in call.store.list("ad", account=creative.account) if ad.data["_creative"] == creative.id]
    if any(ad.data["status"] != "DELETED" for ad in used):
        raise refused("Creative in use", "This creative is used by an ad.", "id", subcode=1487733)
    creative.data["status"] = "DELETED"
    return remember(call, creative)


@computed("creative", "image_url")
def image_url(call: Call, creative: Thing) -> str | None:
    image = call.store.get(f"{creative.account}:{creative.data.get('image_hash')}", "image")
    return image.data["url"] if image else None


@computed("creative", "thumbnail_url")
def thumbnail_url(call: Call, creative: Thing) -> str | None:
    return image_url(call, creative)


@computed("creative", "effective_object_story_id")
def effective_object_story_id(call: Call, creative: Thing) -> str | None:
    page_id = creative.data.get("object_story_spec", {}).get("page_id")
    return f"{page_id}_{creative.id}" if page_id else creative.data.get("object_story_id")
