"""The organisation, its people, keys and audit trail, for programs."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from tenants import access, clock, idempotency, pagination, schemas, selectors, services
from tenants.roles import ROLE_PERMISSIONS, Permission, Role

router = Router(tags=["Organisation"])


@router.get("/me", response=schemas.MeOut)
@access.operation(Permission.USE_ACCOUNT)
def get_me(request: HttpRequest):
    """Tell who is asking and what they may do here."""
    actor, permissions = request.actor, ROLE_PERMISSIONS[Role(request.role)]
    return {
        "kind": actor.kind,
        "id": actor.id,
        "label": actor.label,
        "role": request.role,
        "permissions": sorted(permissions),
        "organization": request.tenant,
    }


@router.get("/organization", response=schemas.OrganizationOut)
@access.operation(Permission.USE_ACCOUNT)
def get_organization(request: HttpRequest):
    """Return the organisation of this host."""
    return request.tenant


@router.patch("/organization", response=schemas.OrganizationOut)
@access.operation(Permission.MANAGE_SETTINGS)
def update_organization(request: HttpRequest, body: schemas.OrganizationIn):
    """Change the settings; what is left out stays."""
    fields = ("name", "time_zone", "currency", "locale")
    given = body.dict(exclude_none=True)
    values = {field: given.get(field, getattr(request.tenant, field)) for field in fields}
    return services.update_organization(organization=request.tenant, actor=request.actor, now=clock.now(), **values)


@router.get("/members", response=list[schemas.MemberOut])
@access.operation(Permission.VIEW_MEMBERS)
@pagination.paged
def list_members(request: HttpRequest):
    """List who is in, oldest first."""
    return selectors.list_members(request.tenant)


@router.patch("/members/{uuid:member_id}", response=schemas.MemberOut)
@access.operation(Permission.MANAGE_MEMBERS)
def change_role(request: HttpRequest, member_id: UUID, body: schemas.RoleIn):
    """Give a member another role."""
    return services.change_role(
        membership=selectors.get_member(request.tenant, member_id),
        role=body.role,
        granting_role=request.role,
        actor=request.actor,
        now=clock.now(),
    )


@router.delete("/members/{uuid:member_id}", response={204: None})
@access.operation(Permission.MANAGE_MEMBERS)
def remove_member(request: HttpRequest, member_id: UUID):
    """End a membership."""
    membership = selectors.get_member(request.tenant, member_id)
    services.remove_member(membership=membership, granting_role=request.role, actor=request.actor, now=clock.now())


@router.get("/invitations", response=list[schemas.InvitationOut])
@access.operation(Permission.MANAGE_MEMBERS)
@pagination.paged
def list_invitations(request: HttpRequest):
    """List the invitations that can still be accepted, newest first."""
    return selectors.list_open_invitations(request.tenant, clock.now())


@router.post("/invitations", response={201: schemas.InvitationOut})
@access.operation(Permission.MANAGE_MEMBERS)
@idempotency.once
def invite_member(request: HttpRequest, body: schemas.InvitationIn):
    """Invite somebody by e-mail; the invitation lasts seven days."""
    return services.invite_member(
        organization=request.tenant,
        email=body.email,
        role=body.role,
        granting_role=request.role,
        actor=request.actor,
        now=clock.now(),
    )


@router.delete("/invitations/{uuid:invitation_id}", response={204: None})
@access.operation(Permission.MANAGE_MEMBERS)
def withdraw_invitation(request: HttpRequest, invitation_id: UUID):
    """Make an invitation worthless."""
    invitation = selectors.get_invitation(request.tenant, invitation_id)
    services.withdraw_invitation(invitation=invitation, actor=request.actor, now=clock.now())


@router.get("/api-keys", response=list[schemas.ApiKeyOut])
@access.operation(Permission.MANAGE_API_KEYS)
@pagination.paged
def list_api_keys(request: HttpRequest):
    """List the keys, without their secrets."""
    return selectors.list_api_keys()


@router.post("/api-keys", response={201: schemas.NewApiKeyOut})
@access.operation(Permission.MANAGE_API_KEYS)
@idempotency.once
def create_api_key(request: HttpRequest, body: schemas.ApiKeyIn):
    """Make a key; its secret is in this answer and nowhere else."""
    key, key.secret = services.create_api_key(
        name=body.name,
        role=body.role,
        granting_role=request.role,
        expires_at=body.expires_at,
        actor=request.actor,
        now=clock.now(),
    )
    return key


@router.delete("/api-keys/{uuid:key_id}", response={204: None})
@access.operation(Permission.MANAGE_API_KEYS)
def revoke_api_key(request: HttpRequest, key_id: UUID):
    """Withdraw a key at once."""
    services.revoke_api_key(key=selectors.get_api_key(key_id), actor=request.actor, now=clock.now())


@router.get("/audit-events", response=list[schemas.AuditEventOut])
@access.operation(Permission.VIEW_AUDIT)
@pagination.paged
def list_audit_events(request: HttpRequest):
    """List what was done here and by whom, newest first."""
    return selectors.list_audit_events()
