"""Videos go to YouTube, unlisted, through the SDK's resumable upload, which speaks HTTP and not gRPC.

With an address of our own the upload goes to where the tokens come from, since the gRPC port takes no HTTP. After a lost
answer a sent video is looked for by its title among the account's videos; that these hold it before an ad uses it could
not be checked. Missing it costs nothing: a second unlisted video, which nobody is shown.
"""

import logging
from functools import partial
from typing import Any

from integrations import errors as house
from integrations import types as t
from integrations.platforms.google import errors, gaql, steps
from integrations.platforms.google.client import Ads
from integrations.platforms.google.versions import VERSION

UPLOAD_TIMEOUT_S = 240
POLL_S = 60
_STATES = {"PROCESSED": t.MediaState.READY, **dict.fromkeys(("FAILED", "REJECTED", "UNAVAILABLE"), t.MediaState.FAILED)}
_REASONS = {
    "FAILED": "YouTube could not prepare the video. Save it again as MP4 and try once more.",
    "REJECTED": "YouTube refused the video, for its contents or as a copy of another one.",
    "UNAVAILABLE": "The video is not on YouTube any more.",
}

logging.getLogger(f"google.ads.googleads.{VERSION}").setLevel(logging.CRITICAL)


class Videos:
    """The videos of one account."""

    def __init__(self, ads: Ads, app: t.App):
        self.ads = ads
        self.app = app

    def send(self, video: t.VideoFile) -> str:
        """Send a video; return the upload's resource name."""
        from google.ads.googleads.v26.services.types.youtube_video_upload_service import CreateYouTubeVideoUploadRequest

        self.ads.meter.spend(cost=1, writes=True)
        title = steps.media_name(video.sha256, video.file_name)
        about = {"video_title": title, "video_privacy": "UNLISTED"}
        request = CreateYouTubeVideoUploadRequest(customer_id=self.ads.customer_id, you_tube_video_upload=about)
        try:
            with video.open() as stream:
                answer = self._transport().create_you_tube_video_upload_resumable(
                    request, stream=stream, size=video.byte_size, retry=None, timeout=UPLOAD_TIMEOUT_S
                )
        except errors.FROM_THE_SDK as error:
            raise errors.translate(error, writes=True)[0] from None
        except (RuntimeError, ValueError):  # the SDK's words for its own deadline, and for an answer that is no JSON
            raise errors.open_or_not(writes=True) from None
        return answer.resource_name

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

    def _transport(self) -> Any:
        from google.ads.googleads.v26.services.services.you_tube_video_upload_service.transports import rest_resumable

        _mend()
        client = self.ads.client
        host = self.app.token_url.rstrip("/") if client.channel_credentials else client.endpoint
        made = rest_resumable.YouTubeVideoUploadServiceRestResumableTransport(
            host=host or "googleads.googleapis.com",
            credentials=client.credentials,
            login_customer_id=client.login_customer_id,
        )
        if client.channel_credentials:
            made._session.trust_env = False  # no proxy stands before an address of our own
        return made


def _mend() -> None:
    """Make uploads possible: google-ads 34.0.0 calls its own check of an answer without the version that it wants, so that
    every upload ends in a TypeError. A release that is mended is left alone."""
    from google.ads.googleads.v26.services.services.you_tube_video_upload_service.transports import resumable_upload

    checked = resumable_upload.raise_formatted_for_status
    wants = getattr(checked, "__code__", None)
    if wants is not None and wants.co_argcount == 2:
        resumable_upload.raise_formatted_for_status = partial(checked, version=VERSION)
