"""Amounts of money as people type them."""

import re
from decimal import Decimal, InvalidOperation

from django import forms

from tenants import formats

NO_AMOUNT = "Write an amount of money, such as 25.00."


def parse_amount(text: str, currency: str) -> int:
    """Return a typed amount in minor units of a currency: "25", "25.5", "1,200.00", "€ 25,50". Raises ValidationError."""
    plain = "".join(sign for sign in text if not sign.isspace() and sign not in "€$£¥'’")
    if not re.fullmatch(r"[-+−]?[\d.,]{1,20}", plain, re.ASCII):
        raise forms.ValidationError(NO_AMOUNT)
    plain = plain.replace("−", "-")
    last_comma, last_point = plain.rfind(","), plain.rfind(".")
    is_decimal_comma = last_comma > last_point and (last_point >= 0 or len(plain) - last_comma - 1 != 3)
    plain = plain.replace(".", "").replace(",", ".") if is_decimal_comma else plain.replace(",", "")
    try:
        amount = Decimal(plain).scaleb(formats.minor_digits(currency))
    except InvalidOperation as error:
        raise forms.ValidationError(NO_AMOUNT) from error
    if amount != amount.to_integral_value():
        raise forms.ValidationError(f"{currency} has {formats.minor_digits(currency)} decimals; write no more.")
    return int(amount)


def amount_shown(minor: int | None, currency: str) -> str:
    """Return minor units as an input shows them, "" for nothing; `parse_amount` reads it back."""
    return "" if minor is None else f"{formats.from_minor(minor, currency):f}"
