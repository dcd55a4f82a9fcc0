"""Where a platform no longer has what was set here.

Drift is an observed value that differs from the desired one while no change of that field is in flight. Observed values
are written by the sync (which leaves out what changed while it read) and by a change that the platform took, so they
are never older than our last change.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from campaigns import days
from campaigns.models import Ad, AdGroup, Campaign, Change, PlatformCampaign
from campaigns.selectors.unfinished import was_never_switched_on
from campaigns.types import IN_FLIGHT, CampaignStatus, ChangeKind, ChangeState, ObjectStatus, TargetField, TargetKind
from integrations.types import RunStatus

ON_PLATFORM = (CampaignStatus.ACTIVE, CampaignStatus.PAUSED)
Target = PlatformCampaign | AdGroup | Ad


BUDGETS = {
    TargetField.DAILY_BUDGET: "observed_daily_budget_minor",
    TargetField.LIFETIME_BUDGET: "observed_lifetime_budget_minor",
}
ASKED: dict[TargetKind, tuple[TargetField, ...]] = {
    TargetKind.PLATFORM_CAMPAIGN: (TargetField.STATUS, *BUDGETS, TargetField.BID, TargetField.END_DATE),
    TargetKind.AD_GROUP: (TargetField.STATUS, *BUDGETS),
    TargetKind.AD: (TargetField.STATUS,),
}
"""What can be compared. Bids and ends are kept for a whole part, wherever a platform has them."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One value that moved on the platform: what was set here, by whom and when; what is there since at latest `seen_at`.

    `set_by` is empty where nobody set it here: it was so when the campaign was taken over.
    """

    part: PlatformCampaign
    target: Target
    kind: TargetKind
    field: TargetField
    desired: Any
    observed: Any
    set_by: str = ""
    set_at: datetime | None = None

    @property
    def key(self) -> str:
        """Return what doors name it by."""
        return f"{self.target.uuid}:{self.field}"

    @property
    def seen_at(self) -> datetime | None:
        """Return when the platform was last read."""
        return self.target.observed_at


def list_drift(campaign: Campaign, *, in_flight: Collection[Change] | None = None) -> list[Drift]:
    """Return a campaign's drift; one query on a campaign from `get_campaign`, one or two more where there is any.

    One less where the changes in flight are given, by whom it is enough to know those of a moment ago.
    """
    under_way = Change.objects.filter(campaign=campaign, state__in=IN_FLIGHT) if in_flight is None else in_flight
    moving = {(change.target_id, change.field) for change in under_way}
    found = [drift for part in campaign.platform_campaigns.all() for drift in _of_part(part)]
    return _with_setters(_finished([drift for drift in found if (drift.target.uuid, drift.field) not in moving]))


def is_drifting(target: Target, field: TargetField) -> bool:
    """Return whether the platform's last observed value is another than the desired one."""
    observed = observed_value(target, field)
    return observed is not None and observed != desired_value(target, field)


def desired_value(target: Target, field: TargetField | str) -> Any:
    """Return a row's desired value as the ledger holds it: a day as ISO text, "" where it has no end."""
    value = getattr(target, field)
    if field == TargetField.END_DATE:
        return value.isoformat() if isinstance(value, date) else value or ""
    return value


def observed_value(target: Target, field: TargetField | str) -> Any:
    """Return what the platform has for one of our fields, in the ledger's words; None when it has not said."""
    if field == TargetField.STATUS:
        return target.observed_status or None
    if field == TargetField.END_DATE:
        return _observed_end(target)
    if field == TargetField.BID:
        return target.observed_bid if target.observed_bid and desired_value(target, field) else None
    column = BUDGETS.get(TargetField(field))
    return getattr(target, column) if column else None


def _observed_end(part: Target) -> str | None:
    if not isinstance(part, PlatformCampaign) or part.observed_at is None:
        return None
    zone = ZoneInfo(part.account.time_zone)
    return days.last_day(part.observed_end_at, zone).isoformat() if part.observed_end_at else ""


def _of_part(part: PlatformCampaign) -> list[Drift]:
    if part.status not in ON_PLATFORM or not part.external_id or not part.launched_at or not part.is_managed:
        return []
    asked = ((target, kind, field) for target, kind in _targets(part) for field in ASKED[kind])
    return [
        Drift(part, target, kind, field, desired_value(target, field), observed_value(target, field))
        for target, kind, field in asked
        if _has_desired(target, field) and is_drifting(target, field)
    ]


def _targets(part: PlatformCampaign) -> Iterator[tuple[Target, TargetKind]]:
    yield part, TargetKind.PLATFORM_CAMPAIGN
    groups = [group for group in part.ad_groups.all() if group.external_id and not group.gone_at]
    yield from ((group, TargetKind.AD_GROUP) for group in groups)
    ads = (ad for group in groups for ad in group.ads.all() if ad.external_id and not ad.gone_at and _is_ours(ad))
    yield from ((ad, TargetKind.AD) for ad in ads)


def _finished(found: list[Drift]) -> list[Drift]:
    """Leave out the ads of ad groups that are not added yet: they are off because nobody has switched them on."""
    ads = [drift.target.pk for drift in found if drift.kind == TargetKind.AD]
    waiting = set(Ad.objects.filter(was_never_switched_on(), pk__in=ads).values_list("pk", flat=True)) if ads else set()
    return [drift for drift in found if drift.kind != TargetKind.AD or drift.target.pk not in waiting]


def _with_setters(found: list[Drift]) -> list[Drift]:
    """Say of each value which of our changes set it last: one of that field, else the launch."""
    if not found:
        return []
    wanted = {drift.target.uuid for drift in found} | {drift.part.uuid for drift in found}
    applied = Change.objects.filter(target_id__in=wanted, state=ChangeState.APPLIED).order_by("applied_at", "pk")
    rows = list(applied.values_list("target_id", "field", "kind", "actor_label", "applied_at"))
    last = {(target, field): (label, at) for target, field, _, label, at in rows}
    launches = {target: (label, at) for target, _, kind, label, at in rows if kind == ChangeKind.LAUNCH}
    return [replace(one, set_by=label, set_at=at) for one in found for label, at in [_setter(one, last, launches)]]


def _setter(drift: Drift, last: dict, launches: dict) -> tuple[str, datetime | None]:
    own = last.get((drift.target.uuid, drift.field))
    return own or launches.get(drift.target.uuid) or launches.get(drift.part.uuid) or ("", None)


def _is_ours(ad: Ad) -> bool:
    """An ad that the platform rejected has no desired switch."""
    return ad.status != ObjectStatus.REJECTED


def _has_desired(target: Target, field: TargetField) -> bool:
    return field in (TargetField.STATUS, TargetField.END_DATE) or getattr(target, field, None) is not None


def as_status(run_status: str) -> CampaignStatus:
    """Return the desired status that a platform's own switch stands for."""
    return {RunStatus.ACTIVE: CampaignStatus.ACTIVE, RunStatus.PAUSED: CampaignStatus.PAUSED}.get(
        RunStatus(run_status), CampaignStatus.ARCHIVED
    )
