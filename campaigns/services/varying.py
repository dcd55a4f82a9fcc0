"""Matrices of ads in a draft: counted before they are made, made in one go."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import creatives.selectors
from campaigns import drafting
from campaigns.models import Campaign
from campaigns.services.draft_reading import read_draft
from campaigns.services.drafts import accounts_of, refuse_unless_editable, update_draft
from campaigns.types import Draft
from creatives.types import AssetKind
from tenants.errors import Invalid
from tenants.types import Actor

NOTHING = "Write at least two texts, choose two pictures or describe two audiences."


def preview_variants(
    *, campaign: Campaign, variants: drafting.Variants, accounts: tuple[UUID, ...] = ()
) -> tuple[drafting.VariantCount, ...]:
    """Return how many ad groups and ads a matrix would make on each of these ad accounts (all of the draft's when none
    is named), and what stands against it. Makes nothing. Raises Invalid for pictures that are not in the library."""
    draft = read_draft(campaign)
    return drafting.count_variants(draft, _sorted(variants), _places(draft, accounts))


def build_variants(
    *,
    campaign: Campaign,
    variants: drafting.Variants,
    actor: Actor,
    now: datetime,
    accounts: tuple[UUID, ...] = (),
    version: int | None = None,
) -> Campaign:
    """Write a matrix into a draft, in the place of the ad groups that it has on these accounts, and return the campaign.

    Raises Invalid where it would be more than a platform takes, or when there is nothing to combine; StaleDraft.
    """
    refuse_unless_editable(campaign=campaign)
    draft, variants = read_draft(campaign), _sorted(variants)
    places = _places(draft, accounts)
    counts = drafting.count_variants(draft, variants, places)
    if not any(count.ads > 1 for count in counts):
        raise Invalid({"texts": NOTHING})
    indices = {part.ad_account: place for place, part in enumerate(draft.parts)}
    if wrong := {f"parts.{indices[count.ad_account]}.ads": count.problem for count in counts if count.problem}:
        raise Invalid(wrong)
    built = drafting.build_variants(draft, variants, places)
    version = campaign.version if version is None else version
    return update_draft(campaign=campaign, draft=built, actor=actor, now=now, version=version, is_whole=False)


def _places(draft: Draft, accounts: tuple[UUID, ...]) -> dict[UUID, drafting.Place]:
    found = accounts_of(draft)
    if missing := [place for place, uuid in enumerate(accounts) if uuid not in found]:
        raise Invalid({f"accounts.{place}": "The campaign does not run on this ad account." for place in missing})
    channels = {part.ad_account: part.channel for part in draft.parts}
    return {
        uuid: drafting.Place(uuid, account.platform, account.currency, channels[uuid])
        for uuid, account in found.items()
        if not accounts or uuid in accounts
    }


def _sorted(variants: drafting.Variants) -> drafting.Variants:
    """Tell videos and pictures apart, wherever they were named."""
    named = dict.fromkeys((*variants.images, *variants.videos))
    assets = creatives.selectors.get_assets_by_id(named)
    if any(uuid not in assets for uuid in named):
        raise Invalid({"images": "This picture is not in your library. Choose another."})
    videos = tuple(uuid for uuid in named if assets[uuid].kind == AssetKind.VIDEO)
    return replace(variants, images=tuple(uuid for uuid in named if uuid not in videos), videos=videos)
