"""Reads of the creatives, in the organisation's schema."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from creatives.models import Asset
from creatives.types import AssetKind
from tenants.errors import NotFound

TAGS_SQL = f"SELECT uuid::text AS asset, unnest(tags) AS tag FROM {Asset._meta.db_table}"  # noqa: S608 - a constant
"""The statement of `list_tagged`, as a part of another one: an asset's id as text, and one of its tags."""


@dataclass(frozen=True, slots=True)
class NamedAsset:
    """An asset's id outside, and its label."""

    uuid: UUID
    name: str


def list_assets(tag: str = "") -> QuerySet[Asset]:
    """Return the organisation's assets, newest first; with a tag (in any letters) those that have it."""
    if "\0" in tag:  # which the database cannot look for, and no tag contains
        return Asset.objects.none()
    found = Asset.objects.all()
    return found.filter(tags__contains=[tag.strip().lower()]) if tag.strip() else found


def list_tags() -> list[tuple[str, int]]:
    """Return each tag with how many assets have it, by name; one query."""
    return sorted(Counter(tag for tags in list_tagged().values() for tag in tags).items())


def list_tagged() -> dict[str, list[str]]:
    """Return the tags of the assets that have some, by the assets' ids as text; one query."""
    rows = Asset.objects.exclude(tags=[]).order_by().values_list("uuid", "tags")
    return {str(uuid): tags for uuid, tags in rows}


def name_assets(uuids: Collection[str]) -> dict[str, NamedAsset]:
    """Return what assets are called, by their ids as text; those that are not here are left out. One query."""
    rows = Asset.objects.filter(uuid__in=uuids).order_by().values_list("uuid", "label")
    return {str(uuid): NamedAsset(uuid, label) for uuid, label in rows}


def count_assets() -> dict[str, int]:
    """Return how many `pictures` (logos too) and `videos` there are; one query."""
    videos = Count("pk", filter=Q(kind=AssetKind.VIDEO))
    found = Asset.objects.aggregate(pictures=Count("pk") - videos, videos=videos)
    return {name: found[name] or 0 for name in ("pictures", "videos")}


def get_asset(uuid: UUID | str) -> Asset:
    """Return the asset with this id; raises NotFound."""
    try:
        return Asset.objects.get(uuid=uuid)
    except (Asset.DoesNotExist, ValueError) as error:
        raise NotFound("There is no such picture or video here.") from error


def get_assets_by_id(uuids: Iterable[UUID]) -> dict[UUID, Asset]:
    """Return the assets with these ids by id; those that are not here are left out."""
    return {asset.uuid: asset for asset in Asset.objects.filter(uuid__in=list(uuids))}
