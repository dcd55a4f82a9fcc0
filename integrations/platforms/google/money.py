"""Money between Google and the house: Google counts in micros (a millionth of the main unit) of any currency.

An amount must be a multiple of the currency's billable unit. That is a cent for most; the few currencies whose billable
unit is larger than their ISO minor unit could not be listed from a source, so there Google's own refusal is shown.

Google may spend up to twice a daily budget on a day (could not be verified) and 30.4 times it in a month.
"""

from decimal import ROUND_CEILING, Decimal

from tenants.formats import minor_digits

MICROS = 1_000_000


def to_micros(amount_minor: int, currency: str) -> int:
    """Return ISO minor units in micros; exact, for no currency has more than six decimals."""
    return amount_minor * 10 ** (6 - minor_digits(currency))


def from_micros(micros: int | str | None, currency: str) -> int | None:
    """Return micros in ISO minor units, rounded up; None and 0 mean that there is none."""
    if not int(micros or 0):
        return None
    return int((Decimal(micros) / 10 ** (6 - minor_digits(currency))).to_integral_value(ROUND_CEILING))


def value_to_micros(value: float) -> int:
    """Return a reported value (a double in main units) in micros."""
    return int((to_decimal(value) * MICROS).to_integral_value())


def to_decimal(value: float) -> Decimal:
    """Return a reported double as people would write it: without the remains of binary fractions."""
    return Decimal(f"{value:.6f}".rstrip("0").rstrip(".")) if value else Decimal(0)
