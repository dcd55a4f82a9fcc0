"""A logo that somebody uploads: looked at, made small, written anew, so that nothing of the file itself is ever sent on."""

import io
import warnings
from typing import BinaryIO

from PIL import Image, ImageOps

from tenants.errors import Invalid

FORMATS = ("PNG", "JPEG", "WEBP")
LARGEST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
SMALLEST, BOX = 16, (640, 200)
"""Pixels: the least of each side; the box that it is fitted into, enough for print at 5 cm."""


def read_logo(file: BinaryIO, byte_size: int) -> bytes:
    """Return the picture as PNG of at most BOX, without its metadata. Raises Invalid (logo)."""
    if byte_size > LARGEST_BYTES:
        raise Invalid({"logo": "This file is larger than 2 MB. Save the logo smaller, then choose it again."})
    try:
        with warnings.catch_warnings(), Image.open(file, formats=FORMATS) as picture:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _check(picture.size)
            return _write(ImageOps.exif_transpose(picture))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Invalid({"logo": "This is no PNG, JPEG or WebP picture that can be read. Choose another file."}) from None


def _check(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise Invalid({"logo": "This picture has more than 16 million pixels. Save the logo smaller."})
    if min(size) < SMALLEST:
        raise Invalid({"logo": f"This picture is smaller than {SMALLEST} pixels. Choose a larger one."})


def _write(picture: Image.Image) -> bytes:
    plain = picture.convert("RGBA")
    plain.thumbnail(BOX)
    plain.info.clear()
    written = io.BytesIO()
    plain.save(written, "PNG", optimize=True)
    return written.getvalue()
