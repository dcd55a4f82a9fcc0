"""How numbers, money and dates are written for people: pure functions, Unicode's locale data (Babel).

A real minus, an en dash between dates, "–" for what is missing. Rounding happens here and nowhere earlier.
"""

import unicodedata
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError, dates, numbers

MISSING = "–"
MINUS = "−"
FLAT_BELOW = Decimal("0.02")
WHOLE_FROM = 100
MICROS = 1_000_000
DEFAULT_LOCALE = "en_IE"
WRITTEN = 10_000
"""So many numbers are kept as they were written: lists show the same ones again and again, and writing them is slow."""

Number = int | float | Decimal


@lru_cache(maxsize=64)
def parse_locale(code: str | None) -> Locale:
    """Return the locale for a code such as `en-IE`; an unknown one falls back to Irish English."""
    try:
        return Locale.parse((code or DEFAULT_LOCALE).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(DEFAULT_LOCALE)


def minor_digits(currency: str) -> int:
    """Return how many decimals a currency has: 2 for EUR, 0 for JPY, 3 for BHD (ISO 4217 by way of CLDR)."""
    return numbers.get_currency_precision(currency)


def from_minor(amount_minor: Number, currency: str) -> Decimal:
    """Return an amount in major units from one in minor units."""
    return Decimal(str(amount_minor)).scaleb(-minor_digits(currency))


def from_micros(amount_micros: Number) -> Decimal:
    """Return an amount in major units from one in millionths."""
    return Decimal(str(amount_micros)) / MICROS


def money(amount: Decimal | None, currency: str, locale: Locale, *, short: bool = False, least_digits: int = 0) -> str:
    """Write an amount in major units: €1,212.40; with `short`, whole from 100 upwards: €1,212. `least_digits`: also of a currency
    that has no smaller coin, for what one of it brings: ¥2.04.
    """
    if amount is None:
        return MISSING
    digits = 0 if short and abs(amount) >= WHOLE_FROM else max(minor_digits(currency), least_digits)
    return _money(_round(amount, digits), currency, locale, digits)


@lru_cache(maxsize=WRITTEN)
def _money(rounded: Decimal, currency: str, locale: Locale, digits: int) -> str:
    pattern = _money_pattern(locale, currency, digits)
    return _minus(numbers.format_currency(rounded, currency, pattern, locale, currency_digits=False))


def count(value: Number | None, locale: Locale, *, decimals: int | None = None) -> str:
    """Write a number of things: 1,503; a broken one keeps one decimal (conversions may be fractions): 12.4."""
    if value is None:
        return MISSING
    exact = Decimal(str(value))
    digits = decimals if decimals is not None else int(exact != exact.to_integral_value())
    return _decimal(_round(exact, digits), _digits_pattern(digits), locale)


@lru_cache(maxsize=WRITTEN)
def _decimal(rounded: Decimal, pattern: str, locale: Locale) -> str:
    return _minus(numbers.format_decimal(rounded, pattern, locale))


def percent(ratio: Number | None, locale: Locale, *, decimals: int = 1) -> str:
    """Write a share (0–1): one decimal for rates, 4.2%; none for changes, 8%."""
    if ratio is None:
        return MISSING
    return _percent(_round(Decimal(str(ratio)) * 100, decimals) / 100, locale, decimals)


@lru_cache(maxsize=WRITTEN)
def _percent(rounded: Decimal, locale: Locale, decimals: int) -> str:
    pattern = str(locale.percent_formats[None].pattern).replace("#,##0", _digits_pattern(decimals))
    return _minus(numbers.format_percent(rounded, pattern, locale))


def change(ratio: Number | None, locale: Locale, *, arrow: bool = True) -> str:
    """Write a relative change: ↑ 7%, ↓ 12%; with its sign where it is nearly nothing or `arrow` is off: +1%, −2%."""
    if ratio is None:
        return MISSING
    exact = Decimal(str(ratio))
    size = percent(abs(exact), locale, decimals=0)
    if arrow and abs(exact) >= FLAT_BELOW:
        return f"{'↑' if exact > 0 else '↓'} {size}"
    sign = "" if abs(exact) < Decimal("0.005") else "+" if exact > 0 else MINUS
    return f"{sign}{size}"


def day(value: date, locale: Locale) -> str:
    """Write a day: 20 Nov 2026."""
    return dates.format_date(value, "d MMM y" if _day_first(locale) else "medium", locale)


def long_day(value: date, locale: Locale) -> str:
    """Write a day with its weekday: Friday 20 November 2026."""
    return dates.format_date(value, "EEEE d MMMM y" if _day_first(locale) else "full", locale)


def moment(value: datetime, zone: ZoneInfo, locale: Locale) -> str:
    """Write a moment in a time zone: Fri 20 November, 17:42."""
    local = value.astimezone(zone)
    days = (
        dates.format_date(local, "EEE d MMMM", locale)
        if _day_first(locale)
        else dates.format_skeleton("EEEMMMMd", local, locale=locale)
    )
    return f"{days}, {clock_time(value, zone, locale)}"


def clock_time(value: datetime, zone: ZoneInfo, locale: Locale) -> str:
    """Write the time of day: 17:42."""
    return dates.format_time(value.astimezone(zone), "short", tzinfo=zone, locale=locale)


def ago(value: datetime, now: datetime, zone: ZoneInfo, locale: Locale) -> str:
    """Write "4 minutes ago" under an hour, else the moment."""
    past = now - value
    if timedelta(0) <= past < timedelta(minutes=1):
        return "just now"
    if timedelta(0) <= past < timedelta(hours=1):
        minutes = int(past.total_seconds() // 60)
        return f"{minutes} minute{'' if minutes == 1 else 's'} ago"
    return moment(value, zone, locale)


def date_range(start: date, end: date, locale: Locale, *, year: bool = True) -> str:
    """Write a range of days, both included: 14–20 Nov 2026; 28 Dec 2025 – 3 Jan 2026."""
    if start == end:
        return day(start, locale) if year else dates.format_skeleton("MMMd", start, locale=locale)
    skeleton = "yMMMd" if year or start.year != end.year else "MMMd"
    return dates.format_interval(start, end, skeleton, locale=locale).replace("\u2009", " ")


def shorten(text: str, most: int) -> str:
    """Return a text with its middle left out where it is longer than `most` characters: names often differ at their end."""
    if len(text) <= most:
        return text
    tail = text[-(most // 4) :]
    tail = tail.partition(" ")[2] or tail  # from a word's start on
    return f"{text[: most - len(tail) - 1].rstrip()}…{tail}"


def isolate(name: str) -> str:
    """Return a name so that one from right to left does not turn what stands around it in a sentence of ours."""
    turns = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    return f"\u2068{name}\u2069" if turns else name


def _round(value: Decimal, digits: int) -> Decimal:
    rounded = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return rounded or abs(rounded)  # never −0


def _minus(text: str) -> str:
    return text.replace("-", MINUS)


def _digits_pattern(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def _money_pattern(locale: Locale, currency: str, digits: int) -> str:
    pattern = str(locale.currency_formats["standard"].pattern).replace("#,##0.00", _digits_pattern(digits))
    if numbers.get_currency_symbol(currency, locale)[-1].isalpha():  # CLDR: alphaNextToNumber
        pattern = pattern.replace("¤#", "¤\xa0#")
    return pattern


def _day_first(locale: Locale) -> bool:
    return locale.language == "en" and locale.territory not in {"US", "CA", "PH", None}
