"""Learning how conversions arrive, from what was known at each reading of the last months. Nothing here asks a platform."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction

from analytics.maturity import last_age
from analytics.maturity.learning import Lesson, learn
from analytics.models import ConversionAction, Feed, MaturityCurve
from analytics.selectors.development import counts_of_others, get_development
from analytics.selectors.due import last_night
from analytics.selectors.settings import get_retention

LOOK_BACK_DAYS = 90
"""Older readings say little of how conversions arrive today."""
NIGHTLY_DAYS = 60
"""So long every night's curves are kept, then the first of each week."""


@transaction.atomic
def learn_maturity(*, account, now: datetime) -> int:
    """Learn an account's curves, of all conversions and of each conversion action, and keep them as of `now` (aware).

    Once a night: what was learned since the last 02:00 of the account's time is not learned again. Locks the account's
    feed. Returns how many curves were learned; where there is no data yet, one that says what is believed.
    """
    feed = Feed.objects.select_for_update().filter(account_id=account.pk).first()
    curves = MaturityCurve.objects.filter(account_id=account.pk)
    if feed is None or curves.filter(learned_at__gte=last_night(account, now)).exists():
        return 0
    learned = [_curve(account, action, lesson, now) for action, lesson in _lessons(account, now)]
    MaturityCurve.objects.bulk_create(learned)
    _thin(account, now)
    return len(learned)


def _lessons(account, now: datetime) -> Iterator[tuple[ConversionAction | None, Lesson]]:
    development = get_development(account, since=_look_back(now), last_age=last_age(account.platform))
    others = counts_of_others(account)
    for action in (None, *development.actions):
        kinds = dict.fromkeys(["", action.kind if action else ""])
        pools = [others[kind] for kind in kinds if kind in others]
        yield action, learn(development.rows(account, action), platform=account.platform, pools=pools)


def _look_back(now: datetime) -> datetime:
    """Return since when readings are looked at: only while every earlier value is kept, or a reading would be taken to have
    found what another one of its day did."""
    return now - timedelta(days=min(LOOK_BACK_DAYS, get_retention().steps_days - 1))


def _curve(account, action: ConversionAction | None, lesson: Lesson, now: datetime) -> MaturityCurve:
    curve = lesson.curve
    return MaturityCurve(
        account_id=account.pk,
        platform=account.platform,
        action_id=action.pk if action else None,
        kind=action.kind if action else "",
        learned_at=now,
        points=[_rounded(point) for point in curve.points],
        errors=_rounded(curve.errors),
        counts=[_rounded((each.age or 0.0, each.new, each.known)) for each in lesson.counts],
        conversions=Decimal(str(round(lesson.conversions, 6))),
        days=lesson.days,
        conversions_per_click=curve.rate,
        dispersion=curve.dispersion,
        variation=curve.variation,
    )


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 6) for value in values]


def _thin(account, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_THIN, {"account": account.pk, "before": now - timedelta(days=NIGHTLY_DAYS)})


_THIN = """
    DELETE FROM analytics_maturitycurve c USING analytics_maturitycurve earlier
    WHERE c.account_id = %(account)s AND c.learned_at < %(before)s
        AND earlier.account_id = c.account_id AND earlier.action_id IS NOT DISTINCT FROM c.action_id
        AND earlier.learned_at < c.learned_at
        AND date_trunc('week', earlier.learned_at, 'UTC') = date_trunc('week', c.learned_at, 'UTC')
"""
