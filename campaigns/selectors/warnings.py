"""What a change would do to what a platform has learned: said before it is made, with the platform's own words."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign
from campaigns.types import BUDGETS, ChangeKind, TargetField, Wanted, Warning
from integrations.types import Learning

STARTS_OVER = (ChangeKind.BID, ChangeKind.TARGETING, ChangeKind.CREATIVE)
LARGE_PERCENT = 20
"""Platforms name no figure for a significant change of a budget; this is what is commonly taken for one (unverified)."""
SAYS = {
    Learning.LEARNED: "{name} has learned whom to show it to. A change like this is likely to start that over.",
    Learning.LEARNING: "{name} is still learning whom to show it to. This change is likely to start that over.",
    Learning.LIMITED: "{name} gets too few results to finish learning. This change is likely to start that over.",
}


def list_warnings(wanted: Sequence[Wanted]) -> list[Warning]:
    """Return a warning for each thing that learns now and that a change would throw back; at most one each.

    Bids, targeting and ads always do, a budget when it moves by more than 20%. Nothing is
    said where the platform says nothing of learning. One query.
    """
    return list_warnings_of([wanted])[0]


def list_warnings_of(several: Sequence[Sequence[Wanted]]) -> list[list[Warning]]:
    """Return the warnings of several lists of changes, each as `list_warnings` gives them; one query for all."""
    parts = {one.target for wanted in several for one in wanted if isinstance(one.target, PlatformCampaign)}
    groups = _groups_by_part(parts)
    return [_warnings(wanted, groups) for wanted in several]


def list_learning(campaign: Campaign) -> list[Warning]:
    """Return what of a campaign learns or has learned, and what a large change would do to it; one query."""
    parts = [part for part in campaign.platform_campaigns.all() if part.external_id and part.gone_at is None]
    return list_warnings([Wanted(part, ChangeKind.BID, TargetField.BID, None, "") for part in parts])


def _warnings(wanted: Sequence[Wanted], groups: dict[int, list[AdGroup]]) -> list[Warning]:
    found: dict[Any, Warning] = {}
    for one in wanted:
        if _starts_over(one):
            for row in _learners(one.target, groups):
                found.setdefault(row.uuid, _warning(row))
    return list(found.values())


def _starts_over(one: Wanted) -> bool:
    if one.kind in STARTS_OVER:
        return True
    now_is = getattr(one.target, one.field) if one.field in BUDGETS else None
    return bool(now_is and one.after is not None and abs(one.after - now_is) * 100 > now_is * LARGE_PERCENT)


def _learners(target: Any, groups: dict[int, list[AdGroup]]) -> Iterable[Any]:
    """Yield what of a target's line learns: the platform says so of campaigns or of ad groups."""
    if isinstance(target, PlatformCampaign):
        line = [target, *groups.get(target.pk, [])]
    else:
        group = target.ad_group if isinstance(target, Ad) else target
        line = [group, group.platform_campaign]
    return [row for row in line if row.learning in SAYS and row.gone_at is None]


def _groups_by_part(parts: Collection[PlatformCampaign]) -> dict[int, list[AdGroup]]:
    found: dict[int, list[AdGroup]] = {}
    for group in AdGroup.objects.filter(platform_campaign__in=parts, learning__in=SAYS, gone_at=None):
        found.setdefault(group.platform_campaign_id, []).append(group)
    return found


def _warning(row: Any) -> Warning:
    said = f"“{row.platform_word}”" if row.platform_word else ""
    evidence = " ".join(text for text in (said, row.reason) if text)
    return Warning(row.uuid, SAYS[Learning(row.learning)].format(name=row.name), evidence)
