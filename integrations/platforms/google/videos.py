"""Videos go to YouTube, unlisted: sent (`uploads`), waited for, used by YouTube's id.

After a lost answer a video is looked for by its title among the account's videos; that these hold it before an ad uses it
could not be checked. Missing it costs nothing: a second unlisted video, which nobody is shown.
"""

from typing import Any

from integrations import errors as house
from integrations import types as t
from integrations.platforms.google import gaql, steps
from integrations.platforms.google.client import Ads
from integrations.platforms.google.uploads import Sender

POLL_S = 60
_STATES = {"PROCESSED": t.MediaState.READY, **dict.fromkeys(("FAILED", "REJECTED", "UNAVAILABLE"), t.MediaState.FAILED)}
_REASONS = {
    "FAILED": "YouTube could not prepare the video. Save it again as MP4 and try once more.",
    "REJECTED": "YouTube refused the video, for its contents or as a copy of another one.",
    "UNAVAILABLE": "The video is not on YouTube any more.",
}


class Videos:
    """The videos of one account."""

    def __init__(self, ads: Ads, sender: Sender):
        self.ads = ads
        self.sender = sender

    def send(self, video: t.VideoFile) -> str:
        """Send a video; return the upload's resource name."""
        self.ads.meter.spend(cost=1, writes=True)
        about = {"video_title": steps.media_name(video.sha256, video.file_name), "video_privacy": "UNLISTED"}
        with video.open() as stream:
            return self.sender.send(about, stream, video.byte_size)

    def find(self, video: t.VideoFile) -> str | None:
        """Return the upload of these very bytes, or None."""
        title = steps.media_name(video.sha256, video.file_name)
        found = self.ads.rows(gaql.select(["video.id"], "video", f"video.title = {gaql.quote(title)}"))
        ids = [row["video"]["id"] for row in found]
        if not ids:
            return None
        listed = ", ".join(map(gaql.quote, ids))
        query = gaql.select(
            ["you_tube_video_upload.resource_name"],
            "you_tube_video_upload",
            f"you_tube_video_upload.video_id IN ({listed})",
        )
        row = next(self.ads.rows(query), None)
        return row["you_tube_video_upload"]["resource_name"] if row else None

    def read(self, key: str) -> t.UploadedMedia:
        """Return whether a video can be used by now, by its upload's name or YouTube's id; once it can, it goes by the latter."""
        field = "resource_name" if "/" in key else "video_id"
        fields = [f"you_tube_video_upload.{name}" for name in ("resource_name", "video_id", "state")]
        there = f"you_tube_video_upload.{field} = {gaql.quote(key)}"
        row = next(self.ads.rows(gaql.select(fields, "you_tube_video_upload", there)), None)
        if row is None:
            raise house.ObjectNotFound("This video is not among the account's uploads.")
        found: dict[str, Any] = row["you_tube_video_upload"]
        state, video_id = _STATES.get(found.get("state", ""), t.MediaState.PROCESSING), found.get("video_id", "")
        is_ready = state == t.MediaState.READY and bool(video_id)
        return t.UploadedMedia(
            external_id=video_id if is_ready else found["resource_name"],
            state=state if is_ready or state == t.MediaState.FAILED else t.MediaState.PROCESSING,
            reason=_REASONS.get(found.get("state", ""), ""),
            url=f"https://www.youtube.com/watch?v={video_id}" if is_ready else "",
        )

    def wait(self, upload: str) -> str:
        """Return YouTube's id of a video that is ready; raises NotReadyYet before, InvalidRequest when it never will be."""
        found = self.read(upload)
        if found.state == t.MediaState.PROCESSING:
            raise house.NotReadyYet("YouTube is still preparing the video.", retry_after_s=POLL_S)
        if found.state == t.MediaState.FAILED:
            raise house.InvalidRequest(found.reason, fields={"videos": found.reason})
        return found.external_id
