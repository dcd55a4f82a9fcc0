"""How numbers, money and dates are written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tenants import formats

IRISH, GERMAN, AMERICAN = (formats.parse_locale(code) for code in ("en-IE", "de-DE", "en-US"))
DUBLIN = ZoneInfo("Europe/Dublin")


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "text"),
    [
        ("1212.4", "EUR", IRISH, "€1,212.40"),
        ("-3.1", "EUR", IRISH, "−€3.10"),
        ("1212.4", "EUR", GERMAN, "1.212,40\xa0€"),
        ("1200", "JPY", AMERICAN, "¥1,200"),
        ("1.2345", "BHD", IRISH, "BHD\xa01.235"),
        ("-0.001", "EUR", IRISH, "€0.00"),
    ],
)
def test_money_has_its_symbol_and_as_many_decimals_as_the_currency(amount, currency, locale, text):
    assert formats.money(Decimal(amount), currency, locale) == text


def test_what_one_unit_brings_keeps_its_decimals_in_a_currency_without_a_smaller_coin():
    assert formats.money(Decimal("2.044"), "JPY", IRISH, least_digits=2) == "JP¥2.04"
    assert formats.money(Decimal("2.0444"), "KWD", IRISH, least_digits=2).endswith("2.044")


@pytest.mark.parametrize(
    ("amount", "text"),
    [("1212.40", "€1,212"), ("99.99", "€99.99"), ("100", "€100"), ("-250.5", "−€251"), ("12.37", "€12.37")],
)
def test_short_money_loses_its_cents_from_a_hundred_upwards(amount, text):
    assert formats.money(Decimal(amount), "EUR", IRISH, short=True) == text


def test_minor_units_follow_the_currency():
    assert formats.from_minor(1234, "EUR") == Decimal("12.34")
    assert formats.from_minor(1234, "JPY") == Decimal("1234")
    assert formats.from_minor(1234, "BHD") == Decimal("1.234")
    assert formats.from_micros(12_370_000) == Decimal("12.37")


@pytest.mark.parametrize(
    "write",
    [
        lambda: formats.money(None, "EUR", IRISH),
        lambda: formats.count(None, IRISH),
        lambda: formats.percent(None, IRISH),
        lambda: formats.change(None, IRISH),
    ],
)
def test_what_is_missing_is_a_dash_and_never_nought(write):
    assert write() == "–"


@pytest.mark.parametrize(
    ("value", "text"), [(1503, "1,503"), (Decimal("12.40"), "12.4"), (Decimal("98.00"), "98"), (-7, "−7"), (0, "0")]
)
def test_counts_are_grouped_and_keep_one_decimal_only_when_broken(value, text):
    assert formats.count(value, IRISH) == text


@pytest.mark.parametrize(
    ("ratio", "decimals", "text"), [("0.0421", 1, "4.2%"), ("0.08", 0, "8%"), ("-0.125", 1, "−12.5%")]
)
def test_percentages_keep_the_decimals_asked_for(ratio, decimals, text):
    assert formats.percent(Decimal(ratio), IRISH, decimals=decimals) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [("0.07", "↑ 7%"), ("-0.12", "↓ 12%"), ("0.014", "+1%"), ("-0.019", "−2%"), ("0.001", "0%"), ("-0.001", "0%")],
)
def test_a_change_below_two_percent_has_no_arrow(ratio, text):
    assert formats.change(Decimal(ratio), IRISH) == text


@pytest.mark.parametrize(
    ("start", "end", "locale", "text"),
    [
        (date(2026, 11, 14), date(2026, 11, 20), IRISH, "14–20 Nov 2026"),
        (date(2026, 10, 28), date(2026, 11, 3), IRISH, "28 Oct – 3 Nov 2026"),
        (date(2025, 12, 28), date(2026, 1, 3), IRISH, "28 Dec 2025 – 3 Jan 2026"),
        (date(2026, 11, 14), date(2026, 11, 14), IRISH, "14 Nov 2026"),
        (date(2026, 11, 14), date(2026, 11, 20), AMERICAN, "Nov 14 – 20, 2026"),
    ],
)
def test_a_range_of_days_says_each_part_once(start, end, locale, text):
    assert formats.date_range(start, end, locale) == text


def test_a_moment_is_told_in_the_zone_of_the_account():
    summer = datetime(2026, 7, 3, 22, 42, tzinfo=UTC)
    assert formats.moment(summer, DUBLIN, IRISH) == "Fri 3 July, 23:42"
    assert formats.moment(summer, ZoneInfo("Asia/Tokyo"), IRISH) == "Sat 4 July, 07:42"


@pytest.mark.parametrize(
    ("past", "text"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "Fri 20 November, 16:42"),
        (timedelta(minutes=-5), "Fri 20 November, 17:47"),
    ],
)
def test_ago_is_said_only_under_an_hour_and_never_of_the_future(past, text):
    now = datetime(2026, 11, 20, 17, 42, tzinfo=UTC)
    assert formats.ago(now - past, now, DUBLIN, IRISH) == text


def test_an_unknown_locale_is_read_as_irish_english():
    assert formats.parse_locale("xx-YY") == formats.parse_locale("not a locale") == IRISH


def test_a_long_name_keeps_its_beginning_and_its_end():
    names = [formats.shorten(f"Winter clearance of everything in the window {number}", 30) for number in (1, 2)]
    assert names == ["Winter clearance of everythi…1", "Winter clearance of everythi…2"]
    assert formats.shorten("Short", 30) == "Short"


def test_a_name_from_right_to_left_keeps_to_itself():
    assert formats.isolate("מבצע") == "\u2068מבצע\u2069"
    assert formats.isolate("Bread") == "Bread"
