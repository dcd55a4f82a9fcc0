"""Reads of the creatives, in the organisation's schema."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from creatives.models import Asset
from creatives.types import AssetKind
from tenants.errors import NotFound


def list_assets() -> QuerySet[Asset]:
    """Return the organisation's assets, newest first."""
    return Asset.objects.all()


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
