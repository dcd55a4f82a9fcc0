"""Keeping bytes once: in the file storage under their own hash, with a row that says what they are."""

import hashlib
from datetime import datetime
from typing import BinaryIO

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from creatives.models import Asset
from creatives.types import AssetKind
from tenants.services import record_audit
from tenants.types import Actor

_CHUNK = 1024 * 1024


def find_kept(sha256: str) -> Asset | None:
    """Return the asset that has these bytes."""
    return Asset.objects.filter(sha256=sha256).first()


def keep(
    asset: Asset, file: BinaryIO, *, preview: bytes, cover: bytes = b"", label: str, actor: Actor, now: datetime
) -> Asset:
    """Store the bytes and the row; the same bytes coming in twice at once are kept once."""
    asset.label = _clean(label, asset)
    asset.created_by_kind, asset.created_by_id, asset.created_by_label = actor.kind, actor.id, actor.label
    asset.created_at = now
    file.seek(0)
    asset.file.save(asset.file_name, File(file), save=False)
    asset.preview.save(asset.file_name, ContentFile(preview), save=False)
    if cover:
        asset.cover.save(asset.file_name, ContentFile(cover), save=False)
        asset.cover_sha256 = hashlib.sha256(cover).hexdigest()
    try:
        with transaction.atomic():
            asset.save()
            record_audit(action="asset.added", actor=actor, target=asset, detail={"bytes": asset.byte_size}, now=now)
    except IntegrityError:
        for stored in (asset.file, asset.preview, asset.cover):
            if stored:
                stored.delete(save=False)
        return Asset.objects.get(sha256=asset.sha256)
    return asset


def hash_of(file: BinaryIO) -> str:
    """Return the SHA-256 of a stream, read in pieces; it is left at its start."""
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _clean(label: str, asset: Asset) -> str:
    printable = "".join(letter for letter in label if letter.isprintable()).strip()
    return printable[:200] or ("Video" if asset.kind == AssetKind.VIDEO else "Image")
