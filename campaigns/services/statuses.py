"""A campaign's status is its parts' together; it ends with its last day."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from campaigns import transitions
from campaigns.models import Campaign, PlatformCampaign
from campaigns.types import CampaignStatus

ORDER = (CampaignStatus.ACTIVE, CampaignStatus.PAUSED, CampaignStatus.PENDING_REVIEW, CampaignStatus.DRAFT)


def refresh_status(*, campaign: Campaign, now: datetime) -> None:
    """Store what a campaign's parts amount to: running if one runs, archived if all are, ended after its last day.

    Its last day is the last of its parts'; none where one has none. The caller holds the transaction and the campaign's
    row; what was read before that is read again.
    """
    campaign.refresh_from_db(fields=["status", "start_date", "end_date"])
    if _refresh(campaign, _parts(campaign), now):
        Campaign.objects.filter(pk=campaign.pk).update(
            status=campaign.status, end_date=campaign.end_date, updated_at=now
        )


def refresh_statuses(*, ids: Iterable[int], now: datetime) -> None:
    """Do the same for several campaigns, by their keys, in four queries; the caller holds their rows."""
    parts = PlatformCampaign.objects.only("campaign", "account", "status", "end_date").prefetch_related("account")
    found = Campaign.objects.filter(pk__in=list(ids)).only("status", "start_date", "end_date")
    found = found.prefetch_related(Prefetch("platform_campaigns", parts))
    moved = [campaign for campaign in found if _refresh(campaign, list(campaign.platform_campaigns.all()), now)]
    Campaign.objects.bulk_update(moved, ["status", "end_date", "updated_at"], batch_size=500)


def has_ended(parts: list[PlatformCampaign], now: datetime) -> bool:
    """Return whether the last day of every part that runs or waits is over in its account's time zone."""
    return bool(live := _live(parts)) and all(has_part_ended(part, now) for part in live)


def has_part_ended(part: PlatformCampaign, now: datetime) -> bool:
    """Return whether a part's last day is over in its account's time zone."""
    zone = ZoneInfo(part.account.time_zone)
    return part.end_date is not None and now.astimezone(zone).date() > part.end_date


def complete_ended_campaigns(*, now: datetime) -> int:
    """Mark campaigns whose last day is over as completed; return how many. The platforms stop them by themselves."""
    open_ended = (CampaignStatus.ACTIVE, CampaignStatus.PAUSED)
    candidates = Campaign.objects.filter(status__in=open_ended, end_date__lte=now.date())
    ended = [campaign for campaign in candidates if has_ended(_parts(campaign), now)]
    for campaign in ended:
        still_open = Campaign.objects.filter(pk=campaign.pk, status__in=open_ended)
        still_open.update(status=CampaignStatus.COMPLETED, updated_at=now)
    return len(ended)


def _refresh(campaign: Campaign, parts: list[PlatformCampaign], now: datetime) -> bool:
    """Set on the row in memory what its parts amount to; return whether that is something else than it was."""
    after, end = _together([CampaignStatus(part.status) for part in parts]), _end(campaign, parts)
    if after in (CampaignStatus.ACTIVE, CampaignStatus.PAUSED) and has_ended(parts, now):
        after = CampaignStatus.COMPLETED
    if (after, end) == (campaign.status, campaign.end_date):
        return False
    transitions.check(CampaignStatus(campaign.status), after)
    campaign.status, campaign.end_date, campaign.updated_at = after, end, now
    return True


def _parts(campaign: Campaign) -> list[PlatformCampaign]:
    return list(PlatformCampaign.objects.filter(campaign=campaign).select_related("account"))


def _live(parts: list[PlatformCampaign]) -> list[PlatformCampaign]:
    return [part for part in parts if part.status != CampaignStatus.ARCHIVED]


def _end(campaign: Campaign, parts: list[PlatformCampaign]) -> date | None:
    """The parts' last day; one before the start (platforms allow it on what is switched off) is left out."""
    if not parts:
        return campaign.end_date
    ends = [part.end_date for part in _live(parts) or parts]
    last = None if None in ends else max((end for end in ends if end), default=None)
    return None if last and campaign.start_date and last < campaign.start_date else last


def _together(statuses: list[CampaignStatus]) -> CampaignStatus:
    return next(
        (status for status in ORDER if status in statuses),
        CampaignStatus.ARCHIVED if statuses else CampaignStatus.DRAFT,
    )
