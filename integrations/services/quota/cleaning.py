"""Forgetting what no longer counts."""

from datetime import datetime, timedelta

from integrations.models import QuotaReport, QuotaSpend

KEPT = timedelta(days=2)


def forget_old_spends(*, now: datetime) -> int:
    """Delete hours that are over for two days, and reports as old; return how many. For the whole installation."""
    old = [
        QuotaSpend.objects.filter(hour_at__lt=now - KEPT),
        QuotaReport.objects.filter(reported_at__lt=now - KEPT, regain_at=None),
    ]
    return sum(rows.delete()[0] for rows in old)
