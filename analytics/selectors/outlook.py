"""What the conversions of some days will come to: of a whole period, by platform, and day by day."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from analytics.selectors.days import Days
from analytics.selectors.estimates import Beliefs, complete
from analytics.types import Cell, Estimate, Period


@dataclass(frozen=True, slots=True)
class Outlook:
    """Estimates out of days that were read already; None, or absent, where nothing may change any more."""

    days: Days
    beliefs: Beliefs

    def total(self, period: Period) -> Estimate | None:
        """Return the estimate of a whole period."""
        return self._group(period, lambda day, platform: ()).get(())

    def by_platform(self, period: Period) -> dict[str, Estimate]:
        """Return the estimates of a period by platform."""
        return self._group(period, lambda day, platform: platform)

    def by_day(self, period: Period) -> dict[date, Estimate]:
        """Return the estimates of the days of a period that may still change."""
        return self._group(period, lambda day, platform: day)

    def is_complete(self, day: date) -> bool:
        """Return whether a day has figures, and the curves say of all of them that nothing is to come."""
        accounts = [account_id for each, _, account_id in self.days.found if each == day]
        return bool(accounts) and not any(self.beliefs.is_young(account_id, day) for account_id in accounts)

    def _group(self, period: Period, name: Callable[[date, str], Any]) -> dict[Any, Estimate]:
        known: dict[Any, Decimal] = defaultdict(Decimal)
        young: dict[Any, list[Cell]] = defaultdict(list)
        for (day, platform, account_id), metrics in self.days.found.items():
            if day in period:
                known[name(day, platform)] += metrics.conversions
                if self.beliefs.is_young(account_id, day):
                    young[name(day, platform)].append(self.beliefs.cell(account_id, day, metrics))
        return {
            key: complete(self.beliefs.curves.estimate(cells), known[key])
            for key, cells in young.items()
            if not all(self.beliefs.is_final(cell) for cell in cells)
        }
