"""Small values of the creatives that other apps may see."""

from enum import StrEnum

FORMATS = ("1:1", "4:5", "9:16", "16:9", "1.91:1")
TOLERANCE = 0.03
MOST_TAGS, TAG_LENGTH = 20, 40


class AssetKind(StrEnum):
    """What an asset is (vocabulary: asset)."""

    IMAGE = "image"
    VIDEO = "video"
    LOGO = "logo"


def ratio_of(width: int, height: int) -> str:
    """Return which of the formats ads know a picture or video has, to three percent; "" for none of them."""
    for name in FORMATS:
        across, down = (float(side) for side in name.split(":"))
        if height and abs(width / height / (across / down) - 1) <= TOLERANCE:
            return name
    return ""
