"""What the platforms' own headers said of a quota: kept for all workers, and heeded before the next call."""

from datetime import datetime, timedelta

from django.db import connection as database

from integrations import errors, quotas, selectors
from integrations.models import AdAccount, QuotaReport
from integrations.naming import NAMES
from integrations.types import Platform, QuotaScope, Usage

HEEDED = timedelta(minutes=5)
"""How long a report without a moment of its own stops calls; the next one then asks anew."""

_KEEP = """
    INSERT INTO integrations_quotareport AS r (platform, subject, used_percent, regain_at, tier, reported_at)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (platform, subject) DO UPDATE SET used_percent = excluded.used_percent,
        regain_at = excluded.regain_at, tier = excluded.tier, reported_at = excluded.reported_at
    WHERE r.reported_at <= excluded.reported_at
"""


def keep(platform: Platform, account: AdAccount | None, usage: Usage, *, now: datetime) -> None:
    """Keep the newest report of a quota; of an ad account's only where it is known whose it is."""
    subject = ""
    if usage.scope == QuotaScope.ACCOUNT:
        if account is None:
            return
        subject = selectors.subject_hash(platform, account.external_id)
    regain_at = now + timedelta(seconds=usage.regain_s) if usage.regain_s and usage.used_percent >= 100 else None
    with database.cursor() as cursor:
        cursor.execute(_KEEP, [platform, subject, usage.used_percent, regain_at, usage.tier, now])


def refuse_used_up(platform: Platform, account: AdAccount | None, *, writes: bool, now: datetime) -> None:
    """Raise RateLimited while the platform's own report says to wait; for reads earlier than for writes."""
    subjects = ["", *([selectors.subject_hash(platform, account.external_id)] if account else [])]
    known = QuotaReport.objects.filter(platform=platform, reported_at__lte=now + HEEDED)  # a clock may be set back
    for row in known.filter(subject__in=subjects):
        until = _blocked_until(row, writes=writes, now=now)
        if until and until > now:
            whose = f"for {account.name}" if row.subject and account else "of this Adwright"
            raise errors.RateLimited(
                f"{NAMES[platform]}'s limit {whose} is used up for now. It goes on by itself.",
                retry_after_s=max(1, round((until - now).total_seconds())),
            )


def _blocked_until(row: QuotaReport, *, writes: bool, now: datetime) -> datetime | None:
    if row.regain_at:
        return row.regain_at
    stops_at = 100 if writes else 100 * quotas.READS_STOP
    return row.reported_at + HEEDED if row.used_percent >= stops_at else None
