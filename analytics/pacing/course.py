"""One campaign's month: what it spent, what it may spend, and on which days it still runs."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.types import Period

HISTORY_DAYS = 28
"""So many days before today tell how it spends: four of each day of the week."""


@dataclass(frozen=True, slots=True)
class Course:
    """A campaign's spend by day (micros; days without an entry are zeros), its daily budget (micros; 0: none) and its days.

    `began` is the first day with a figure; `runs` says whether it spends now; `end` is its last day, None where it has none.
    """

    spent: Mapping[date, int]
    budget_micros: int
    runs: bool
    began: date | None = None
    start: date | None = None
    end: date | None = None

    def in_month(self, today: date) -> int:
        """Return what was spent this month, today so far included."""
        return sum(amount for day, amount in self.spent.items() if day.month == today.month and day.year == today.year)

    def past(self, today: date) -> list[date]:
        """Return the complete days that tell how it spends, the oldest first."""
        first = max(filter(None, (self.began or min(self.spent, default=today), today - timedelta(days=HISTORY_DAYS))))
        return list(Period(first, today - timedelta(days=1))) if first < today else []

    def left(self, today: date) -> Period | None:
        """Return the days of this month on which it still spends, today included; None while it is paused, or over."""
        last = min(today.replace(day=monthrange(today.year, today.month)[1]), self.end or date.max)
        first = max(today, self.start or today)
        return Period(first, last) if self.runs and first <= last else None

    def allowance(self, today: date) -> int | None:
        """Return the most that its budget lets it still spend this month, in micros; None without a budget.

        Platforms may overspend a day's budget and make up for it on others; over a month they keep to it.
        """
        if not self.budget_micros:
            return None
        left = self.left(today)
        return max(self.budget_micros * len(left) - self.spent.get(today, 0), 0) if left else 0
