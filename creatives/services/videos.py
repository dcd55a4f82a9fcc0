"""Keeping videos; streamed, never whole in memory."""

import io
from datetime import datetime
from typing import Any, BinaryIO

from creatives.images import draw_preview
from creatives.models import Asset
from creatives.services import keeping
from creatives.services.images import add_image
from creatives.types import AssetKind
from creatives.videos import check_video
from tenants.types import Actor

_VIDEO_MARKS = (b"ftyp", b"moov", b"mdat", b"wide", b"free")


def add_video(*, file: BinaryIO, label: str, byte_size: int, actor: Actor, now: datetime) -> Asset:
    """Keep a video for ads, with a cover taken from it, and return it; the same bytes again return the one that is kept.

    The bytes are kept as they came, copied in pieces. Raises Invalid for the field `file` when an ad could not use it.
    """
    facts, cover = check_video(file, byte_size)
    sha256 = keeping.hash_of(file)
    if kept := keeping.find_kept(sha256):
        return kept
    asset = Asset(
        kind=AssetKind.VIDEO,
        sha256=sha256,
        mime=facts.mime,
        width=facts.width,
        height=facts.height,
        duration_ms=facts.duration_ms,
        bit_rate=facts.bit_rate,
        byte_size=byte_size,
    )
    preview = draw_preview(io.BytesIO(cover))
    return keeping.keep(asset, file, preview=preview, cover=cover, label=label, actor=actor, now=now)


def add_asset(
    *, file: BinaryIO, label: str, byte_size: int, actor: Actor, now: datetime, is_logo: bool = False
) -> Asset:
    """Keep a picture or a video, whichever the bytes are. Raises Invalid for the field `file`."""
    file.seek(0)
    head = file.read(12)
    file.seek(0)
    common: dict[str, Any] = {"file": file, "label": label, "byte_size": byte_size, "actor": actor, "now": now}
    if head[4:8] in _VIDEO_MARKS:
        return add_video(**common)
    return add_image(**common, is_logo=is_logo)
