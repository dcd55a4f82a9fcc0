"""Which readings are due, out of what was read when."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from analytics import maturity
from analytics.models import CampaignMetric, DailyMetric, Feed, ReadDay, Subject
from analytics.types import Period
from integrations.types import Platform

NIGHT = time(2)
DEEP_DAYS = {Platform.GOOGLE: 90}
"""How far back a platform still counts conversions towards a click: read again once a week."""
DEEP_AFTER = timedelta(days=6, hours=12)
HISTORY_DAYS = 90
"""How many days are read when an account is connected."""
LOOKED_BACK_DAYS = 400
"""How far back missing days are looked for: what a comparison with the year before can show."""


def reread_window(account, now: datetime) -> tuple[date, date]:
    """Return the first and last day that the platform may still restate, today left out, in the account's zone."""
    today = now.astimezone(ZoneInfo(account.time_zone)).date()
    return today - timedelta(days=maturity.RESTATEMENT_DAYS[Platform(account.platform)]), today - timedelta(days=1)


def list_windows(account, now: datetime) -> list[Period]:
    """Return what a nightly reading reads, newest days first: the window, and once a week the older days before it.

    The older days come in parts as long as the window, never from before the first reading's days. One query where the
    platform has such days, none elsewhere.
    """
    since, until = reread_window(account, now)
    windows = [Period(since, until)]
    oldest = until + timedelta(days=1) - timedelta(days=DEEP_DAYS.get(Platform(account.platform), 0))
    if oldest >= since or not _is_deep_due(account, oldest, since, now):
        return windows
    feed = Feed.objects.filter(account_id=account.pk).first()
    first = max(oldest, feed.history_from_date if feed and feed.history_from_date else oldest)
    while first < since:
        part = max(first, since - timedelta(days=len(windows[0])))
        windows.append(Period(part, since - timedelta(days=1)))
        since = part
    return windows


def list_due_rereads(accounts: list, now: datetime) -> list:
    """Return the accounts whose restatement window was not read again since the last 02:00 of their own time.

    An account whose first reading is not done waits for it. Two queries.
    """
    ready = set(Feed.objects.exclude(history_done_at=None).values_list("account_id", flat=True))
    waiting = [account for account in accounts if account.pk in ready]
    oldest = {account.pk: reread_window(account, now)[0] for account in waiting}
    days = ReadDay.objects.filter(account_id__in=oldest, day__in=set(oldest.values()))
    read = {(account_id, day): read_at for account_id, day, read_at in days.values_list("account_id", "day", "read_at")}
    return [
        account
        for account in waiting
        if (read_at := read.get((account.pk, oldest[account.pk]))) is None or read_at < last_night(account, now)
    ]


def list_due_audiences(accounts: list, now: datetime) -> list:
    """Return the accounts whose breakdowns and reach were not read since the last 02:00 of their own time. One query."""
    read = dict(Feed.objects.exclude(history_done_at=None).values_list("account_id", "audiences_read_at"))
    return [
        account
        for account in accounts
        if account.pk in read and ((read_at := read[account.pk]) is None or read_at < last_night(account, now))
    ]


def list_due_histories() -> set[int]:
    """Return the accounts whose first reading was asked for and is not done."""
    due = Feed.objects.filter(history_done_at=None).exclude(history_from_date=None)
    return set(due.values_list("account_id", flat=True))


def list_gappy() -> set[int]:
    """Return the accounts with days between their first and their newest one that were never read. One query.

    What comes after the newest day is what the nightly reading reads; what lies more than LOOKED_BACK_DAYS before it stays
    unread.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GAPPY, [LOOKED_BACK_DAYS])
        return {account_id for (account_id,) in cursor.fetchall()}


def count_campaign_days(account, window: Period) -> int:
    """Return how many days its campaigns had figures, each campaign's days counted: how much there is to read. One query."""
    own = Subject.objects.filter(account_id=account.pk).exclude(campaign_external_id="").filter(ad_external_id="")
    days = CampaignMetric.objects.filter(day__gte=window.since, day__lte=window.until)
    return days.filter(subject_id__in=own.values("pk")).count()


def count_ad_days(account, window: Period) -> int:
    """Return how many days its ads had figures, each ad's days counted. One query."""
    own = Subject.objects.filter(account_id=account.pk).exclude(ad_external_id="")
    days = DailyMetric.objects.filter(day__gte=window.since, day__lte=window.until)
    return days.filter(subject_id__in=own.values("pk")).count()


def last_night(account, now: datetime) -> datetime:
    """Return the last 02:00 of the account's time; where the clocks skip it, the moment that stands for it."""
    local = now.astimezone(ZoneInfo(account.time_zone))
    tonight = datetime.combine(local.date(), NIGHT, local.tzinfo)
    return tonight if tonight <= local else datetime.combine(local.date() - timedelta(days=1), NIGHT, local.tzinfo)


def _is_deep_due(account, oldest: date, since: date, now: datetime) -> bool:
    """Return whether any of the older days that were read once was not read for a week."""
    days = ReadDay.objects.filter(account_id=account.pk, day__gte=oldest, day__lt=since)
    return days.filter(read_at__lt=last_night(account, now) - DEEP_AFTER).exists()


_GAPPY = """
    SELECT f.account_id FROM analytics_feed f
    CROSS JOIN LATERAL (SELECT max(n.day) AS newest FROM analytics_readday n WHERE n.account_id = f.account_id) n
    CROSS JOIN LATERAL (SELECT greatest(f.history_from_date, n.newest - %s + 1) AS oldest) o
    CROSS JOIN LATERAL (SELECT count(*) AS days FROM analytics_readday r
        WHERE r.account_id = f.account_id AND r.day >= o.oldest) r
    WHERE f.history_done_at IS NOT NULL AND r.days < n.newest - o.oldest + 1
"""
