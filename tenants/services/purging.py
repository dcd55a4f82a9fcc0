"""Remove what has run out. Called daily; each is idempotent and may run at any time."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from tenants import idempotency
from tenants.models import CacheEntry, HandOver, IdempotencyKey, Invitation, RateCounter
from tenants.ratelimit import WINDOW_S

OLD_INVITATIONS = timedelta(days=90)


def purge_expired_keys() -> int:
    """Delete the current organisation's kept answers that are over a day old; return how many."""
    return IdempotencyKey.objects.filter(created_at__lt=timezone.now() - idempotency.KEPT_FOR).delete()[0]


def purge_expired_public(*, now: datetime) -> int:
    """Delete hand-overs whose sessions are over, old counters and cache entries, and invitations over for 90 days; return how many."""
    machine_now = timezone.now()
    this_minute = int(machine_now.timestamp() // WINDOW_S)
    gone = [
        HandOver.objects.filter(expires_at__lt=machine_now - timedelta(seconds=settings.SESSION_COOKIE_AGE)),
        RateCounter.objects.filter(window__lt=this_minute - 1),
        CacheEntry.objects.filter(expires__lt=machine_now),
        Invitation.objects.filter(expires_at__lt=now - OLD_INVITATIONS),
    ]
    return sum(rows.delete()[0] for rows in gone)
