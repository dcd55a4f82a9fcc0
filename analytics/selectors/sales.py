"""The business's own orders: a list of them, the files they came in, and their sums in one currency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from analytics.models import Sale, SaleUpload
from analytics.selectors.rates import rates_table
from analytics.types import Conversion, Period
from tenants import formats
from tenants.errors import NotFound

MICROS = 1_000_000


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One day's orders with a value above 0, and their value in micros of the currency that was asked for (not rounded)."""

    orders: int = 0
    value_micros: Decimal = Decimal(0)


@dataclass(frozen=True)
class OwnSales:
    """The orders of a period by the organisation's days. `apart` is money without a rate, in micros by its currency."""

    currency: str
    days: Mapping[date, OwnDay] = field(default_factory=dict)
    apart: Mapping[str, Decimal] = field(default_factory=dict)
    conversion: Conversion | None = None

    @property
    def orders(self) -> int:
        """Return how many orders there are with a value above 0, those without a rate among them."""
        return sum(each.orders for each in self.days.values())

    @property
    def value_micros(self) -> Decimal:
        """Return their value in the currency, without what has no rate."""
        return sum((each.value_micros for each in self.days.values()), Decimal(0))


@dataclass(frozen=True, slots=True)
class Known:
    """The orders of a period, and the days from the first order of all to the last; None where there is none."""

    sales: OwnSales
    span: Period | None


def read_sales(period: Period, *, currency: str) -> Known:
    """Return the orders of a period in one currency, by the European Central Bank's rate of each day; one query.

    Days without an order are absent.
    """
    rates, values = rates_table([], period, to=currency)
    text = _SUMS.replace("RATES", rates.replace("%s::text[]", _IN_USE, 1))
    with connection.cursor() as cursor:
        cursor.execute(text, [period.since, period.until, *values[1:], currency])
        first, *rows = cursor.fetchall()
    span = Period(first[0], first[1]) if first[0] else None
    return Known(_sum(rows, currency), span)


def sum_sales(period: Period, *, currency: str) -> OwnSales:
    """Return the orders of a period in one currency, as `read_sales`; one query."""
    return read_sales(period, currency=currency).sales


_IN_USE = "(SELECT array_agg(DISTINCT currency)::text[] FROM found)"
_SUMS = """
    WITH found AS (
        SELECT day, currency, count(*) FILTER (WHERE value_minor > 0) AS orders, sum(value_minor) AS value
        FROM analytics_sale WHERE day BETWEEN %s AND %s GROUP BY day, currency
    )
    SELECT min(day), max(day), NULL, 0, 0, NULL, NULL, 0 AS place FROM analytics_sale
    UNION ALL
    SELECT s.day, NULL, s.currency, s.orders, s.value, r.rate, r.rate_date, 1
    FROM found s LEFT JOIN (RATES) r ON s.currency <> %s AND r.currency = s.currency AND r.day = s.day
    ORDER BY place, 1
"""


def _sum(rows: list[tuple], currency: str) -> OwnSales:
    days: dict[date, OwnDay] = {}
    apart: dict[str, Decimal] = {}
    conversion: Conversion | None = None
    for day, _, own, orders, value, rate, rate_date, _ in rows:
        micros, before = formats.from_minor(value, own) * MICROS, days.get(day, OwnDay())
        if own != currency and rate is None:
            apart[own] = apart.get(own, Decimal(0)) + micros
            days[day] = OwnDay(before.orders + orders, before.value_micros)
            continue
        if own != currency:
            micros *= rate
            conversion = Conversion((own,), rate_date, rate_date) | conversion
        days[day] = OwnDay(before.orders + orders, before.value_micros + micros)
    return OwnSales(currency, days, apart, conversion)


def list_sales() -> QuerySet[Sale]:
    """Return the orders, newest first."""
    return Sale.objects.order_by("-sold_at", "-id")


def get_sale(uuid: UUID) -> Sale:
    """Return one order. Raises NotFound."""
    try:
        return Sale.objects.get(uuid=uuid)
    except Sale.DoesNotExist:
        raise NotFound("This order is not here. It may have been deleted.") from None


def list_uploads() -> QuerySet[SaleUpload]:
    """Return the files and calls, newest first, without what they held."""
    return SaleUpload.objects.defer("content")


def get_upload(uuid: UUID) -> SaleUpload:
    """Return one file or call. Raises NotFound."""
    try:
        return SaleUpload.objects.get(uuid=uuid)
    except SaleUpload.DoesNotExist:
        raise NotFound("This file is not here. It may have been taken back.") from None
