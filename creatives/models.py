"""What ads are made of. In the tenant's schema; the bytes lie in the file storage, once each."""

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from creatives.types import TAG_LENGTH, AssetKind, ratio_of
from tenants.ids import new_id
from tenants.types import ActorKind


def storage_path(asset: "Asset", file_name: str) -> str:
    """Return where an asset's bytes lie: the organisation's schema, then the content's own hash."""
    return f"{connection.schema_name}/assets/{asset.sha256[:2]}/{asset.sha256}.{asset.extension}"


def preview_path(asset: "Asset", file_name: str) -> str:
    """Return where an asset's small picture lies."""
    return f"{connection.schema_name}/previews/{asset.sha256[:2]}/{asset.sha256}.jpg"


def cover_path(asset: "Asset", file_name: str) -> str:
    """Return where a video's cover lies."""
    return f"{connection.schema_name}/covers/{asset.sha256[:2]}/{asset.sha256}.jpg"


class Asset(models.Model):
    """A picture, a logo or a video that ads are made of; the same bytes are kept once.

    A video's `cover` is the picture shown before it plays, as large as the video; `preview` is small, of either. `tags` are
    words in small letters, in the order of the alphabet: figures can be split by them.
    """

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in AssetKind])
    label = models.CharField(max_length=200)
    tags = ArrayField(models.CharField(max_length=TAG_LENGTH), default=list, blank=True)
    sha256 = models.CharField(max_length=64, unique=True)
    mime = models.CharField(max_length=32)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    byte_size = models.BigIntegerField()
    duration_ms = models.PositiveIntegerField(null=True, help_text="of a video")
    bit_rate = models.BigIntegerField(null=True, help_text="bits a second of a video")
    file = models.FileField(upload_to=storage_path, max_length=300)
    preview = models.FileField(upload_to=preview_path, max_length=300)
    cover = models.FileField(upload_to=cover_path, max_length=300, blank=True)
    cover_sha256 = models.CharField(max_length=64, blank=True)
    created_by_kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in ActorKind])
    created_by_id = models.UUIDField(null=True)
    created_by_label = models.CharField(max_length=254)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return self.label

    @property
    def extension(self) -> str:
        """Return the file name's ending for what the bytes are."""
        return {"image/jpeg": "jpg", "image/png": "png", "video/mp4": "mp4", "video/quicktime": "mov"}[self.mime]

    @property
    def file_name(self) -> str:
        """Return a name for uploading it elsewhere: the same for the same bytes."""
        return f"{self.sha256[:16]}.{self.extension}"

    @property
    def is_video(self) -> bool:
        """Return whether it is a video."""
        return self.kind == AssetKind.VIDEO

    @property
    def ratio(self) -> str:
        """Return which of the formats of ads it has, or ""."""
        return ratio_of(self.width, self.height)

    @property
    def duration_s(self) -> float:
        """Return how long a video plays; 0 for a picture."""
        return (self.duration_ms or 0) / 1000
