"""Videos: sent in the pieces that Meta asks for, found again by name, looked at until they can be used.

The SDK's own uploader knows only Meta's video host, so the three phases are spoken here. The title is the file's name and
a mark made from its bytes. https://developers.facebook.com/docs/marketing-api/advideo (how Meta's lists are ordered, and
that the title of the last phase is kept, could not be checked against Meta)
"""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from facebook_business.adobjects.adaccount import AdAccount

from integrations import types as t
from integrations.errors import NotReadyYet
from integrations.platforms import marks
from integrations.platforms.meta.client import GraphApi, id_of, list_edge

SMALL_BYTES = 8 * 1024 * 1024
LOOK_AGAIN_S = 20
_TITLE_MOST, _SEEN = 100, 500
_FIELDS = ["id", "title", "status", "picture"]
_STATES = {"ready": t.MediaState.READY, "error": t.MediaState.FAILED, "expired": t.MediaState.FAILED}
FAILED = "Meta could not use this video. Save it again as MP4 (H.264) and upload it once more."


def upload(account: AdAccount, video: t.VideoFile) -> t.UploadedMedia:
    """Upload a video, or return the copy that is there; the copy that failed is sent anew."""
    found = find(account, video)
    if found and found.state != t.MediaState.FAILED:
        return found
    api: GraphApi = account.get_api().uploading()
    edge = (account["id"], "advideos")
    send = _send_whole if video.byte_size <= SMALL_BYTES else _send_in_pieces
    return t.UploadedMedia(send(api, edge, video), t.MediaState.PROCESSING)


def find(account: AdAccount, video: t.VideoFile) -> t.UploadedMedia | None:
    """Return the copy of these bytes that is there already."""
    title = title_of(video)
    found = list_edge(account, "advideos", _FIELDS, limit=100)
    return next((_read(row) for row in islice(found, _SEEN) if row.get("title") == title), None)


def read(api: GraphApi, video_id: str) -> t.UploadedMedia:
    """Return whether a video can be used by now."""
    return _read(api.get(video_id, fields=",".join(_FIELDS)))


def wait_for(media: t.UploadedMedia) -> t.UploadedMedia:
    """Return a video that can be used; raises NotReadyYet for one that Meta still works on."""
    if media.state == t.MediaState.PROCESSING:
        raise NotReadyYet("Meta is still working on the video.", retry_after_s=LOOK_AGAIN_S)
    return media


def pick_still(api: GraphApi, video_id: str) -> str:
    """Return the address of the still that Meta prefers among those it took from a video."""
    stills = api.get(video_id, "thumbnails", fields="uri,is_preferred").get("data", [])
    chosen = next((still for still in stills if still.get("is_preferred")), stills[0] if stills else {})
    return chosen.get("uri", "")


def title_of(video: t.VideoFile) -> str:
    """Return the name by which the same bytes are found again."""
    return marks.mark_name(video.sha256, "video", video.file_name, most=_TITLE_MOST)


def _send_whole(api: GraphApi, edge: tuple[str, str], video: t.VideoFile) -> str:
    with video.open() as stream:
        file = (video.file_name, stream, "application/octet-stream")
        return id_of(api.post(*edge, params={"title": title_of(video)}, files={"source": file}))


def _send_in_pieces(api: GraphApi, edge: tuple[str, str], video: t.VideoFile) -> str:
    """Meta says after every piece which bytes it wants next; equal offsets mean that it has them all."""
    asked = api.post(*edge, params={"upload_phase": "start", "file_size": video.byte_size})
    session, video_id = asked["upload_session_id"], asked["video_id"]
    with video.open() as stream:
        while int(asked["start_offset"]) < int(asked["end_offset"]):
            asked = _send_piece(api, edge, session, asked, stream)
    finish = {"upload_phase": "finish", "upload_session_id": session, "title": title_of(video)}
    api.post(*edge, params=finish)
    return str(video_id)


def _send_piece(api: GraphApi, edge: tuple[str, str], session: str, asked: Mapping[str, Any], stream) -> dict[str, Any]:
    start, end = int(asked["start_offset"]), int(asked["end_offset"])
    stream.seek(start)
    piece = ("piece", stream.read(end - start), "application/octet-stream")
    sent = {"upload_phase": "transfer", "upload_session_id": session, "start_offset": start}
    return api.post(*edge, params=sent, files={"video_file_chunk": piece})


def _read(row: Mapping[str, Any]) -> t.UploadedMedia:
    status = row.get("status") or {}
    state = _STATES.get(status.get("video_status", ""), t.MediaState.PROCESSING)
    reason = FAILED if state == t.MediaState.FAILED else ""
    return t.UploadedMedia(str(row["id"]), state, reason, row.get("picture") or "")
