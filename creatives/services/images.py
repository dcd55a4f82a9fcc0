"""Keeping pictures and logos."""

from datetime import datetime
from typing import BinaryIO

from creatives.images import check_image, draw_preview
from creatives.models import Asset
from creatives.services import keeping
from creatives.types import AssetKind
from tenants.types import Actor


def add_image(
    *, file: BinaryIO, label: str, byte_size: int, actor: Actor, now: datetime, is_logo: bool = False
) -> Asset:
    """Keep an image for ads and return it; the same bytes again return the one that is kept, label and all.

    `label` is a name for people, such as the file's own. The bytes are kept as they came. Raises Invalid for the field
    `file` when an ad could not use it; a logo may be smaller than a picture.
    """
    facts = check_image(file, byte_size, is_logo=is_logo)
    sha256 = keeping.hash_of(file)
    if kept := keeping.find_kept(sha256):
        return kept
    asset = Asset(
        kind=AssetKind.LOGO if is_logo else AssetKind.IMAGE,
        sha256=sha256,
        mime=facts.mime,
        width=facts.width,
        height=facts.height,
        byte_size=byte_size,
    )
    return keeping.keep(asset, file, preview=draw_preview(file), label=label, actor=actor, now=now)
