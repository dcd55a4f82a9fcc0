"""What people saw of ads, read once a night with the audiences: how far videos are watched, and weeks of ads' reach."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import connection, transaction

import integrations.services
from analytics.models import Feed
from analytics.selectors.audience import WINDOW_DAYS
from analytics.selectors.due import count_ad_days
from analytics.services import store
from analytics.services.reading import known_ads
from analytics.services.store.tables import REACH, WATCHING
from analytics.types import InternalIds, Period
from integrations.types import MetricLevel, ReachRow, WatchRow

FIRST_DAYS = 8 * WINDOW_DAYS
"""How far back the first reading of an account goes; also one after many nights that were missed."""
_Row = TypeVar("_Row")
LATE = (1, 0)
"""Weeks that end so many days before yesterday are read every night: TikTok counts people up to 16 hours late."""
BATCH = 20_000
ROWS_AT_ONCE = 100_000
"""How many rows are asked for at a time: adapters may hold an answer in memory, and its keys are held here."""


def read_seen(*, account, window: Period, now: datetime) -> store.Stored:
    """Read how far videos were watched on the days that may be restated, and the ads' reach of the week that ended yesterday.

    At the first time, or after nights that were missed, also the days since then and the reach of every seventh day before,
    back to FIRST_DAYS. `window` ends yesterday. Safe to repeat and to kill; stored in batches as it comes. Raises
    `integrations.errors.PlatformError`.
    """
    last, known = _last_read(account, window), known_ads(account)
    stored = store.Stored()
    watched = Period(min(window.since, last + timedelta(days=1)), window.until)
    for stretch in in_stretches(watched, count_ad_days(account, watched), ROWS_AT_ONCE):
        stored += _Watching(account, stretch, known, now).read()
    for until in _ends(window.until, last):
        since = until - timedelta(days=WINDOW_DAYS - 1)
        rows = integrations.services.fetch_reach(account=account, since=since, until=until, level=MetricLevel.AD)
        for batch in in_batches(rows, BATCH):
            stored += _store_reach(account, batch, known, now)
    return stored


def in_stretches(window: Period, rows: int, most: int) -> list[Period]:
    """Return the window in parts of about `most` rows each, where it has so many rows."""
    length = max(1, min(len(window), len(window) * most // max(rows, 1)))
    firsts = [window.since + timedelta(days=n) for n in range(0, len(window), length)]
    return [Period(since, min(window.until, since + timedelta(days=length - 1))) for since in firsts]


def in_batches(rows: Iterable[_Row], size: int) -> Iterator[list[_Row]]:
    """Yield rows as they come, so many at a time."""
    coming = iter(rows)
    while batch := list(islice(coming, size)):
        yield batch


def _last_read(account, window: Period) -> date:
    """Return the last day of the last reading; never more than FIRST_DAYS before this one's."""
    read_at = Feed.objects.filter(account_id=account.pk).values_list("audiences_read_at", flat=True).first()
    oldest = window.until - timedelta(days=FIRST_DAYS)
    if read_at is None:
        return oldest
    return max(oldest, read_at.astimezone(ZoneInfo(account.time_zone)).date() - timedelta(days=1))


def _ends(until: date, last: date) -> list[date]:
    """Return the days on which the weeks end that are to be read."""
    ends = [until - timedelta(days=before) for before in LATE]
    before = until - timedelta(days=WINDOW_DAYS)
    while before >= last and before > until - timedelta(days=FIRST_DAYS + 1):
        ends.append(before)
        before -= timedelta(days=WINDOW_DAYS)
    return ends


class _Watching:
    """How far videos were watched on some days, stored batch by batch; no transaction is open while rows are waited for."""

    def __init__(self, account, stretch: Period, known: dict[str, InternalIds], now: datetime):
        self.account, self.stretch, self.known, self.now = account, stretch, known, now
        self.seen: set[tuple[int, date]] = set()

    def read(self) -> store.Stored:
        """Read and store all of it."""
        days = {"since": self.stretch.since, "until": self.stretch.until}
        rows = integrations.services.fetch_watching(account=self.account, **days)
        stored = store.Stored()
        for batch in in_batches((row for row in rows if row.day in self.stretch), BATCH):
            stored += self._take(batch)
        return stored + self._take_gone()

    @transaction.atomic
    def _take(self, rows: list[WatchRow]) -> store.Stored:
        """Store rows; of those that come twice the last counts."""
        subjects = _subjects(self.account, rows, self.known)
        found = {
            (subjects[row.ad_external_id], row.day): (row.plays, row.to_25, row.to_50, row.to_75, row.to_100)
            for row in rows
        }
        self.seen |= found.keys()
        return store.put(WATCHING, sorted((*key, *counts) for key, counts in found.items()), at=self.now)

    @transaction.atomic
    def _take_gone(self) -> store.Stored:
        """Store zeros for ads and days that are not reported any more, as ads' figures do; only when all rows came."""
        store.lock_feed(self.account)
        with connection.cursor() as cursor:
            cursor.execute(_STORED, [self.stretch.since, self.stretch.until, self.account.pk])
            gone = set(cursor.fetchall()) - self.seen
        return store.put(WATCHING, sorted((*key, 0, 0, 0, 0, 0) for key in gone), at=self.now)


@transaction.atomic
def _store_reach(account, rows: list[ReachRow], known: dict[str, InternalIds], now: datetime) -> store.Stored:
    subjects = _subjects(account, rows, known)
    found = {(subjects[row.ad_external_id], row.since, row.until): (row.reach, row.impressions) for row in rows}
    return store.put(REACH, sorted((*key, *figures) for key, figures in found.items()), at=now)


def _subjects(account, rows: Sequence[WatchRow | ReachRow], known: dict[str, InternalIds]) -> dict[str, int]:
    """Lock the feed and return the ads' subjects, made where they are new."""
    store.lock_feed(account)
    keys = {(row.campaign_external_id, row.ad_group_external_id, row.ad_external_id) for row in rows}
    places = store.SubjectBook(account, known).resolve(keys)
    return {key[2]: places[key].subject_id for key in keys}


_STORED = """
    SELECT w.subject_id, w.day FROM analytics_watchmetric w JOIN analytics_subject s ON s.id = w.subject_id
    WHERE w.day BETWEEN %s AND %s AND s.account_id = %s AND w.plays > 0
"""
