"""The range in which a month's spending ends: a level, the days of the week, and how far days have strayed from them.

The level is the mean of the last fortnight, each day by what is usual for its day of the week. What the coming days stray is taken
from what the past days strayed: the variance of n days' sum, widened for days that stray alike (their correlation from one day to
the next) and for the level, which is itself a mean of few days. Campaigns that stray together are added up day by day, so that
their correlation is in the sum. Four in five months end within the range (as with estimates of conversions).
"""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise

from analytics.pacing.course import Course
from analytics.pacing.week import Week
from analytics.types import Period

LEVEL_DAYS = 14
FEWEST_DAYS = 5
"""With fewer complete days only a campaign's budget says something: anything from nothing to all of it."""
QUANTILE = Decimal("1.2816")
"""Of the normal distribution at 0.9."""
MOST_ALIKE = Decimal("0.6")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was spent so far, and what it will have come to by the end of the month, in micros."""

    spent: int
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What one campaign will still spend: the mean, and the most that it may.

    `past` has what it spent on each day that tells how it spends, the newest yesterday, and `level` what is usual; `scale` puts
    what such a day strayed to the days left.
    """

    mean: Decimal
    most: int | None
    past: list[int]
    level: Decimal
    scale: Decimal


def forecast(courses: Sequence[Course], week: Week, *, today: date) -> Outcome | None:
    """Return where campaigns of one currency end together; None where one has just begun and has no budget."""
    spent = sum(course.in_month(today) for course in courses)
    going = [
        (course, course.past(today), left)
        for course in courses
        if (left := course.left(today)) and course.allowance(today) != 0
    ]
    new = [course.allowance(today) for course, past, _ in going if len(past) < FEWEST_DAYS]
    if None in new:
        return None
    may = Decimal(sum(each or 0 for each in new))
    ahead = [_look_ahead(course, week, today, past, left) for course, past, left in going if len(past) >= FEWEST_DAYS]
    middle = sum((each.mean for each in ahead), Decimal(0))
    margin = _margin(_strayed(ahead, week, today))
    most = None if any(each.most is None for each in ahead) else sum(each.most or 0 for each in ahead)
    high = middle + margin if most is None else min(middle + margin, Decimal(most))
    low = max(middle - margin, Decimal(0))
    return Outcome(spent, spent + round(low), spent + round(middle + may / 2), spent + round(high + may))


def _look_ahead(course: Course, week: Week, today: date, past: Sequence[date], left: Period) -> _Ahead:
    spent, recent = [course.spent.get(day, 0) for day in past], past[-LEVEL_DAYS:]
    level = sum(map(operator.truediv, spent[-LEVEL_DAYS:], map(week.factor, recent))) / len(recent)
    mean = sum((level * week.factor(day) for day in left), Decimal(0)) - min(
        Decimal(course.spent.get(today, 0)), level * week.factor(today)
    ) * (today in left)
    most = course.allowance(today)
    days = Decimal(len(left))
    scale = (days * (1 + days / len(recent))).sqrt()
    return _Ahead(mean if most is None else min(mean, Decimal(most)), most, spent, level, scale)


def _strayed(ahead: Sequence[_Ahead], week: Week, today: date) -> list[Decimal]:
    """Return how far all of them together strayed from what is usual on each past day, the oldest first, scaled to the days left."""
    count = max((len(each.past) for each in ahead), default=0)
    spent, began = [Decimal(0)] * count, [Decimal(0)] * count
    for each in ahead:
        first = count - len(each.past)
        began[first] += each.level * each.scale
        for n, amount in enumerate(each.past, first):
            spent[n] += amount * each.scale
    days = (today - timedelta(days=count - n) for n in range(count))
    return [
        amount - level * week.factor(day) for day, amount, level in zip(days, spent, accumulate(began), strict=True)
    ]


def _margin(strayed: Sequence[Decimal]) -> Decimal:
    """Return how far the sum may be off its middle."""
    if not strayed:
        return Decimal(0)
    freedom = max(min(len(strayed), LEVEL_DAYS) - 1, 1)
    variance = sum(each * each for each in strayed) / max(len(strayed) - 1, 1)
    alike = _alike(strayed)
    widened = (variance * (1 + alike) / (1 - alike)).sqrt()
    return widened * (QUANTILE + (QUANTILE**3 + QUANTILE) / (4 * freedom))  # Student's, by its first term


def _alike(strayed: Sequence[Decimal]) -> Decimal:
    """Return how much a day strays like the one before it: 0 to MOST_ALIKE."""
    total = sum(each * each for each in strayed)
    if not total:
        return Decimal(0)
    together = sum(one * other for one, other in pairwise(strayed))
    return min(max(together / total, Decimal(0)), MOST_ALIKE)
