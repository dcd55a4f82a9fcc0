"""Campaigns in the order of a figure, quickly also where there are thousands of them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from analytics.selectors.cuts import EVERYTHING, Cut, Dimension, Scope
from analytics.selectors.statement import write_statement
from analytics.types import Conversion, Metrics, Period, combine


@dataclass(slots=True)
class Sums:
    """A campaign's sums, or several campaigns' together, in one currency; money is micros."""

    impressions: int = 0
    clicks: int = 0
    conversions: Decimal = Decimal(0)
    spend: Any = 0
    value: Any = 0
    converted: Conversion | None = None

    def add(self, other: "Sums") -> None:
        """Add others of the same currency."""
        self.impressions += other.impressions
        self.clicks += other.clicks
        self.conversions += other.conversions
        self.spend += other.spend
        self.value += other.value
        if other.converted:
            self.converted = other.converted | self.converted


@dataclass(frozen=True, slots=True)
class Ranks:
    """A period's sums by campaign and currency, as numbers to sort by; `is_whole`: of every campaign that has figures."""

    by_campaign: dict[int | None, dict[str, Sums]]
    is_whole: bool = True

    def total(self, ids: Iterable[int]) -> Metrics:
        """Return the sums of these campaigns together."""
        sums: dict[str, Sums] = {}
        for pk in ids:
            for currency, one in self.by_campaign.get(pk, {}).items():
                sums.setdefault(currency, Sums()).add(one)
        return combine(_metrics(currency, one) for currency, one in sums.items())

    def others(self, ids: Collection[int]) -> set[int | None]:
        """Return what else has figures; None stands for campaigns that are not imported yet."""
        return self.by_campaign.keys() - set(ids)

    def ordered(self, ids: Sequence[int], sort: str) -> list[int]:
        """Return the campaigns by a figure of SORTS, most first, with "-" before it least first.

        What has no such figure comes last, in the order given.
        """
        read = SORTS[sort.removeprefix("-")]
        found = {pk: weight for pk in ids if (sums := self.by_campaign.get(pk)) and (weight := _weigh(sums, read))}
        first = sorted(found, key=found.__getitem__, reverse=not sort.startswith("-"))
        return first + [pk for pk in ids if pk not in found]


SORTS: dict[str, Callable[[Sums], Any]] = {
    "spent": lambda sums: sums.spend,
    "impressions": lambda sums: sums.impressions,
    "clicks": lambda sums: sums.clicks,
    "ctr": lambda sums: _ratio(sums.clicks, sums.impressions),
    "cpc": lambda sums: _ratio(sums.spend, sums.clicks),
    "results": lambda sums: sums.conversions,
    "cost": lambda sums: _ratio(sums.spend, sums.conversions),
    "value": lambda sums: _ratio(sums.value, sums.spend),
}


def rank_campaigns(period: Period, currency: str, ids: Collection[int] | None = None) -> Ranks:
    """Return a period's sums of these campaigns, or of every one; one query, a row for each campaign and currency.

    Money is put into `currency` as far as there are rates.
    """
    if ids is not None and not ids:
        return Ranks({}, is_whole=False)
    scope = EVERYTHING if ids is None else Scope(campaign_ids=list(ids))
    text, values = write_statement([Cut(period, (Dimension.CAMPAIGN,), scope, currency=currency)])
    columns = "cut, key, currency, impressions, clicks, conversions, spend, value, since, until, first, known, rank"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT key::bigint, currency, since, until, impressions, clicks, conversions,
                spend, value
            FROM ({text}) AS found ({columns})""",  # noqa: S608 - made of constants only
            values,
        )
        return Ranks(_read(cursor.fetchall(), currency), is_whole=ids is None)


def _read(rows: Iterable[Sequence[Any]], target: str) -> dict[int | None, dict[str, Sums]]:
    found: dict[int | None, dict[str, Sums]] = {}
    for pk, currency, since, until, *figures in rows:
        sums = Sums(*figures)
        sums.converted = None if since is None else Conversion((currency,), since, until)
        of_campaign = found.setdefault(pk, {})
        there = of_campaign.setdefault(currency if since is None else target, sums)
        if there is not sums:
            there.add(sums)
    return found


def _metrics(currency: str, sums: Sums) -> Metrics:
    figures = (sums.impressions, sums.clicks, sums.conversions, sums.spend, sums.value)
    return Metrics(*figures, currency, conversion=sums.converted)


def _weigh(sums: dict[str, Sums], read: Callable[[Sums], Any]) -> Any:
    """Return what a campaign is sorted by: where its money cannot be added, the largest of its currencies."""
    weights = [weight for each in sums.values() if (weight := read(each))]
    return max(weights, default=None)


def _ratio(part: Any, whole: Any) -> float | None:
    return float(part) / float(whole) if whole else None
