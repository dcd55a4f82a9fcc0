"""What an account's market carries from tick to tick; plain numbers, stored as JSON between runs."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from .pacing import UnitState
from .terms import UnitTerms
from .wear import FADE_A_DAY


@dataclass(slots=True)
class AdState:
    """Impressions that still wear the ad out (`worn`, up to the last roll) and those of the day in progress."""

    worn: float = 0.0
    day: str = ""
    today: int = 0

    def roll(self, day: date) -> None:
        """Begin a new local day; what people saw fades by 4.5 % a day."""
        gap = (day - date.fromisoformat(self.day)).days if self.day else 0
        self.worn = (self.worn + self.today) * FADE_A_DAY**gap
        self.day, self.today = day.isoformat(), 0


@dataclass(slots=True)
class LearnState:
    """Results since the group was last changed, up to the last roll, and those of the day in progress."""

    edited: int = 0
    results: int = 0
    day: str = ""
    today: int = 0

    def roll(self, day: date) -> None:
        self.results += self.today
        self.day, self.today = day.isoformat(), 0


@dataclass(slots=True)
class MarketState:
    """Budgets' spend, ads' wear, groups' learning, each by id."""

    units: dict[str, UnitState] = field(default_factory=dict)
    ads: dict[str, AdState] = field(default_factory=dict)
    groups: dict[str, LearnState] = field(default_factory=dict)

    @classmethod
    def load(cls, data: dict[str, Any]) -> "MarketState":
        return cls(
            {key: UnitState(**value) for key, value in data.get("units", {}).items()},
            {key: AdState(**value) for key, value in data.get("ads", {}).items()},
            {key: LearnState(**value) for key, value in data.get("groups", {}).items()},
        )

    def dump(self) -> dict[str, Any]:
        return asdict(self)

    def begin_unit(self, unit_id: str, day: date) -> UnitState:
        """Return a budget's state, rolled to the day."""
        state = self.units.setdefault(unit_id, UnitState())
        if state.day != day.isoformat():
            state.roll(day)
        return state

    def whole_of(self, unit: UnitTerms) -> UnitState:
        """Return the spend of what a budget belongs to."""
        return self.units.setdefault(unit.whole, UnitState())

    def begin_group(self, group_id: str, edited: int, day: date) -> LearnState:
        """Return a group's learning, rolled to the day; a group that was changed begins again."""
        state = self.groups.setdefault(group_id, LearnState(edited=edited))
        if state.day != day.isoformat():
            state.roll(day)
        if state.edited != edited:
            state.edited, state.results, state.today = edited, 0, 0
        return state

    def begin_ad(self, ad_id: str, day: date) -> AdState:
        """Return an ad's wear, rolled to the day."""
        state = self.ads.setdefault(ad_id, AdState())
        if state.day != day.isoformat():
            state.roll(day)
        return state
