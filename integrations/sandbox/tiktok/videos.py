"""Videos: uploaded, worked on for a while, looked up. Each upload is a new video, even of the same bytes."""

import hashlib
import io
from typing import Any

from PIL import Image

from ..files import keep_file
from ..store import Thing
from . import errors
from .call import Call, new_id
from .fields import show_moment
from .films import Film, read_film
from .lists import page, read_filters
from .registry import answers
from .uploads import address_of, find_file, read_content, read_file_name

KIND = "tiktok.video"
_MOST_BYTES = 500 * 1024 * 1024
_SHAPES = ((9, 16, 540, 960), (1, 1, 640, 640), (16, 9, 960, 540))
_TOLERANCE = 0.03
_BASE_S, _PER_SECOND = 15, 2


@answers("POST", "/file/video/ad/upload/")
def upload_video(call: Call) -> list[dict[str, Any]]:
    """Take a video; it can be used once it has been transcoded, some simulated seconds later."""
    content = read_content(call, "video")
    if len(content) > _MOST_BYTES:
        raise errors.TikTokError("The video must not be larger than 500 MB.", errors.TOO_LARGE)
    film = read_film(content)
    if film is None:
        raise errors.TikTokError("The file type is not supported. Use mp4, mov, mpeg or avi.", errors.WRONG_TYPE)
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
    name = read_file_name(call, "video", f"{digest}.mp4")
    data = {
        "name": name, "signature": digest, "size": len(content), "format": film.kind, "width": film.width,
        "height": film.height, "duration": film.seconds, "flaw_types": _find_flaws(film), "material_id": new_id(call.world),
        "allow_download": True, "_cover": keep_file(call.store, _make_cover(film)),
    }  # fmt: skip
    wished = call.store.get_value("transcoding_s")
    data["_ready_at"] = call.now + (_BASE_S + _PER_SECOND * film.seconds if wished is None else wished)
    data["bit_rate"] = int(len(content) * 8 / film.seconds) if film.seconds else 0
    video = call.keep(KIND, call.account.id, data, thing_id=f"v10033g50000{new_id(call.world)}")
    return [_show(call, video)]


def _find_flaws(film: Film) -> list[str]:
    """Return what TikTok's own check calls wrong (platform facts, section C); nothing where the file does not say."""
    flaws = ["ILLEGAL_DURATION"] if film.seconds and not 5 <= film.seconds <= 60 else []
    if film.width and film.height:
        fitting = [s for s in _SHAPES if abs(film.width / film.height / (s[0] / s[1]) - 1) <= _TOLERANCE]
        if not fitting:
            flaws.append("ILLEGAL_VIDEO_SIZE")
        elif film.width < fitting[0][2] or film.height < fitting[0][3]:
            flaws.append("LOW_RESOLUTION")
    return flaws


def _make_cover(film: Film) -> bytes:
    """Return a plain picture of the video's ratio, in place of a frame."""
    content = io.BytesIO()
    Image.new("RGB", (film.width or 540, film.height or 960), "darkslategray").save(content, "JPEG")
    return content.getvalue()


@answers("GET", "/file/video/ad/info/")
def read_videos(call: Call) -> dict[str, Any]:
    """Tell about videos by id; those that are not there are left out, those being transcoded can't be displayed yet."""
    ids = call.fields.texts("video_ids", least=1, most=60)
    found = [call.store.get(one, KIND) for one in ids]
    return {"list": [_show(call, video) for video in found if video and video.account == call.account.id]}


@answers("GET", "/file/video/ad/search/")
def search_videos(call: Call) -> dict[str, Any]:
    filters = read_filters(call)
    words, ids = filters.text("video_name").casefold(), filters.texts("video_ids", most=100)
    found = [v for v in call.store.list(KIND, account=call.account.id)[::-1] if words in v.name.casefold()]
    found = [v for v in found if not ids or v.id in ids]
    return page(call, found, lambda video: _show(call, video), size=20, most=100)


def find_ready_video(call: Call, name: str, video_id: str) -> Thing:
    """Return a video that an ad can use; one that is still being transcoded is refused (40901)."""
    video = find_file(call, "video", name, video_id)
    if call.now < video.data["_ready_at"]:
        raise errors.of(errors.TRANSCODING)
    if video.data["flaw_types"]:
        words = f"The video does not meet the requirements: {', '.join(video.data['flaw_types'])}."
        raise errors.wrong(name, words)
    return video


def _show(call: Call, video: Thing) -> dict[str, Any]:
    data = {name: value for name, value in video.data.items() if not name.startswith("_") and name != "name"}
    ready = call.now >= video.data["_ready_at"]
    shown = {"video_id": video.id, "file_name": video.name, **data, "displayable": ready}
    shown |= {"video_cover_url": address_of(call, video.data["_cover"]) if ready else "", "preview_url": ""}
    return shown | {"create_time": show_moment(video.created), "modify_time": show_moment(video.updated)}
