"""Reading an ad account's figures from its platform. The network is never inside a transaction."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import campaigns.selectors
import integrations.services
from analytics.services import store
from analytics.types import InternalIds, Period
from integrations.errors import AuthExpired, NotReadyYet, PlatformError
from integrations.types import MetricLevel, MetricRow, SyncKind

RENEWED_EVERY_S = 10
ASKED_AGAIN_AFTER_S = 3600
NOTHING_LEFT = "The platform reports no figures where it did before. Yours are kept; it is asked again every hour."


def sync_account(*, account, since: date, until: date, now: datetime, with_actions: bool = False) -> store.Stored:
    """Read an account's figures of some days (its own, both included) and store what changed.

    `now` (aware) is when they count as known. Safe to repeat and to kill at any moment: the days count as read only
    when all of them are stored. One reading of an account at a time: raises `BeingRead` while another goes on. Calls the
    platform, so it must not run inside a transaction. Raises `integrations.errors.PlatformError`, which is noted on the
    account before.
    """
    with leased(account) as token:
        integrations.services.record_sync_started(account=account)
        try:
            stored = _read(account, Period(since, until), now, token, with_actions=with_actions)
        except PlatformError as error:
            if not isinstance(error, AuthExpired):
                integrations.services.record_sync_failed(account=account, words=error.message)
            raise
        integrations.services.record_sync_finished(account=account, kind=SyncKind.METRICS, now=now)
    return stored


def link_account(*, account) -> int:
    """Link figures to the campaigns that were imported since they were read; return how many subjects changed."""
    return store.link_subjects(account=account, known=known_ads(account))


def local_day(account, now: datetime) -> date:
    """Return the day it is where the account is."""
    return now.astimezone(ZoneInfo(account.time_zone)).date()


@contextmanager
def leased(account) -> Iterator[UUID]:
    """Hold the lease on the account's figures; raises BeingRead where another reading has it."""
    token = store.lease_feed(account)
    try:
        yield token
    finally:
        store.end_lease(account, token)


def known_ads(account) -> dict[str, InternalIds]:
    """Return our ids of the account's ads, by the platform's."""
    index = campaigns.selectors.external_index(account)
    return {
        external_id: InternalIds(ad.campaign_id, ad.platform_campaign_id, ad.ad_group_id, ad.ad_id)
        for external_id, ad in index.items()
    }


def _read(account, period: Period, now: datetime, token: UUID, *, with_actions: bool) -> store.Stored:
    return store.store_reading(
        account=account,
        period=period,
        rows=_holding(_fetch(account, period, now, with_actions=with_actions), account, token),
        known=known_ads(account),
        read_at=now,
        has_actions=with_actions,
        token=token,
    )


def _fetch(account, period: Period, now: datetime, *, with_actions: bool) -> Iterator[MetricRow]:
    """Yield what the platform reports; raises NotReadyYet while it is doubted that there is nothing any more."""
    asked = {"account": account, "since": period.since, "until": period.until, "with_actions": with_actions}
    came = False
    for row in integrations.services.fetch_metrics(**asked, level=MetricLevel.ALL):
        came = True
        yield row
    if store.must_doubt(account, period, came=came, now=now):
        raise NotReadyYet(NOTHING_LEFT, retry_after_s=ASKED_AGAIN_AFTER_S)


def _holding(rows: Iterable[MetricRow], account, token: UUID) -> Iterator[MetricRow]:
    """Yield the rows as they come, and hold on to the lease meanwhile."""
    renewed = time.monotonic()
    for row in rows:
        if time.monotonic() - renewed > RENEWED_EVERY_S:
            store.renew_lease(account, token)
            renewed = time.monotonic()
        yield row
