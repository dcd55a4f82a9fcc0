"""The bytes of what is kept."""

from typing import BinaryIO, cast

from creatives.models import Asset


def read_asset(*, asset: Asset) -> bytes:
    """Return an asset's bytes; for pictures, since a video may be large."""
    with asset.file.open("rb") as file:
        return file.read()


def open_asset(*, asset: Asset) -> BinaryIO:
    """Return an asset's bytes as a stream from its start; the caller closes it."""
    return cast(BinaryIO, asset.file.storage.open(str(asset.file.name), "rb"))


def read_cover(*, asset: Asset) -> bytes:
    """Return the JPEG that is shown before a video plays."""
    with asset.cover.storage.open(str(asset.cover.name), "rb") as file:
        return file.read()
