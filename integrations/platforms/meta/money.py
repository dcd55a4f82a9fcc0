"""Money between Meta and the house. Never a float.

Meta takes budgets as integers of its own minor units: a hundredth, or the whole unit for some currencies
(`integrations.currencies`). Reports come as decimal strings in main units.

Meta may spend up to 75% more than a daily budget on a day and at most seven times the daily budget in a week (its own
API page says 25%; several who quote its help say 75%: plan for the higher).
"""

from decimal import ROUND_CEILING, Decimal, InvalidOperation

from integrations.currencies import WHOLE, problem_of
from integrations.errors import InvalidRequest
from integrations.types import Platform
from tenants.formats import minor_digits

MICROS = 1_000_000


def meta_units(currency: str) -> int:
    """Return how many of Meta's units make one main unit: 100 or 1."""
    return 1 if currency in WHOLE[Platform.META] else 100


def to_meta(amount_minor: int, currency: str, *, field: str = "daily_budget_minor") -> int:
    """Return an amount of ISO minor units in Meta's units; raises InvalidRequest, beside `field`, where Meta cannot say it."""
    if text := problem_of(amount_minor, Platform.META, currency):
        raise InvalidRequest(text, fields={field: text})
    return int(Decimal(amount_minor).scaleb(-minor_digits(currency)) * meta_units(currency))


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
