"""An account's feed: locked while figures are stored, leased while they are read.

Readings of one account come one after the other, so what is stored later was read later, whatever the clocks say. A lease
goes by the database's own time; that of a reading which was killed runs out soon. A reading that waits longer than that for
its platform may be overtaken; it then stores nothing and comes back later.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from analytics.models import Feed
from tenants.errors import AdwrightError
from tenants.ids import new_id

LEASE = timedelta(seconds=settings.FEED_LEASE_S)


class BeingRead(AdwrightError):
    """Another reading of the account is under way (or took over): come back in `retry_after_s` seconds."""

    code = "being_read"
    retry_after_s = 15

    def __init__(self):
        super().__init__("The numbers of this ad account are being read right now.")


def lease_feed(account) -> UUID:
    """Begin a reading of the account's figures; raises BeingRead while another one goes on."""
    Feed.objects.bulk_create([Feed(account_id=account.pk)], ignore_conflicts=True)
    token = new_id()
    free = Feed.objects.filter(Q(lease_until=None) | Q(lease_until__lt=Now()), account_id=account.pk)
    if not free.update(lease_token=token, lease_until=Now() + LEASE):
        raise BeingRead()
    return token


def renew_lease(account, token: UUID) -> None:
    """Hold on to a lease; raises BeingRead where another reading has taken it."""
    if not Feed.objects.filter(account_id=account.pk, lease_token=token).update(lease_until=Now() + LEASE):
        raise BeingRead()


def end_lease(account, token: UUID) -> None:
    """Give a lease back; one that another reading has taken is left alone."""
    Feed.objects.filter(account_id=account.pk, lease_token=token).update(lease_token=None, lease_until=None)


def lock_feed(account, token: UUID | None = None) -> Feed:
    """Lock an account's feed until the transaction ends; raises BeingRead where the lease `token` is another's by now."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A feed is locked within a transaction.")
    feed = Feed.objects.select_for_update().filter(account_id=account.pk).first()
    if feed is None:
        Feed.objects.bulk_create([Feed(account_id=account.pk)], ignore_conflicts=True)
        feed = Feed.objects.select_for_update().get(account_id=account.pk)
    if token and feed.lease_token != token:
        raise BeingRead()
    return feed


def known_since(feed: Feed, read_at: datetime) -> datetime:
    """Return the moment since which what is stored now counts as known: `read_at`, or the newest such moment before.

    So a clock that was ahead for a while loses nothing: until it is passed, what is read belongs to that moment.
    """
    return max(read_at, feed.known_at or read_at)


def note_known(feed: Feed, at: datetime) -> None:
    """Keep the newest moment at which something of the account became known."""
    if feed.known_at is None or feed.known_at < at:
        Feed.objects.filter(pk=feed.pk).update(known_at=at)
        feed.known_at = at
