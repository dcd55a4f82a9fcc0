"""What the API takes and gives."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from ninja import Field, Schema


class TagsIn(Schema):
    """All tags of an asset: at most 20 of at most 40 characters, without commas; they are put into small letters."""

    tags: list[str] = Field(max_length=200)


class AssetOut(Schema):
    """A picture, a logo or a video for ads. `file_path` gives its bytes, on this host and to members only.

    `format` is which of the formats of ads it has (1:1, 4:5, 9:16, 16:9, 1.91:1), or "".
    """

    id: UUID = Field(alias="uuid")
    kind: str
    label: str
    tags: list[str] = Field(
        description="in small letters; `/metrics?by=tag` adds up the ads that show assets with each"
    )
    sha256: str
    mime: str
    width: int
    height: int
    format: str = Field(alias="ratio")
    duration_s: float
    byte_size: int
    file_path: str
    created_at: datetime
    created_by: str = Field(alias="created_by_label")

    @staticmethod
    def resolve_file_path(asset) -> str:
        """Return the address of the API that gives the bytes."""
        return reverse("api:get_asset_file", kwargs={"asset_id": asset.uuid})
