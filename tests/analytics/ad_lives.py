"""Ads' lives for judging their wear: days that differ beyond chance, with a seen end."""

import math
import random
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.fatigue import AdDay, ReachWindow

FIRST = date(2026, 9, 7)


def day(n: int) -> date:
    """Return the nth day of an ad's life, from 0 on."""
    return FIRST + timedelta(days=n)


def steady(days: int = 28, *, impressions: int = 2_000, clicks: int = 30) -> list[AdDay]:
    """Return days that are all alike."""
    return [AdDay(day(n), impressions, clicks) for n in range(days)]


def week(start: int, frequency: float, people: int = 1_000) -> ReachWindow:
    """Return the week from the nth day on in which so many people saw an ad so often."""
    return ReachWindow(day(start), day(start + 6), people, round(people * frequency))


@dataclass(frozen=True)
class Life:
    """How an ad lives: its rate wanders by `spread` (of its logarithm) from day to day, alike from one to the next by `alike`;
    after the first week it falls evenly to `end` of itself in the last."""

    days: int = 28
    impressions: int = 3_000
    rate: float = 0.012
    spread: float = 0.2
    alike: float = 0.0
    end: float = 1.0

    def live(self, chance: random.Random) -> list[AdDay]:
        """Return its days."""
        mood, found = chance.gauss(0, self.spread), []
        for n in range(self.days):
            shown = max(1, round(self.impressions * math.exp(chance.gauss(0, 0.3))))
            rate = self.rate * self._level(n) * math.exp(mood - self.spread**2 / 2)
            clicks = round(chance.gauss(shown * rate, math.sqrt(shown * rate * (1 - rate))))
            found.append(AdDay(day(n), shown, min(max(clicks, 0), shown)))
            mood = self.alike * mood + math.sqrt(1 - self.alike**2) * chance.gauss(0, self.spread)
        return found

    def _level(self, n: int) -> float:
        going = min(max(n - 6, 0) / max(self.days - 13, 1), 1.0)
        return self.end**going
