"""What does not add up, read once a night while no quota is short: figures by part of the audience, reach, and what
people saw of ads (`seen`)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction

import integrations.services
from analytics.models import Feed
from analytics.selectors.due import count_campaign_days, reread_window
from analytics.services import store
from analytics.services.seen import BATCH, ROWS_AT_ONCE, in_batches, in_stretches, read_seen
from analytics.services.store.facts import Fact, figures_of
from analytics.services.store.tables import BREAKDOWNS, REACH
from analytics.types import Period
from integrations.types import Breakdown, BreakdownRow, ReachRow

REACHES = ((1, 1), (0, 1), (0, 7), (0, 28))
"""Days before yesterday that a reach ends, and how many days it has. TikTok counts people up to 16 hours late, so a single
day is read once more in the next night."""
PARTS_A_CAMPAIGN = 10
"""Ages have the most parts, but for countries of a campaign that runs in many: those come in more rows than reckoned with."""


def read_audiences(*, account, now: datetime) -> store.Stored:
    """Read the account's breakdowns of the days that may be restated, the reach of the last two days, 7 and 28 days, and what
    `seen.read_seen` reads of ads.

    Safe to repeat; no earlier value is kept. Stored in batches as it comes, an account with many campaigns being asked for
    few days at a time: what a killed reading had is kept, and the next one reads all of it again. Raises
    `integrations.errors.PlatformError`.
    """
    window = Period(*reread_window(account, now))
    rows = PARTS_A_CAMPAIGN * count_campaign_days(account, window)
    stored, stretches = store.Stored(), in_stretches(window, rows, ROWS_AT_ONCE)
    for breakdown in Breakdown:
        for stretch in stretches:
            stored += _read_breakdown(_Parts(account, stretch, breakdown, now))
    for before, days in REACHES:
        until = window.until - timedelta(days=before)
        since = until - timedelta(days=days - 1)
        people = integrations.services.fetch_reach(account=account, since=since, until=until)
        stored += _store_reach(account, list(people), now)
    stored += read_seen(account=account, window=window, now=now)
    Feed.objects.filter(account_id=account.pk).update(audiences_read_at=now)
    return stored


def _read_breakdown(parts: "_Parts") -> store.Stored:
    days = {"since": parts.stretch.since, "until": parts.stretch.until}
    rows = integrations.services.fetch_breakdown(account=parts.account, breakdown=parts.breakdown, **days)
    stored = store.Stored()
    for batch in in_batches((row for row in rows if row.day in parts.stretch), BATCH):
        stored += parts.take(batch)
    return stored + parts.take_gone()


class _Parts:
    """One breakdown of some days, stored batch by batch; no transaction is open while the next rows are waited for."""

    def __init__(self, account, stretch: Period, breakdown: Breakdown, now: datetime):
        self.account, self.stretch, self.breakdown, self.now = account, stretch, breakdown, now
        self.seen: set[tuple] = set()

    @transaction.atomic
    def take(self, rows: list[BreakdownRow]) -> store.Stored:
        """Store rows; of those that come twice the last counts."""
        subjects = _subjects(self.account, {row.campaign_external_id for row in rows})
        facts: dict[tuple, Fact] = {}
        for row in rows:
            key = (subjects[row.campaign_external_id], str(self.breakdown), row.day, row.value)
            facts[key] = (*key, *figures_of(row))
        self.seen |= facts.keys()
        return store.put(BREAKDOWNS, sorted(facts.values()), at=self.now)

    @transaction.atomic
    def take_gone(self) -> store.Stored:
        """Store zeros for the parts that are not reported any more; only when all rows came."""
        store.lock_feed(self.account)
        with connection.cursor() as cursor:
            cursor.execute(_STORED, [str(self.breakdown), self.stretch.since, self.stretch.until, self.account.pk])
            gone = set(cursor.fetchall()) - self.seen
        return store.put(BREAKDOWNS, sorted((*key, 0, 0, 0, 0, 0) for key in gone), at=self.now)


@transaction.atomic
def _store_reach(account, rows: list[ReachRow], now: datetime) -> store.Stored:
    subjects = _subjects(account, {row.campaign_external_id for row in rows})
    found = {(subjects[row.campaign_external_id], row.since, row.until): (row.reach, row.impressions) for row in rows}
    return store.put(REACH, sorted((*key, *figures) for key, figures in found.items()), at=now)


def _subjects(account, campaigns: Iterable[str]) -> dict[str, int]:
    """Lock the feed and return the campaigns' subjects, made where they are new; links follow with the next reading."""
    store.lock_feed(account)
    places = store.SubjectBook(account, {}).resolve([(campaign, "", "") for campaign in campaigns])
    return {campaign: places[campaign, "", ""].subject_id for campaign in campaigns}


_STORED = """
    SELECT b.subject_id, b.breakdown, b.day, b.value FROM analytics_breakdownmetric b
    JOIN analytics_subject s ON s.id = b.subject_id
    WHERE b.breakdown = %s AND b.day BETWEEN %s AND %s AND s.account_id = %s
        AND (b.impressions, b.clicks, b.spend_micros, b.conversions, b.value_micros) <> (0, 0, 0, 0, 0)
"""
