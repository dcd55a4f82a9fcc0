"""Members: their roles, and their leaving. An organisation always keeps an owner."""

from datetime import datetime

from django.db import transaction

from tenants.errors import Conflict, Forbidden, Invalid
from tenants.models import ApiKey, Membership, Organization
from tenants.roles import ROLE_PERMISSIONS, Role, may_grant
from tenants.services.api_keys import revoke_api_key
from tenants.services.audit import record_audit
from tenants.types import Actor

LAST_OWNER = "{name} is the only owner. Make somebody else an owner first."


def change_role(*, membership: Membership, role: str, granting_role: str, actor: Actor, now: datetime) -> Membership:
    """Give a member another role; keys that they made and that can do more than it are withdrawn. Idempotent.

    Locks the organisation's owners, so that two of them cannot step down at the same moment. Raises Invalid (role),
    Forbidden when either role is above `granting_role`, Conflict for the last owner.
    """
    if role not in ROLE_PERMISSIONS:
        raise Invalid({"role": "Choose one of the roles."})
    _may_touch(membership, granting_role)
    if not may_grant(granting_role, role):
        raise Forbidden(
            f"Only an owner can make somebody an {role}." if role == Role.OWNER else "That role is above yours."
        )
    with transaction.atomic():
        current = _locked(membership)
        if current.role != role:
            if current.role == Role.OWNER:
                _keep_an_owner(current)
            Membership.objects.filter(pk=current.pk).update(role=role)
            detail = {"role": [current.role, role]}
            record_audit(action="member.role_changed", actor=actor, target=current.user, detail=detail, now=now)
            _withdraw_keys(current, left_with=role, actor=actor, now=now)
    membership.role = role
    return membership


def remove_member(*, membership: Membership, granting_role: str, actor: Actor, now: datetime) -> None:
    """End a membership and withdraw the keys that the person made, for they know them. Idempotent.

    The person keeps their log-in and other organisations.

    Raises Forbidden when their role is above `granting_role`, Conflict for the last owner.
    """
    _may_touch(membership, granting_role)
    with transaction.atomic():
        current = _locked(membership)
        if current.role == Role.OWNER:
            _keep_an_owner(current)
        Membership.objects.filter(pk=current.pk).delete()
        record_audit(action="member.removed", actor=actor, target=current.user, detail={"role": current.role}, now=now)
        _withdraw_keys(current, left_with="", actor=actor, now=now)


def _withdraw_keys(membership: Membership, *, left_with: str, actor: Actor, now: datetime) -> None:
    """Withdraw the keys that a person made, and those that were made with them, as far as they can do more than is left."""
    makers = {membership.user.uuid}
    while more := set(ApiKey.objects.filter(created_by_id__in=makers).values_list("uuid", flat=True)) - makers:
        makers |= more
    for key in ApiKey.objects.filter(created_by_id__in=makers, revoked_at=None):
        if not may_grant(left_with, key.role):
            revoke_api_key(key=key, actor=actor, now=now)


def _may_touch(membership: Membership, granting_role: str) -> None:
    if not may_grant(granting_role, membership.role):
        raise Forbidden(f"{membership.user} has a role above yours.")


def _locked(membership: Membership) -> Membership:
    Organization.objects.select_for_update().get(pk=membership.organization_id)
    return Membership.objects.select_related("user").get(pk=membership.pk)


def _keep_an_owner(membership: Membership) -> None:
    others = Membership.objects.filter(organization=membership.organization_id, role=Role.OWNER).exclude(
        pk=membership.pk
    )
    if not others.exists():
        raise Conflict(LAST_OWNER.format(name=membership.user.name or membership.user.email))
