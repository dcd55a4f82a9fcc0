"""A campaign's status is its parts' together; it ends with its last day."""

from datetime import datetime
from zoneinfo import ZoneInfo

from campaigns import transitions
from campaigns.models import Campaign, PlatformCampaign
from campaigns.types import CampaignStatus

ORDER = (CampaignStatus.ACTIVE, CampaignStatus.PAUSED, CampaignStatus.PENDING_REVIEW, CampaignStatus.DRAFT)


def refresh_status(*, campaign: Campaign, now: datetime) -> None:
    """Store what a campaign's parts amount to: running if one runs, archived if all are, ended after its last day.

    The caller holds the transaction and the campaign's row; a status that was read before that is read again.
    """
    campaign.refresh_from_db(fields=["status", "end_date"])
    parts = list(PlatformCampaign.objects.filter(campaign=campaign).select_related("account"))
    after = _together([CampaignStatus(part.status) for part in parts])
    if after in (CampaignStatus.ACTIVE, CampaignStatus.PAUSED) and has_ended(campaign, parts, now):
        after = CampaignStatus.COMPLETED
    if after == campaign.status:
        return
    transitions.check(CampaignStatus(campaign.status), after)
    Campaign.objects.filter(pk=campaign.pk).update(status=after, updated_at=now)
    campaign.status = after


def has_ended(campaign: Campaign, parts: list[PlatformCampaign], now: datetime) -> bool:
    """Return whether the last day is over in the time zones of all its accounts."""
    zones = [ZoneInfo(part.account.time_zone) for part in parts] or [ZoneInfo("UTC")]
    return campaign.end_date is not None and all(now.astimezone(zone).date() > campaign.end_date for zone in zones)


def complete_ended_campaigns(*, now: datetime) -> int:
    """Mark campaigns whose last day is over as completed; return how many. The platforms stop them by themselves."""
    open_ended = (CampaignStatus.ACTIVE, CampaignStatus.PAUSED)
    candidates = Campaign.objects.filter(status__in=open_ended, end_date__lte=now.date())
    ended = [campaign for campaign in candidates if has_ended(campaign, _parts(campaign), now)]
    for campaign in ended:
        still_open = Campaign.objects.filter(pk=campaign.pk, status__in=open_ended)
        still_open.update(status=CampaignStatus.COMPLETED, updated_at=now)
    return len(ended)


def _parts(campaign: Campaign) -> list[PlatformCampaign]:
    return list(campaign.platform_campaigns.select_related("account"))


def _together(statuses: list[CampaignStatus]) -> CampaignStatus:
    return next(
        (status for status in ORDER if status in statuses),
        CampaignStatus.ARCHIVED if statuses else CampaignStatus.DRAFT,
    )
