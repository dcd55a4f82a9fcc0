"""What may be spent a day, counted so that no platform ever holds more: pure arithmetic over every value that may hold.

While a change is under way, or after one whose end nobody saw, a platform may have the one value or the other: each
field is the set of values that it may have, and the dearest counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

OPEN = date.max
"""The end of what has no end."""


@dataclass(slots=True)
class Amounts:
    """The budgets that a holder may have, in minor units."""

    daily: set[int] = field(default_factory=set)
    lifetime: set[int] = field(default_factory=set)

    def a_day(self, days: int) -> int:
        """Return the most that may be spent a day; a budget in all counts per day of its run, rounded up."""
        return max([0, *self.daily, *(-(-amount // days) for amount in self.lifetime)])


@dataclass(slots=True)
class Group:
    """An ad group with a budget of its own."""

    may_run: bool
    amounts: Amounts = field(default_factory=Amounts)


@dataclass(slots=True)
class Part:
    """A part of a campaign on one account. `ends` are the last days that it may have; OPEN stands for none."""

    uuid: UUID
    account_id: int
    currency: str
    may_run: bool
    is_made: bool
    has_group_budgets: bool
    start: date
    today: date
    ends: set[date] = field(default_factory=set)
    is_delivering: bool = False
    campaign_id: int = 0
    amounts: Amounts = field(default_factory=Amounts)
    groups: dict[UUID, Group] = field(default_factory=dict)

    @property
    def a_day_minor(self) -> int:
        """Return the most that the part may spend a day, in minor units of its currency."""
        if not self.may_run or self.has_ended:
            return 0
        if not self.has_group_budgets:
            return self.amounts.a_day(self.days)
        return sum(group.amounts.a_day(self.days) for group in self.groups.values() if group.may_run)

    @property
    def has_ended(self) -> bool:
        """Return whether its last day is surely over, in the account's time zone, and the platform agrees."""
        return bool(self.ends) and max(self.ends) < self.today and not self.is_delivering

    @property
    def days(self) -> int:
        """Return how many days a budget in all is for, at least; one where its end is not known."""
        known = [end for end in self.ends if end != OPEN]
        return max((min(known) - self.start).days + 1, 1) if known else 1


@dataclass(slots=True)
class Book:
    """The parts that may spend, by the uuid of the platform campaign."""

    parts: dict[UUID, Part]

    def of_account(self, account_id: int) -> int:
        """Return what one account's parts may spend a day, in minor units of its currency."""
        return sum(part.a_day_minor for part in self.parts.values() if part.account_id == account_id)

    def by_currency(self) -> dict[str, int]:
        """Return what all parts may spend a day, in minor units by currency; nothing counts where it is 0."""
        return add_up((part.currency, part.a_day_minor) for part in self.parts.values())


def add_up(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the sums by currency, without those that are 0."""
    sums: dict[str, int] = {}
    for currency, amount in amounts:
        if amount:
            sums[currency] = sums.get(currency, 0) + amount
    return sums
