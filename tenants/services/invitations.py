"""Invitations by e-mail, and their acceptance by somebody new or somebody known."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django_tenants.utils import tenant_context

from tenants import hosts, selectors
from tenants.errors import Conflict, Forbidden, Invalid
from tenants.models import Invitation, Membership, Organization, User
from tenants.roles import ROLE_PERMISSIONS, may_grant
from tenants.sealing import hash_secret
from tenants.services import people
from tenants.services.audit import record_audit
from tenants.types import Actor

LIVES_FOR = timedelta(days=7)


def invite_member(
    *, organization: Organization, email: str, role: str, granting_role: str, actor: Actor, now: datetime
) -> Invitation:
    """Write an invitation and send it by e-mail once the transaction stands; an older one to the same address is withdrawn.

    Only the token's hash is kept. Raises Invalid (email, role), Conflict for who is a member already, Forbidden when the role
    is above `granting_role`. When the mail cannot be sent the invitation stands, and inviting again sends it again.
    """
    email = email.strip().lower()
    _check(organization, email, role, granting_role)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=organization.pk)
        selectors.list_open_invitations(organization, now).filter(email=email).update(withdrawn_at=now)
        invitation = Invitation.objects.create(
            organization=organization,
            email=email,
            role=role,
            token_hash=hash_secret(token),
            invited_by_label=actor.label,
            created_at=now,
            expires_at=now + LIVES_FOR,
        )
        record_audit(action="member.invited", actor=actor, target=invitation, detail={"role": role}, now=now)
        transaction.on_commit(lambda: _send(invitation, token), robust=True)
    return invitation


def withdraw_invitation(*, invitation: Invitation, actor: Actor, now: datetime) -> Invitation:
    """Make an invitation worthless. Idempotent. Raises Conflict when it was accepted."""
    with transaction.atomic():
        row = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if row.accepted_at:
            raise Conflict(f"{row.email} has accepted it already. Remove the member instead.")
        if not row.withdrawn_at:
            row.withdrawn_at = now
            row.save(update_fields=["withdrawn_at"])
            record_audit(action="invitation.withdrawn", actor=actor, target=row, now=now)
    return row


def accept_invitation(*, invitation: Invitation, user: User, now: datetime) -> Membership:
    """Make somebody who has a log-in a member. Who holds the token is the one invited, whatever e-mail they log in with.

    Idempotent for a member (the role they have stays). Raises Conflict when it was used, withdrawn, or is over.
    """
    with transaction.atomic():
        row = Invitation.objects.select_for_update().select_related("organization").get(pk=invitation.pk)
        if not row.is_open(now):
            raise Conflict("This invitation was used, withdrawn, or is over. Ask for a new one.")
        membership, _ = Membership.objects.get_or_create(
            user=user, organization=row.organization, defaults={"role": row.role}
        )
        row.accepted_at = now
        row.save(update_fields=["accepted_at"])
        with tenant_context(row.organization):
            actor, detail = Actor.for_user(user), {"role": membership.role, "invited_by": row.invited_by_label}
            record_audit(action="member.joined", actor=actor, target=user, detail=detail, now=now)
    return membership


def accept_invitation_as_new_user(*, invitation: Invitation, person: str, password: str, now: datetime) -> Membership:
    """Make a log-in for the invited address and a member of it. Raises Invalid (person, password, email), Conflict."""
    problems = people.problems_of(email=invitation.email, password=password, person=person)
    if problems:
        raise Invalid(problems)
    try:
        with transaction.atomic():
            user = people.make_user(email=invitation.email, password=password, name=person, email_verified=True)
            return accept_invitation(invitation=invitation, user=user, now=now)
    except IntegrityError as error:  # the same form was sent twice at the same moment
        raise Invalid({"email": people.KNOWN_EMAIL}) from error


def _check(organization: Organization, email: str, role: str, granting_role: str) -> None:
    problems = {}
    try:
        validate_email(email)
    except ValidationError:
        problems["email"] = "This is not an e-mail address."
    if role not in ROLE_PERMISSIONS:
        problems["role"] = "Choose one of the roles."
    if problems:
        raise Invalid(problems)
    if not may_grant(granting_role, role):
        raise Forbidden("You can invite people to your own role or a lower one.")
    if Membership.objects.filter(organization=organization, user__email__iexact=email).exists():
        raise Conflict(f"{email} is a member already.")


def _send(invitation: Invitation, token: str) -> None:
    context = {"invitation": invitation, "url": hosts.public_url(f"/invitations/{token}/"), "days": LIVES_FOR.days}
    subject = f"{invitation.invited_by_label} invites you to {invitation.organization.name} on Adwright"
    body = render_to_string("tenants/mail/invitation.txt", context)
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [invitation.email])
