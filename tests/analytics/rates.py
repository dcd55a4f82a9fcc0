"""Exchange rates of a test's own, in place of the bank's."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from analytics.models import ExchangeRate


def set_rates(rates: Mapping[str, Mapping[date, str]]) -> None:
    """Let one euro be worth these amounts on these days: `{"USD": {date(2026, 11, 2): "1.25"}}`. All other rates go."""
    ExchangeRate.objects.all().delete()
    ExchangeRate.objects.bulk_create(
        ExchangeRate(currency=currency, day=day, per_euro=Decimal(per_euro))
        for currency, days in rates.items()
        for day, per_euro in days.items()
    )
