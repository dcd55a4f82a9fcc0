"""Closures: the days on which campaigns pause by themselves."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from campaigns.models import Campaign, Change, Closure, PlatformCampaign
from campaigns.types import CampaignStatus, ChangeKind, ChangeState, ClosureState, TargetField
from tenants.errors import NotFound
from tenants.place import today

CLOSURE = "closure"
"""In a change's evidence: the id of the closure that paused."""
OPEN = (ClosureState.PLANNED, ClosureState.ON)


def list_closures(*, campaign: Campaign | None = None, is_open: bool = False) -> QuerySet[Closure]:
    """Return closures by their first day: of everything and, where one is named, of a campaign; else all.

    `is_open` leaves out those that are over or were called off.
    """
    closures = Closure.objects.select_related("campaign", "pause_set", "resume_set").order_by("from_date", "pk")
    if campaign:
        closures = closures.filter(Q(campaign=None) | Q(campaign=campaign))
    return closures.filter(state__in=OPEN) if is_open else closures


def get_closure(uuid: UUID) -> Closure:
    """Return a closure; raises NotFound."""
    found = list_closures().filter(uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such closure here.")
    return found


def list_closable() -> QuerySet[Campaign]:
    """Return the campaigns that can be closed for some days: those managed here that have not ended, by name."""
    managed = Campaign.objects.exclude(status__in=[CampaignStatus.COMPLETED, CampaignStatus.ARCHIVED])
    return managed.exclude(platform_campaigns__is_managed=False).order_by("name", "pk")


def list_due_closures(*, now: datetime) -> list[Closure]:
    """Return the closures whose first day has come, and those whose last day is over."""
    day = today(now)
    begins = Q(state=ClosureState.PLANNED, from_date__lte=day)
    ends = Q(state=ClosureState.ON, to_date__lt=day)
    return list(list_closures().filter(begins | ends))


def parts_to_pause(closure: Closure) -> list[int]:
    """Return the keys of the parts that a closure pauses: what should be running of what it is about."""
    parts = PlatformCampaign.objects.filter(status=CampaignStatus.ACTIVE, is_managed=True, gone_at=None)
    if closure.campaign_id:
        parts = parts.filter(campaign=closure.campaign_id)
    return list(parts.order_by("pk").values_list("pk", flat=True))


def parts_to_resume(closure: Closure) -> list[int]:
    """Return the keys of the parts that may run again when a closure ends.

    Those that a closure paused and nobody switched since, unless another closure that is on is about them.
    """
    parts = PlatformCampaign.objects.filter(status=CampaignStatus.PAUSED, gone_at=None)
    if closure.campaign_id:
        parts = parts.filter(campaign=closure.campaign_id)
    others = Closure.objects.filter(state=ClosureState.ON).exclude(pk=closure.pk)
    if others.filter(campaign=None).exists():
        return []
    parts = parts.exclude(campaign__in=others.values("campaign_id"))
    by_target = dict(parts.values_list("uuid", "pk"))
    return sorted(by_target[change.target_id] for change in _last_switches(by_target) if _is_a_closures(change))


def _last_switches(targets) -> QuerySet[Change]:
    changes = Change.objects.filter(target_id__in=targets, field=TargetField.STATUS)
    changes = changes.exclude(state__in=[ChangeState.PROPOSED, ChangeState.REJECTED, ChangeState.FAILED])
    return changes.order_by("target_id", "-pk").distinct("target_id")


def _is_a_closures(change: Change) -> bool:
    return CLOSURE in change.evidence and change.kind == ChangeKind.STATUS and change.after == CampaignStatus.PAUSED
