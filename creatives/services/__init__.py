"""Writes of the creatives, and their bytes."""

from creatives.services.images import add_image
from creatives.services.reading import open_asset, read_asset, read_cover
from creatives.services.tagging import set_tags
from creatives.services.videos import add_asset, add_video

__all__ = ["add_asset", "add_image", "add_video", "open_asset", "read_asset", "read_cover", "set_tags"]
