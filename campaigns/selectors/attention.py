"""What waits for a person: changes that failed, ads that a platform rejected, values that moved on the platform."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from campaigns.models import Ad, Campaign, Change
from campaigns.selectors.campaigns import ENDED
from campaigns.selectors.drifting import list_drifting_campaigns
from campaigns.selectors.existing import which_exist
from campaigns.selectors.held import held_sets, list_held
from campaigns.selectors.standing import may_be_running
from campaigns.types import Attention, CampaignStatus, ChangeKind, ChangeState, TargetKind
from integrations.types import Delivery

FAILED_FOR = timedelta(days=7)
MOST = 20


def list_attention(*, now: datetime) -> list[Attention]:
    """Return what needs somebody: the worst first, at most 20 of a kind, one a campaign and kind.

    A failed change waits for seven days, or until the same field of the same object was changed again, or somebody let
    it go.
    """
    there = which_exist(rejected=_rejected_ads(), **held_sets(now))
    rejected = _rejected() if "rejected" in there else []
    return [*list_held(there, now=now), *_failed(now), *rejected, *_drift()]


def _failed(now: datetime) -> list[Attention]:
    later = Change.objects.filter(target_id=OuterRef("target_id"), field=OuterRef("field"), pk__gt=OuterRef("pk"))
    later = later.exclude(state__in=[ChangeState.REJECTED, ChangeState.SUPERSEDED])
    failed = Change.objects.filter(
        ~Exists(later), state=ChangeState.FAILED, created_at__gte=now - FAILED_FOR, change_set__dismissed_at=None
    )
    found: dict[int, Attention] = {}
    for change in failed.exclude(campaign__status=CampaignStatus.ARCHIVED).select_related(
        "campaign", "platform_campaign"
    )[:MOST]:
        found.setdefault(change.campaign_id, _of_failed(change))
    return list(found.values())


def _of_failed(change: Change) -> Attention:
    is_launch = change.kind == ChangeKind.LAUNCH and change.target_kind == TargetKind.PLATFORM_CAMPAIGN
    title = "The launch stopped half-way" if is_launch else "A change was refused"
    if is_launch and may_be_running(change.platform_campaign):
        title = "It may be running"
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
