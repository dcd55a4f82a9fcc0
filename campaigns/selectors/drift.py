"""Where a platform no longer has what was set here.

Drift is an observed value that differs from the desired one while no change of that field is in flight. Observed values
are written by the sync (which leaves out what changed while it read) and by a change that the platform took, so they
are never older than our last change.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from campaigns.models import Ad, AdGroup, Campaign, Change, PlatformCampaign
from campaigns.types import IN_FLIGHT, CampaignStatus, ObjectStatus, TargetField, TargetKind
from integrations.types import RunStatus

ON_PLATFORM = (CampaignStatus.ACTIVE, CampaignStatus.PAUSED)
Target = PlatformCampaign | AdGroup | Ad


@dataclass(frozen=True, slots=True)
class Drift:
    """One value that moved on the platform: what was set here, what is there."""

    part: PlatformCampaign
    target: Target
    kind: TargetKind
    field: TargetField
    desired: Any
    observed: Any


def list_drift(campaign: Campaign) -> list[Drift]:
    """Return a campaign's drift; one query on a campaign from `get_campaign`."""
    rows = Change.objects.filter(campaign=campaign, state__in=IN_FLIGHT).order_by()
    moving = set(rows.values_list("target_id", "field"))
    found = [drift for part in campaign.platform_campaigns.all() for drift in _of_part(part)]
    return [drift for drift in found if (drift.target.uuid, drift.field) not in moving]


def list_drifting_campaigns() -> QuerySet[Campaign]:
    """Return the campaigns that `list_drift` would find something in; one query."""
    conditions = {"status__in": ON_PLATFORM, "launched_at__isnull": False, "is_managed": True}
    parts = _differing(PlatformCampaign).filter(**conditions)
    ours = {f"platform_campaign__{name}": value for name, value in conditions.items()}
    groups = _differing(AdGroup).filter(**ours)
    ads = _differing(Ad, budget=False).exclude(status=ObjectStatus.REJECTED)
    ads = ads.filter(ad_group__gone_at=None, **{f"ad_group__{name}": value for name, value in ours.items()})
    return Campaign.objects.filter(
        Q(pk__in=parts.values("campaign_id"))
        | Q(pk__in=groups.values("platform_campaign__campaign_id"))
        | Q(pk__in=ads.values("ad_group__platform_campaign__campaign_id"))
    )


def is_drifting(target: Target, field: TargetField) -> bool:
    """Return whether the platform's last observed value is another than the desired one."""
    observed = observed_value(target, field)
    return observed not in (None, "") and observed != getattr(target, field)


def observed_value(target: Target, field: TargetField) -> Any:
    """Return what the platform has for one of our fields; None or "" when it has not said."""
    if field == TargetField.STATUS:
        return target.observed_status
    column = {
        TargetField.DAILY_BUDGET: "observed_daily_budget_minor",
        TargetField.LIFETIME_BUDGET: "observed_lifetime_budget_minor",
    }.get(field)
    return getattr(target, column) if column else None


def _of_part(part: PlatformCampaign) -> list[Drift]:
    if part.status not in ON_PLATFORM or not part.external_id or not part.launched_at or not part.is_managed:
        return []
    groups = [group for group in part.ad_groups.all() if group.external_id and not group.gone_at]
    ads = [ad for group in groups for ad in group.ads.all() if ad.external_id and not ad.gone_at and _is_ours(ad)]
    fields = (TargetField.STATUS, TargetField.DAILY_BUDGET, TargetField.LIFETIME_BUDGET)
    asked: list[tuple[Target, TargetKind, TargetField]]
    asked = [(part, TargetKind.PLATFORM_CAMPAIGN, field) for field in fields]
    asked += [(group, TargetKind.AD_GROUP, field) for group in groups for field in fields]
    asked += [(ad, TargetKind.AD, TargetField.STATUS) for ad in ads]
    return [
        Drift(part, target, kind, field, getattr(target, field), observed_value(target, field))
        for target, kind, field in asked
        if _has_desired(target, field) and is_drifting(target, field)
    ]


def _differing(model: type[Target], *, budget: bool = True) -> QuerySet:
    differs = ~Q(observed_status="") & ~Q(observed_status=F("status"))
    if budget:
        for name in ("daily_budget_minor", "lifetime_budget_minor"):
            known = Q(**{f"{name}__isnull": False, f"observed_{name}__isnull": False})
            differs |= known & ~Q(**{f"observed_{name}": F(name)})
    in_flight = Change.objects.filter(target_id=OuterRef("uuid"), state__in=IN_FLIGHT)
    return model.objects.filter(differs, ~Exists(in_flight), gone_at=None).exclude(external_id="").order_by()


def _is_ours(ad: Ad) -> bool:
    """An ad that the platform rejected has no desired switch."""
    return ad.status != ObjectStatus.REJECTED


def _has_desired(target: Target, field: TargetField) -> bool:
    return field == TargetField.STATUS or getattr(target, field, None) is not None


def as_status(run_status: str) -> CampaignStatus:
    """Return the desired status that a platform's own switch stands for."""
    return {RunStatus.ACTIVE: CampaignStatus.ACTIVE, RunStatus.PAUSED: CampaignStatus.PAUSED}.get(
        RunStatus(run_status), CampaignStatus.ARCHIVED
    )
