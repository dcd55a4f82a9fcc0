"""What counts as a video for an ad: found out from the bytes, never from the name.

Only MP4 and QuickTime files, which every platform takes. The reader is told which kind of file it is, so that a text that
names other files or addresses (a playlist) is never followed.
"""

import io
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from tenants.errors import Invalid

MOST_BYTES = 500 * 1024 * 1024
LEAST_S, MOST_S = 1, 15 * 60
LEAST_SIDE, MOST_SIDE = 500, 4096
COVER_AT = 0.1
"""The cover is the picture after a tenth of the video: the very first is often black."""
FRAMES_TRIED = 400
BROKEN = "This file is not a whole MP4 or MOV video. Export it again, and choose the new file."
NOT_VIDEO = "This file is not an MP4 or MOV video, whatever its name says. Choose another one."
BRANDS = {b"qt  ": "video/quicktime"}


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What the bytes say: pixels as shown (a telephone's turn counted in), milliseconds, bits a second, the type."""

    width: int
    height: int
    duration_ms: int
    bit_rate: int
    mime: str


def check_video(file: BinaryIO, byte_size: int) -> tuple[VideoFacts, bytes]:
    """Return the facts of a video that an ad can use, and its cover as JPEG; raises Invalid for the field `file`.

    MP4 or MOV, at most 500 MB (the least that a platform takes at most), 1 s to 15 minutes, 500 to 4096 pixels a side.
    Streams: of the file only what is looked at is read.
    """
    if byte_size == 0:
        raise _refused("This file is empty. Choose an MP4 or MOV video.")
    if byte_size > MOST_BYTES:
        raise _refused(
            f"This video has {byte_size / 1024**2:.0f} MB. At most 500 MB are taken everywhere: save it smaller."
        )
    mime = _sniff(file)
    facts, cover = _read(file, mime, byte_size)
    return facts, _jpeg(cover)


def _sniff(file: BinaryIO) -> str:
    file.seek(0)
    head = file.read(12)
    if len(head) < 12 or head[4:8] not in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        raise _refused(NOT_VIDEO)
    return BRANDS.get(head[8:12], "video/mp4") if head[4:8] == b"ftyp" else "video/quicktime"


def _read(file: BinaryIO, mime: str, byte_size: int) -> tuple[VideoFacts, Image.Image]:
    import av  # loads a large library, only when somebody brings a video

    file.seek(0)
    try:
        with av.open(file, format="mov") as container:
            stream = next(iter(container.streams.video), None)
            if stream is None:
                raise _refused("This file holds no pictures, only sound. Choose a video.")
            _check_size(stream.width, stream.height)
            duration_s = _seconds(container, stream)
            frame = _frame_at(container, stream, duration_s * COVER_AT)
            facts = _facts(stream, frame, duration_s, byte_size, mime)
            _check(facts)
            return facts, frame.to_image().rotate(frame.rotation, expand=True)
    except (av.error.FFmpegError, OSError, ValueError, EOFError) as error:
        raise _refused(BROKEN) from error
    finally:
        file.seek(0)


def _seconds(container, stream) -> float:
    if container.duration:
        return container.duration / 1_000_000
    return float(stream.duration * stream.time_base) if stream.duration else 0.0


def _frame_at(container, stream, at_s: float):
    """Return the first picture at or after a moment, looking at few."""
    if stream.time_base:
        container.seek(int(at_s / stream.time_base), stream=stream)
    frame = None
    for tried, frame in enumerate(container.decode(stream)):
        if frame.time is None or frame.time >= at_s or tried >= FRAMES_TRIED:
            return frame
    if frame is None:
        raise _refused(BROKEN)
    return frame


def _facts(stream, frame, duration_s: float, byte_size: int, mime: str) -> VideoFacts:
    width, height = frame.width, frame.height
    if abs(frame.rotation) % 180 == 90:
        width, height = height, width
    rate = int(byte_size * 8 / duration_s) if duration_s else 0
    return VideoFacts(width, height, round(duration_s * 1000), rate, mime)


def _check(facts: VideoFacts) -> None:
    if not LEAST_S * 1000 <= facts.duration_ms <= MOST_S * 1000:
        seconds = facts.duration_ms / 1000
        raise _refused(f"This video plays {seconds:.1f} seconds. Ads take {LEAST_S} second to {MOST_S // 60} minutes.")
    _check_size(facts.width, facts.height)


def _check_size(width: int, height: int) -> None:
    short, long = sorted((width, height))
    if short < LEAST_SIDE or long > MOST_SIDE:
        size = f"{width} × {height}"
        raise _refused(
            f"This video has {size} pixels. Ads need {LEAST_SIDE} to {MOST_SIDE} a side; 1080 × 1920 is best."
        )


def _jpeg(image: Image.Image) -> bytes:
    drawn = io.BytesIO()
    image.convert("RGB").save(drawn, "JPEG", quality=88, optimize=True)
    return drawn.getvalue()


def _refused(text: str) -> Invalid:
    return Invalid({"file": text})
