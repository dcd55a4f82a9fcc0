"""What ads look like where few of them are shown outside their campaign: a picture, a name, and whose they are."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from campaigns.models import Ad
from campaigns.types import CampaignStatus, ObjectStatus


@dataclass(frozen=True, slots=True)
class Face:
    """An ad. `asset` is the id of the first picture or video that it shows, None where none of the library is known.

    `is_running` says that it, its ad group, its part and its campaign are meant to run.
    """

    uuid: UUID
    name: str
    ad_group: UUID
    campaign: UUID
    campaign_name: str
    platform: str
    asset: str | None
    is_running: bool


def list_faces(ids: Collection[int]) -> dict[int, Face]:
    """Return ads by their internal ids; those that are gone are absent. One query."""
    rows = Ad.objects.filter(pk__in=ids).values_list(*_COLUMNS)
    return {pk: _face(*rest) for pk, *rest in rows}


_PART = "ad_group__platform_campaign__"
_COLUMNS = (
    "pk", "uuid", "name", "ad_group__uuid", f"{_PART}campaign__uuid", f"{_PART}campaign__name", f"{_PART}platform",
    "creative__videos", "creative__images", "creative__cards",
    "status", "ad_group__status", f"{_PART}status", f"{_PART}campaign__status",
)  # fmt: skip


def _face(uuid, name, group, campaign, campaign_name, platform, videos, images, cards, *states) -> Face:
    shown = [*(videos or ()), *(images or ()), *(card["image"] for card in cards or ())]
    runs = states[:2] == (ObjectStatus.ACTIVE,) * 2 and states[2:] == (CampaignStatus.ACTIVE,) * 2
    return Face(uuid, name, group, campaign, campaign_name, platform, shown[0] if shown else None, runs)
