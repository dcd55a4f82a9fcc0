"""API keys: made once shown once, withdrawn at any time."""

import secrets
from datetime import UTC, datetime, timedelta

from django.db import transaction

from tenants.errors import Forbidden, Invalid
from tenants.models import ApiKey
from tenants.roles import ROLE_PERMISSIONS, Role, may_grant
from tenants.sealing import hash_secret
from tenants.services.audit import record_audit
from tenants.types import Actor

PREFIX = "adw_"
LIVES_AT_MOST = timedelta(days=3650)


def create_api_key(
    *, name: str, role: str, granting_role: str, actor: Actor, now: datetime, expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """Make a key in the current organisation; return it with its secret, which is kept nowhere.

    An `expires_at` without a zone is UTC. Raises Invalid (name, role, expires_at), Forbidden when the role is above `granting_role`.
    """
    if expires_at and expires_at.tzinfo is None:
        expires_at = expires_at.replace(tzinfo=UTC)
    problems = {}
    if not 1 <= len(name.strip()) <= 100:
        problems["name"] = "Say in 1 to 100 characters what uses it."
    if role not in ROLE_PERMISSIONS:
        problems["role"] = "Choose one of the roles."
    if expires_at and (problem := _problem_of_end(expires_at, now)):
        problems["expires_at"] = problem
    if problems:
        raise Invalid(problems)
    if not may_grant(granting_role, role):
        raise Forbidden("A key cannot do more than the one who makes it. Choose your own role or a lower one.")
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        key = ApiKey.objects.create(
            name=name.strip(),
            role=Role(role),
            prefix=secret[:12],
            secret_hash=hash_secret(secret),
            created_by_id=actor.id,
            created_by_label=actor.label,
            created_at=now,
            expires_at=expires_at,
        )
        record_audit(action="api_key.created", actor=actor, target=key, detail={"role": role}, now=now)
    return key, secret


def revoke_api_key(*, key: ApiKey, actor: Actor, now: datetime) -> ApiKey:
    """Withdraw a key at once. Idempotent: a key that is withdrawn keeps its first moment."""
    with transaction.atomic():
        if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now):
            record_audit(action="api_key.revoked", actor=actor, target=key, now=now)
    key.refresh_from_db()
    return key


def _problem_of_end(expires_at: datetime, now: datetime) -> str:
    """Return what is wrong with the end of a key; the calendar's own end would not fit into another time zone."""
    if expires_at <= now:
        return "That is over already. Choose a later moment or leave it empty."
    if expires_at.replace(tzinfo=None) - now.replace(tzinfo=None) > LIVES_AT_MOST:
        return "That is more than ten years away. Choose an earlier moment or leave it empty."
    return ""
