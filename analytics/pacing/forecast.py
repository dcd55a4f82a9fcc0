"""The range in which a month's spending ends: a level, the days of the week, and how far days have strayed from them.

The level is the mean of the last fortnight, each day by what is usual for its day of the week. What the coming days stray is taken
from what the past days strayed: the variance of n days' sum, widened for days that stray alike (their correlation from one day to
the next) and for the level, which is itself a mean of few days. Campaigns that stray together are added up day by day, so that
their correlation is in the sum. Four in five months end within the range (as with estimates of conversions).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from analytics.pacing.course import Course
from analytics.pacing.week import Week

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
    """What one campaign will still spend: the mean, the most that it may, and how it has strayed, scaled to the days left."""

    mean: Decimal
    most: int | None
    strayed: dict[date, Decimal]


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
    margin = _margin(ahead)
    most = None if any(each.most is None for each in ahead) else sum(each.most or 0 for each in ahead)
    high = middle + margin if most is None else min(middle + margin, Decimal(most))
    low = max(middle - margin, Decimal(0))
    return Outcome(spent, spent + round(low), spent + round(middle + may / 2), spent + round(high + may))


def _look_ahead(course: Course, week: Week, today: date, past: Sequence[date], left: Sequence[date]) -> _Ahead:
    recent = past[-LEVEL_DAYS:]
    level = sum(course.spent.get(day, 0) / week.factor(day) for day in recent) / len(recent)
    strayed = {day: course.spent.get(day, 0) - level * week.factor(day) for day in past}
    mean = sum((level * week.factor(day) for day in left), Decimal(0)) - min(
        Decimal(course.spent.get(today, 0)), level * week.factor(today)
    ) * (today in left)
    most = course.allowance(today)
    days = Decimal(len(left))
    scale = (days * (1 + days / len(recent))).sqrt()
    return _Ahead(
        mean if most is None else min(mean, Decimal(most)), most, {day: each * scale for day, each in strayed.items()}
    )


def _margin(ahead: Sequence[_Ahead]) -> Decimal:
    """Return how far the sum may be off its middle."""
    days = sorted({day for each in ahead for day in each.strayed})
    if not days:
        return Decimal(0)
    strayed = [sum((each.strayed.get(day, Decimal(0)) for each in ahead), Decimal(0)) for day in days]
    freedom = max(min(len(days), LEVEL_DAYS) - 1, 1)
    variance = sum(each * each for each in strayed) / max(len(days) - 1, 1)
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
