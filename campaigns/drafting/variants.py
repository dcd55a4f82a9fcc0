"""A matrix of ads made in one go: an ad group for each audience, in it an ad for each text with each picture or video.

Each platform takes of it what it shows: Search no pictures, TikTok only videos and no headlines (there the texts of the
matrix are what the ad says). What a platform does not use does not multiply its ads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from uuid import UUID

from campaigns.drafting.moving import Place
from campaigns.drafting.shape import normal
from campaigns.limits import AD_GROUPS_MOST, Limits, channel_for, limits_for
from campaigns.types import Creative, Draft, DraftAd, DraftGroup, DraftPart
from integrations.types import Targeting

NAME_MOST = 255


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom one ad group of the matrix aims at; without a name it is called after the places."""

    targeting: Targeting
    name: str = ""


@dataclass(frozen=True, slots=True)
class Variants:
    """What is combined. An empty list leaves that side as it is in the campaign's first ad."""

    texts: tuple[str, ...] = ()
    images: tuple[UUID, ...] = ()
    videos: tuple[UUID, ...] = ()
    audiences: tuple[Audience, ...] = ()


@dataclass(frozen=True, slots=True)
class VariantCount:
    """What the matrix would make on one ad account. `unused` are the sides that it does not show there."""

    ad_account: UUID
    ad_groups: int
    ads_per_group: int
    ads_most: int
    unused: tuple[str, ...] = ()

    @property
    def ads(self) -> int:
        """Return how many ads it makes there in all."""
        return self.ad_groups * self.ads_per_group

    @property
    def problem(self) -> str:
        """Return what stands against it, for people; "" when nothing does."""
        if self.ad_groups > AD_GROUPS_MOST:
            return f"That is {self.ad_groups} ad groups; {AD_GROUPS_MOST} fit."
        if self.ads_per_group > self.ads_most:
            return f"That is {self.ads_per_group} ads in an ad group; {self.ads_most} fit here."
        return ""


def count_variants(draft: Draft, variants: Variants, places: Mapping[UUID, Place]) -> tuple[VariantCount, ...]:
    """Return what a matrix would make on each account of `places` that the draft runs on, and what stands against it."""
    parts = [part for part in normal(draft).parts if part.ad_account in places]
    return tuple(_count(places[part.ad_account], draft.purpose, variants) for part in parts if part.ad_account)


def build_variants(draft: Draft, variants: Variants, places: Mapping[UUID, Place]) -> Draft:
    """Return a draft whose parts on these accounts hold the matrix instead of their ad groups.

    Everything that the matrix does not say is as in the part's first ad group and its first ad.
    """
    draft = normal(draft)
    built = [
        _build(part, whole, limits_of(places[part.ad_account], draft.purpose), variants)
        if part.ad_account in places
        else part
        for part, whole in zip(draft.parts, draft.whole_parts(), strict=True)
    ]
    return replace(draft, parts=tuple(built))


def limits_of(place: Place, purpose: str) -> Limits:
    """Return what an ad takes at a place."""
    return limits_for(place.platform, channel_for(place.platform, purpose, place.channel))


def _count(place: Place, purpose: str, variants: Variants) -> VariantCount:
    limits = limits_of(place, purpose)
    texts, media = _texts(limits, variants), _media(limits, variants)
    sides = {
        "texts": variants.texts and not texts,
        "images": variants.images and not any(kind == "images" for kind, _ in media),
        "videos": variants.videos and not any(kind == "videos" for kind, _ in media),
    }
    unused = tuple(name for name, is_lost in sides.items() if is_lost)
    per_group = max(len(texts), 1) * max(len(media), 1)
    return VariantCount(place.account, max(len(variants.audiences), 1), per_group, limits.ads, unused)


def _build(part: DraftPart, whole: DraftPart, limits: Limits, variants: Variants) -> DraftPart:
    group, spelled = part.ad_groups[0], whole.ad_groups[0]
    base = spelled.ads[0].creative or Creative()
    has_choice = bool(_texts(limits, variants) or _media(limits, variants))
    ads = tuple(_ads(base, limits, variants)) if has_choice else (replace(group.ads[0], key=None),)
    if not variants.audiences:
        return replace(part, ad_groups=(replace(group, ads=ads),))
    groups = tuple(_group(group, audience, ads) for audience in variants.audiences)
    return replace(part, ad_groups=groups)


def _group(base: DraftGroup, audience: Audience, ads: tuple[DraftAd, ...]) -> DraftGroup:
    return replace(base, key=None, name=audience.name, targeting=audience.targeting, ads=ads, left_out=())


def _ads(base: Creative, limits: Limits, variants: Variants) -> Iterator[DraftAd]:
    texts, media = _texts(limits, variants), _media(limits, variants)
    kind = _kind_of_text(limits)
    for text, medium in product(texts or ("",), media or (("", None),)):
        creative = base
        if text:
            others = () if limits.texts[kind].least < 2 else tuple(one for one in getattr(base, kind) if one != text)
            creative = replace(creative, **{kind: (text, *others)})
        if medium[1]:
            creative = _showing(creative, medium, limits)
        yield DraftAd(name=_name(text, medium, media), creative=creative)


def _showing(creative: Creative, medium: tuple[str, UUID | None], limits: Limits) -> Creative:
    """A picture takes the first place; the others stay where a platform wants several formats."""
    kind, asset = medium
    if kind == "videos":
        return replace(creative, videos=(asset,), images=() if not limits.media.ratios else creative.images, cards=())
    others = tuple(one for one in creative.images if one != asset) if limits.media.ratios else ()
    return replace(creative, images=(asset, *others), videos=(), cards=())


def _name(text: str, medium: tuple[str, UUID | None], media: tuple[tuple[str, UUID], ...]) -> str:
    words = {"images": "picture", "videos": "video"}
    which = f"{words[medium[0]]} {media.index(medium) + 1}" if medium[1] and len(media) > 1 else ""
    return " · ".join(part for part in (text[: NAME_MOST - 20], which) if part)


def _texts(limits: Limits, variants: Variants) -> tuple[str, ...]:
    return (
        tuple(dict.fromkeys(text.strip() for text in variants.texts if text.strip())) if _kind_of_text(limits) else ()
    )


def _kind_of_text(limits: Limits) -> str:
    return next((kind for kind in ("headlines", "primary_texts") if kind in limits.texts), "")


def _media(limits: Limits, variants: Variants) -> tuple[tuple[str, UUID], ...]:
    """Pictures where pictures are shown, videos where videos are; where pictures are, a video may stand for one."""
    wants = limits.media
    images = variants.images if wants.images else ()
    videos = variants.videos if wants.videos or wants.images else ()
    return tuple(
        [("images", one) for one in dict.fromkeys(images)] + [("videos", one) for one in dict.fromkeys(videos)]
    )
