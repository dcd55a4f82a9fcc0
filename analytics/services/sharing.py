"""Share links: a report for somebody who has no account. Made, withdrawn, unlocked."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Q

from analytics.models import Delivery, Edition, Report, ShareLink
from tenants import ratelimit, sealing
from tenants.errors import Invalid
from tenants.services import record_audit
from tenants.types import Actor

TOKEN_BYTES = 32
LONGEST_DAYS = 366
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 128
SEEN_EVERY = timedelta(hours=1)
MAILED_DAYS = 90
"""How long the link in a report's e-mail works."""


@transaction.atomic
def create_share_link(
    *, about: Edition | Report, actor: Actor, now: datetime, days: int | None = 30, password: str = ""
) -> ShareLink:
    """Make a link to one edition, or always to a report's newest. `days` None: until it is withdrawn.

    Each call makes another link. Raises Invalid (days, password).
    """
    _check(days, password)
    link = _make(about, actor, now, days, password=make_password(password) if password else "")
    detail = {"link": str(link.uuid), "days": days, "has_password": bool(password)}
    record_audit(action="share_link.created", actor=actor, target=about, detail=detail, now=now)
    return link


@transaction.atomic
def lend_link(*, delivery: Delivery, now: datetime) -> ShareLink:
    """Return the link to its edition that a message carries: made once, whoever asks and whenever (the message's row is locked).

    One whose days are over works again; one that was withdrawn stays so.
    """
    edition = Delivery.objects.select_for_update(of=("self",)).select_related("edition").get(pk=delivery.pk).edition
    link = ShareLink.objects.filter(delivery=delivery).first()
    if link is None:
        actor = Actor.system()
        link = _make(edition, actor, now, MAILED_DAYS, delivery=delivery)
        detail = {"link": str(link.uuid), "days": MAILED_DAYS, "sent_to": delivery.address}
        record_audit(action="share_link.created", actor=actor, target=edition, detail=detail, now=now)
    elif link.expires_at and link.expires_at <= now:
        link.expires_at = now + timedelta(days=MAILED_DAYS)
        link.save(update_fields=["expires_at"])
    return link


def _make(about: Edition | Report, actor: Actor, now: datetime, days: int | None, **more) -> ShareLink:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return ShareLink.objects.create(
        report=about if isinstance(about, Report) else None,
        edition=about if isinstance(about, Edition) else None,
        token_hash=sealing.hash_secret(token),
        token_sealed=sealing.seal(token.encode()),
        expires_at=now + timedelta(days=days) if days else None,
        created_by_id=actor.id,
        created_by_label=actor.label[:254],
        created_at=now,
        **more,
    )


@transaction.atomic
def revoke_share_link(*, link: ShareLink, actor: Actor, now: datetime) -> ShareLink:
    """Withdraw a link: it is a 404 from the next request on. Withdrawing it again changes nothing."""
    if ShareLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        target, detail = link.report or link.edition, {"link": str(link.uuid)}
        record_audit(action="share_link.revoked", actor=actor, target=target, detail=detail, now=now)
    link.refresh_from_db(fields=["revoked_at"])
    return link


def check_share_password(*, link: ShareLink, password: str, address: str) -> bool:
    """Return whether this is the link's password; counts the try, for the caller's address and for the link.

    Raises TooMany before the password is looked at.
    """
    bucket = ratelimit.Bucket.AUTHENTICATION
    everybody = ratelimit.limit_of(bucket) * ratelimit.ORGANIZATION_FACTOR
    ratelimit.check(bucket, f"share:{link.uuid}:{address}")
    ratelimit.check(bucket, f"share:{link.uuid}", limit=everybody)
    return check_password(password[:LONGEST_PASSWORD], link.password)


def note_opened(*, link: ShareLink, now: datetime) -> None:
    """Remember that a link was looked at; written once an hour at most."""
    stale = Q(opened_at=None) | Q(opened_at__lte=now - SEEN_EVERY)
    ShareLink.objects.filter(stale, pk=link.pk).update(opened_at=now)


def _check(days: int | None, password: str) -> None:
    wrong = {}
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        wrong["days"] = f"Write 1 to {LONGEST_DAYS} days, or leave it empty for a link that stays."
    if password and not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        wrong["password"] = f"Choose {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters, or leave it empty."
    if wrong:
        raise Invalid(wrong)
