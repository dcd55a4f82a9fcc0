"""Pictures and a short film, made here byte by byte: no file is kept in the repository, and no encoder is needed."""

import functools
import hashlib
import io
import struct

from PIL import Image

from integrations import types as t

SQUARE, WIDE, TALL = (1080, 1080), (1200, 628), (1080, 1920)


@functools.cache
def make_image(colour: str = "orange", size: tuple[int, int] = SQUARE) -> t.ImageFile:
    """Return a picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    content = file.getvalue()
    name = f"{colour}-{size[0]}x{size[1]}.jpg"
    return t.ImageFile(hashlib.sha256(content).hexdigest(), name, lambda: content, *size)


@functools.cache
def make_video(name: str = "cakes", size: tuple[int, int] = TALL, seconds: int = 8) -> t.VideoFile:
    """Return an MP4 with one empty H.264 track of this size and length, at about 800 kbit/s."""
    content = make_mp4(size, seconds, name.encode().ljust(seconds * 100_000, b"\0"))
    cover = make_image("orange", size)
    return t.VideoFile(
        sha256=hashlib.sha256(content).hexdigest(),
        file_name=f"{name}.mp4",
        byte_size=len(content),
        open=lambda: io.BytesIO(content),
        width=size[0],
        height=size[1],
        duration_s=seconds,
        cover=cover,
    )


def make_mp4(size: tuple[int, int], seconds: int, frames: bytes) -> bytes:
    """Return the smallest file that readers of ISO 14496-12 take for a film."""
    duration, matrix = seconds * 1000, struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    times = struct.pack(">IIII", 0, 0, 1000, duration)
    movie = _full(b"mvhd", times + struct.pack(">IHxx8x", 0x10000, 0x100) + matrix + bytes(24) + struct.pack(">I", 2))
    track = struct.pack(">IIIxxxxI8xhhhxx", 0, 0, 1, duration, 0, 0, 0) + matrix
    head = _full(b"tkhd", track + struct.pack(">II", size[0] << 16, size[1] << 16), flags=3)
    return (
        _box(b"ftyp", b"isom" + struct.pack(">I", 512) + b"isomiso2avc1mp41")
        + _box(b"moov", movie + _box(b"trak", head + _media(times, size, len(frames))))
        + _box(b"mdat", frames)
    )


def _media(times: bytes, size: tuple[int, int], length: int) -> bytes:
    header = _full(b"mdhd", times + struct.pack(">HH", 0x55C4, 0))
    handler = _full(b"hdlr", bytes(4) + b"vide" + bytes(12) + b"film\0")
    source = _box(b"dinf", _full(b"dref", struct.pack(">I", 1) + _full(b"url ", b"", flags=1)))
    picture = bytes(6) + struct.pack(">H16xHHIIxxxxH32sHh", 1, *size, 0x480000, 0x480000, 1, b"", 24, -1)
    samples = b"".join(
        (
            _full(b"stsd", struct.pack(">I", 1) + _box(b"avc1", picture)),
            _full(b"stts", struct.pack(">III", 1, 1, 1000)),
            _full(b"stsc", struct.pack(">IIII", 1, 1, 1, 1)),
            _full(b"stsz", struct.pack(">III", 0, 1, length)),
            _full(b"stco", struct.pack(">II", 1, 0)),
        )
    )
    below = _full(b"vmhd", bytes(8), flags=1) + source + _box(b"stbl", samples)
    return _box(b"mdia", header + handler + _box(b"minf", below))


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def _full(kind: bytes, content: bytes, *, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", flags) + content)
