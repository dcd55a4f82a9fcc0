"""Limits, the stop and closures through the API."""

from uuid import UUID

from ninja import Body, Router, Status

from campaigns import schemas, selectors, services
from campaigns.api.common import NO_REASON, ONE
from campaigns.models import Campaign
from campaigns.schemas import limits
from tenants import access, clock, idempotency, pagination
from tenants.roles import Permission

router = Router(tags=["limits"])
ALL = Body(limits.StartIn())
RESUMES = Body(limits.EndIn())
CLOSURE = "/closures/{uuid:closure_id}"


@router.get("/limits", response=limits.LimitsOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_limits(request):
    """Return the rules for changes and what is committed a day."""
    return _limits()


@router.patch("/limits", response=limits.LimitsOut)
@access.operation(Permission.MANAGE_SETTINGS)
@idempotency.once
def update_policy(request, body: limits.PolicyIn):
    """Set rules and ceilings; 409 when somebody else changed them since `version`."""
    ceilings = {one.account: one.daily_ceiling_minor for one in body.account_ceilings}
    common = {"version": body.version, "actor": request.actor, "now": clock.now()}
    services.update_policy(values=body.named(), account_ceilings=ceilings, **common)
    return _limits()


@router.get("/stop", response=limits.StopOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_stop(request):
    """Return the stop: what each platform confirmed, what runs, what can be started again."""
    return _stop()


@router.post("/stop", response={202: limits.StopOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def stop_everything(request, body: schemas.ReasonIn = NO_REASON):
    """Pause everything on all platforms, and forbid every start and raise; follow it at `GET /stop`."""
    services.stop_everything(actor=request.actor, now=clock.now(), reason=body.reason)
    return Status(202, _stop())


@router.post("/stop/start-again", response={202: limits.StopOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def start_again(request, body: limits.StartIn = ALL):
    """Lift the stop and switch on exactly what it paused, or of that the named parts."""
    services.start_again(actor=request.actor, now=clock.now(), only=body.only, reason=body.reason)
    return Status(202, _stop())


@router.post("/stop/lift", response=limits.StopOut)
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def lift_stop(request, body: schemas.ReasonIn = NO_REASON):
    """Allow starts and raises again; what is paused stays paused."""
    services.lift_stop(actor=request.actor, now=clock.now(), reason=body.reason)
    return _stop()


@router.get(f"{ONE}/learning", response=list[limits.LearningOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
def list_learning(request, campaign_id: UUID):
    """List what of a campaign learns or has learned, and would start over with a large change. Never more than its ad groups."""
    return selectors.list_learning(selectors.get_campaign(campaign_id))


@router.get("/closures", response=list[limits.ClosureOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_closures(request, campaign: UUID | None = None, is_open: bool = False):
    """List the closures by their first day; of a campaign those of every campaign too."""
    return selectors.list_closures(campaign=_campaign(campaign), is_open=is_open)


@router.post("/closures", response={201: limits.ClosureOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def create_closure(request, body: limits.ClosureIn):
    """Plan days on which a campaign, or every one, pauses; one that begins today begins at once."""
    asked = body.model_dump() | {"campaign": _campaign(body.campaign)}
    return Status(201, services.create_closure(**asked, actor=request.actor, now=clock.now()))


@router.get(CLOSURE, response=limits.ClosureOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_closure(request, closure_id: UUID):
    """Return a closure."""
    return selectors.get_closure(closure_id)


@router.put(CLOSURE, response=limits.ClosureOut)
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def update_closure(request, closure_id: UUID, body: limits.DaysIn):
    """Move a closure's days."""
    closure = selectors.get_closure(closure_id)
    return services.update_closure(closure=closure, **body.model_dump(), actor=request.actor, now=clock.now())


@router.post(f"{CLOSURE}/end", response=limits.ClosureOut)
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def end_closure(request, closure_id: UUID, body: limits.EndIn = RESUMES):
    """End a closure before its time."""
    closure = selectors.get_closure(closure_id)
    return services.end_closure(closure=closure, resumes=body.resumes, actor=request.actor, now=clock.now())


def _limits() -> dict:
    committed = selectors.list_commitments(now=clock.now())
    own = {"together": committed.together, "lacking": committed.lacking, "accounts": committed.accounts}
    return own | {"policy": selectors.get_policy()}


def _stop() -> dict:
    stop, running = selectors.get_stop(), selectors.list_running(now=clock.now())
    lost = [part for part in running if selectors.is_out_of_reach(part)]
    own = {name: getattr(stop, name) for name in ("stopped_at", "stopped_by", "is_settled", "platforms", "restartable")}
    return own | {"running": running, "out_of_reach": lost}


def _campaign(campaign_id: UUID | None) -> Campaign | None:
    return selectors.get_campaign(campaign_id, deep=False) if campaign_id else None
