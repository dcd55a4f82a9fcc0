"""Whom the ad groups of what runs aim at. What a platform keeps for the whole campaign moves for all its ad groups at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns import selectors
from campaigns.limits import channel_for, limits_for, shared_aims
from campaigns.models import AdGroup, ChangeSet, PlatformCampaign
from campaigns.services import checks, ledger, words
from campaigns.services.changing import refuse_unless_made
from campaigns.services.checks.audiences import check_keywords_given, check_targeting
from campaigns.services.controls import NO_REASON
from campaigns.services.launches import label_of
from campaigns.types import ChangeKind, TargetField, Wanted, Why, dump, load
from integrations.types import Targeting
from tenants.errors import Conflict
from tenants.types import Actor

SHARED = "On {platform} places and languages belong to the whole campaign: what you choose here holds for all its {count} ad groups."
MOVED = "{label}; places and languages move for all {count} ad groups"
LABEL_MOST = 150


def change_targeting(
    *, ad_group_id: UUID, targeting: Targeting, actor: Actor, now: datetime, why: Why = NO_REASON
) -> ChangeSet:
    """Set whom an ad group aims at; the platform learns anew. Raises NotFound, Invalid by field, Conflict.

    Places and languages that the platform keeps for the whole campaign (Google, but for Demand Gen) move in the same set
    for its other ad groups, a change each: see `explain_targeting`.
    """
    group = selectors.get_ad_group(ad_group_id)
    part = group.platform_campaign
    with transaction.atomic():
        ledger.lock_campaign(part.campaign)
        group.refresh_from_db(fields=["targeting", "external_id", "gone_at"])
        refuse_unless_made(group)
        _check(part, targeting)
        if dump(targeting) == group.targeting:
            raise Conflict("It aims at them already.")
        wanted = with_the_others([_aim(group, targeting)])
        told = words.of_value(dump(targeting), TargetField.TARGETING, "")
        label = f"{part.campaign.name[:LABEL_MOST]}: {group.name[:LABEL_MOST]} aims at {told}"
        return ledger.record_changes(
            campaign=part.campaign,
            wanted=wanted,
            label=MOVED.format(label=label[:LABEL_MOST], count=len(wanted)) if len(wanted) > 1 else label,
            action="ad_group.targeting_changed",
            actor=actor,
            why=why,
            now=now,
        )


def explain_targeting(group: AdGroup) -> str:
    """Return what to say beside the places of an ad group: that they are the other ad groups' as well; "" where not."""
    part = group.platform_campaign
    others = _others(part, [group]) if _shared(part) else []
    name = words.platform_name(part.platform)
    return SHARED.format(platform=name, count=len(others) + 1) if others else ""


def with_the_others(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Return changes with those that other ad groups need, so that what is the whole campaign's stays the same for all."""
    aims = [one for one in wanted if one.field == TargetField.TARGETING and isinstance(one.target, AdGroup)]
    found = list(wanted)
    for part in {one.target.platform_campaign_id: one.target.platform_campaign for one in aims}.values():
        own = [one for one in aims if one.target.platform_campaign_id == part.pk]
        found += _follow(part, own)
    return found


def _follow(part: PlatformCampaign, own: Sequence[Wanted]) -> list[Wanted]:
    """Return the changes of a part's other ad groups, where one of these moves what all of them share."""
    moved = [(load(Targeting, one.target.targeting), load(Targeting, one.after)) for one in own]
    shared = [name for name in _shared(part) if any(getattr(was, name) != getattr(aim, name) for was, aim in moved)]
    if not shared:
        return []
    taken = {name: getattr(moved[-1][1], name) for name in shared}
    others = [(group, load(Targeting, group.targeting)) for group in _others(part, [one.target for one in own])]
    aimed = [(group, was, replace(was, **taken)) for group, was in others]
    return [_aim(group, aim) for group, was, aim in aimed if aim != was]


def _aim(group: AdGroup, aim: Targeting) -> Wanted:
    label = f"{label_of(group.platform_campaign)}: {group.name}"
    return Wanted(group, ChangeKind.TARGETING, TargetField.TARGETING, dump(aim), label)


def _shared(part: PlatformCampaign) -> tuple[str, ...]:
    return shared_aims(part.platform, channel_for(part.platform, part.campaign.purpose, part.channel))


def _others(part: PlatformCampaign, but: Sequence[AdGroup]) -> list[AdGroup]:
    there = part.ad_groups.filter(gone_at=None).exclude(external_id="").exclude(pk__in=[group.pk for group in but])
    return list(there.select_related("platform_campaign__campaign").order_by("pk"))


def _check(part: PlatformCampaign, aim: Targeting) -> None:
    problems = checks.Problems()
    channel = channel_for(part.platform, part.campaign.purpose, part.channel)
    check_targeting(aim, problems=problems)
    needs = limits_for(part.platform, channel).needs_keywords
    check_keywords_given(aim, needs_keywords=needs, problems=problems)
    problems.raise_any()
