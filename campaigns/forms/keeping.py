"""What a draft holds that the form does not show (made by the API) stays when the form is saved."""

from dataclasses import replace
from typing import Any

from campaigns.models import Campaign, PlatformCampaign
from campaigns.types import Creative, DraftPart, load
from integrations.types import Platform, Targeting

UNSEEN = ("languages", "interests", "excluded_audiences", "placements")
ONE_SHOWN = {Platform.META: ("primary_texts", "headlines", "descriptions"), Platform.TIKTOK: ("primary_texts",)}
"""The texts of which the form shows the first only."""


def parts_of(campaign: Campaign | None) -> dict[int, DraftPart]:
    """Return what each ad account's part of a draft holds."""
    parts = campaign.platform_campaigns.all() if campaign else []
    return {part.account_id: _part(part) for part in parts if part.launched_at is None and part.status == "draft"}


def targeting(shown: Targeting, kept: Targeting, *, is_local: bool) -> Targeting:
    """Return what was filled in, with what the form does not show; places it shows only for visits to a shop."""
    more: dict[str, Any] = {name: getattr(kept, name) for name in UNSEEN}
    if not is_local:
        more["places"] = kept.places
    if len(kept.audiences) > 1 and kept.audiences[:1] == shown.audiences:
        more["audiences"] = kept.audiences
    return replace(shown, **more)


def creative(shown: Creative, kept: Creative, platform: str) -> Creative:
    """Return what was filled in, with the further texts and pictures that the form does not show."""
    more: dict[str, Any] = {}
    for name in ONE_SHOWN.get(Platform(platform), ()):
        typed = getattr(shown, name)
        more[name] = (*typed, *(text for text in getattr(kept, name)[1:] if text not in typed)) if typed else ()
    if platform != Platform.GOOGLE:
        more["images"] = (*shown.images, *(uuid for uuid in kept.images[1:] if uuid not in shown.images))
        more["videos"] = (*shown.videos, *(uuid for uuid in kept.videos[1:] if uuid not in shown.videos))
    return replace(shown, **more)


def _part(part: PlatformCampaign) -> DraftPart:
    group = next(iter(part.ad_groups.all()), None)
    ad = next(iter(group.ads.all()), None) if group else None
    return DraftPart(
        part.account.uuid,
        budget_level=part.budget_level,
        conversion=part.conversion,
        targeting=load(Targeting, group.targeting) if group else None,
        creative=load(Creative, ad.creative) if ad else None,
    )
