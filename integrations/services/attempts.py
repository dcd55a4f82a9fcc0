"""Setting out for a platform's consent page, and telling who comes back."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from integrations import registry, vault
from integrations.models import Connection, ConnectionAttempt
from integrations.services import quota
from integrations.types import Platform
from tenants import limits
from tenants.errors import Conflict
from tenants.types import Actor, ActorKind

if TYPE_CHECKING:
    from tenants.models import Organization

STATE_LIVES_S = 600
KEPT = timedelta(days=1)
OLD = "That took more than ten minutes, so the way back has closed. Nothing was connected. Start again."
USED = "This permission was already used once. If the account is not below, start again."
FOREIGN = "This permission was not asked for here, so it was not taken. Start again from Connections."
BY_API = (
    "An API key asked for this permission. Hand `code` and `state` of this address to POST /api/v1/connections/finish."
)


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send the person, and for how long (seconds) the way back stays open."""

    authorize_url: str
    lives_s: int = STATE_LIVES_S


class CannotConnect(Conflict):
    """The return from a consent page is not one that we can take; the message says why and what to do."""

    code = "cannot_connect"


def begin_connection(
    *, organization: "Organization", platform: Platform, binding: str, actor: Actor, now: datetime
) -> Departure:
    """Start connecting a platform: give its consent page's address with a sealed state.

    `binding` is what only the one who begins can show again (a secret of the session, or the API key's id). The state
    is good for ten minutes of real time and one return. A platform that knows PKCE is given the challenge (S256); the
    verifier stays here, sealed. Raises tenants.errors.Forbidden at the plan's limit.
    """
    auth = registry.auth_for(platform, quota.Meter(platform))
    if not Connection.objects.filter(platform=platform).exists():  # connecting again is always open
        limits.check(organization, "ad_accounts", adding=1)
    verifier = secrets.token_urlsafe(48)
    attempt = ConnectionAttempt.objects.create(
        platform=platform,
        secret=vault.seal({"verifier": verifier}),
        binding_hash=_hash(binding),
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_label=actor.label,
        created_at=now,
    )
    state = vault.seal({"organization": str(organization.uuid), "platform": platform, "attempt": str(attempt.uuid)})
    challenge = _challenge(verifier)
    return Departure(auth.authorize_url(state=state, redirect_uri=redirect_uri(platform), code_challenge=challenge))


def redirect_uri(platform: Platform) -> str:
    """Return the one address to which a platform sends people back; it must be registered there exactly so."""
    return f"{settings.PUBLIC_URL}/oauth/{platform}/callback"


def read_destination(state: str) -> tuple[str, str]:
    """Return the organisation's id and the platform that a state was sealed for, however old; raises CannotConnect."""
    try:
        sealed = vault.unseal(state)
        return sealed["organization"], sealed["platform"]
    except (vault.CannotUnseal, KeyError) as error:
        raise CannotConnect(FOREIGN) from error


def take_attempt(
    *, organization: "Organization", platform: Platform, state: str, binding: str, now: datetime
) -> ConnectionAttempt:
    """Use up the attempt that a state belongs to; raises CannotConnect when it is old, used, or somebody else's."""
    attempt = _find_attempt(organization, platform, state)
    if not hmac.compare_digest(attempt.binding_hash, _hash(binding)):
        raise CannotConnect(BY_API if attempt.actor_kind == ActorKind.API_KEY else FOREIGN)
    if not ConnectionAttempt.objects.filter(pk=attempt.pk, used_at=None).update(used_at=now):
        raise CannotConnect(USED)
    return attempt


def open_verifier(attempt: ConnectionAttempt) -> str:
    """Return the code verifier that goes with a return (RFC 7636); raises CannotConnect when our keys changed since."""
    try:
        return vault.unseal(attempt.secret)["verifier"]
    except vault.CannotUnseal as error:
        raise CannotConnect(OLD) from error


def forget_old_attempts(*, now: datetime) -> int:
    """Delete attempts older than a day; returns how many."""
    return ConnectionAttempt.objects.filter(created_at__lt=now - KEPT).delete()[0]


def _find_attempt(organization: "Organization", platform: Platform, state: str) -> ConnectionAttempt:
    if read_destination(state) != (str(organization.uuid), platform):
        raise CannotConnect(FOREIGN)
    try:
        sealed = vault.unseal(state, max_age_s=STATE_LIVES_S)
    except vault.CannotUnseal as error:
        raise CannotConnect(OLD) from error
    attempt = ConnectionAttempt.objects.filter(uuid=sealed["attempt"]).first()
    if attempt is None:
        raise CannotConnect(OLD)
    return attempt


def _hash(binding: str) -> str:
    return hashlib.sha256(binding.encode()).hexdigest()


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
