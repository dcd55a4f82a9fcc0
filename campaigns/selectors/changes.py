"""The ledger, newest first."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects

from campaigns.models import Ad, AdGroup, Campaign, Change, ChangeSet, PlatformCampaign
from campaigns.types import IN_FLIGHT, LIVE, ChangeKind, ChangeState, TargetKind
from tenants.errors import NotFound

SEARCH_MAX = 100
UNDOING = [*LIVE, ChangeState.APPLIED]
IN_FORCE = [*IN_FLIGHT, ChangeState.APPLIED]


def list_changes(
    *,
    campaign: Campaign | None = None,
    target: UUID | None = None,
    actor_kind: str = "",
    kind: str = "",
    state: str = "",
    search: str = "",
    since: date | None = None,
    until: date | None = None,
    zone: ZoneInfo | None = None,
) -> QuerySet[Change]:
    """Return changes, newest first; every filter narrows, an unknown word finds nothing.

    `since` and `until` are days, both included, in `zone` (UTC when it is left out). `search` looks into what was
    changed, who did it and why. `target` is one object: its timeline (raises NotFound). Sets and campaigns come along;
    `is_undone` says whether it was undone, or is being, `newest` to what its field was set last.
    """
    undo = Change.objects.filter(undo_of=OuterRef("pk"), state__in=UNDOING)
    same = Change.objects.filter(target_id=OuterRef("target_id"), field=OuterRef("field"), state__in=IN_FORCE)
    changes = Change.objects.select_related("change_set", "campaign")
    changes = changes.annotate(is_undone=Exists(undo), newest=Subquery(same.order_by("-pk").values("after")[:1]))
    changes = changes.filter(_timeline(target)) if target else changes
    exact = {"campaign": campaign, "actor_kind": actor_kind, "kind": kind, "state": state}
    changes = changes.filter(**{name: value for name, value in exact.items() if value})
    if words := search.strip()[:SEARCH_MAX]:
        about = Q(label__icontains=words) | Q(campaign__name__icontains=words)
        changes = changes.filter(about | Q(actor_label__icontains=words) | Q(reason__icontains=words))
    if since:
        changes = changes.filter(created_at__gte=_midnight(since, zone))
    if until and until < date.max:
        changes = changes.filter(created_at__lt=_midnight(until + timedelta(days=1), zone))
    return changes.order_by("-created_at", "-id")


def list_recent_changes(limit: int = 5) -> list[Change]:
    """Return the newest changes; one query."""
    return list(list_changes()[:limit])


def get_change(uuid: UUID | str) -> Change:
    """Return one change; raises NotFound."""
    try:
        return list_changes().select_related("platform_campaign__account__connection").get(uuid=uuid)
    except (Change.DoesNotExist, ValueError) as error:
        raise NotFound("There is no such change here.") from error


def get_change_set(uuid: UUID | str, *, deep: bool = True) -> ChangeSet:
    """Return a set; `deep` brings its changes along, oldest first, with the steps of launches. Raises NotFound."""
    sets = list_change_sets() if deep else ChangeSet.objects.select_related("campaign")
    try:
        return sets.get(uuid=uuid)
    except (ChangeSet.DoesNotExist, ValueError) as error:
        raise NotFound("There is no such set of changes here.") from error


def list_change_sets() -> QuerySet[ChangeSet]:
    """Return sets, newest first, each with its changes, oldest first, and with the steps of what they make."""
    return list_bare_sets().prefetch_related("changes__platform_campaign__launch_steps")


def list_bare_sets() -> QuerySet[ChangeSet]:
    """Return sets as `list_change_sets` does, without the steps, for who does not tell how far they are."""
    return ChangeSet.objects.select_related("campaign", "undo_of", "retry_of").prefetch_related(_with_changes())


def bring_changes(change_set: ChangeSet) -> ChangeSet:
    """Bring the changes of a set that is here already along, oldest first, with the steps; two queries."""
    prefetch_related_objects([change_set], _with_changes(), "changes__platform_campaign__launch_steps")
    return change_set


def _with_changes() -> Prefetch:
    return Prefetch("changes", list_changes().select_related("platform_campaign").order_by("id"))


def list_timeline(target_id: UUID) -> QuerySet[Change]:
    """Return what happened to one object, newest first: a campaign, its part on an account, an ad group or an ad.

    Of what holds others, also what happened to those; of what was made with others, also their making. Raises NotFound.
    """
    return list_changes(target=target_id)


def undone_change_ids(changes) -> set[int]:
    """Return which of these changes have been undone, or are being undone now; one query."""
    rows = Change.objects.filter(undo_of__in=[change.pk for change in changes], state__in=UNDOING)
    return set(rows.order_by().values_list("undo_of_id", flat=True))


def _timeline(target_id: UUID) -> Q:
    if Campaign.objects.filter(uuid=target_id).exists():
        return Q(campaign__uuid=target_id)
    if PlatformCampaign.objects.filter(uuid=target_id).exists():
        return Q(platform_campaign__uuid=target_id)
    if group := AdGroup.objects.filter(uuid=target_id).first():
        inside = Q(target_id=group.uuid) | Q(target_id__in=group.ads.values("uuid"))
        return inside | _launch_of(group.platform_campaign_id)
    if ad := Ad.objects.select_related("ad_group").filter(uuid=target_id).first():
        made_with = Q(kind=ChangeKind.LAUNCH, target_id=ad.ad_group.uuid)
        return Q(target_id=ad.uuid) | made_with | _launch_of(ad.ad_group.platform_campaign_id)
    raise NotFound("There is nothing with this id here.")


def _launch_of(part_id: int) -> Q:
    return Q(platform_campaign=part_id, kind=ChangeKind.LAUNCH, target_kind=TargetKind.PLATFORM_CAMPAIGN)


def _midnight(day: date, zone: ZoneInfo | None) -> datetime:
    return datetime.combine(day, time.min, zone or ZoneInfo("UTC"))
