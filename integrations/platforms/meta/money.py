"""Money between Meta and the house. Never a float.

Meta takes budgets as integers of its own minor units: a hundredth, or the whole unit for the currencies below. That is
not ISO 4217 (HUF and TWD are whole here, BHD and JOD are hundredths). Reports come as decimal strings in main units.
Source: https://developers.facebook.com/docs/marketing-api/currencies

Meta may spend up to 75% more than a daily budget on a day and at most seven times the daily budget in a week (its own
API page says 25%; several who quote its help say 75%: plan for the higher).
"""

from decimal import ROUND_CEILING, Decimal, InvalidOperation

from integrations.errors import InvalidRequest
from tenants.formats import minor_digits

_WHOLE = frozenset("CLP COP CRC HUF ISK IDR JPY KRW PYG TWD VND".split())
MICROS = 1_000_000


def meta_units(currency: str) -> int:
    """Return how many of Meta's units make one main unit: 100 or 1."""
    return 1 if currency in _WHOLE else 100


def to_meta(amount_minor: int, currency: str, *, field: str = "daily_budget_minor") -> int:
    """Return an amount of ISO minor units in Meta's units; raises InvalidRequest, beside `field`, where Meta cannot say it."""
    exact = Decimal(amount_minor).scaleb(-minor_digits(currency)) * meta_units(currency)
    if exact != exact.to_integral_value():
        least = "whole amounts" if currency in _WHOLE else "two decimals"
        text = f"Meta takes {least} in {currency}. Choose an amount without the rest."
        raise InvalidRequest(text, fields={field: text})
    return int(exact)


def from_meta(amount: str | int | None, currency: str) -> int | None:
    """Return an amount of Meta's units in ISO minor units, rounded up; None and 0 mean that there is none."""
    if amount in (None, "", "0", 0):
        return None
    exact = (Decimal(amount) / meta_units(currency)).scaleb(minor_digits(currency))
    return int(exact.to_integral_value(ROUND_CEILING))


def to_micros(amount: str | None) -> int:
    """Return a reported decimal string in micros; raises ValueError for what is no number."""
    try:
        return int((Decimal(amount or "0") * MICROS).to_integral_value())
    except InvalidOperation as error:
        raise ValueError(f"not an amount: {amount!r}") from error
