"""Uploading videos, whole or in pieces.

Answers and code 352 for what is no film are as Meta's pages tell them; how long Meta works on a film afterwards is the
sandbox's own: a minute, and a second for every 100 kB, five minutes at most.
"""

from typing import Any

from ..files import keep_file
from ..store import Thing
from .call import Call
from .errors import GraphError, missing
from .objects import check_writable
from .registry import edge
from .stills import draw_still
from .videos import MOST_WORK_S

PIECE_BYTES = 4 * 1024 * 1024
_MOST_BYTES = 4 * 10**9
_PHASES = ["start", "transfer", "finish", "cancel"]


@edge("account", "advideos", "POST")
def upload(call: Call, account: Thing) -> dict[str, Any]:
    check_writable(call, account)
    if call.has("upload_phase"):
        phase = call.one_of("upload_phase", _PHASES)
        return {"start": _start, "transfer": _transfer, "finish": _finish, "cancel": _cancel}[phase](call, account)
    if "source" not in call.files:
        raise missing("source")
    content = call.files["source"][1]
    video = _make(call, account, len(content))
    _complete(call, video, content[:16], len(content))
    return {"id": video.id}


def _start(call: Call, account: Thing) -> dict[str, Any]:
    size = call.integer("file_size")
    if not size or size < 0:
        raise missing("file_size")
    if size > _MOST_BYTES:
        raise GraphError("(#352) The video file is too large.", 352, 1363023)
    video = _make(call, account, size)
    call.store.put(video)
    return {"upload_session_id": f"9{video.id}", "video_id": video.id} | _next_piece(video)


def _transfer(call: Call, account: Thing) -> dict[str, Any]:
    """Take the piece that is wanted; another one is refused with subcode 1363037, as Meta does."""
    video = _session(call, account)
    if "video_file_chunk" not in call.files:
        raise missing("video_file_chunk")
    piece = call.files["video_file_chunk"][1]
    if call.integer("start_offset") != video.data["_got"] or not piece:
        raise GraphError("(#6000) There was a problem uploading your video file.", 6000, 1363037, transient=True)
    if not video.data["_got"]:
        video.data["_head"] = piece[:16].hex()
    video.data["_got"] += len(piece)
    call.store.put(video)
    return _next_piece(video)


def _finish(call: Call, account: Thing) -> dict[str, Any]:
    video = _session(call, account)
    if video.data["_got"] != video.data["_size"]:
        raise GraphError("(#6000) There was a problem uploading your video file.", 6000, 1363037)
    _complete(call, video, bytes.fromhex(video.data.get("_head", "")), video.data["_size"])
    return {"success": True}


def _cancel(call: Call, account: Thing) -> dict[str, Any]:
    call.store.remove(_session(call, account).id)
    return {"success": True}


def _session(call: Call, account: Thing) -> Thing:
    video = call.store.get(call.require("upload_session_id")[1:], "upload")
    if video is None or video.account != account.id:
        raise GraphError("(#100) Invalid upload session", 100, 1363026, blame=("upload_session_id",))
    return video


def _make(call: Call, account: Thing, size: int) -> Thing:
    data = {"name": "", "_size": size, "_got": 0, "_ready_at": 0.0, "_broken": False}
    return Thing(call.world.new_id(), "upload", account.id, account.id, call.now, call.now, data)


def _next_piece(video: Thing) -> dict[str, str]:
    got = video.data["_got"]
    return {"start_offset": str(got), "end_offset": str(min(got + PIECE_BYTES, video.data["_size"]))}


def _complete(call: Call, video: Thing, head: bytes, size: int) -> None:
    """A film begins like MP4, MOV or AVI; anything else is refused."""
    if head[4:8] != b"ftyp" and not (head[:4] == b"RIFF" and head[8:11] == b"AVI"):
        raise GraphError(
            "(#352) Sorry, the video file you selected is in a format that we don't support.", 352, 1363024,
            title="Unsupported Video Format", user_message="The video you tried to upload is in a format that isn't supported.",
        )  # fmt: skip
    title = call.text("title") or call.text("name")
    wished = call.store.get_value("transcoding_s")
    work = min(60 + size / 100_000, MOST_WORK_S) if wished is None else wished
    video.kind = "video"
    video.data |= {"title": title, "name": title, "_ready_at": call.now + work}
    video.data["_still"] = keep_file(call.store, draw_still(video.id))
    call.store.put(video)
    call.made.append(("video", video.id, title))
