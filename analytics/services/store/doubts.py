"""Doubting a platform that suddenly reports nothing at all: a disturbance is likelier than a past that never was."""

from datetime import datetime, timedelta

from analytics.models import AccountMetric, Feed, Subject
from analytics.types import Period

BELIEVED_AFTER = timedelta(hours=6)


def must_doubt(account, period: Period, *, came: bool, now: datetime) -> bool:
    """Return whether a reading of a period is not to be believed yet: nothing `came` where figures are stored.

    It is believed when the platform has said so for six hours; any figure that comes meanwhile ends the doubt.
    """
    feed = Feed.objects.filter(account_id=account.pk)
    if came or not _has_figures(account, period):
        feed.exclude(doubted_at=None).update(doubted_at=None)
        return False
    feed.filter(doubted_at=None).update(doubted_at=now)
    return feed.filter(doubted_at__gt=now - BELIEVED_AFTER).exists()


def _has_figures(account, period: Period) -> bool:
    sums = AccountMetric.objects.filter(day__gte=period.since, day__lte=period.until)
    own = Subject.objects.filter(account_id=account.pk, campaign_external_id="").values("pk")
    return sums.filter(subject_id__in=own).exclude(impressions=0, spend_micros=0, conversions=0).exists()
