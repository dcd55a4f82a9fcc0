"""The first reading of an account: its past, newest days first, one stretch after the other."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from analytics.models import Feed, ReadDay
from analytics.selectors.due import HISTORY_DAYS
from analytics.services.reading import local_day, sync_account
from analytics.types import Period
from tenants import queue

STRETCH_DAYS = 15


@transaction.atomic
def request_history(*, account, organization, now: datetime) -> None:
    """Ask for an account's last 90 days to be read; asked again (a reconnected account), they are read again.

    How far back the account goes never moves forward: days between two connections that nobody read are gaps, which
    `list_gappy` finds.
    """
    feed = Feed.objects.select_for_update().filter(account_id=account.pk).first()
    since = _first_day(account, now)
    first = min(since, feed.history_from_date or since) if feed else since
    wanted = {"history_asked_at": now, "history_from_date": first, "history_done_at": None}
    Feed.objects.update_or_create(account_id=account.pk, defaults=wanted)
    payload = {"account": str(account.uuid)}
    queue.enqueue("analytics.sync_history", organization=organization, key=str(account.uuid), payload=payload)


def sync_history(*, account, now: datetime, progress: Callable[[int, int], None]) -> None:
    """Read what was asked for and is not read yet, newest days first; safe to kill and to repeat.

    `progress` is told how many days are done, of how many. Raises what `sync_account` raises.
    """
    feed = Feed.objects.filter(account_id=account.pk, history_done_at=None).first()
    if feed is None or feed.history_from_date is None or feed.history_asked_at is None:
        return
    since = max(feed.history_from_date, _first_day(account, feed.history_asked_at))
    whole = Period(since, local_day(account, now))
    progress(0, len(whole))
    for stretch in _stretches(whole):
        if not _is_read(account, stretch, since=feed.history_asked_at):
            sync_account(account=account, since=stretch.since, until=stretch.until, now=now, with_actions=True)
        progress((whole.until - stretch.since).days + 1, len(whole))
    Feed.objects.filter(pk=feed.pk, history_asked_at=feed.history_asked_at).update(history_done_at=now)


def _first_day(account, asked_at: datetime) -> date:
    return local_day(account, asked_at) - timedelta(days=HISTORY_DAYS - 1)


def _stretches(whole: Period) -> Iterator[Period]:
    until: date = whole.until
    while until >= whole.since:
        since = max(whole.since, until - timedelta(days=STRETCH_DAYS - 1))
        yield Period(since, until)
        until = since - timedelta(days=1)


def _is_read(account, stretch: Period, *, since: datetime) -> bool:
    days = ReadDay.objects.filter(account_id=account.pk, day__gte=stretch.since, day__lte=stretch.until)
    return days.filter(read_at__gte=since).count() == len(stretch)
