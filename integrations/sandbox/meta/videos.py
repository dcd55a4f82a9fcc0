"""Videos once they are uploaded: worked on for some simulated minutes, then usable."""

from typing import Any

from ..store import Thing
from .call import Call
from .errors import refused
from .lists import page
from .registry import computed, edge, node
from .render import moment, render

MOST_WORK_S = 300


@edge("account", "advideos")
def list_videos(call: Call, account: Thing) -> dict[str, Any]:
    videos = call.store.list("video", account=account.id)[::-1]
    return page(call, videos, lambda video: render(call, video, call.text("fields")))


@node("video", "DELETE")
def delete_video(call: Call, video: Thing) -> dict[str, Any]:
    call.store.remove(video.id)
    return {"success": True}


@computed("video upload", "status")
def status(call: Call, video: Thing) -> dict[str, Any]:
    """Answer the state; `_broken` (set behind our back) makes the work fail."""
    if video.kind == "upload":
        return {"video_status": "upload", "uploading_phase": {"status": "in_progress"}}
    if call.now < video.data["_ready_at"]:
        share = 1 - (video.data["_ready_at"] - call.now) / MOST_WORK_S
        return {"video_status": "processing", "processing_progress": max(0, min(99, int(share * 100)))}
    return {"video_status": "error" if video.data["_broken"] else "ready", "processing_progress": 100}


@computed("video", "picture")
def picture(call: Call, video: Thing) -> str | None:
    return f"{call.base}/images/{video.data['_still']}" if video.data.get("_still") else None


@computed("video", "created_time")
def created_time(call: Call, video: Thing) -> str:
    return moment(call, video.created)


@edge("video", "thumbnails")
def list_stills(call: Call, video: Thing) -> dict[str, Any]:
    """Stills are there once the film is ready; the first is the preferred one."""
    if status(call, video)["video_status"] != "ready":
        return page(call, [])
    still = {"id": f"7{video.id}", "uri": picture(call, video), "is_preferred": True, "width": 640, "height": 360}
    return page(call, [still])


def check_usable(call: Call, video_id: Any) -> None:
    """Refuse a film that is not there or not ready (subcodes from memory)."""
    video = call.store.get(str(video_id), "video")
    if video is None or video.account != call.account.id:
        raise refused("Video not found", "The video is not in the ad account's library.", "video_id", subcode=1443048)
    if status(call, video)["video_status"] != "ready":
        raise refused(
            "Video isn't ready",
            "The video is still being processed. Try again in a few minutes.",
            "video_id",
            subcode=1885252,
        )
