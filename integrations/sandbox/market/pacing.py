"""How a budget is spread: over the day by demand, over the week by weekday, never beyond the documented limits.

Meta's limits (platform facts, 2025-11 to 2026-11): up to 75 % above the daily budget on one day, at most seven
times the daily budget in a calendar week (Sunday to Saturday). A lifetime budget is never exceeded. Other platforms say
their own limit a day (`UnitTerms.day_limit`).
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from . import demand
from .noise import make_key, normal, uniform
from .terms import DAY_LIMIT, DAY_S, UnitTerms

__all__ = ["DAY_LIMIT", "UnitState", "day_target", "spendable"]
_MOST_PLANNED = 1.45


@dataclass(slots=True)
class UnitState:
    """Spend so far, in micros; `week_budgets` sums the budgets of the week's earlier days."""

    day: str = ""
    budget: int = 0
    spent_day: int = 0
    week: str = ""
    week_budgets: int = 0
    spent_week: int = 0
    spent_total: int = 0

    def roll(self, day: date) -> None:
        """Begin a new local day, and a new week on Sunday."""
        week = (day - timedelta(days=(day.weekday() + 1) % 7)).isoformat()
        self.week_budgets += self.budget
        if week != self.week:
            self.week, self.week_budgets, self.spent_week = week, 0, 0
        self.day, self.budget, self.spent_day = day.isoformat(), 0, 0


def day_target(seed: int, unit: UnitTerms, state: UnitState, day: date, day_start: int) -> float:
    """Return the spend meant for this day in micros: the budget, moved by weekday, season and chance."""
    chance = math.exp(0.09 * normal(uniform(make_key(seed, "day", unit.id, day), 0)))
    factor = min(_MOST_PLANNED, unit.day_limit, demand.weekday(day) ** 0.8 * chance)
    if unit.daily:
        return unit.daily * factor
    left = unit.lifetime - (state.spent_total - state.spent_day)
    days_left = max(1.0, (unit.ends - day_start) / DAY_S) if unit.ends else 30.0
    return max(0.0, left / days_left * factor)


def spendable(unit: UnitTerms, state: UnitState, day: date) -> int:
    """Return the most that may still be spent today, in micros."""
    if unit.lifetime:
        return max(0, unit.lifetime - state.spent_total)
    days_left = 7 - (day.weekday() + 1) % 7
    today = int(unit.daily * unit.day_limit) - state.spent_day
    week = state.week_budgets + unit.daily * days_left - state.spent_week
    return max(0, min(today, week))
