"""Copies of campaigns, ad groups and ads, also for another account or platform. Pure: drafts in, drafts out.

What belongs to an account (audiences, what counts as a conversion, an amount in its currency) or to a platform (its
towns, interests and placements, its bids and ids) does not go along; where it is left out a gap says so.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any
from uuid import UUID

from campaigns.drafting.fitting import fit_creative
from campaigns.drafting.shape import normal
from campaigns.limits import channel_for, limits_for
from campaigns.types import Creative, Draft, DraftAd, DraftGroup, DraftPart, LeftOut
from integrations.types import BudgetLevel, Platform, Targeting

NAME_MOST = 150
COPY = re.compile(r" \(copy( \d+)?\)$")
OF_ACCOUNT = ("audiences", "excluded_audiences")
OF_PLATFORM = ("places", "interests", "placements")
NOUNS = {
    "audiences": "The people who know you", "excluded_audiences": "Those who are left out", "places": "The towns",
    "interests": "The interests", "placements": "The places in the app",
}  # fmt: skip
CHOOSE = "did not come along from another account. Choose anew, or go on without."


@dataclass(frozen=True, slots=True)
class Place:
    """An ad account as a copy sees it; `channel` is Google's, where it is known."""

    account: UUID
    platform: str
    currency: str
    channel: str = ""


def copy_to(draft: Draft, places: Mapping[UUID, Place], *, to: Sequence[Place] = (), name: str) -> Draft:
    """Return a copy of a whole campaign, on the same accounts or on those in `to`; `places` are those that it has.

    An account that has a part of its own is copied from that, else from one of the same platform, else from the first.
    """
    draft = normal(draft)
    whole = draft.whole_parts()
    wanted = to or [places.get(part.ad_account, Place(part.ad_account, "", "")) for part in draft.parts]
    parts = tuple(_part_for(place, draft, whole, places) for place in wanted)
    is_home = {part.ad_account for part in parts} <= {part.ad_account for part in draft.parts}
    form, app = draft.lead_form, draft.app
    return replace(
        draft,
        name=name,
        parts=parts,
        lead_form=form if is_home or form is None else replace(form, external_id=""),
        app=app if is_home or app is None else replace(app, external_id=""),
    )


def move_group(group: DraftGroup, source: Place, target: Place, purpose: str) -> DraftGroup:
    """Return a copy of an ad group that is spelled out, for another place or the same one."""
    aim = group.targeting or Targeting()
    foreign = () if source.account == target.account else OF_ACCOUNT
    foreign += () if source.platform == target.platform else OF_PLATFORM
    lost = [name for name in foreign if getattr(aim, name)]
    dropped: dict[str, Any] = dict.fromkeys(lost, ())
    is_same = source.currency == target.currency
    return replace(
        group,
        key=None,
        targeting=replace(aim, **dropped),
        daily_budget_minor=group.daily_budget_minor if is_same else None,
        lifetime_budget_minor=group.lifetime_budget_minor if is_same else None,
        ads=tuple(move_ad(ad, source, target, purpose) for ad in group.ads),
        left_out=(*group.left_out, *(LeftOut(name, f"{NOUNS[name]} {CHOOSE}") for name in lost)),
    )


def move_ad(ad: DraftAd, source: Place, target: Place, purpose: str) -> DraftAd:
    """Return a copy of an ad that is spelled out, in words that fit the other place as far as they can."""
    creative = ad.creative or Creative()
    if _kind(source, purpose) != _kind(target, purpose):
        creative = fit_creative(creative, limits_for(*_kind(target, purpose)))
    return replace(ad, key=None, creative=creative)


def renamed(name: str, there: Collection[str] = ()) -> str:
    """Return a copy's name: "Cakes (copy)", "Cakes (copy 2)"; one that none of those that are `there` has."""
    plain = plain_name(name)
    for number in count(1):
        tail = " (copy)" if number == 1 else f" (copy {number})"
        made = f"{plain[: NAME_MOST - len(tail)].rstrip()}{tail}"
        if made not in there:
            return made
    raise AssertionError  # there is always another number


def plain_name(name: str) -> str:
    """Return the name of what something is a copy of: "Cakes (copy 2)" is one of "Cakes"."""
    return COPY.sub("", name)


def _part_for(place: Place, draft: Draft, whole: tuple[DraftPart, ...], places: Mapping[UUID, Place]) -> DraftPart:
    if not draft.parts:
        return normal(Draft("", "", place.account)).parts[0]
    index = _likest(place, draft.parts, places)
    written, spelled = draft.parts[index], whole[index]
    if written.ad_account == place.account:
        return replace(written, ad_groups=tuple(_without_keys(group) for group in written.ad_groups))
    source = places.get(written.ad_account, Place(written.ad_account, "", ""))
    groups = tuple(_as_shared(move_group(group, source, place, draft.purpose), draft) for group in spelled.ad_groups)
    return _moved_part(replace(written, ad_groups=groups), source, place)


def _moved_part(part: DraftPart, source: Place, target: Place) -> DraftPart:
    is_same = source.currency == target.currency
    keeps_bid = part.bid is None or (is_same and source.platform == target.platform)
    keeps_level = part.budget_level == BudgetLevel.CAMPAIGN or target.platform != Platform.GOOGLE
    lost = [*([] if keeps_bid else ["bid"]), *(["conversion"] if part.conversion else [])]
    nouns = {"bid": "How it bids", "conversion": "What counts as a result"}
    return replace(
        part,
        ad_account=target.account,
        daily_budget_minor=part.daily_budget_minor if is_same else None,
        lifetime_budget_minor=part.lifetime_budget_minor if is_same else None,
        budget_level=part.budget_level if keeps_level else BudgetLevel.CAMPAIGN.value,
        channel=part.channel if source.platform == target.platform else "",
        bid=part.bid if keeps_bid else None,
        conversion="",
        targeting=None,
        creative=None,
        left_out=(*part.left_out, *(LeftOut(name, f"{nouns[name]} {CHOOSE}") for name in lost)),
    )


def _as_shared(moved: DraftGroup, draft: Draft) -> DraftGroup:
    """Let a copy have from the draft as a whole what is the same as there, so that both change together."""
    aim = None if draft.targeting and moved.targeting == draft.targeting else moved.targeting
    ads = tuple(
        replace(ad, creative=None) if draft.creative and ad.creative == draft.creative else ad for ad in moved.ads
    )
    return replace(moved, targeting=aim, ads=ads)


def _likest(place: Place, parts: tuple[DraftPart, ...], places: Mapping[UUID, Place]) -> int:
    def strangeness(index: int) -> int:
        part = parts[index]
        known = places.get(part.ad_account) if part.ad_account else None
        return 0 if part.ad_account == place.account else 1 if known and known.platform == place.platform else 2

    return min(range(len(parts)), key=strangeness)


def _kind(place: Place, purpose: str) -> tuple[str, str]:
    return place.platform, channel_for(place.platform, purpose, place.channel)


def _without_keys(group: DraftGroup) -> DraftGroup:
    return replace(group, key=None, ads=tuple(replace(ad, key=None) for ad in group.ads))
