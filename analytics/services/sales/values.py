"""Reading what people and programs write of an order: numbers, times, currencies."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from analytics.types.sales import GivenSale, SaleRow, WrongLine
from tenants import formats, places

LONGEST_ID = 128
MOST_MINOR = 10**15
FIRST_YEAR = 2000
_GROUPS = " \u00a0\u202f'’"
_SIGNS = re.compile(r"^[^\d.,+\-−]*|[^\d.,]*$")
_DAY = re.compile(r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[ T,]+(.*))?$")
_ZONE = re.compile(r"\s*(?:UTC|GMT)$|\s+(?=[+-]\d\d:?\d\d$)")


class Wrong(Exception):
    """A value that cannot be taken: which field, and why."""

    def __init__(self, field: str, text: str):
        self.field, self.text = field, text
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class Manner:
    """How values are written: the zone of times without one, the decimal mark, which number of 03/04/2026 is the day."""

    zone: ZoneInfo
    now: datetime
    decimal: str = "."
    day_first: bool = True
    currency: str = ""
    """Of lines that name none."""


def read_sale(given: GivenSale, manner: Manner) -> SaleRow | WrongLine:
    """Return the order, or the first thing that is wrong with its line."""
    try:
        order_id = _order_id(given.order_id)
        sold_at = read_time(given.time, manner)
        currency = _currency(given.currency, manner)
        value = read_value(given.value, currency, manner)
    except Wrong as wrong:
        return WrongLine(given.line, wrong.field, wrong.text)
    return SaleRow(order_id, sold_at, sold_at.astimezone(manner.zone).date(), value, currency)


def _order_id(given: Any) -> str:
    text = str(given if given is not None else "").strip()
    if not text:
        raise Wrong("order_id", "There is no order number.")
    if len(text) > LONGEST_ID or not text.isprintable():
        raise Wrong("order_id", f"An order number has up to {LONGEST_ID} characters that can be printed.")
    return text


def _currency(given: Any, manner: Manner) -> str:
    text = str(given or "").strip().upper() or manner.currency
    if text not in places.currencies():
        raise Wrong("currency", "Write the currency’s three letters, as EUR." if text else "There is no currency.")
    return text


def read_value(given: Any, currency: str, manner: Manner) -> int:
    """Return an amount in the currency's smallest unit. Raises Wrong: below 0, too exact, no number."""
    amount = given if isinstance(given, Decimal) else _decimal(str(given if given is not None else ""), manner.decimal)
    digits = formats.minor_digits(currency)
    if not amount.is_finite():
        raise Wrong("value", "This is no amount.")
    if amount < 0:
        raise Wrong("value", "A value is 0 or more. Send a refunded order again with what is left of it.")
    if amount >= MOST_MINOR:
        raise Wrong("value", "This amount is too large.")
    minor = amount.scaleb(digits)
    if minor != minor.to_integral_value():
        raise Wrong("value", f"{currency} has {digits or 'no'} decimals.")
    return int(minor)


def _decimal(text: str, mark: str) -> Decimal:
    plain = _SIGNS.sub("", text.strip()).replace("−", "-")
    if not plain:
        raise Wrong("value", "There is no amount.")
    other = "," if mark == "." else "."
    whole, _, broken = plain.partition(mark)
    for group in _GROUPS:
        whole = whole.replace(group, other)
    first, *groups = whole.split(other)
    if any(len(group) != 3 for group in groups) or not re.fullmatch(r"[+-]?\d*", first) or not _is_digits(*groups):
        raise Wrong("value", f"“{text[:40]}” is no amount with “{mark}” before its cents.")
    if broken and not broken.isdecimal():
        raise Wrong("value", f"“{text[:40]}” is no amount.")
    try:
        return Decimal(f"{first}{''.join(groups)}.{broken or 0}")
    except InvalidOperation:
        raise Wrong("value", f"“{text[:40]}” is no amount.") from None


def _is_digits(*groups: str) -> bool:
    return all(group.isdecimal() for group in groups)


def read_time(given: Any, manner: Manner) -> datetime:
    """Return a moment in UTC; without a zone of its own it is the organisation's. Raises Wrong."""
    text = str(given or "").strip()
    if not text:
        raise Wrong("time", "There is no time.")
    try:
        moment = datetime.fromisoformat(_iso(text, day_first=manner.day_first))
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=manner.zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Wrong("time", f"“{text[:40]}” is no time. Write it as 2026-11-20 14:05.") from None
    if moment.year < FIRST_YEAR:
        raise Wrong("time", f"A sale is of {FIRST_YEAR} or later.")
    if moment > manner.now + timedelta(days=1):
        raise Wrong("time", "This is in the future.")
    return moment


def _iso(text: str, *, day_first: bool) -> str:
    """Return a time as ISO 8601 writes it: `20.11.2026 14:05`, `11/20/2026`, `2026-11-20 14:05:00 +0100`."""
    if found := _DAY.match(text):
        one, _, two, year, rest = found.groups()
        day, month = (one, two) if day_first else (two, one)
        text = f"{year}-{month:0>2}-{day:0>2}{f'T{rest}' if rest else ''}"
    ends_in_utc = text.upper().endswith(("UTC", "GMT"))
    text = _ZONE.sub("", text.replace("/", "-")) + ("+00:00" if ends_in_utc else "")
    if found := re.search(r"[T ](\d:.*)$", text):
        text = f"{text[: found.start(1)]}0{found.group(1)}"
    return text
