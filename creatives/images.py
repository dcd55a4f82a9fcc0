"""What counts as an image for an ad: found out from the bytes, never from the name."""

import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from tenants.errors import Invalid

MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 50_000_000
SQUARE_LEAST = (600, 600)
WIDE_LEAST = (600, 314)
LOGO_LEAST = 128
PREVIEW_SIDE = 480
MIME_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}
ANIMATED = "This picture moves. Ads take a still image: save one frame as JPG or PNG."
BROKEN = "This file is not a whole JPG or PNG image. Open it, save it again, and choose the new file."
NOT_RGB = "This image is made for printing (CMYK). Save it as RGB: screens need that."


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What the bytes say: pixels and the type."""

    width: int
    height: int
    mime: str


def check_image(file: BinaryIO, byte_size: int, *, is_logo: bool = False) -> ImageFacts:
    """Return the facts of an image that an ad can use; raises Invalid with a text for the field `file`.

    JPG or PNG, at most 30 MB and 50 megapixels, at least 600×314 (wide) or 600×600 (square and upright); a logo
    from 128×128. The header is read before any pixel, so that a small file that unpacks to gigabytes is refused unpacked;
    then all pixels are, so that half a file is refused too.
    """
    if byte_size == 0:
        raise _refused("This file is empty. Choose a JPG or PNG image.")
    if byte_size > MOST_BYTES:
        raise _refused(f"This image has {byte_size / 1024**2:.0f} MB. Meta takes at most 30 MB: save it smaller.")
    facts = _read_header(file)
    _check_size(facts, is_logo=is_logo)
    _read_pixels(file)
    return facts


def draw_preview(file: BinaryIO) -> bytes:
    """Return a JPEG of at most 480 pixels a side of an image that `check_image` has passed."""
    image = ImageOps.exif_transpose(_open(file))
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    if image.mode not in ("RGB", "L"):
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image.convert("RGBA"), mask=image.convert("RGBA"))
        image = ground
    drawn = io.BytesIO()
    image.save(drawn, "JPEG", quality=82, optimize=True)
    file.seek(0)
    return drawn.getvalue()


def _read_header(file: BinaryIO) -> ImageFacts:
    image = _open(file)
    if getattr(image, "is_animated", False):
        raise _refused(ANIMATED)
    if image.mode == "CMYK":
        raise _refused(NOT_RGB)
    return ImageFacts(*image.size, MIME_TYPES[image.format])


def _open(file: BinaryIO) -> Image.Image:
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Image.open(file, formats=tuple(MIME_TYPES))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _refused(_too_many_pixels()) from error
    except UnidentifiedImageError as error:
        raise _refused("This file is not a JPG or PNG image, whatever its name says. Choose another one.") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise _refused(BROKEN) from error


def _check_size(facts: ImageFacts, *, is_logo: bool) -> None:
    width, height = facts.width, facts.height
    if width * height > MOST_PIXELS:
        raise _refused(_too_many_pixels())
    if is_logo and min(width, height) < LOGO_LEAST:
        raise _refused(f"This logo has {width} × {height} pixels. At least {LOGO_LEAST} × {LOGO_LEAST} are needed.")
    least_width, least_height = (0, 0) if is_logo else WIDE_LEAST if width > height else SQUARE_LEAST
    if width < least_width or height < least_height:
        raise _refused(
            f"This image has {width} × {height} pixels. Ads need at least 600 × 600, or 600 × 314 when it is wide."
        )


def _read_pixels(file: BinaryIO) -> None:
    try:
        _open(file).load()
    except (OSError, SyntaxError, ValueError) as error:
        raise _refused(BROKEN) from error
    finally:
        file.seek(0)


def _too_many_pixels() -> str:
    return (
        f"This image has more than {MOST_PIXELS // 1_000_000} million pixels. Save it smaller: 1080 × 1080 is plenty."
    )


def _refused(text: str) -> Invalid:
    return Invalid({"file": text})
