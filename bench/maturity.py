"""How far the estimated final number of conversions is off, for days whose age is 0 to 3 days, in simulated accounts.

Baselines, on the same days: no correction (what is known now), and the plain chain ladder (what is known over the share
learned from the account alone). The figures are ratios of mean absolute errors of the four youngest days together, over
many seeded accounts; below 1 ours is better. Single days stand beside them: of an account with two orders a day most days
lack none, so that "no correction" is rarely off by much there, though it is always off to the same side (the bias), and
further off by root mean square.
Pure computation: no database and no network.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import exp, sin

from analytics import maturity
from analytics.maturity import ladder, learning
from analytics.maturity.triangle import DayKnown, Known
from analytics.types import Cell
from bench import report
from integrations.sandbox.market.delay import draw_delay
from integrations.sandbox.market.demand import HOURS

START = date(2026, 9, 1)
READ_AT = 0.1
"""Each night soon after two, in days."""
AGES = range(4)
LAST = maturity.last_age("meta")


@dataclass(frozen=True)
class Business:
    """An account: clicks a day, nights that it was read, and how many of such accounts are simulated."""

    name: str
    clicks: int
    nights: int
    accounts: int


THIN = Business("thin account (60 clicks a day, 28 nights)", 60, 28, 400)
NEW = Business("new account (300 clicks a day, 6 nights)", 300, 6, 200)
THICK = Business("thick account (3000 clicks a day, 60 nights)", 3000, 60, 16)


@dataclass(frozen=True)
class Day:
    """One day as it was: clicks, and the age in days at which each of its conversions became known."""

    day: date
    clicks: int
    ages: tuple[float, ...]

    def known(self, age: float) -> int:
        return sum(each <= age for each in self.ages)


@dataclass
class Guess:
    """One way to estimate: the sums of its errors, absolute and squared of days, absolute of stretches, and with sign."""

    of_days: float = 0.0
    squared: float = 0.0
    of_stretches: float = 0.0
    bias: float = 0.0

    def note(self, errors: list[float]) -> None:
        """Note the errors of a stretch's days."""
        self.of_days += sum(map(abs, errors))
        self.squared += sum(error**2 for error in errors)
        self.of_stretches += abs(sum(errors))
        self.bias += sum(errors)


def main() -> None:
    lines = []
    for business in (THIN, NEW, THICK):
        guesses = {name: Guess() for name in ("ours", "no correction", "plain chain ladder")}
        for seed in range(business.accounts):
            _judge(list(_live(business, random.Random(f"{business.name} {seed}"))), guesses)
        ours = guesses.pop("ours")
        print(f"{business.name}: four days come out {_each(ours.of_stretches, business)} conversions off", end=" ")
        print(
            f"(bias {_each(ours.bias, business)}, without correction {_each(guesses['no correction'].bias, business)})"
        )
        for name, other in guesses.items():
            absolute, squares = ours.of_days / other.of_days, (ours.squared / other.squared) ** 0.5
            print(f"  single days vs {name}: {absolute:.2f} of its error, {squares:.2f} by root mean square")
            ratio = ours.of_stretches / other.of_stretches
            lines.append(report.line(f"{business.name} vs {name}", ratio, "of its error", most=1))
    report.finish(*lines)


def _each(total: float, business: Business) -> str:
    return f"{total / business.accounts:+.2f}".removeprefix("+")


def _live(business: Business, dice: random.Random) -> Iterator[Day]:
    """Yield an account's days. Its rate drifts and differs from day to day; conversions are late as the market's are."""
    level, phase = dice.uniform(0.02, 0.06), dice.uniform(0, 6)
    patience = dice.uniform(0.7, 1.4)
    for number in range(business.nights):
        clicks = round(business.clicks * dice.uniform(0.7, 1.3))
        rate = level * (1 + 0.15 * sin(number / 9 + phase)) * dice.gammavariate(25, 1 / 25)
        ages = [_age(dice, patience) for _ in range(clicks) if dice.random() < rate]
        yield Day(START + timedelta(days=number), clicks, tuple(ages))


def _age(dice: random.Random, patience: float) -> float:
    hour = dice.choices(range(24), HOURS)[0] + dice.random()
    return hour / 24 - 1 + patience * draw_delay("purchase", dice.random(), dice.random()) / 86_400


def _judge(days: list[Day], guesses: dict[str, Guess]) -> None:
    rows = [_row(day, age) for age, day in enumerate(reversed(days))][::-1]
    curve = learning.learn(rows, platform="meta").curve
    plain = _plain_shares(rows)
    young = [(age, day, day.known(age + READ_AT)) for age, day in zip(AGES, reversed(days), strict=False)]
    cells = [Cell(1, day.day, age + READ_AT, Decimal(known), day.clicks) for age, day, known in young]
    finals = [len(day.ages) for _, day, _ in young]
    known = [count for _, _, count in young]
    laddered = [count / plain[age] if plain[age] else count for age, count in zip(AGES, known, strict=False)]
    ours = [maturity.estimate([cell], {1: curve}).final for cell in cells]
    for guess, found in zip(guesses.values(), (ours, known, laddered), strict=True):
        guess.note([one - final for one, final in zip(found, finals, strict=True)])


def _plain_shares(rows: list[DayKnown]) -> list[float]:
    """Return the chain ladder's shares of the account alone, without any belief."""
    hazards = ladder.shrink(ladder.count(rows, LAST), [0.0] * (LAST + 1), exp(-30))
    return ladder.shares(hazards, [1.0] * (LAST + 1))


def _row(day: Day, age: int) -> DayKnown:
    known = (Known(whole, whole + READ_AT, day.known(whole + READ_AT)) for whole in range(min(age, LAST) + 1))
    return DayKnown(day.day, day.clicks, tuple(known))


if __name__ == "__main__":
    main()
