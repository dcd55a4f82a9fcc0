"""Small videos for tests, drawn with the library that reads them."""

import io
import random
from fractions import Fraction
from functools import cache

import av
from PIL import Image


@cache
def film(
    width: int = 540, height: int = 960, *, seconds: float = 6, fps: int = 6, kind: str = "mp4", codec: str = "h264"
) -> bytes:
    """Return a video of moving noise, so that it has a rate worth mentioning."""
    file, chance = io.BytesIO(), random.Random(width * height)
    with av.open(file, "w", format=kind) as container:
        stream = container.add_stream(codec, rate=fps)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.bit_rate, stream.time_base = 900_000, Fraction(1, fps)
        for _ in range(round(seconds * fps)):
            small = Image.frombytes("RGB", (54, 54), chance.randbytes(54 * 54 * 3))
            frame = av.VideoFrame.from_image(small.resize((width, height), Image.Resampling.NEAREST))
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


@cache
def sound() -> bytes:
    """Return an MP4 that holds no picture."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=44_100)
        frame = av.AudioFrame(format="fltp", layout="stereo", samples=1024)
        frame.sample_rate = 44_100
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        for number in range(60):
            frame.pts = number * 1024
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()
