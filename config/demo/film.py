"""The bakery's films for TikTok: one of its pictures, coming slowly nearer while flour falls. Upright, MP4 without sound."""

import io
import random
from fractions import Fraction

from PIL import Image, ImageDraw

from config.demo import art

SECONDS, FRAMES_A_SECOND = 6, 12
NEARER = 0.12
"""How much of the picture is gone at the edges by the end."""
BITS_A_SECOND = 900_000
PRESET = "superfast"
"""Drawn pictures lose nothing by it that one sees, and it takes a third less time."""
SPECKS = 60


def shoot(name: str, ground: str) -> bytes:
    """Return a film of the picture called `name`; the same bytes for the same picture on the same machine."""
    import av  # loads a large library

    file, count = io.BytesIO(), SECONDS * FRAMES_A_SECOND
    still, flour = art.paint(name, ground, art.TALL), _Flour(random.Random(name))  # noqa: S311 - flour, no secret
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("h264", rate=FRAMES_A_SECOND)
        (stream.width, stream.height), stream.pix_fmt = art.TALL, "yuv420p"
        stream.options = {"preset": PRESET}
        stream.bit_rate, stream.time_base = BITS_A_SECOND, Fraction(1, FRAMES_A_SECOND)
        for number in range(count):
            image = _come_nearer(still, number / (count - 1))
            flour.fall(image, number / FRAMES_A_SECOND)
            container.mux(stream.encode(av.VideoFrame.from_image(image)))
        container.mux(stream.encode(None))
    return file.getvalue()


def _come_nearer(still: Image.Image, progress: float) -> Image.Image:
    width, height = still.size
    edge = NEARER * progress / 2
    inner = (width * edge, height * edge, width * (1 - edge), height * (1 - edge))
    return still.resize(still.size, Image.Resampling.BILINEAR, box=inner)


class _Flour:
    """Specks that fall at speeds of their own and begin again at the top."""

    def __init__(self, chance: random.Random):
        self.specks = [(chance.random(), chance.random(), chance.uniform(0.08, 0.25)) for _ in range(SPECKS)]

    def fall(self, image: Image.Image, seconds: float) -> None:
        """Draw the specks where they are after so many seconds."""
        pen, (width, height) = ImageDraw.Draw(image), image.size
        for across, start, speed in self.specks:
            x, y, radius = across * width, (start + seconds * speed) % 1 * height, 2 + speed * 10
            pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill="#fdf8ee")
