"""Which of a plan's pictures fit which of Google's formats. Pure but for reading the pictures.

Nothing is cropped: what fits no format is left out, and what a channel needs and no picture gives is refused beforehand.
Sizes: platform facts, section C; a ratio may be off by one part in a hundred.
"""

import io
from collections.abc import Iterable, Mapping

from PIL import Image, UnidentifiedImageError

from integrations.types import ImageFile

LANDSCAPE, SQUARE, PORTRAIT, TALL, WIDE_LOGO = "1.91:1", "1:1", "4:5", "9:16", "4:1"
Formats = Mapping[str, tuple[float, int, int]]
IMAGES: Formats = {
    LANDSCAPE: (1.91, 600, 314),
    SQUARE: (1.0, 300, 300),
    PORTRAIT: (0.8, 480, 600),
    TALL: (0.5625, 600, 1067),
}
LOGOS: Formats = {SQUARE: (1.0, 128, 128), WIDE_LOGO: (4.0, 512, 128)}
MOST_BYTES = 5120 * 1024
_TOLERANCE = 0.01


def sort_images(images: Iterable[ImageFile], formats: Formats = IMAGES) -> dict[str, list[ImageFile]]:
    """Return the pictures by format, each once; those that fit none are left out."""
    found: dict[str, list[ImageFile]] = {name: [] for name in formats}
    for image in {image.sha256: image for image in images}.values():
        name = format_of(image, formats)
        if name:
            found[name].append(image)
    return found


def format_of(image: ImageFile, formats: Formats = IMAGES) -> str:
    """Return the format that a picture fits, or "" for none."""
    width, height = size_of(image)
    for name, (ratio, least_width, least_height) in formats.items():
        is_ratio = height and abs(width / height / ratio - 1) <= _TOLERANCE
        if is_ratio and width >= least_width and height >= least_height:
            return name
    return ""


def size_of(image: ImageFile) -> tuple[int, int]:
    """Return width and height in pixels; (0, 0) for what is no picture."""
    if image.width and image.height:
        return image.width, image.height
    try:
        with Image.open(io.BytesIO(image.read())) as opened:
            return opened.size
    except (UnidentifiedImageError, OSError):
        return 0, 0


def flaw_of(image: ImageFile) -> str:
    """Return why Google would not take a file at all, or "" when it would: JPEG or PNG, RGB, at most 5,120 KB."""
    content = image.read()
    if len(content) > MOST_BYTES:
        return f"“{image.file_name}” is larger than 5 MB. Make the file smaller."
    try:
        with Image.open(io.BytesIO(content)) as opened:
            kind, mode = opened.format, opened.mode
    except (UnidentifiedImageError, OSError):
        kind, mode = "", ""
    if kind not in ("JPEG", "PNG"):
        return f"“{image.file_name}” is no JPEG or PNG. Save it as one of these."
    return f"“{image.file_name}” is made for print (CMYK). Save it as RGB." if mode == "CMYK" else ""
