"""Reading days again because somebody asked: the missing ones, or all of the last ninety."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from analytics.models import Feed, ReadDay
from analytics.selectors.due import LOOKED_BACK_DAYS
from analytics.services.reading import local_day, sync_account
from analytics.types import Period
from tenants import queue

REREAD = "analytics.reread_days"
AGAIN_DAYS = 90
STRETCH_DAYS = 15


@dataclass(frozen=True, slots=True)
class Wish:
    """Which days were asked for, and when; what was read since then is not read once more."""

    period: Period
    asked_at: datetime
    only_missing: bool


def request_reread(*, account, organization, only_missing: bool, now: datetime):
    """Ask for an account's missing days, or all of its last 90, to be read; return the job.

    While a job for the same wish is under way it is returned, and nothing more is asked for. The two wishes do not stand
    in each other's way: one waits while the other reads, and skips what that has read.
    """
    today = local_day(account, now)
    length = LOOKED_BACK_DAYS if only_missing else AGAIN_DAYS
    since = max(_first_day(account) or date.min, today - timedelta(days=length - 1))
    days = {"since": str(since), "until": str(today)}
    payload = {"account": str(account.uuid), **days, "only_missing": only_missing, "asked_at": now.isoformat()}
    key = _key(account, only_missing=only_missing)
    return queue.enqueue(REREAD, organization=organization, key=key, payload=payload)


def find_reread(*, account, organization):
    """Return the job under way that reads days of an account again, the one of all days first; None where there is none."""
    keys = [_key(account, only_missing=only_missing) for only_missing in (False, True)]
    return next(iter(queue.find_live_jobs(REREAD, organization=organization, keys=keys)), None)


def reread_days(*, account, wish: Wish, now: datetime, progress: Callable[[int, int], None]) -> int:
    """Read what was wished for, newest days first; safe to kill and to repeat. Return how many days there were.

    `progress` is told how many days are done, of how many. Raises what `sync_account` raises.
    """
    days, total = list_open_days(account, wish), len(wish.period)
    done = 0 if wish.only_missing else total - len(days)
    total = len(days) if wish.only_missing else total
    for stretch in _stretches(days):
        progress(done, total)
        sync_account(account=account, since=stretch.since, until=stretch.until, now=now, with_actions=True)
        done += len(stretch)
    progress(total, total)
    return total


def list_open_days(account, wish: Wish) -> list[date]:
    """Return the days of a wish that are still to be read, the newest first; one query."""
    read = ReadDay.objects.filter(account_id=account.pk, day__gte=wish.period.since, day__lte=wish.period.until)
    done = read if wish.only_missing else read.filter(read_at__gte=wish.asked_at)
    closed = set(done.values_list("day", flat=True))
    return [day for day in reversed(list(wish.period)) if day not in closed]


def _stretches(days: Iterable[date]) -> Iterator[Period]:
    """Yield runs of days in a row, at most STRETCH_DAYS each; the days come newest first."""
    run: Period | None = None
    for day in days:
        if run and day == run.since - timedelta(days=1) and len(run) < STRETCH_DAYS:
            run = Period(day, run.until)
            continue
        if run:
            yield run
        run = Period(day, day)
    if run:
        yield run


def _key(account, *, only_missing: bool) -> str:
    return str(account.uuid) if only_missing else f"{account.uuid}:all"


def _first_day(account) -> date | None:
    """Return the first day of the account that was ever asked for."""
    return Feed.objects.filter(account_id=account.pk).values_list("history_from_date", flat=True).first()
