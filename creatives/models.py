"""What ads are made of. In the tenant's schema; the bytes lie in the file storage, once each."""

from django.db import connection, models

from creatives.types import AssetKind
from tenants.ids import new_id
from tenants.types import ActorKind


def storage_path(asset: "Asset", file_name: str) -> str:
    """Return where an asset's bytes lie: the organisation's schema, then the content's own hash."""
    return f"{connection.schema_name}/assets/{asset.sha256[:2]}/{asset.sha256}.{asset.extension}"


def preview_path(asset: "Asset", file_name: str) -> str:
    """Return where an asset's small picture lies."""
    return f"{connection.schema_name}/previews/{asset.sha256[:2]}/{asset.sha256}.jpg"


class Asset(models.Model):
    """An image (later a video, a logo) that ads are made of; the same bytes are kept once."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in AssetKind])
    label = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    mime = models.CharField(max_length=32)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    byte_size = models.PositiveIntegerField()
    file = models.FileField(upload_to=storage_path, max_length=300)
    preview = models.FileField(upload_to=preview_path, max_length=300)
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
        return {"image/jpeg": "jpg", "image/png": "png"}[self.mime]

    @property
    def file_name(self) -> str:
        """Return a name for uploading it elsewhere: the same for the same bytes."""
        return f"{self.sha256[:16]}.{self.extension}"
