"""Sums and their ratios. Frozen; money is micros, never a float."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Money = int | Decimal | None
"""Micros of one currency: whole as a platform reports them, not rounded where they were converted; None where unknown."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """Which currencies were put into another one, by rates of which days: the oldest and the newest that were used."""

    currencies: tuple[str, ...]
    since: date
    until: date

    def __or__(self, other: "Conversion | None") -> "Conversion":
        if other is None:
            return self
        currencies = tuple(sorted({*self.currencies, *other.currencies}))
        return Conversion(currencies, min(self.since, other.since), max(self.until, other.until))


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sums over some days and ads, and ratios of those sums (never averages of ratios).

    `currency` is empty where there is nothing; it is None where currencies are mixed: then money is None too,
    and `by_currency` holds one part a currency, the converted one first. Ratios are None where the denominator is 0 or
    unknown. `conversion` says what was converted into `currency`, and is None where nothing was.
    """

    impressions: int = 0
    clicks: int = 0
    conversions: Decimal = Decimal(0)
    spend_micros: Money = 0
    value_micros: Money = 0
    currency: str | None = ""
    by_currency: tuple["Metrics", ...] = field(default=(), repr=False)
    conversion: Conversion | None = None

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
    """Add metrics up; money of different currencies is kept apart, never added.

    Conversions by conversion action overlap: never combine those.
    """
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
    ordered = tuple(sorted(spent, key=lambda one: (one.conversion is None, -one.impressions, one.currency or "")))
    return Metrics(
        impressions=sum(one.impressions for one in spent),
        clicks=sum(one.clicks for one in spent),
        conversions=sum((one.conversions for one in spent), Decimal(0)),
        spend_micros=None,
        value_micros=None,
        currency=None,
        by_currency=ordered,
        conversion=_conversion(spent),
    )


def _add(group: list[Metrics], currency: str) -> Metrics:
    if len(group) == 1:
        return group[0]
    return Metrics(
        impressions=sum(one.impressions for one in group),
        clicks=sum(one.clicks for one in group),
        conversions=sum((one.conversions for one in group), Decimal(0)),
        spend_micros=_total([one.spend_micros for one in group]),
        value_micros=_total([one.value_micros for one in group]),
        currency=currency,
        conversion=_conversion(group),
    )


def _total(amounts: list[Money]) -> Money:
    """Add amounts of one currency up; what is partly unknown is unknown."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _conversion(parts: Iterable[Metrics]) -> Conversion | None:
    found: Conversion | None = None
    for part in parts:
        found = part.conversion | found if part.conversion and part.conversion != found else found
    return found


def _ratio(numerator: int | Decimal | None, denominator: int | Decimal | None) -> Decimal | None:
    if numerator is None or not denominator:
        return None
    return Decimal(numerator) / Decimal(denominator)
