"""Reading an ad account's figures from its platform. The network is never inside a transaction."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import campaigns.selectors
import integrations.services
from analytics.services.store import Stored, link_subjects, record_reading, store_rows
from analytics.types import InternalIds, Period
from integrations.errors import AuthExpired, PlatformError
from integrations.types import MetricRow, SyncKind

BATCH = 2_000


def sync_account(*, account, since: date, until: date, now: datetime) -> Stored:
    """Read an account's figures of some days (its own, both included) and store what changed.

    `now` (aware) is when they count as known. Safe to repeat and to kill at any moment: the days count as read only
    when all of them are stored. Calls the platform, so it must not run inside a transaction. Raises
    `integrations.errors.PlatformError`, which is noted on the account before.
    """
    integrations.services.record_sync_started(account=account)
    try:
        stored = _read(account, Period(since, until), now)
    except PlatformError as error:
        if not isinstance(error, AuthExpired):
            integrations.services.record_sync_failed(account=account, words=error.message)
        raise
    integrations.services.record_sync_finished(account=account, kind=SyncKind.METRICS, now=now)
    return stored


def link_account(*, account) -> int:
    """Link figures to the campaigns that were imported since they were read; return how many subjects changed."""
    return link_subjects(account=account, known=_known_ads(account))


def local_day(account, now: datetime) -> date:
    """Return the day it is where the account is."""
    return now.astimezone(ZoneInfo(account.time_zone)).date()


def _read(account, period: Period, now: datetime) -> Stored:
    known = _known_ads(account)
    rows = integrations.services.fetch_metrics(account=account, since=period.since, until=period.until)
    stored = Stored()
    for batch in _batches(rows):
        stored += store_rows(account=account, rows=batch, known=known, read_at=now)
    link_subjects(account=account, known=known)
    record_reading(account=account, period=period, read_at=now)
    return stored


def _known_ads(account) -> dict[str, InternalIds]:
    index = campaigns.selectors.external_index(account)
    return {
        external_id: InternalIds(ad.campaign_id, ad.platform_campaign_id, ad.ad_group_id, ad.ad_id)
        for external_id, ad in index.items()
    }


def _batches(rows: Iterable[MetricRow]) -> Iterator[list[MetricRow]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch
