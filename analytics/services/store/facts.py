"""Storing facts: ads' days as the platform reports them, in batches that are safe to repeat."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db import transaction

from analytics.services.store.feeds import known_since, lock_feed, note_known
from analytics.services.store.putting import Stored, put_facts
from analytics.services.store.subjects import SubjectBook, link_subjects
from analytics.types import InternalIds
from integrations.types import BreakdownRow, MetricRow

Figures = tuple[int | Decimal, ...]
"""Impressions, clicks, spend, conversions, value: `tables.FIGURES`."""

Fact = tuple[Any, ...]
"""Subject, day, the campaign's subject, and the figures: `tables.DAILY.columns`."""


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
    book = SubjectBook(account, known)
    batch = staged(book, list(rows))
    if not batch:
        return Stored()
    at = known_since(feed, read_at)
    stored = put_facts(sorted(batch.values()), at=at)
    if stored:
        note_known(feed, at)
    named = {row[0] for row in batch.values()}
    here = {key[2] for key, place in book.places.items() if place.subject_id in named}
    link_subjects(account=account, known={ad: ids for ad, ids in known.items() if ad in here})
    return stored


def staged(book: SubjectBook, rows: list[MetricRow]) -> dict[tuple[int, date], Fact]:
    """Return rows as facts, by subject and day; subjects that are new are made."""
    keys = [_key(row) for row in rows]
    places = book.resolve(keys)
    batch: dict[tuple[int, date], Fact] = {}
    for key, row in zip(keys, rows, strict=True):
        subject, campaign = places[key]
        batch[subject, row.day] = (subject, row.day, campaign, *figures_of(row))
    return batch


def figures_of(row: MetricRow | BreakdownRow) -> Figures:
    """Return a row's figures, conversions rounded as they are kept (platforms report thirds of them)."""
    return row.impressions, row.clicks, row.spend_micros, row.conversions.quantize(KEPT), row.value_micros


KEPT = Decimal("0.000001")
_key = attrgetter("campaign_external_id", "ad_group_external_id", "ad_external_id")
