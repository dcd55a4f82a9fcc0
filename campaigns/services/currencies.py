"""What currencies are worth, for adding budgets up; told by the app that knows rates."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from campaigns.models import CurrencyRate, Policy


def set_rates(*, rates: Mapping[str, Decimal], rate_date: date) -> int:
    """Replace all rates: what one unit of each currency is worth, all in the same one; return how many there are.

    The currency that the others are told in is among them, with 1. Idempotent. Waits for a change that is being
    measured now, so that it is measured by one set of rates.
    """
    rows = [CurrencyRate(currency=name, rate=rate, rate_date=rate_date) for name, rate in sorted(rates.items())]
    with transaction.atomic():
        list(Policy.objects.select_for_update(of=("self",)).values_list("pk"))
        CurrencyRate.objects.exclude(currency__in=rates).delete()
        CurrencyRate.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["currency"], update_fields=["rate", "rate_date"]
        )
    return len(rows)
