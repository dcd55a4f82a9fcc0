"""What the market is told (terms) and what it answers (rows). Money is integer micros of the account's currency."""

from dataclasses import dataclass, field
from enum import StrEnum

TICK_S = 900
DAY_S = 86_400
DAY_LIMIT = 1.75


class Goal(StrEnum):
    """What delivery is optimised for."""

    PURCHASE = "purchase"
    LEAD = "lead"
    INSTALL = "install"
    CLICK = "click"
    REACH = "reach"
    ENGAGEMENT = "engagement"


@dataclass(frozen=True, slots=True)
class AdTerms:
    """One ad. `taste` stands for its creative: the same words and picture are liked the same way everywhere."""

    id: str
    taste: str
    live_from: int
    polish: float = 1.0


@dataclass(frozen=True, slots=True)
class GroupTerms:
    """One ad group: whom it may reach, what for, at what price at most. Moments are seconds since 1970.

    `warm_people` > 0 limits it to that many people who know the business. `cost_cap` and `bid_cap` are micros per
    result, 0 for none; `roas_floor` is value over spend, 0 for none.
    """

    id: str
    goal: Goal
    countries: tuple[str, ...]
    places: int
    age_min: int
    age_max: int
    ads: tuple[AdTerms, ...]
    gender_share: float = 1.0
    warm_people: int = 0
    cost_cap: int = 0
    bid_cap: int = 0
    roas_floor: float = 0.0
    starts: int = 0
    ends: int = 0
    edited: int = 0
    sells: bool = True


@dataclass(frozen=True, slots=True)
class UnitTerms:
    """What shares one budget: a campaign with its ad groups, or one ad group. Exactly one budget is above 0.

    `day_limit` is how many times the daily budget a day may cost (Meta's 1.75 unless told otherwise). `whole` is what the
    unit belongs to, which may spend `whole_limit` micros in all (0: as much as it likes).
    """

    id: str
    daily: int
    lifetime: int
    groups: tuple[GroupTerms, ...]
    ends: int = 0
    day_limit: float = DAY_LIMIT
    whole: str = ""
    whole_limit: int = 0


@dataclass(frozen=True, slots=True)
class AccountTerms:
    """One ad account. `minor` is the currency's smallest amount in micros; `price_level` how many of its units
    buy what one euro buys."""

    id: str
    time_zone: str
    minor: int
    price_level: float
    units: tuple[UnitTerms, ...]


@dataclass(slots=True)
class HourRow:
    """What one ad did in one local hour."""

    impressions: int = 0
    clicks: int = 0
    link_clicks: int = 0
    spend: int = 0


@dataclass(frozen=True, slots=True)
class Conversion:
    """One result: dated by its click (or view), known to the platform from `known_at` on."""

    ad: str
    day: str
    hour: int
    kind: str
    window: str
    happened_at: float
    known_at: float
    value: int


@dataclass(slots=True)
class Outcome:
    """What happened between two moments: `hours` by (ad, local day, local hour)."""

    hours: dict[tuple[str, str, int], HourRow] = field(default_factory=dict)
    conversions: list[Conversion] = field(default_factory=list)
