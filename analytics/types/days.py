"""Values that other apps see: periods, days in a row, comparisons, and how far each account was read. Frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from analytics.types.metrics import Metrics


@dataclass(frozen=True, slots=True)
class InternalIds:
    """Our ids of what an ad belongs to; all None while it is not imported."""

    campaign_id: int | None = None
    platform_campaign_id: int | None = None
    ad_group_id: int | None = None
    ad_id: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both included, in the accounts' own time zones."""

    since: date
    until: date

    def __post_init__(self):
        if self.until < self.since:
            raise ValueError("The period ends before it begins.")

    def __len__(self) -> int:
        return (self.until - self.since).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.since + timedelta(days=n) for n in range(len(self)))

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until

    def previous(self) -> "Period":
        """Return the period of the same length that ends the day before this one begins."""
        return Period(self.since - timedelta(days=len(self)), self.since - timedelta(days=1))

    def joined(self, other: "Period") -> "Period":
        """Return the shortest period that holds both."""
        return Period(min(self.since, other.since), max(self.until, other.until))


class DayState(StrEnum):
    """How far a day's figures can be trusted."""

    MATURE = "mature"
    MATURING = "maturing"
    MISSING = "missing"
    """Never read: a gap, not a zero."""
    BEFORE = "before"
    """Before anything began: before the first reading, or before a campaign's launch. No zero either."""


@dataclass(frozen=True, slots=True)
class DayMetrics:
    """One day of a series."""

    day: date
    metrics: Metrics
    state: DayState

    @property
    def is_known(self) -> bool:
        """Return whether its figures say something: a zero is one, a gap is none."""
        return self.state in (DayState.MATURE, DayState.MATURING)


class Basis(StrEnum):
    """What the previous period's figures are, in a comparison."""

    SAME_AGE = "same_age"
    """As they were known when that period was as old as this one is now: like with like."""
    FINAL = "final"
    """As they are known now, and both periods are mature."""
    UNEQUAL = "unequal"
    """As they are known now, but this period is still maturing: conversions cannot be compared yet."""
    NONE = "none"
    """There are no figures of the previous period."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A period against the one before."""

    period: Period
    before: Period
    current: Metrics
    previous: Metrics
    basis: Basis


@dataclass(frozen=True, slots=True)
class Freshness:
    """What was read of one account, and when."""

    account_id: int
    read_at: datetime | None
    memory_since_at: datetime | None
    history_from_date: date | None
    history_done_at: datetime | None
    read_days: Mapping[date, datetime] = field(default_factory=dict)
    """When each of the days that were asked for was read last; those that never were are absent."""
    has_figures: bool = False
    """Whether there is any figure of any day and account."""
