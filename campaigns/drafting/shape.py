"""The one shape in which a draft is kept: every part with its ad groups and ads, each of these with a key.

What an ad group, an ad or a part has from the draft as a whole stays there (`targeting`, `creative` None), so that
changing it once changes it everywhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from campaigns.types import CallToAction, Draft, DraftAd, DraftGroup, DraftPart
from integrations.types import BudgetLevel
from tenants.ids import new_id

OWN: dict[str, Any] = {
    "ad_account": None, "daily_budget_minor": None, "lifetime_budget_minor": None,
    "budget_level": BudgetLevel.CAMPAIGN.value, "channel": "", "bid": None, "conversion": "",
}  # fmt: skip
"""What a draft says of its only part, where it has no list of parts."""
AIMING: dict[str, Any] = {"countries": (), "age_min": None, "age_max": None}
SAYING: dict[str, Any] = {
    "link": "", "primary_text": "", "headline": "", "description": "", "asset": None,
    "call_to_action": CallToAction.LEARN_MORE.value,
}  # fmt: skip


def normal(draft: Draft, *, kept: Draft | None = None) -> Draft:
    """Return a draft in this shape: what the simple fields say stands in its parts, its targeting and its creative.

    It means the same as before: `whole_parts()` are equal. Doing it twice changes nothing. A part that names no ad
    groups has one, and goes on with the key of the first one that its account had in what was `kept`; ads likewise.
    """
    there = {part.ad_account: part.ad_groups for part in (kept.parts if kept else ())}
    parts = draft.parts or ((DraftPart(**_of(draft, OWN)),) if draft.ad_account else ())
    aim = draft.whole_targeting() if _of(draft, AIMING) != AIMING else draft.targeting
    said = draft.whole_creative() if _of(draft, SAYING) != SAYING else draft.creative
    own = OWN if parts else {}
    shaped = tuple(replace(part, ad_groups=_groups(part, there.get(part.ad_account, ()))) for part in parts)
    return replace(draft, targeting=aim, creative=said, parts=shaped, **own, **AIMING, **SAYING)


def keys_of(draft: Draft) -> set[UUID]:
    """Return the keys of its ad groups and ads."""
    return {key for key in _keys(draft) if key}


def with_keys(draft: Draft, *, known: set[UUID], make: Callable[[], UUID] = new_id) -> Draft:
    """Return a draft of which every ad group and ad has a key of its own.

    A key that is `known` stays where it first stands; any other, and one that stands twice, gives way to a new one.
    """
    left = set(known)

    def key(wanted: UUID | None) -> UUID:
        if wanted is None or wanted not in left:
            return make()
        left.discard(wanted)
        return wanted

    def group(one: DraftGroup) -> DraftGroup:
        return replace(one, key=key(one.key), ads=tuple(replace(ad, key=key(ad.key)) for ad in one.ads))

    parts = tuple(replace(part, ad_groups=tuple(group(one) for one in part.ad_groups)) for part in draft.parts)
    return replace(draft, parts=parts)


def _groups(part: DraftPart, kept: tuple[DraftGroup, ...]) -> tuple[DraftGroup, ...]:
    first = kept[0] if kept else DraftGroup()
    return tuple(
        replace(group, ads=group.ads or (DraftAd(key=_first_ad(group, kept)),))
        for group in part.ad_groups or (DraftGroup(key=first.key),)
    )


def _first_ad(group: DraftGroup, kept: tuple[DraftGroup, ...]) -> UUID | None:
    same = next((one for one in kept if group.key and one.key == group.key), None)
    return same.ads[0].key if same and same.ads else None


def _keys(draft: Draft) -> Iterator[UUID | None]:
    for part in draft.parts:
        for group in part.ad_groups:
            yield group.key
            yield from (ad.key for ad in group.ads)


def _of(draft: Draft, names: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in names}
