"""How the days of the week differ in what is spent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from analytics.pacing.course import Course

USUAL_WEEKS = 2
"""As many weeks without any difference are put to what was seen, so that one odd Saturday makes no rule."""


@dataclass(frozen=True, slots=True)
class Week:
    """What each day of the week is to the mean of all, Monday first; 1 is a usual day."""

    factors: tuple[Decimal, ...] = (Decimal(1),) * 7

    def factor(self, day: date) -> Decimal:
        """Return what is usual for a day."""
        return self.factors[day.weekday()]


def learn_week(courses: Iterable[Course], *, today: date) -> Week:
    """Return how the days of the week differ over all campaigns together; without two weeks of days none does."""
    totals: dict[date, int] = {}
    for course in courses:
        for day in course.past(today):
            totals[day] = totals.get(day, 0) + course.spent.get(day, 0)
    if len(totals) < 14 or not sum(totals.values()):
        return Week()
    mean = Decimal(sum(totals.values())) / len(totals)
    seen: list[list[Decimal]] = [[] for _ in range(7)]
    for day, amount in totals.items():
        seen[day.weekday()].append(amount / mean)
    return Week(tuple((sum(each) + USUAL_WEEKS) / (len(each) + USUAL_WEEKS) for each in seen))
