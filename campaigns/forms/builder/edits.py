"""Small edits of a draft's ad groups and ads: find, change, add, remove. Pure; the draft is in its normal shape."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from campaigns.types import Creative, Draft, DraftAd, DraftGroup, DraftPart


@dataclass(frozen=True, slots=True)
class Spot:
    """An ad where it stands: as it was written, and `creative` as it is meant; counted from 0."""

    part: DraftPart
    group: DraftGroup
    ad: DraftAd
    creative: Creative
    path: str
    """Under what services name its fields: parts.0.ad_groups.1.ads.2."""


def spots(draft: Draft) -> Iterator[Spot]:
    """Yield every ad of a draft; none while no ad account is chosen."""
    if not draft.parts:
        return
    for p, (part, whole) in enumerate(zip(draft.parts, draft.whole_parts(), strict=True)):
        for g, group in enumerate(part.ad_groups):
            for a, ad in enumerate(group.ads):
                meant = whole.ad_groups[g].ads[a].creative or Creative()
                yield Spot(part, group, ad, meant, f"parts.{p}.ad_groups.{g}.ads.{a}.")


def find_ad(draft: Draft, key: UUID) -> Spot | None:
    """Return the ad with this key."""
    return next((spot for spot in spots(draft) if spot.ad.key == key), None)


def find_group(draft: Draft, key: UUID) -> DraftGroup | None:
    """Return the ad group with this key."""
    return next((group for part in draft.parts for group in part.ad_groups if group.key == key), None)


def part_of(draft: Draft, key: UUID) -> DraftPart | None:
    """Return the part that has the ad group with this key."""
    return next((part for part in draft.parts if any(group.key == key for group in part.ad_groups)), None)


def change_groups(draft: Draft, change: Callable[[DraftGroup], list[DraftGroup]]) -> Draft:
    """Return a draft with each ad group put as `change` gives it: one, several, or none; the last one of a part stays."""
    parts = []
    for part in draft.parts:
        groups = tuple(made for group in part.ad_groups for made in change(group))
        parts.append(replace(part, ad_groups=groups or part.ad_groups[:1]))
    return replace(draft, parts=tuple(parts))


def change_ads(draft: Draft, change: Callable[[DraftAd], list[DraftAd]]) -> Draft:
    """Return a draft with each ad put as `change` gives it; the last one of an ad group stays."""

    def changed(group: DraftGroup) -> list[DraftGroup]:
        ads = tuple(made for ad in group.ads for made in change(ad))
        return [replace(group, ads=ads or group.ads[:1])]

    return change_groups(draft, changed)


def put_ad(draft: Draft, key: UUID, ad: DraftAd) -> Draft:
    """Return a draft with this ad in the place of the one with this key."""
    return change_ads(draft, lambda one: [ad] if one.key == key else [one])


def put_group(draft: Draft, key: UUID, group: DraftGroup) -> Draft:
    """Return a draft with this ad group in the place of the one with this key."""
    return change_groups(draft, lambda one: [group] if one.key == key else [one])


def add_ad(draft: Draft, key: UUID) -> Draft:
    """Add an empty ad to an ad group; it leads where all do."""
    said = draft.creative or Creative()
    blank = DraftAd(creative=Creative(said.link, call_to_action=said.call_to_action))
    return change_groups(draft, lambda group: [replace(group, ads=(*group.ads, blank)) if group.key == key else group])


def remove_ad(draft: Draft, key: UUID) -> Draft:
    """Leave an ad out; an ad group keeps its last one."""
    return change_ads(draft, lambda ad: [] if ad.key == key else [ad])


def remove_group(draft: Draft, key: UUID) -> Draft:
    """Leave an ad group out with its ads; an ad account keeps its last one."""
    return change_groups(draft, lambda group: [] if group.key == key else [group])
