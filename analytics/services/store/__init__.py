"""Storing what was read: facts, what they were before, and the sums above them, all in one transaction."""

from analytics.services.store.doubts import must_doubt
from analytics.services.store.facts import store_rows
from analytics.services.store.feeds import (
    BeingRead,
    end_lease,
    known_since,
    lease_feed,
    lock_feed,
    note_known,
    renew_lease,
)
from analytics.services.store.intake import store_reading
from analytics.services.store.putting import Stored, put, put_facts
from analytics.services.store.readings import record_reading
from analytics.services.store.subjects import SubjectBook, link_subjects

__all__ = [
    "BeingRead",
    "Stored",
    "SubjectBook",
    "end_lease",
    "known_since",
    "lease_feed",
    "link_subjects",
    "lock_feed",
    "must_doubt",
    "note_known",
    "put",
    "put_facts",
    "record_reading",
    "renew_lease",
    "store_reading",
    "store_rows",
]
