"""Small values of the creatives that other apps may see."""

from enum import StrEnum


class AssetKind(StrEnum):
    """What an asset is (vocabulary: asset)."""

    IMAGE = "image"
