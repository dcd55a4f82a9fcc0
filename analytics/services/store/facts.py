"""Storing facts: ads' days as the platform reports them, in batches that are safe to repeat."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from analytics.services.store.feeds import known_since, lock_feed, note_known
from analytics.services.store.packing import KEPT, Batch, subject_of
from analytics.services.store.putting import Stored, put_rows
from analytics.services.store.subjects import SubjectBook, link_subjects
from analytics.types import InternalIds
from integrations.types import BreakdownRow, MetricRow

Figures = tuple[int | Decimal, ...]
"""Impressions, clicks, spend, conversions, value: `tables.FIGURES`."""

Fact = tuple[Any, ...]
"""Subject, day and the figures: `tables.DAILY.columns`."""


@transaction.atomic
def store_rows(*, account, rows: Iterable[MetricRow], known: Mapping[str, InternalIds], read_at: datetime) -> Stored:
    """Store one batch of an account's figures, as they were read at `read_at` (aware).

    `known` maps an ad's external id to our ids; figures of other ads are kept and linked once it is imported. A row
    without an ad is the residual of its campaign. Of rows that come twice the last counts. Writes nothing where nothing
    changed; what did change is kept as a revision, and the sums of campaign and account move along. What is stored counts
    as known since `read_at`, or since the newest moment that anything of the account did (see `known_since`).
    Locks the account's feed.
    """
    feed = lock_feed(account)
    batch = Batch()
    for row in rows:
        batch.take(row)
    if not batch:
        return Stored()
    book = SubjectBook(account, known)
    found = batch.hand_over(book)
    at = known_since(feed, read_at)
    stored = put_rows(found, at=at)
    if stored:
        note_known(feed, at)
    named = {subject_of(key) for key in found}
    here = {key[2] for key, place in book.places.items() if place.subject_id in named}
    link_subjects(account=account, known={ad: ids for ad, ids in known.items() if ad in here})
    return stored


def figures_of(row: MetricRow | BreakdownRow) -> Figures:
    """Return a row's figures, conversions rounded as they are kept."""
    return row.impressions, row.clicks, row.spend_micros, row.conversions.quantize(KEPT), row.value_micros
