"""Writes of the creatives."""

import hashlib
from datetime import datetime
from typing import BinaryIO

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from creatives.images import ImageFacts, check_image, draw_preview
from creatives.models import Asset
from creatives.types import AssetKind
from tenants.services import record_audit
from tenants.types import Actor

_CHUNK = 1024 * 1024


def add_image(*, file: BinaryIO, label: str, byte_size: int, actor: Actor, now: datetime) -> Asset:
    """Keep an image for ads and return it; the same bytes again return the one that is kept, label and all.

    `label` is a name for people, such as the file's own. The bytes are kept as they came. Raises Invalid for the field
    `file` when an ad could not use it.
    """
    facts = check_image(file, byte_size)
    sha256 = _hash(file)
    kept = Asset.objects.filter(sha256=sha256).first()
    return kept or _keep(file, facts, sha256, label=label, byte_size=byte_size, actor=actor, now=now)


def read_asset(*, asset: Asset) -> bytes:
    """Return an asset's bytes."""
    with asset.file.open("rb") as file:
        return file.read()


def _keep(
    file: BinaryIO, facts: ImageFacts, sha256: str, *, label: str, byte_size: int, actor: Actor, now: datetime
) -> Asset:
    asset = Asset(
        kind=AssetKind.IMAGE,
        label=_clean(label),
        sha256=sha256,
        mime=facts.mime,
        width=facts.width,
        height=facts.height,
        byte_size=byte_size,
        created_by_kind=actor.kind,
        created_by_id=actor.id,
        created_by_label=actor.label,
        created_at=now,
    )
    file.seek(0)
    asset.file.save(asset.file_name, File(file), save=False)
    asset.preview.save(asset.file_name, ContentFile(draw_preview(file)), save=False)
    try:
        with transaction.atomic():
            asset.save()
            record_audit(action="asset.added", actor=actor, target=asset, detail={"bytes": byte_size}, now=now)
    except IntegrityError:  # the same bytes came in twice at once
        asset.file.delete(save=False)
        asset.preview.delete(save=False)
        return Asset.objects.get(sha256=sha256)
    return asset


def _clean(label: str) -> str:
    printable = "".join(letter for letter in label if letter.isprintable()).strip()
    return printable[:200] or "Image"


def _hash(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
