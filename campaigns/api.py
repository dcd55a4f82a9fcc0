"""Campaigns and the ledger through the API: the same services that the pages call.

A write that has to reach a platform answers 202 with its change set; follow it at `/change-sets/{id}`.
"""

from datetime import date
from uuid import UUID

from ninja import Body, Router, Status

import integrations.selectors
from campaigns import schemas, selectors, services
from campaigns.models import ChangeSet
from campaigns.types import Why
from tenants import access, clock, idempotency, pagination, place
from tenants.roles import Permission

router = Router(tags=["campaigns"])
ONE = "/campaigns/{uuid:campaign_id}"
NO_REASON = Body(schemas.ReasonIn())
ALL_PARTS = Body(schemas.LaunchIn())


@router.get("/campaigns", response=list[schemas.CampaignOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_campaigns(request, search: str = "", status: str = "", platform: str = ""):
    """List campaigns: those that have not ended, or of one status, or "all". `search` looks into names."""
    asked = {"search": search, "status": status, "platform": platform}
    return selectors.list_campaigns(**{name: value.replace("\x00", "") for name, value in asked.items()})


@router.post("/campaigns", response={201: schemas.CampaignDetailOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def create_draft(request, body: schemas.CampaignIn):
    """Make a draft. Nothing reaches a platform and nothing is spent before it is launched."""
    made = services.create_draft(draft=body.draft(), actor=request.actor, now=clock.now())
    return Status(201, selectors.get_campaign(made.uuid))


@router.get(ONE, response=schemas.CampaignDetailOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_campaign(request, campaign_id: UUID):
    """Return a campaign with its parts, ad groups and ads: what should be, and what the platform says."""
    return selectors.get_campaign(campaign_id)


@router.put(ONE, response=schemas.CampaignDetailOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def update_draft(request, campaign_id: UUID, body: schemas.CampaignIn):
    """Write a draft anew. With the `version` that was read, somebody's later edit is not overwritten: 409."""
    campaign = selectors.get_campaign(campaign_id)
    services.update_draft(
        campaign=campaign, draft=body.draft(), actor=request.actor, now=clock.now(), version=body.version
    )
    return selectors.get_campaign(campaign_id)


@router.get(f"{ONE}/preview", response=schemas.PreviewOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def preview_campaign(request, campaign_id: UUID):
    """Return what a launch would make, with each platform's verdict. Makes nothing."""
    return services.preview_campaign(campaign=selectors.get_campaign(campaign_id), now=clock.now())


@router.post(f"{ONE}/launch", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def launch_campaign(request, campaign_id: UUID, body: schemas.LaunchIn = ALL_PARTS):
    """Make a draft on its platforms and switch it on; after a launch that stopped, go on with it."""
    campaign, common = selectors.get_campaign(campaign_id), {"actor": request.actor, "now": clock.now()}
    return _accepted(services.launch_campaign(campaign=campaign, reason=body.reason, only=body.parts, **common))


@router.post(f"{ONE}/launch/remove", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def remove_launch(request, campaign_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Archive what an unfinished launch made; the draft stays."""
    campaign = selectors.get_campaign(campaign_id)
    return _accepted(
        services.remove_launch(campaign=campaign, actor=request.actor, now=clock.now(), reason=body.reason)
    )


@router.post(f"{ONE}/pause", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def pause_campaign(request, campaign_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Switch a campaign off on all its platforms."""
    campaign, why = selectors.get_campaign(campaign_id), Why(body.reason)
    return _accepted(services.pause_campaign(campaign=campaign, actor=request.actor, now=clock.now(), why=why))


@router.post(f"{ONE}/resume", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def resume_campaign(request, campaign_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Switch a paused campaign on again."""
    campaign, why = selectors.get_campaign(campaign_id), Why(body.reason)
    return _accepted(services.resume_campaign(campaign=campaign, actor=request.actor, now=clock.now(), why=why))


@router.post(f"{ONE}/budget", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def change_budget(request, campaign_id: UUID, body: schemas.BudgetIn):
    """Set a budget, a day or in all; a budget keeps its kind."""
    campaign, asked = selectors.get_campaign(campaign_id), body.model_dump(exclude={"reason"})
    why = Why(body.reason)
    return _accepted(services.change_budget(campaign=campaign, actor=request.actor, now=clock.now(), why=why, **asked))


@router.post(f"{ONE}/bid", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def change_bid(request, campaign_id: UUID, body: schemas.BidIn):
    """Set how a part bids."""
    common = {"actor": request.actor, "now": clock.now(), "why": Why(body.reason)}
    campaign = selectors.get_campaign(campaign_id)
    return _accepted(services.change_bid(campaign=campaign, bid=body.bid, target=body.target, **common))


@router.post(f"{ONE}/manage", response=schemas.CampaignDetailOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def manage_campaign(request, campaign_id: UUID):
    """Take over an imported campaign, which was only read until now. Writes nothing on its platform."""
    services.manage_campaign(campaign=selectors.get_campaign(campaign_id), actor=request.actor, now=clock.now())
    return selectors.get_campaign(campaign_id)


@router.post("/ads/{uuid:ad_id}/creative", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def change_creative(request, ad_id: UUID, body: schemas.CreativeIn):
    """Set what an ad says and shows; the platform looks at it anew."""
    common = {"actor": request.actor, "now": clock.now(), "why": Why(body.reason)}
    return _accepted(services.change_creative(ad_id=ad_id, creative=body.creative, **common))


@router.post("/ad-accounts/{uuid:account_id}/declarations", response={202: list[schemas.ChangeSetOut]})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def declare_not_political(request, account_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Declare of an ad account's campaigns that they hold no EU political advertising, where Google wants that said."""
    account = integrations.selectors.get_ad_account(account_id)
    made = services.declare_not_political(account=account, actor=request.actor, now=clock.now(), reason=body.reason)
    return Status(202, [selectors.get_change_set(change_set.uuid) for change_set in made])


@router.post(f"{ONE}/archive", response={200: schemas.CampaignDetailOut, 202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def archive_campaign(request, campaign_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Put a campaign away; what is on a platform is archived there (202), a draft just goes (200). Cannot be undone."""
    campaign, why = selectors.get_campaign(campaign_id), Why(body.reason)
    change_set = services.archive_campaign(campaign=campaign, actor=request.actor, now=clock.now(), why=why)
    return _accepted(change_set) if change_set else Status(200, selectors.get_campaign(campaign_id))


@router.post(f"{ONE}/drift/keep", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def keep_drift(request, campaign_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Take over what was changed on the platform."""
    campaign = selectors.get_campaign(campaign_id)
    return _accepted(services.keep_drift(campaign=campaign, actor=request.actor, now=clock.now(), reason=body.reason))


@router.post(f"{ONE}/drift/put-back", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def put_back_drift(request, campaign_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Put our values back where the platform's were changed."""
    campaign = selectors.get_campaign(campaign_id)
    return _accepted(
        services.put_back_drift(campaign=campaign, actor=request.actor, now=clock.now(), reason=body.reason)
    )


@router.get("/changes", response=list[schemas.ChangeOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_changes(
    request, campaign: UUID | None = None, actor: str = "", kind: str = "", state: str = "", search: str = "",
    since: date | None = None, until: date | None = None,
):  # fmt: skip
    """List the ledger, newest first. `since` and `until` are days of the organisation, both included."""
    found = selectors.get_campaign(campaign, deep=False) if campaign else None
    words = {"actor_kind": actor, "kind": kind, "state": state, "search": search}
    clean = {name: value.replace("\x00", "") for name, value in words.items()}
    return selectors.list_changes(campaign=found, since=since, until=until, zone=place.current().zone, **clean)


@router.get("/changes/{uuid:change_id}", response=schemas.ChangeOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_change(request, change_id: UUID):
    """Return one change."""
    return selectors.get_change(change_id)


@router.post("/changes/{uuid:change_id}/undo", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def undo_change(request, change_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Put back what one change changed; 409 with both values when it was changed since."""
    change = selectors.get_change(change_id)
    return _accepted(services.undo_change(change=change, actor=request.actor, now=clock.now(), reason=body.reason))


@router.get("/change-sets/{uuid:change_set_id}", response=schemas.ChangeSetOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_change_set(request, change_set_id: UUID):
    """Return a change set: how far it is, and what became of each change."""
    return selectors.get_change_set(change_set_id)


@router.post("/change-sets/{uuid:change_set_id}/undo", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def undo_change_set(request, change_set_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Put back everything that was changed together, or nothing."""
    change_set = selectors.get_change_set(change_set_id)
    undone = services.undo_change_set(change_set=change_set, actor=request.actor, now=clock.now(), reason=body.reason)
    return _accepted(undone)


def _accepted(change_set: ChangeSet) -> Status:
    return Status(202, selectors.get_change_set(change_set.uuid))
