"""Files on TikTok: every upload makes a new one, and a file's name may be used once in an ad account.

The name holds the hash of the bytes, so the copy that is there is found by its exact name: videos by the search by name
(which is fuzzy), pictures by going through the newest (their search knows no name). A cover that nobody chose, or that
has another ratio, is the video's own first picture, fetched by TikTok from its own address. The music of a carousel is
the first that TikTok recommends for its pictures (that this is always allowed in ads could not be checked).
"""

import hashlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from integrations import types as t
from integrations.errors import DuplicateObject, InvalidRequest, NotReadyYet
from integrations.platforms.tiktok.client import TikTokApi
from integrations.platforms.tiktok.errors import MAKING_S
from integrations.platforms.tiktok.steps import file_name_of

OWN_COVER, RATIO_TOLERANCE = "cover-", 0.01
_IMAGES_SEEN, _PAGE_SIZE = 2000, 100
_CHUNK = 1 << 20
NO_MUSIC = "TikTok found no music for this carousel. Choose other pictures, or use a video."
BROKEN = "TikTok could not take the video. Save it again as MP4 (H.264), or choose another."


class Media:
    """The files of one ad account."""

    def __init__(self, api: TikTokApi, advertiser_id: str):
        self.api = api
        self.advertiser_id = advertiser_id

    def find_video(self, video: t.VideoFile) -> str | None:
        """Return the id of the copy that is there."""
        name = file_name_of(video)
        found = self.api.pages(
            "file/video/ad/search/",
            page_size=_PAGE_SIZE,
            advertiser_id=self.advertiser_id,
            filtering={"video_name": name},
        )
        return next((str(row["video_id"]) for row in found if row.get("file_name") == name), None)

    def upload_video(self, video: t.VideoFile) -> str:
        """Send a video; it cannot be used yet. It is read twice, in parts: once for its signature."""
        fields = self._fields(file_name_of(video), "video_signature", _md5_of(video))
        try:
            with video.open() as stream:
                made = self.api.upload("file/video/ad/upload/", fields, {"video_file": (file_name_of(video), stream)})
        except DuplicateObject:
            return _adopt(self.find_video(video))
        return str((made[0] if isinstance(made, list) else made)["video_id"])

    def read_video(self, video_id: str) -> t.UploadedMedia | None:
        """Return whether a video can be used; None where TikTok does not list it: it leaves out what it does not know, and
        by its own page also what cannot be used in ads yet. One without a cover is still worked on."""
        data = self.api.get("file/video/ad/info/", advertiser_id=self.advertiser_id, video_ids=[video_id])
        row = next((row for row in data.get("list") or [] if str(row.get("video_id")) == video_id), None)
        if row is None:
            return None
        if not row.get("video_cover_url"):
            return t.UploadedMedia(video_id, t.MediaState.PROCESSING)
        if row.get("displayable") is False:
            return t.UploadedMedia(video_id, t.MediaState.FAILED, BROKEN)
        return t.UploadedMedia(video_id, url=row["video_cover_url"])

    def wait_for_video(self, video_id: str) -> t.UploadedMedia:
        """Return a video that can be used; raises NotReadyYet, and InvalidRequest (`videos`) where it never will be."""
        found = self.read_video(video_id)
        if found is None or found.state == t.MediaState.PROCESSING:
            raise NotReadyYet("TikTok is still working on the video.", retry_after_s=MAKING_S)
        if found.state == t.MediaState.FAILED:
            raise InvalidRequest(found.reason, fields={"videos": found.reason})
        return found

    def find_image(self, image: t.ImageFile) -> str | None:
        """Return the id of the copy that is there."""
        return self._find_image(file_name_of(image))

    def upload_image(self, image: t.ImageFile) -> str:
        """Send a picture."""
        content, name = image.read(), file_name_of(image)
        fields = self._fields(name, "image_signature", hashlib.md5(content, usedforsecurity=False).hexdigest())
        try:
            return str(self.api.upload("file/image/ad/upload/", fields, {"image_file": (name, content)})["image_id"])
        except DuplicateObject:
            return _adopt(self._find_image(name))

    def find_cover(self, video: t.VideoFile) -> str | None:
        """Return the id of a video's cover that is there."""
        cover = _fitting_cover(video)
        return self.find_image(cover) if cover else self._find_image(_cover_name(video))

    def make_cover(self, video: t.VideoFile, video_id: str) -> str:
        """Send a video's cover, or have TikTok take the video's own first picture; raises NotReadyYet."""
        if cover := _fitting_cover(video):
            return self.upload_image(cover)
        sent = {
            "advertiser_id": self.advertiser_id,
            "upload_type": "UPLOAD_BY_URL",
            "file_name": _cover_name(video),
            "image_url": self.wait_for_video(video_id).url,
        }
        try:
            return str(self.api.post("file/image/ad/upload/", sent)["image_id"])
        except DuplicateObject:
            return _adopt(self._find_image(sent["file_name"]))

    def choose_music(self, image_ids: tuple[str, ...]) -> str:
        """Return the music that TikTok recommends first for some pictures."""
        shown = self.api.get("file/image/ad/info/", advertiser_id=self.advertiser_id, image_ids=list(image_ids))
        urls = [row["image_url"] for row in shown.get("list") or [] if row.get("image_url")]
        data = self.api.get(
            "file/music/get/",
            advertiser_id=self.advertiser_id,
            music_scene="CAROUSEL_ADS",
            search_type="SEARCH_BY_RECOMMEND",
            filtering={"image_urls": urls},
        )
        found = next((str(row["music_id"]) for row in data.get("musics") or []), "")
        if not found:
            raise InvalidRequest(NO_MUSIC, fields={"images": NO_MUSIC})
        return found

    def _find_image(self, name: str) -> str | None:
        for seen, row in enumerate(self._newest_images()):
            if row.get("file_name") == name:
                return str(row["image_id"])
            if seen >= _IMAGES_SEEN:
                break
        return None

    def _newest_images(self) -> Iterator[dict[str, Any]]:
        return self.api.pages("file/image/ad/search/", page_size=_PAGE_SIZE, advertiser_id=self.advertiser_id)

    def _fields(self, name: str, signature: str, md5: str) -> dict[str, str]:
        return {"advertiser_id": self.advertiser_id, "upload_type": "UPLOAD_BY_FILE", "file_name": name, signature: md5}


def _fitting_cover(video: t.VideoFile) -> t.ImageFile | None:
    """Return the chosen cover where it has the video's ratio: TikTok takes no other."""
    cover = video.cover
    if not cover or not (cover.width and cover.height and video.width and video.height):
        return cover
    same = abs(cover.width * video.height / (cover.height * video.width) - 1) <= RATIO_TOLERANCE
    return cover if same else None


def _adopt(found: str | None) -> str:
    """Return the copy under whose name nothing more may be uploaded; TikTok lists a new file only after a while."""
    if not found:
        raise NotReadyYet("TikTok is still working on the file.", retry_after_s=MAKING_S)
    return found


def _cover_name(video: t.VideoFile) -> str:
    return str(PurePath(file_name_of(video, OWN_COVER)).with_suffix(".jpg"))


def _md5_of(video: t.VideoFile) -> str:
    digest = hashlib.md5(usedforsecurity=False)
    with video.open() as stream:
        while part := stream.read(_CHUNK):
            digest.update(part)
    return digest.hexdigest()
