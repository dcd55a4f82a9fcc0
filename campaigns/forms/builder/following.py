"""What a part, an ad group or an ad says of its own follows what is said for all of them, where it said the same before."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from campaigns.types import Creative, Draft, DraftGroup, DraftPart
from integrations.types import Targeting


def follow(own: Targeting, old: Targeting, new: Targeting) -> Targeting:
    """Return whom somebody of their own aims at, with what was the same as `old` as `new` has it."""
    same = [field.name for field in fields(own) if getattr(own, field.name) == getattr(old, field.name)]
    moved: dict[str, Any] = {name: getattr(new, name) for name in same}
    return replace(own, **moved)


def aim(draft: Draft, new: Targeting) -> Draft:
    """Return a draft that aims at somebody else as a whole."""
    old = draft.targeting or Targeting()
    countries = draft.special_category_countries
    if draft.special_categories and countries in ((), old.countries):
        countries = new.countries
    parts = tuple(_aim_part(part, old, new) for part in draft.parts)
    return replace(draft, targeting=new, parts=parts, special_category_countries=countries)


def aim_parts(draft: Draft, change: Callable[[DraftPart, Targeting], Targeting]) -> Draft:
    """Return a draft each part of which aims at whom `change` says, given whom it aims at now; its ad groups follow."""
    common = draft.targeting or Targeting()
    parts = []
    for part in draft.parts:
        before = part.targeting or common
        after = change(part, before)
        groups = tuple(_aim_group(group, before, after) for group in part.ad_groups)
        parts.append(replace(part, targeting=None if after == common else after, ad_groups=groups))
    return replace(draft, parts=tuple(parts))


def lead_to(draft: Draft, link: str, call_to_action: str) -> Draft:
    """Return a draft whose ads lead somewhere else: those that led where all did, or nowhere yet."""
    old = draft.creative or Creative()
    new = replace(old, link=link, call_to_action=call_to_action)
    parts = tuple(_lead_part(part, old, new) for part in draft.parts)
    return replace(draft, creative=new, parts=parts)


def _aim_part(part: DraftPart, old: Targeting, new: Targeting) -> DraftPart:
    own = follow(part.targeting, old, new) if part.targeting else None
    before, after = part.targeting or old, own or new
    return replace(part, targeting=own, ad_groups=tuple(_aim_group(group, before, after) for group in part.ad_groups))


def _aim_group(group: DraftGroup, old: Targeting, new: Targeting) -> DraftGroup:
    return replace(group, targeting=follow(group.targeting, old, new)) if group.targeting else group


def _lead_part(part: DraftPart, old: Creative, new: Creative) -> DraftPart:
    groups = tuple(
        replace(group, ads=tuple(replace(ad, creative=_lead(ad.creative, old, new)) for ad in group.ads))
        for group in part.ad_groups
    )
    return replace(part, creative=_lead(part.creative, old, new), ad_groups=groups)


def _lead(own: Creative | None, old: Creative, new: Creative) -> Creative | None:
    if own is None:
        return None
    return replace(
        own,
        link=new.link if own.link in ("", old.link) else own.link,
        call_to_action=new.call_to_action if own.call_to_action == old.call_to_action else own.call_to_action,
    )
