"""Values that other apps see: periods, metrics, and metrics by day. Frozen; money is micros, never a float."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sums over some days and ads, and ratios of those sums (never averages of ratios).

    `currency` is empty where there is nothing; it is None where currencies are mixed: then money is None too,
    and `by_currency` holds one part a currency. Ratios are None where the denominator is 0 or unknown.
    """

    impressions: int = 0
    clicks: int = 0
    conversions: Decimal = Decimal(0)
    spend_micros: int | None = 0
    value_micros: int | None = 0
    currency: str | None = ""
    by_currency: tuple["Metrics", ...] = field(default=(), repr=False)

    @property
    def is_empty(self) -> bool:
        """Return whether there was neither delivery nor spend nor a conversion."""
        return not (self.impressions or self.clicks or self.conversions or self.spend_micros or self.by_currency)

    @property
    def ctr(self) -> Decimal | None:
        """Clicks for one impression (0–1)."""
        return _ratio(self.clicks, self.impressions)

    @property
    def conversion_rate(self) -> Decimal | None:
        """Conversions for one click."""
        return _ratio(self.conversions, self.clicks)

    @property
    def cpc_micros(self) -> Decimal | None:
        """Cost per click, in micros."""
        return _ratio(self.spend_micros, self.clicks)

    @property
    def cpm_micros(self) -> Decimal | None:
        """Cost per thousand impressions, in micros."""
        each = _ratio(self.spend_micros, self.impressions)
        return None if each is None else each * 1000

    @property
    def cpa_micros(self) -> Decimal | None:
        """Cost per conversion, in micros."""
        return _ratio(self.spend_micros, self.conversions)

    @property
    def roas(self) -> Decimal | None:
        """Conversion value for one unit of spend."""
        return _ratio(self.value_micros, self.spend_micros)


def combine(parts: Iterable[Metrics]) -> Metrics:
    """Add metrics up; money of different currencies is kept apart, never added."""
    each = [one for part in parts for one in (part.by_currency or (part,)) if not one.is_empty or one.currency]
    groups: dict[str, list[Metrics]] = {}
    for one in each:
        groups.setdefault(one.currency or "", []).append(one)
    sums = [_add(group, currency) for currency, group in groups.items()]
    spent = [one for one in sums if not one.is_empty] or sums[:1]
    if not spent:
        return Metrics()
    if len(spent) == 1:
        return spent[0]
    ordered = tuple(sorted(spent, key=lambda one: (-one.impressions, one.currency or "")))
    return Metrics(
        impressions=sum(one.impressions for one in spent),
        clicks=sum(one.clicks for one in spent),
        conversions=sum((one.conversions for one in spent), Decimal(0)),
        spend_micros=None,
        value_micros=None,
        currency=None,
        by_currency=ordered,
    )


def _add(group: list[Metrics], currency: str) -> Metrics:
    return Metrics(
        impressions=sum(one.impressions for one in group),
        clicks=sum(one.clicks for one in group),
        conversions=sum((one.conversions for one in group), Decimal(0)),
        spend_micros=sum(one.spend_micros or 0 for one in group),
        value_micros=sum(one.value_micros or 0 for one in group),
        currency=currency,
    )


def _ratio(numerator: int | Decimal | None, denominator: int | Decimal | None) -> Decimal | None:
    if numerator is None or not denominator:
        return None
    return Decimal(numerator) / Decimal(denominator)


class DayState(StrEnum):
    """How far a day's figures can be trusted."""

    MATURE = "mature"
    MATURING = "maturing"
    MISSING = "missing"
    """Never read: a gap, not a zero."""


@dataclass(frozen=True, slots=True)
class DayMetrics:
    """One day of a series."""

    day: date
    metrics: Metrics
    state: DayState


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
    read_days: frozenset[date] = frozenset()
