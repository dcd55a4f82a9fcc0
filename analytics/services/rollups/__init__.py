"""The sums above the facts: compared with what the facts and their revisions say, and made anew where they differ."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction

from analytics.models import Feed, Subject
from analytics.selectors.settings import get_retention
from analytics.services.retention import midnight
from analytics.services.rollups import statements

BATCH = 500
LAST_DAYS, NIGHTS = 91, 13
"""Each of the last days (all that readings still write) is compared once in so many nights, and the newest two always."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A day of a campaign or an account whose sums are not those of its facts, or a week whose sums are not those of its days.

    What the sums lack now (impressions, clicks, spend in micros, conversions, value in micros); all nothing where only the
    past differs.
    """

    level: str
    subject_id: int
    day: date
    lacks: tuple[Decimal, ...]


def list_differences(*, now: datetime, days: Collection[date] | None = None) -> list[Difference]:
    """Compare the sums of campaigns and accounts, present and past, with the facts; `days` None: every day there is.

    Reads all facts and revisions of those days; a query a level. Before what retention has thinned and forgotten, moments
    are compared as coarsely as they are kept. Weeks (named by their Monday) are compared with the campaigns' days.
    """
    kept = get_retention()
    values = {
        "days": None if days is None else list(days),
        "thinned_before": midnight(now - timedelta(days=kept.steps_days - 1)),
        "memory_since": midnight(now - timedelta(days=28 * kept.revisions_months)),
    }
    found = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        for level in statements.LEVELS:
            cursor.execute(statements.compare(level), values)
            found += [Difference(level, subject, day, tuple(lacks)) for subject, day, *lacks in cursor.fetchall()]
        cursor.execute(statements.compare_weeks(), values)
        found += [Difference(statements.WEEK, subject, day, tuple(lacks)) for subject, day, *lacks in cursor.fetchall()]
    return found


def repair_rollups(differences: Collection[Difference]) -> int:
    """Make the sums that differ anew, present and past; return how many. Safe to repeat and to kill: batch by batch.

    Each batch locks the feeds of its accounts, so that no reading moves a sum meanwhile.
    """
    for level in (*statements.LEVELS, statements.WEEK):
        wrong = [(each.subject_id, each.day) for each in differences if each.level == level]
        for start in range(0, len(wrong), BATCH):
            _rebuild(level, wrong[start : start + BATCH])
    return len(differences)


def nightly_days(now: datetime) -> list[date]:
    """Return the days whose turn it is to be compared."""
    today = now.date()
    last = [today - timedelta(days=n) for n in range(LAST_DAYS)]
    return [day for n, day in enumerate(last) if n < 2 or day.toordinal() % NIGHTS == today.toordinal() % NIGHTS]


@transaction.atomic
def _rebuild(level: str, wrong: list[tuple[int, date]]) -> None:
    subjects, days = [subject for subject, _ in wrong], [day for _, day in wrong]
    accounts = Subject.objects.filter(pk__in=subjects).values("account_id")
    list(Feed.objects.select_for_update().filter(account_id__in=accounts).order_by("account_id"))
    with connection.cursor() as cursor:
        for statement in statements.rebuild(level):
            cursor.execute(statement, {"subjects": subjects, "days": days})
