"""Ad creatives: a link post with a picture (or a video), as `object_story_spec` describes it."""

from typing import Any

from ..store import Thing
from .call import Call
from .creative_rules import check_call_to_action, check_instagram, check_link_data, check_video_data
from .errors import GraphError, refused
from .lists import page
from .objects import check_writable, keep_new, read_name, remember
from .promoted import check_page
from .registry import computed, edge, node
from .render import render


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
    kind, part = _read_post(call, spec)
    data |= {"object_story_spec": spec, "object_type": "SHARE" if kind == "link_data" else "VIDEO"}
    data |= _flat(part)
    return data | ({"url_tags": call.text("url_tags")} if call.has("url_tags") else {})


def _read_post(call: Call, spec: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the one kind of post that a spec describes, checked."""
    if not spec.get("page_id"):
        raise GraphError("(#100) The parameter object_story_spec[page_id] is required", blame=("object_story_spec",))
    check_page(call, spec["page_id"])
    check_instagram(call, spec.get("instagram_user_id"))
    kinds = [kind for kind in ("link_data", "video_data", "photo_data", "template_data") if spec.get(kind)]
    if len(kinds) != 1:
        raise refused(
            "One kind of post", "object_story_spec needs exactly one of link_data, video_data.", "object_story_spec"
        )
    part = spec[kinds[0]]
    checks = {"link_data": check_link_data, "video_data": check_video_data}
    if kinds[0] in checks:
        checks[kinds[0]](call, part)
    for shown in [part, *part.get("child_attachments", [])]:
        check_call_to_action(call, spec["page_id"], shown.get("call_to_action"))
    return kinds[0], part


def _flat(part: dict[str, Any]) -> dict[str, Any]:
    """Return the read-only flat fields that Meta derives from the post; a carousel shows its first card."""
    card = (part.get("child_attachments") or [{}])[0]
    flat = {
        "body": part.get("message"),
        "title": part.get("name") or part.get("title"),
        "image_hash": part.get("image_hash") or card.get("image_hash"),
        "video_id": part.get("video_id"),
        "thumbnail_url": part.get("image_url"),
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
    return creative.data.get("thumbnail_url") or image_url(call, creative)


@computed("creative", "effective_object_story_id")
def effective_object_story_id(call: Call, creative: Thing) -> str | None:
    page_id = creative.data.get("object_story_spec", {}).get("page_id")
    return f"{page_id}_{creative.id}" if page_id else creative.data.get("object_story_id")
