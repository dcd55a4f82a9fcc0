"""Many parts at once, off or on: what the stop, closures and measured spend share. What cannot be written is left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from campaigns.models import Change, ChangeSet, PlatformCampaign
from campaigns.selectors.standing import perhaps_on
from campaigns.services import ledger
from campaigns.services.launches import label_of
from campaigns.types import IN_FLIGHT, CampaignStatus, ChangeKind, TargetField, Wanted, Why
from integrations.types import ConnectionStatus
from tenants.types import Actor

ON, OFF = CampaignStatus.ACTIVE, CampaignStatus.PAUSED


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, by whom and why, as the ledger wants it."""

    label: str
    action: str
    actor: Actor
    why: Why


def pause_parts(ids: Iterable[int], deed: Deed, *, now: datetime) -> ChangeSet | None:
    """Switch off these parts (keys), which should run or may be running; None where there is nothing to switch.

    Also what is only read here, what nobody here wanted to run, and what a launch left without our knowing whether it
    runs; that stays a draft. Left out: what is not on its platform, what cannot be
    written (no connection), what is being paused already, and what is being changed at this moment, which whoever calls
    asks for again.
    """

    def wanted(part: PlatformCampaign, going: set) -> Wanted | None:
        if part.status != ON and part.uuid in going:
            return None
        return _wanted(part, OFF, before=None if part.status == ON else ON)

    return _switch(ids, wanted, deed, now)


def resume_parts(ids: Iterable[int], deed: Deed, *, now: datetime) -> ChangeSet | None:
    """Switch on what of these parts (keys) is paused here; None where there is nothing to switch.

    Raises what the guards raise. Left out as in `pause_parts`.
    """
    return _switch(ids, lambda part, _: _wanted(part, ON) if part.status == OFF else None, deed, now)


def is_reachable(part: PlatformCampaign) -> bool:
    """Return whether a part's account can be written to."""
    account = part.account
    return account.disconnected_at is None and account.connection.status == ConnectionStatus.ACTIVE


def _switch(ids: Iterable[int], choose, deed: Deed, now: datetime) -> ChangeSet | None:
    with transaction.atomic():
        parts = _locked(ids)
        in_flight = Change.objects.filter(field=TargetField.STATUS, state__in=IN_FLIGHT)
        going = set(in_flight.filter(target_id__in=[part.uuid for part in parts]).values_list("target_id", flat=True))
        wanted = [one for part in parts if is_reachable(part) and (one := choose(part, going))]
        moving = {target for target, _ in ledger.list_moving(wanted)}
        wanted = [one for one in wanted if one.target.uuid not in moving]
        if not wanted:
            return None
        return ledger.record_changes(
            campaign=None,
            wanted=wanted,
            label=deed.label,
            action=deed.action,
            actor=deed.actor,
            why=deed.why,
            now=now,
        )


def _locked(ids: Iterable[int]) -> list[PlatformCampaign]:
    """Lock the campaigns of these parts and return the parts that stand on their platforms, read after that.

    Among them what a launch that did not finish may have switched on.
    """
    stands = Q(launched_at__isnull=False) | Q(pk__in=perhaps_on().values("pk"))
    parts = PlatformCampaign.objects.filter(stands, pk__in=list(ids), gone_at=None)
    ledger.lock_campaigns(parts.order_by().values_list("campaign_id", flat=True).distinct())
    return list(parts.exclude(external_id="").select_related("campaign", "account__connection").order_by("pk"))


def _wanted(part: PlatformCampaign, after: CampaignStatus, before: CampaignStatus | None = None) -> Wanted:
    return Wanted(part, ChangeKind.STATUS, TargetField.STATUS, after, label_of(part), before=before)
