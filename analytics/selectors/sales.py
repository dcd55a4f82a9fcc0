"""The business's own orders: a list of them, the files they came in, and their sums in one currency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from analytics.models import Sale, SaleUpload
from analytics.selectors.rates import list_rates
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


def sum_sales(period: Period, *, currency: str) -> OwnSales:
    """Return the orders of a period in one currency, by the European Central Bank's rate of each day; two queries, one where
    no other currency occurs. Days without an order are absent."""
    rows = (
        Sale.objects.filter(day__range=(period.since, period.until))
        .order_by("day", "currency")
        .values_list("day", "currency")
        .annotate(orders=Count("pk", filter=Q(value_minor__gt=0)), value=Sum("value_minor"))
    )
    found = list(rows)
    others = {each for _, each, _, _ in found if each != currency}
    rates = {(rate.currency, rate.day): rate for rate in list_rates(others, period, to=currency)} if others else {}
    days, apart, conversion = {}, {}, None
    for day, own, orders, value in found:
        micros, rate = _micros(value, own), rates.get((own, day))
        before = days.get(day, OwnDay())
        if own != currency and rate is None:
            apart[own] = apart.get(own, Decimal(0)) + micros
            days[day] = OwnDay(before.orders + orders, before.value_micros)
            continue
        if rate:
            micros *= rate.rate
            conversion = Conversion((own,), rate.rate_date, rate.rate_date) | conversion
        days[day] = OwnDay(before.orders + orders, before.value_micros + micros)
    return OwnSales(currency, days, apart, conversion)


def _micros(value_minor: int, currency: str) -> Decimal:
    return formats.from_minor(value_minor, currency) * MICROS


def get_sales_span() -> Period | None:
    """Return the days from the first order to the last; None where there is none. One query."""
    found = Sale.objects.aggregate(since=Min("day"), until=Max("day"))
    return Period(found["since"], found["until"]) if found["since"] else None


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
