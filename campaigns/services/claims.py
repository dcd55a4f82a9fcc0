"""Who applies a change now: claimed under a row lock and committed before any network call, given back with its end.

A claim is a lease in the database's real time, renewed before every call to a platform. A worker that dies leaves the
change `applying`; whoever comes after the lease has run out takes it over and looks at the platform first.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from campaigns import transitions
from campaigns.models import Campaign, Change, ChangeSet, PlatformCampaign
from campaigns.selectors.drift import desired_value
from campaigns.services import copies, ledger, statuses
from campaigns.services.fields import set_desired
from campaigns.types import IN_FLIGHT, ChangeKind, ChangeState

LEASE = timedelta(seconds=settings.CHANGE_LEASE_S)
ATTEMPTS = 8
GAVE_UP = "It was tried {n} times and did not get through. Look at the platform, then try again."


class ClaimLost(BaseException):
    """Another worker took the change over. Stop; nothing more of this run is recorded."""


@dataclass(slots=True)
class Claim:
    """The right to apply one change. `guard` raises when the job itself was lost."""

    change: Change
    token: uuid.UUID
    guard: Callable[[], None]

    def renew(self) -> None:
        """Hold the claim for another lease; raises ClaimLost. Called before every call to a platform."""
        self.guard()
        if not _held(self).update(lease_until=Now() + LEASE):
            raise ClaimLost(self.change.uuid)

    def finish(self, *, now: datetime, apply: Callable[[], None]) -> None:
        """Record success and, in the same transaction, what `apply` stores."""
        with _settling(self) as change:
            ledger.settle(change, ChangeState.APPLIED, applied_at=now, error="", look_first=False)
            apply()
            statuses.refresh_status(campaign=change.campaign, now=now)

    def fail(self, *, now: datetime, error: str) -> None:
        """Record failure for good; the desired value goes back to what it was before."""
        with _settling(self) as change:
            fail_for_good(change, error=error, now=now)

    def release(self, *, look_first: bool, counts: bool, error: str) -> None:
        """Give the change back to be tried again later; `look_first` when the platform may have taken it."""
        with _settling(self) as change:
            transitions.check(ChangeState(change.state), ChangeState.APPROVED)
            attempts = F("attempts") if counts else F("attempts") - 1
            Change.objects.filter(pk=change.pk).update(
                state=ChangeState.APPROVED, attempts=attempts, look_first=look_first or change.look_first, error=error,
                lease_token=None, lease_until=None,
            )  # fmt: skip


def claim(change: Change, *, guard: Callable[[], None], now: datetime) -> Claim | timedelta | None:
    """Claim a change: a Claim, or how long another worker's lease still runs, or None when there is nothing to do."""
    with transaction.atomic():
        ledger.lock_campaign(Campaign(pk=change.campaign_id))  # before the change, as everywhere
        row = Change.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=change.pk)
        if row.state not in (ChangeState.APPROVED, ChangeState.APPLYING):
            return None
        if row.lease_until and (remaining := row.lease_until - database_now()) > timedelta(0):
            return remaining
        if row.attempts >= ATTEMPTS:
            fail_for_good(row, error=row.error or GAVE_UP.format(n=ATTEMPTS), now=now)
            return None
        token = uuid.uuid4()
        Change.objects.filter(pk=row.pk).update(
            state=ChangeState.APPLYING, lease_token=token, lease_until=Now() + LEASE, attempts=F("attempts") + 1,
            look_first=row.look_first or row.state == ChangeState.APPLYING,
        )  # fmt: skip
    row.refresh_from_db()
    return Claim(row, token, guard)


def fail_for_good(change: Change, *, error: str, now: datetime) -> None:
    """Move a change to failed and its target's desired value back. The caller holds the transaction and the campaign."""
    ledger.settle(change, ChangeState.FAILED, error=error)
    move_back(change)
    statuses.refresh_status(campaign=change.campaign, now=now)


def move_back(change: Change) -> None:
    """Move a target's desired value back to what it was before a change that will not happen, unless it moved on since."""
    target = ledger.target_of(change)
    if desired_value(target, change.field) == change.after:
        set_desired(target, change.field, change.evidence.get(ledger.DESIRED, change.before))
        target.save(update_fields=[change.field])
    if change.kind == ChangeKind.ARCHIVE and isinstance(target, PlatformCampaign) and not target.launched_at:
        copies.drop_copies(target)


def fail_change_set(*, change_set: ChangeSet, error: str, now: datetime, account: UUID | None = None) -> int:
    """Fail for good what of a set is in flight, when nothing will apply it any more; return how many changes that were.

    `account` narrows it to one ad account. Desired values go back. A worker that turns out to live loses its claim, and
    what it did shows as drift.
    """
    found = in_flight_of(change_set, account)
    with transaction.atomic():
        ledger.lock_campaigns(found.order_by().values_list("campaign_id", flat=True).distinct())
        in_flight = list(found.select_for_update(of=("self",)).select_related("campaign"))
        for change in in_flight:
            fail_for_good(change, error=error, now=now)
    return len(in_flight)


def in_flight_of(change_set: ChangeSet, account: UUID | None = None) -> QuerySet[Change]:
    """Return what of a set is in flight, on one ad account where one is named; oldest first."""
    changes = change_set.changes.filter(state__in=IN_FLIGHT).order_by("id")
    return changes.filter(platform_campaign__account__uuid=account) if account else changes


def database_now() -> datetime:
    """Return the database's real time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]


def _held(held: Claim):
    return Change.objects.filter(pk=held.change.pk, state=ChangeState.APPLYING, lease_token=held.token)


@contextmanager
def _settling(held: Claim) -> Iterator[Change]:
    """Lock the campaign and the change for one transaction, if the claim still holds; raises ClaimLost."""
    with transaction.atomic():
        ledger.lock_campaign(held.change.campaign)
        change = _held(held).select_for_update(of=("self",)).select_related("campaign").first()
        if change is None:
            raise ClaimLost(held.change.uuid)
        yield change
