"""Connections and ad accounts, for programs."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from integrations import presenting, schemas, selectors, services
from integrations.types import TargetingKind
from tenants import access, clock, idempotency, pagination
from tenants.roles import Permission

router = Router(tags=["Connections"])


@router.get("/ad-accounts", response=list[schemas.AdAccountOut])
@access.operation(Permission.VIEW_CONNECTIONS)
@pagination.paged
def list_ad_accounts(request: HttpRequest):
    """List the connected ad accounts by platform and name."""
    return selectors.list_ad_accounts()


@router.get("/ad-accounts/{uuid:account_id}", response=schemas.AdAccountOut)
@access.operation(Permission.VIEW_CONNECTIONS)
def get_ad_account(request: HttpRequest, account_id: UUID):
    """Return one ad account."""
    return selectors.get_ad_account(account_id)


@router.get("/ad-accounts/{uuid:account_id}/health", response=schemas.HealthOut)
@access.operation(Permission.VIEW_CONNECTIONS)
def get_health(request: HttpRequest, account_id: UUID):
    """Return how an ad account is: permission, quota, cadence, what is missing and what can be chosen."""
    return presenting.describe_health(selectors.get_ad_account(account_id), selectors.get_quota_book(clock.now()))


@router.post("/ad-accounts/{uuid:account_id}/health", response={202: schemas.HealthJobOut})
@access.operation(Permission.MANAGE_CONNECTIONS)
@idempotency.once
def refresh_health(request: HttpRequest, account_id: UUID):
    """Have the platform asked again how an ad account is."""
    return services.ask_for_health(request.tenant, selectors.get_ad_account(account_id))


@router.put("/ad-accounts/{uuid:account_id}/presence", response=schemas.AdAccountOut)
@access.operation(Permission.MANAGE_CONNECTIONS)
def choose_presence(request: HttpRequest, account_id: UUID, body: schemas.PresenceIn):
    """Let an account's ads speak for, or count by, one of its options; ads that exist keep what they have."""
    account = selectors.get_ad_account(account_id)
    return services.choose_presence(account=account, **body.dict(), actor=request.actor, now=clock.now())


@router.get("/ad-accounts/{uuid:account_id}/targeting", response=list[schemas.TargetingOptionOut])
@access.operation(Permission.EDIT_CAMPAIGNS)
def search_targeting(
    request: HttpRequest,
    account_id: UUID,
    kind: TargetingKind = TargetingKind.PLACE,
    query: str = Query("", max_length=100),
):
    """Return what the platform offers to aim at for some words, the best first; audiences are the account's own."""
    account = selectors.get_ad_account(account_id)
    return services.search_targeting(account=account, kind=kind, query=query.replace("\x00", ""))


@router.delete("/ad-accounts/{uuid:account_id}", response={204: None})
@access.operation(Permission.MANAGE_CONNECTIONS)
def disconnect_account(request: HttpRequest, account_id: UUID):
    """Let go of an ad account: its ads keep running on the platform, its history stays."""
    account = selectors.get_ad_account(account_id)
    services.disconnect_account(organization=request.tenant, account=account, actor=request.actor, now=clock.now())


@router.get("/connections", response=list[schemas.ConnectionOut])
@access.operation(Permission.VIEW_CONNECTIONS)
@pagination.paged
def list_connections(request: HttpRequest):
    """List the permissions that people have given."""
    return selectors.list_connections()


@router.post("/connections", response={201: schemas.DepartureOut})
@access.operation(Permission.MANAGE_CONNECTIONS)
@idempotency.once
def begin_connection(request: HttpRequest, body: schemas.BeginIn):
    """Start connecting: send the person to `authorize_url`, read `code` and `state` from where they are sent back to."""
    return services.begin_connection(
        organization=request.tenant,
        platform=body.platform,
        binding=_binding(request),
        actor=request.actor,
        now=clock.now(),
    )


@router.post("/connections/finish", response=schemas.ConnectionOut)
@access.operation(Permission.MANAGE_CONNECTIONS)
def finish_connection(request: HttpRequest, body: schemas.FinishIn):
    """Finish what this caller began. Good once: the second time is a 409."""
    return services.finish_connection(
        organization=request.tenant,
        platform=body.platform,
        code=body.code,
        state=body.state,
        binding=_binding(request),
        actor=request.actor,
        now=clock.now(),
    )


@router.post("/connections/{uuid:connection_id}/ad-accounts", response={201: list[schemas.AdAccountOut]})
@access.operation(Permission.MANAGE_CONNECTIONS)
@idempotency.once
def choose_accounts(request: HttpRequest, connection_id: UUID, body: schemas.ChooseIn):
    """Connect ad accounts that the permission reaches; those that are connected already stay."""
    return services.choose_accounts(
        organization=request.tenant,
        connection=selectors.get_connection(connection_id),
        external_ids=body.external_ids,
        actor=request.actor,
        now=clock.now(),
    )


@router.delete("/connections/{uuid:connection_id}", response={204: None})
@access.operation(Permission.MANAGE_CONNECTIONS)
def disconnect_connection(request: HttpRequest, connection_id: UUID):
    """Give a permission back, with all its ad accounts."""
    services.disconnect_connection(
        organization=request.tenant,
        connection=selectors.get_connection(connection_id),
        actor=request.actor,
        now=clock.now(),
    )


def _binding(request: HttpRequest) -> str:
    return f"actor:{request.actor.kind}:{request.actor.id}"
