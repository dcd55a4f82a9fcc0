"""Taking in one reading of some days of an account: ads' rows in batches, then what only the whole reading tells.

When the whole period was read, figures that the platform no longer reports become zeros, and what a campaign's own total
holds beyond its ads becomes its residual (which may be negative). A reading that dies in the middle leaves its first
batches; the next one of these days puts all right.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from analytics.models import Feed
from analytics.services.store import remainders
from analytics.services.store.actions import ActionIntake
from analytics.services.store.facts import Figures, figures_of
from analytics.services.store.feeds import known_since, lock_feed, note_known
from analytics.services.store.packing import NO_FIGURES, Batch, ordinal_of, subject_of
from analytics.services.store.putting import Stored, put_facts, put_rows
from analytics.services.store.readings import record_reading
from analytics.services.store.subjects import Key, SubjectBook, link_subjects
from analytics.types import InternalIds, Period
from integrations.types import MetricRow

BATCH = 50_000


def store_reading(
    *,
    account,
    period: Period,
    rows: Iterable[MetricRow],
    known: Mapping[str, InternalIds],
    read_at: datetime,
    has_totals: bool = True,
    has_actions: bool = False,
    token: UUID | None = None,
) -> Stored:
    """Store a reading of every day of a period as its rows come, and note that the period was read.

    Rows without an ad are their campaigns' totals; without `has_totals` no row is missed, and without `has_actions` no
    conversion action. `token` is the reading's lease: raises BeingRead where another reading has taken it. No
    transaction is open while the next row is waited for.
    """
    intake = Intake(SubjectBook(account, known), period, read_at=read_at, token=token)
    for row in rows:
        intake.take(row)
    stored = intake.finish(has_totals=has_totals, has_actions=has_actions)
    link_subjects(account=account, known=known)
    return stored


class Intake:
    """What one reading of a period has brought so far."""

    def __init__(self, book: SubjectBook, period: Period, *, read_at: datetime, token: UUID | None = None):
        self.account, self.book, self.period, self.read_at, self.token = book.account, book, period, read_at, token
        self.batch = Batch()
        self.totals: dict[tuple[Key, date], Figures] = {}
        self.seen: dict[int, int] = {}
        self.actions = ActionIntake(book, period)
        self.stored = Stored()

    def take(self, row: MetricRow) -> None:
        """Take a row of an ad, or of a campaign (its total); rows of other days than were asked for are left out."""
        if row.day not in self.period:
            return
        if row.actions:
            self.actions.take(row)
        if row.ad_external_id:
            self.batch.take(row)
            if len(self.batch) >= BATCH:
                self._flush()
        else:
            self.totals[(row.campaign_external_id, "", ""), row.day] = figures_of(row)

    @transaction.atomic
    def finish(self, *, has_totals: bool, has_actions: bool) -> Stored:
        """Store the rest, and note that the period was read in full; without totals no row is missed."""
        feed = self._flush()
        at = known_since(feed, self.read_at)
        if has_totals:
            self.stored += put_facts(remainders.list_vanished(self.account, self.period, self.seen), at=at)
            self.stored += put_facts(remainders.list_residuals(self.book, self.period, self.totals), at=at)
        if has_actions:
            self.stored += self.actions.put(at)
        if self.stored:
            note_known(feed, at)
        record_reading(account=self.account, period=self.period, read_at=self.read_at, has_actions=has_actions)
        return self.stored

    @transaction.atomic
    def _flush(self) -> Feed:
        feed = lock_feed(self.account, self.token)
        rows = self.batch.hand_over(self.book)
        self._see(rows)
        at = known_since(feed, self.read_at)
        if stored := put_rows(rows, at=at):
            self.stored += stored
            note_known(feed, at)
        return feed

    def _see(self, rows: Mapping[int, bytes]) -> None:
        """Keep which days had figures: a subject's days are the bits of one number, the period's first day the lowest."""
        first, seen = self.period.since.toordinal(), self.seen
        for key, row in rows.items():
            subject, bit = subject_of(key), 1 << ordinal_of(key) - first
            before = seen.get(subject, 0)
            seen[subject] = before & ~bit if row.endswith(NO_FIGURES) else before | bit
