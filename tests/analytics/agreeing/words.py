"""What people should read, from the numbers that the API gives: one formatter, and the rules for what is missing or mixed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from analytics.tables import COLUMNS, Kind
from tenants import formats

EURO, LOCALE = "EUR", formats.parse_locale("en_IE")
HALF = Decimal("0.000001")
"""The API rounds to millionths: what it says is the true number to within this."""
MATURES = {"conversions", "conversion_rate", "value", "cpa", "roas"}
GOOD = {"spend": "none", "impressions": "none", "cpc": "down", "cpm": "down", "cpa": "down"}


@dataclass(frozen=True)
class Sums:
    """Sums of one currency, or of several where `parts` has each one's own; money is in whole units."""

    impressions: int
    clicks: int
    conversions: Decimal
    spend: Decimal | None
    value: Decimal | None
    currency: str
    parts: tuple["Sums", ...] = ()
    told: Mapping[str, Decimal | None] = field(default_factory=dict)
    """The ratios that the API gives; those of sums that were made here are made here."""

    @classmethod
    def of(cls, metrics: dict) -> "Sums":
        """Return what the API says of a group."""
        return cls(
            metrics["impressions"],
            metrics["clicks"],
            Decimal(str(metrics["conversions"])),
            _units(metrics["spend_micros"]),
            _units(metrics["value_micros"]),
            metrics["currency"] or "",
            tuple(cls.of(each) for each in metrics["by_currency"]),
            {key: None if metrics[key] is None else Decimal(str(metrics[key])) for key in ("ctr", "roas")}
            | {key: _units(metrics[f"{key}_micros"]) for key in ("cpc", "cpm", "cpa")},
        )

    def read(self, key: str) -> Decimal | None:
        """Return a column's value: as it is given, or a ratio of sums."""
        return self.told[key] if key in self.told else self.work_out(key)

    def work_out(self, key: str) -> Decimal | None:
        """Return a column's value from the sums, which are less rounded than small ratios."""
        if key in ("spend", "value", "impressions", "clicks", "conversions"):
            return None if getattr(self, key) is None else Decimal(getattr(self, key))
        above, below, factor = {
            "ctr": (self.clicks, self.impressions, 1),
            "conversion_rate": (self.conversions, self.clicks, 1),
            "cpc": (self.spend, self.clicks, 1),
            "cpm": (self.spend, self.impressions, 1000),
            "cpa": (self.spend, self.conversions, 1),
            "roas": (self.value, self.spend, 1),
        }[key]
        return None if above is None or not below else Decimal(above) / Decimal(below) * factor


def add_up(every: Sequence[Sums]) -> Sums:
    """Return the whole of some groups: money of several currencies stays apart, the organisation's first."""
    flat = [part for each in every for part in (each.parts or (each,))]
    by_currency: dict[str, list[Sums]] = {}
    for part in flat:
        by_currency.setdefault(part.currency, []).append(part)
    sums = [_sum(found, currency) for currency, found in by_currency.items()]
    spent = [each for each in sums if each.impressions or each.clicks or each.conversions or each.spend] or sums[:1]
    if len(spent) == 1:
        return spent[0]
    whole = _sum(spent, "")
    return Sums(whole.impressions, whole.clicks, whole.conversions, None, None, "", tuple(spent))


def read_like(text: Sequence[str], key: str, sums: Sums, *, short: bool = False) -> bool:
    """Return whether a cell says a column's value of these sums, rounded for people and no further."""
    kind = COLUMNS[key].kind
    if kind in (Kind.MONEY, Kind.RATIO) and sums.parts:
        shown = [part for part in sums.parts if part.read(key)]
        wanted = [_writings(part.read(key), part.currency, kind, short=short) for part in shown] or [{formats.MISSING}]
        return len(text) == len(wanted) and all(any(each in one for each in text) for one in wanted)
    return len(text) == 1 and text[0] in _writings(sums.read(key), sums.currency, kind, short=short)


def change_of(key: str, now: Sums, before: Sums | None, basis: str) -> str:
    """Return how a change is written; empty where the two cannot be compared."""
    fair = basis in ("final", "same_age") or (basis == "unequal" and key not in MATURES)
    if before is None or not fair:
        return ""
    one, other = now.work_out(key), before.work_out(key)
    is_money = COLUMNS[key].kind in (Kind.MONEY, Kind.RATIO)
    if one is None or not other or (is_money and now.currency != before.currency):
        return ""
    change = one / other - 1
    told = GOOD.get(key, "up") != "none" and abs(change) >= formats.FLAT_BELOW
    return formats.change(change, LOCALE, arrow=told)


def own_like(text: Sequence[str], own: dict, sums: Sums, *, is_percent: bool) -> bool:
    """Return whether a cell says an own figure's value."""
    if own["value"] is None:
        return list(text) == [formats.MISSING]
    value = Decimal(str(own["value"]))
    if own["unit"] == "money":
        return text[0] in _writings(value, sums.currency, Kind.MONEY)
    digits = 0 if abs(value) >= 100 else 2 if abs(value) >= 1 or not value else 4
    wanted = [
        formats.percent(each, LOCALE) if is_percent else formats.count(each, LOCALE, decimals=digits)
        for each in _near(value)
    ]
    return text[0] in wanted


def _writings(value: Any, currency: str, kind: Kind, *, short: bool = False) -> set[str]:
    if value is None:
        return {formats.MISSING}
    write: Callable[[Decimal], str] = {
        Kind.MONEY: lambda each: formats.money(each, currency or EURO, LOCALE, short=short),
        Kind.RATIO: lambda each: formats.money(each, currency or EURO, LOCALE, least_digits=2),
        Kind.SHARE: lambda each: formats.percent(each, LOCALE),
        Kind.COUNT: lambda each: formats.count(each, LOCALE),
    }[kind]
    exact = value if kind != Kind.COUNT else value.normalize()
    return {" ".join(write(each).split()) for each in ([exact] if kind == Kind.COUNT else _near(exact))}


def _near(value: Decimal) -> tuple[Decimal, ...]:
    return value, value - HALF * 50, value + HALF * 50


def _sum(found: Sequence[Sums], currency: str) -> Sums:
    return Sums(
        sum(each.impressions for each in found),
        sum(each.clicks for each in found),
        sum((each.conversions for each in found), Decimal(0)),
        _total([each.spend for each in found]),
        _total([each.value for each in found]),
        currency,
    )


def _total(amounts: list[Decimal | None]) -> Decimal | None:
    known = [each for each in amounts if each is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _units(micros: int | None) -> Decimal | None:
    return None if micros is None else Decimal(micros) / 1_000_000
