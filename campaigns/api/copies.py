"""Drafts as they are kept, copies, and matrices of ads through the API."""

from typing import Any
from uuid import UUID

from ninja import Body, Router, Status

from campaigns import schemas, selectors, services
from campaigns.api.common import ONE, accepted
from campaigns.models import Campaign, ChangeSet
from campaigns.types import Why
from tenants import access, clock, idempotency
from tenants.roles import Permission

router = Router(tags=["campaigns"])
AS_IT_IS = Body(schemas.DuplicateIn())
HERE = Body(schemas.CopyIn())
COPIED = {201: schemas.CampaignDetailOut, 202: schemas.ChangeSetOut}


@router.get(f"{ONE}/draft", response=schemas.DraftOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_draft(request, campaign_id: UUID):
    """Return a campaign as a draft, spelled out with keys, with what it lacks; of one that runs, what it is."""
    return _draft(selectors.get_campaign(campaign_id))


@router.post(f"{ONE}/duplicate", response={201: schemas.CampaignDetailOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def duplicate_campaign(request, campaign_id: UUID, body: schemas.DuplicateIn = AS_IT_IS):
    """Make a draft like this campaign, here or on other ad accounts; what does not fit there stands in its gaps."""
    campaign, common = selectors.get_campaign(campaign_id), {"actor": request.actor, "now": clock.now()}
    made = services.duplicate_campaign(campaign=campaign, accounts=body.accounts, name=body.name, **common)
    return Status(201, selectors.get_campaign(made.uuid))


@router.post("/ad-groups/{uuid:ad_group_id}/duplicate", response=COPIED)
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def duplicate_ad_group(request, ad_group_id: UUID, body: schemas.CopyIn = HERE):
    """Copy an ad group into a platform campaign (`into`): a draft's is edited (201), one that runs gets it made (202)."""
    return _copied(services.duplicate_ad_group(group_id=ad_group_id, **_wanted(request, body)))


@router.post("/ads/{uuid:ad_id}/duplicate", response=COPIED)
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def duplicate_ad(request, ad_id: UUID, body: schemas.CopyIn = HERE):
    """Copy an ad into an ad group (`into`), as `duplicate_ad_group` does."""
    return _copied(services.duplicate_ad(ad_id=ad_id, **_wanted(request, body)))


@router.post(f"{ONE}/variants/preview", response=list[schemas.VariantCountOut])
@access.operation(Permission.EDIT_CAMPAIGNS)
def preview_variants(request, campaign_id: UUID, body: schemas.VariantsIn):
    """Return how many ad groups and ads a matrix would make on each ad account, and what stands against it."""
    campaign, asked = selectors.get_campaign(campaign_id), (body.variants(), tuple(body.accounts))
    return list(services.preview_variants(campaign=campaign, variants=asked[0], accounts=asked[1]))


@router.post(f"{ONE}/variants", response=schemas.DraftOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def build_variants(request, campaign_id: UUID, body: schemas.VariantsIn):
    """Write a matrix of ads into a draft, in the place of the ad groups that it has on these ad accounts."""
    campaign, common = selectors.get_campaign(campaign_id), {"actor": request.actor, "now": clock.now()}
    asked = {"variants": body.variants(), "accounts": tuple(body.accounts), "version": body.version}
    services.build_variants(campaign=campaign, **asked, **common)
    return _draft(selectors.get_campaign(campaign_id))


def _wanted(request, body: schemas.CopyIn) -> dict[str, Any]:
    why = Why(body.reason)
    return {"into": body.into, "name": body.name, "actor": request.actor, "now": clock.now(), "why": why}


def _copied(made: Campaign | ChangeSet) -> Status:
    return accepted(made) if isinstance(made, ChangeSet) else Status(201, selectors.get_campaign(made.uuid))


def _draft(campaign: Campaign) -> dict[str, Any]:
    draft = schemas.CampaignIn.from_orm(services.read_draft(campaign))
    return {
        "campaign": campaign.uuid,
        "version": campaign.version,
        "saved_by": selectors.saved_by(campaign),
        "saved_at": campaign.updated_at,
        "gaps": services.list_gaps(campaign, clock.now()),
        "draft": draft.model_copy(update={"version": campaign.version}),
    }
