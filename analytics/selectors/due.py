"""Which readings are due, out of what was read when."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from analytics import maturity
from analytics.models import Feed, ReadDay
from integrations.types import Platform

NIGHT = time(2)


def reread_window(account, now: datetime) -> tuple[date, date]:
    """Return the first and last day that the platform may still restate, today left out, in the account's zone."""
    today = now.astimezone(ZoneInfo(account.time_zone)).date()
    return today - timedelta(days=maturity.RESTATEMENT_DAYS[Platform(account.platform)]), today - timedelta(days=1)


def list_due_rereads(accounts: list, now: datetime) -> list:
    """Return the accounts whose restatement window was not read again since the last 02:00 of their own time.

    An account whose first reading is not done waits for it. Two queries.
    """
    ready = Feed.objects.exclude(history_done_at=None).values_list("account_id", flat=True)
    waiting = [account for account in accounts if account.pk in set(ready)]
    oldest = {account.pk: reread_window(account, now)[0] for account in waiting}
    days = ReadDay.objects.filter(account_id__in=oldest, day__in=set(oldest.values()))
    read = {(account_id, day): read_at for account_id, day, read_at in days.values_list("account_id", "day", "read_at")}
    return [
        account
        for account in waiting
        if (read_at := read.get((account.pk, oldest[account.pk]))) is None or read_at < last_night(account, now)
    ]


def list_due_histories() -> set[int]:
    """Return the accounts whose first reading was asked for and is not done."""
    due = Feed.objects.filter(history_done_at=None).exclude(history_from_date=None)
    return set(due.values_list("account_id", flat=True))


def last_night(account, now: datetime) -> datetime:
    """Return the last 02:00 of the account's time; where the clocks skip it, the moment that stands for it."""
    local = now.astimezone(ZoneInfo(account.time_zone))
    tonight = datetime.combine(local.date(), NIGHT, local.tzinfo)
    return tonight if tonight <= local else datetime.combine(local.date() - timedelta(days=1), NIGHT, local.tzinfo)
