"""Changes of what runs: its last day, audiences, single switches, and more ads."""

from uuid import UUID

from ninja import Router, Status

from campaigns import schemas, selectors, services
from campaigns.api.common import ONE, accepted
from campaigns.types import Why
from tenants import access, clock, idempotency
from tenants.roles import Permission

router = Router(tags=["campaigns"])


@router.post(f"{ONE}/schedule", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def change_schedule(request, campaign_id: UUID, body: schemas.ScheduleIn):
    """Move the last day of what runs, or take the end away."""
    campaign, asked = selectors.get_campaign(campaign_id), {"end_date": body.end_date, "target": body.target}
    return accepted(services.change_schedule(campaign=campaign, **_by(request, body), **asked))


@router.post("/ad-groups/{uuid:ad_group_id}/targeting", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def change_targeting(request, ad_group_id: UUID, body: schemas.TargetingIn):
    """Set whom an ad group aims at; the platform learns anew."""
    asked = {"ad_group_id": ad_group_id, "targeting": body.targeting}
    return accepted(services.change_targeting(**asked, **_by(request, body)))


@router.post("/ad-groups/{uuid:ad_group_id}/switch", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def switch_ad_group(request, ad_group_id: UUID, body: schemas.SwitchIn):
    """Switch one ad group on or off, with all its ads."""
    return accepted(services.switch_ad_group(ad_group_id=ad_group_id, on=body.on, **_by(request, body)))


@router.post("/ads/{uuid:ad_id}/switch", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def switch_ad(request, ad_id: UUID, body: schemas.SwitchIn):
    """Switch one ad on or off."""
    return accepted(services.switch_ad(ad_id=ad_id, on=body.on, **_by(request, body)))


@router.post("/ad-groups/{uuid:ad_group_id}/ads", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def add_ads(request, ad_group_id: UUID, body: schemas.NewAdsIn):
    """Have more ads made in an ad group that runs; one that the platform refuses waits alone."""
    ads = [ad.draft() for ad in body.ads]
    return accepted(services.add_ads(ad_group_id=ad_group_id, ads=ads, **_by(request, body)))


@router.post("/ads/{uuid:ad_id}/discard", response={204: None})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def discard_ad(request, ad_id: UUID):
    """Let go of an ad that the platform refused before it was made. Nothing reaches a platform."""
    services.discard_ad(ad_id=ad_id, actor=request.actor, now=clock.now())
    return Status(204, None)


@router.post("/platform-campaigns/{uuid:part_id}/ad-groups", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def add_ad_group(request, part_id: UUID, body: schemas.NewAdGroupIn):
    """Have an ad group with its ads made in a platform campaign that runs."""
    return accepted(services.add_ad_group(part_id=part_id, group=body.draft(), **_by(request, body)))


def _by(request, body: schemas.ReasonIn) -> dict:
    return {"actor": request.actor, "now": clock.now(), "why": Why(body.reason)}
