"""What a video file says of itself: how long, how wide, how high. MP4 and MOV only; of others nothing is known."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_HOLDS_OTHERS = (b"moov", b"trak", b"mdia")
_MARKS = (b"ftyp", b"moov", b"mdat", b"wide", b"free")


@dataclass(frozen=True, slots=True)
class Film:
    """`kind` is mp4, avi or mpeg; zeros where the file does not say."""

    kind: str
    width: int = 0
    height: int = 0
    seconds: float = 0.0


def read_film(content: bytes) -> Film | None:
    """Read a video; None for what is none."""
    if content[4:8] in _MARKS:
        return _read_boxes(content)
    if content[:4] == b"RIFF" and content[8:11] == b"AVI":
        return Film("avi")
    return Film("mpeg") if content[:4] in (b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3") else None


def _read_boxes(content: bytes) -> Film:
    width = height = 0
    seconds = 0.0
    for kind, body in _boxes(content, 0, len(content)):
        if kind == b"mvhd" and len(body) >= 32:
            wide = body[0] == 1
            scale, length = struct.unpack(">IQ", body[20:32]) if wide else struct.unpack(">II", body[12:20])
            seconds = length / scale if scale else 0.0
        if kind == b"tkhd" and len(body) >= 84:
            size = struct.unpack(">II", body[-8:])
            width, height = max(width, size[0] >> 16), max(height, size[1] >> 16)
    return Film("mp4", width, height, round(seconds, 3))


def _boxes(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield the boxes of an ISO base media file with those inside them."""
    while start + 8 <= end:
        size, kind = struct.unpack(">I4s", content[start : start + 8])
        head = 8
        if size == 1 and start + 16 <= end:
            size, head = struct.unpack(">Q", content[start + 8 : start + 16])[0], 16
        size = end - start if size == 0 else size
        if size < head:
            return
        if kind in _HOLDS_OTHERS:
            yield from _boxes(content, start + head, min(end, start + size))
        else:
            yield kind, content[start + head : min(end, start + size, start + head + 256)]
        start += size
