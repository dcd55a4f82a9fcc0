"""Pictures: really decoded, so that what Google would not take is not taken here."""

import base64
import binascii
import io
from typing import Any

from .errors import Element, Problem

_MOST_BYTES = 5_120 * 1_024
_TYPES = {"JPEG": "IMAGE_JPEG", "PNG": "IMAGE_PNG", "GIF": "IMAGE_GIF"}


def read(data: str, path: tuple[Element, ...]) -> tuple[bytes, dict[str, Any]]:
    """Return a picture's bytes and what image_asset says of it; raises ImageError."""
    try:
        content = base64.b64decode(data, validate=True)
    except binascii.Error:
        content = b""
    if len(content) > _MOST_BYTES:
        raise Problem("image_error", "IMAGE_DATA_TOO_LARGE", "The image is larger than 5,120 KB.", path)
    form, mode, size, frames = _decode(content, path)
    if form not in _TYPES:
        raise Problem("image_error", "FORMAT_NOT_ALLOWED", f"The format {form} is not allowed.", path)
    if mode == "CMYK":
        raise Problem("image_error", "CMYK_JPEG_NOT_ALLOWED", "CMYK images are not allowed.", path)
    if frames > 1:
        raise Problem("image_error", "ANIMATED_NOT_ALLOWED", "Animated images are not allowed.", path)
    full = {"width_pixels": str(size[0]), "height_pixels": str(size[1])}
    return content, {"file_size": str(len(content)), "mime_type": _TYPES[form], "full_size": full}


def _decode(content: bytes, path: tuple[Element, ...]) -> tuple[str, str, tuple[int, int], int]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            return str(image.format), image.mode, image.size, getattr(image, "n_frames", 1)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Problem("image_error", "INVALID_IMAGE", "The image can't be read.", path) from None
