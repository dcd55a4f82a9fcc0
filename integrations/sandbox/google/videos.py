"""Videos on their way to YouTube: uploaded, worked on for some simulated minutes, ready or failed."""

import hashlib
from typing import Any

from ..store import Thing
from ..world import World
from .call import Call

_UPLOADING_S, _PROCESSING_S = 20, 240
_MAGIC = (b"ftyp", b"\x1a\x45\xdf\xa3", b"RIFF", b"moov", b"mdat")


def make(world: World, account: Thing, upload_id: str, data: dict[str, Any], content: bytes) -> Thing:
    """Keep an uploaded video; what is no video will fail in processing, as on YouTube."""
    fails = not any(magic in content[:64] for magic in _MAGIC)
    kept = {
        "video_upload_id": upload_id, "video_title": data.get("video_title", ""), "name": data.get("video_title", ""),
        "video_description": data.get("video_description", ""), "video_privacy": data.get("video_privacy") or "UNLISTED",
        "channel_id": data.get("channel_id") or f"UC{hashlib.sha1(account.id.encode(), usedforsecurity=False).hexdigest()[:22]}",
        "_video_id": hashlib.sha256(f"{world.config.seed}{upload_id}".encode()).hexdigest()[:11], "_fails": fails,
    }  # fmt: skip
    wish = world.store.get_value("transcoding_s")
    kept["_takes"] = _PROCESSING_S if wish is None else wish
    now = world.now()
    return world.store.put(Thing(upload_id, "google.you_tube_video_upload", account.id, account.id, now, now, kept))


def state(thing: Thing, now: float) -> str:
    """Return PENDING, UPLOADED, PROCESSED, FAILED or UNAVAILABLE. The control API can set `_state` for good."""
    if thing.data.get("_state"):
        return str(thing.data["_state"])
    age = now - thing.created
    takes = thing.data["_takes"]
    if age < min(_UPLOADING_S, takes):
        return "PENDING"
    if age < takes:
        return "UPLOADED"
    return "FAILED" if thing.data["_fails"] else "PROCESSED"


def show(call: Call, thing: Thing) -> dict[str, Any]:
    found = state(thing, call.now)
    return {"state": found, **({"video_id": thing.data["_video_id"]} if found in ("UPLOADED", "PROCESSED") else {})}


def find_processed(call: Call, video_id: str) -> bool:
    """Tell whether a YouTube video can be used in ads: one of ours that is ready, or somebody's that has long been there."""
    own = [t for t in call.store.list("google.you_tube_video_upload") if t.data["_video_id"] == video_id]
    return state(own[0], call.now) == "PROCESSED" if own else len(video_id) == 11


def list_ready(call: Call) -> list[dict[str, Any]]:
    """Return the videos that ads can show, as the resource `video` has them."""
    account = call.account.id
    things = call.store.list("google.you_tube_video_upload", account=account)
    return [
        {"resource_name": f"customers/{account}/videos/{t.data['_video_id']}", "id": t.data["_video_id"],
         "channel_id": t.data["channel_id"], "title": t.data["video_title"], "duration_millis": "15000"}
        for t in things if state(t, call.now) == "PROCESSED"
    ]  # fmt: skip
