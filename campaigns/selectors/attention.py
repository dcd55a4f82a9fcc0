"""What waits for a person: changes that failed, ads that a platform rejected, values that moved on the platform."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache

from django.db.models import Exists, OuterRef, QuerySet

from campaigns.models import Ad, Campaign, Change, PlatformCampaign
from campaigns.selectors.campaigns import ENDED
from campaigns.selectors.drifting import list_drifting_campaigns
from campaigns.selectors.existing import Text, which_exist, write_query
from campaigns.selectors.held import held_sets, list_held
from campaigns.selectors.standing import list_perhaps_running
from campaigns.types import Attention, CampaignStatus, ChangeKind, ChangeState, TargetKind
from integrations.naming import NAMES
from integrations.types import ConnectionStatus, Delivery, Platform

FAILED_FOR = timedelta(days=7)
MOST = 20
ABOUT = ("campaign", "account__connection")


def list_attention(*, now: datetime) -> list[Attention]:
    """Return what needs somebody: the worst first, at most 20 of a kind, one a campaign and kind.

    A failed change waits for seven days, or until the same field of the same object was changed again, or somebody let
    it go. A launch that may have switched something on waits until it is finished or removed.
    """
    there = which_exist(**_lasting_sets(), failed=_failed_changes(now), **held_sets(now))
    rejected = _rejected() if "rejected" in there else []
    perhaps = list(list_perhaps_running().select_related(*ABOUT)) if "perhaps" in there else []
    told = {part.pk for part in perhaps}
    failed, drift = _failed(now, told) if "failed" in there else [], _drift() if "drifting" in there else []
    return [*list_held(there, now=now), *map(_of_perhaps, perhaps[:MOST]), *failed, *rejected, *drift]


@cache
def _lasting_sets() -> dict[str, Text]:
    """Return what is asked for in the same words at any time."""
    sets = {"rejected": _rejected_ads(), "perhaps": list_perhaps_running(), "drifting": list_drifting_campaigns()}
    return {name: write_query(rows) for name, rows in sets.items()}


def _of_perhaps(part: PlatformCampaign) -> Attention:
    name = NAMES[Platform(part.platform)]
    text = f"The answer to the last step of its launch on {name} was lost. "
    if part.account.disconnected_at or part.account.connection.status != ConnectionStatus.ACTIVE:
        text += (
            f"We cannot look: the permission for {part.account.name} has ended. Look on {name}, and connect it again."
        )
    else:
        text += f"Look on {name}, then finish the launch or remove it."
    return Attention(f"It may be running: {part.campaign.name}", text, "bad", part.campaign.uuid)


def _failed_changes(now: datetime) -> QuerySet[Change]:
    later = Change.objects.filter(target_id=OuterRef("target_id"), field=OuterRef("field"), pk__gt=OuterRef("pk"))
    later = later.exclude(state__in=[ChangeState.REJECTED, ChangeState.SUPERSEDED])
    failed = Change.objects.filter(
        ~Exists(later), state=ChangeState.FAILED, created_at__gte=now - FAILED_FOR, change_set__dismissed_at=None
    )
    return failed.exclude(campaign__status=CampaignStatus.ARCHIVED)


def _failed(now: datetime, told: Collection[int]) -> list[Attention]:
    """Return what failed; `told` are the keys of parts of which a launch is told already."""
    failed = _failed_changes(now).exclude(
        target_kind=TargetKind.PLATFORM_CAMPAIGN, kind=ChangeKind.LAUNCH, platform_campaign__in=told
    )
    found: dict[int, Attention] = {}
    for change in failed.select_related("campaign")[:MOST]:
        found.setdefault(change.campaign_id, _of_failed(change))
    return list(found.values())


def _of_failed(change: Change) -> Attention:
    is_launch = change.kind == ChangeKind.LAUNCH and change.target_kind == TargetKind.PLATFORM_CAMPAIGN
    title = "The launch stopped half-way" if is_launch else "A change was refused"
    return Attention(f"{title}: {change.campaign.name}", change.error, "bad", change.campaign.uuid)


def _rejected_ads() -> QuerySet[Ad]:
    ads = Ad.objects.filter(delivery=Delivery.REJECTED, gone_at=None, ad_group__gone_at=None)
    return ads.exclude(ad_group__platform_campaign__campaign__status__in=ENDED)


def _rejected() -> list[Attention]:
    found: dict[int, list[Ad]] = {}
    for ad in _rejected_ads().select_related("ad_group__platform_campaign__campaign")[:MOST]:
        found.setdefault(ad.ad_group.platform_campaign.campaign_id, []).append(ad)
    return [_of_rejected(ads[0].ad_group.platform_campaign.campaign, ads) for ads in found.values()]


def _of_rejected(campaign: Campaign, ads: list[Ad]) -> Attention:
    count = "1 ad was" if len(ads) == 1 else f"{len(ads)} ads were"
    return Attention(f"{count} rejected: {campaign.name}", ads[0].reason or ads[0].platform_word, "bad", campaign.uuid)


def _drift() -> list[Attention]:
    text = "Somebody changed it on the platform. Keep it, or put your value back."
    drifting = list_drifting_campaigns()[:MOST]
    return [
        Attention(f"{campaign.name} was changed outside Adwright", text, "warn", campaign.uuid) for campaign in drifting
    ]
