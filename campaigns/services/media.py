"""The library's pictures and videos as an adapter takes them: bytes are read when they are sent, not before."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import creatives.selectors
import creatives.services
from campaigns.types import Creative
from integrations.types import ImageFile, VideoFile
from tenants.errors import Invalid

MISSING_PICTURE = "This picture is not in your library any more. Edit the draft and choose another."
MISSING_VIDEO = "This video is not in your library any more. Edit the draft and choose another."


@dataclass(frozen=True, slots=True)
class Library:
    """The assets that some ads show, by id; one query for all of them."""

    assets: dict

    @classmethod
    def of(cls, creatives_: Iterable[Creative]) -> "Library":
        """Read what these show."""
        ids = {uuid for creative in creatives_ for uuid in creative.asset_ids}
        return cls(creatives.selectors.get_assets_by_id(ids) if ids else {})

    def image(self, uuid: UUID) -> ImageFile:
        """Return a picture; raises Invalid when it is gone."""
        asset = self.assets.get(uuid)
        if asset is None:
            raise Invalid({"asset": MISSING_PICTURE})
        read = partial(creatives.services.read_asset, asset=asset)
        return ImageFile(asset.sha256, asset.file_name, read, asset.width, asset.height)

    def video(self, uuid: UUID) -> VideoFile:
        """Return a video with its cover; raises Invalid when it is gone."""
        asset = self.assets.get(uuid)
        if asset is None:
            raise Invalid({"videos": MISSING_VIDEO})
        return VideoFile(
            asset.sha256,
            asset.file_name,
            asset.byte_size,
            partial(creatives.services.open_asset, asset=asset),
            asset.width,
            asset.height,
            asset.duration_s,
            self._cover(asset),
        )

    def _cover(self, asset) -> ImageFile | None:
        if not asset.cover_sha256:
            return None
        name = f"{asset.cover_sha256[:16]}.jpg"
        read = partial(creatives.services.read_cover, asset=asset)
        return ImageFile(asset.cover_sha256, name, read, asset.width, asset.height)
