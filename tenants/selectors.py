"""What is here: reads."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from tenants import roles
from tenants.errors import NotFound
from tenants.models import ApiKey, AuditEvent, Invitation, Membership, Organization, SavedView, User
from tenants.roles import Permission
from tenants.sealing import hash_secret
from tenants.types import Actor, ActorKind


def find_current_organization() -> Organization | None:
    """Return the organisation in whose schema we are; None in the public one."""
    found = getattr(connection, "tenant", None)
    return found if isinstance(found, Organization) else None


def current_organization() -> Organization:
    """Return the organisation in whose schema we are; raises RuntimeError in the public one."""
    found = find_current_organization()
    if found is None:
        raise RuntimeError("This works in an organisation's schema only.")
    return found


def list_organizations_of(user: User) -> QuerySet[Membership]:
    """Return a person's memberships in open organisations, with the organisations, by name."""
    memberships = Membership.objects.filter(user=user, organization__is_active=True).select_related("organization")
    return memberships.order_by("organization__name", "pk")


def get_organization_of(user: User, slug: str) -> Organization:
    """Return the open organisation at an address that the user is a member of; raises NotFound."""
    found = Organization.objects.filter(slug=slug, is_active=True, memberships__user=user).first()
    if found is None:
        raise NotFound("There is no organisation of yours at this address.")
    return found


def list_members(organization: Organization) -> QuerySet[Membership]:
    """Return the memberships with their users, oldest first."""
    return Membership.objects.filter(organization=organization).select_related("user").order_by("created_at", "pk")


def list_members_who(permission: Permission) -> list[Membership]:
    """Return the current organisation's members whose role holds a permission and who can log in, oldest first."""
    able = [role for role in roles.Role if roles.may(role, permission)]
    return list(list_members(current_organization()).filter(role__in=able, user__is_active=True))


def may(actor: Actor, permission: Permission) -> bool:
    """Return whether somebody holds a permission in the current organisation at this moment.

    A person by their membership, a key by its role; the product itself holds all, a rule, a test or the optimiser none.
    """
    if actor.kind == ActorKind.SYSTEM:
        return True
    role = _role_of(actor)
    return role is not None and roles.may(role, permission)


def _role_of(actor: Actor) -> str | None:
    if actor.id is None:
        return None
    if actor.kind == ActorKind.USER:
        members = Membership.objects.filter(organization=current_organization(), user__is_active=True)
        return members.filter(user__uuid=actor.id).values_list("role", flat=True).first()
    keys = ApiKey.objects.filter(uuid=actor.id, revoked_at=None)
    return keys.values_list("role", flat=True).first() if actor.kind == ActorKind.API_KEY else None


def person_behind(actor: Actor) -> UUID | None:
    """Return the id of the person who acts: a key acts for whoever made it, be it by another key.

    A key that nobody made (the operator's) acts for itself. None for what is neither a person nor a key.
    """
    if actor.kind == ActorKind.USER:
        return actor.id
    found = actor.id if actor.kind == ActorKind.API_KEY else None
    seen: set[UUID] = set()
    while found is not None and found not in seen:
        seen.add(found)
        makers = ApiKey.objects.filter(uuid=found, created_by_id__isnull=False)
        found = makers.values_list("created_by_id", flat=True).first() or found
    return found


def get_member(organization: Organization, uuid: UUID) -> Membership:
    """Return a membership of this organisation; raises NotFound."""
    found = list_members(organization).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such member.")
    return found


def list_open_invitations(organization: Organization, now: datetime) -> QuerySet[Invitation]:
    """Return the invitations that can still be accepted, newest first."""
    open_ones = Invitation.objects.filter(
        organization=organization, accepted_at=None, withdrawn_at=None, expires_at__gt=now
    )
    return open_ones.order_by("-created_at", "-pk")


def get_invitation(organization: Organization, uuid: UUID) -> Invitation:
    """Return an invitation of this organisation; raises NotFound."""
    found = Invitation.objects.filter(organization=organization, uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such invitation.")
    return found


def get_open_invitation(token: str, now: datetime) -> Invitation:
    """Return the invitation that a token from an e-mail belongs to; raises NotFound when it cannot be accepted (any more)."""
    found = Invitation.objects.select_related("organization").filter(token_hash=hash_secret(token)).first()
    if found is None or not found.is_open(now) or not found.organization.is_active:
        raise NotFound("This invitation was used, withdrawn, or is over. Ask for a new one.")
    return found


def list_api_keys() -> QuerySet[ApiKey]:
    """Return the current organisation's keys, newest first, withdrawn ones last."""
    return ApiKey.objects.order_by("revoked_at", "-created_at", "-pk")


def get_api_key(uuid: UUID) -> ApiKey:
    """Return a key of the current organisation; raises NotFound."""
    found = ApiKey.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such key.")
    return found


def list_audit_events() -> QuerySet[AuditEvent]:
    """Return the current organisation's audit trail, newest first."""
    return AuditEvent.objects.order_by("-at", "-id")


def list_saved_views(actor: Actor, page: str = "") -> QuerySet[SavedView]:
    """Return everybody's views and the actor's own, of one page or of all, by name; a key sees those of whoever made it."""
    found = SavedView.objects.filter(Q(owner_id=None) | Q(owner_id=person_behind(actor)))
    return found.filter(page=page) if page else found


def get_saved_view(uuid: UUID, actor: Actor) -> SavedView:
    """Return a view that the actor may see; raises NotFound."""
    found = list_saved_views(actor).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such view here.")
    return found
