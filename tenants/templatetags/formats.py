"""Filters for numbers, money and dates, in the locale and time zone of the organisation at work.

    {{ spend_micros|money_micros:currency }}   €1,212.40        {{ spend_micros|money_micros_short:currency }}  €1,212
    {{ budget_minor|money_minor:currency }}    €34.00           {{ n|count }} 1,503    {{ ctr|percent }} 4.2%
    {{ change|delta:"down" }}  an arrow, coloured by the direction of good ("up", "down" or "none")
    {{ at|moment }}  {{ at|ago:now }}  {{ at|clock_time }}  {{ date|day }}  {{ date|long_day }}  {% date_range start end %}

A currency left out or empty is the organisation's. A missing value is "–".
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html

from tenants import formats, place

register = template.Library()


def writes(function: Callable) -> Callable:
    """Register a filter for which None, and the "" that Django makes of an unknown variable, are missing: "–"."""

    @wraps(function)
    def write(value, *arguments):
        return formats.MISSING if value is None or value == "" else function(value, *arguments)

    return register.filter(function.__name__, write)


@writes
def money_minor(amount_minor, currency=""):
    """Write an amount in minor units with its cents."""
    return _money(amount_minor, currency, formats.from_minor)


@writes
def money_minor_short(amount_minor, currency=""):
    """Write an amount in minor units, whole from 100 upwards."""
    return _money(amount_minor, currency, formats.from_minor, short=True)


@writes
def money_micros(amount_micros, currency=""):
    """Write an amount in millionths with its cents."""
    return _money(amount_micros, currency, _from_micros)


@writes
def money_micros_short(amount_micros, currency=""):
    """Write an amount in millionths, whole from 100 upwards."""
    return _money(amount_micros, currency, _from_micros, short=True)


@writes
def count(value):
    """Write a number of things."""
    return formats.count(value, place.current().locale)


@writes
def ratio(value, decimals=2):
    """Write a plain number with fixed decimals."""
    return formats.count(value, place.current().locale, decimals=decimals)


@writes
def percent(value, decimals=1):
    """Write a share (0–1) as a percentage."""
    return formats.percent(value, place.current().locale, decimals=decimals)


@writes
def delta(value, good="up"):
    """Write a relative change, coloured by the direction of good; grey below 2% and where there is no good ("none")."""
    told = good != "none" and abs(value) >= formats.FLAT_BELOW
    tone = ("good" if (value > 0) == (good == "up") else "bad") if told else "flat"
    text = formats.change(value, place.current().locale, arrow=told)
    spoken = {"good": " better", "bad": " worse", "flat": ""}[tone]
    return format_html(
        '<span class="delta delta--{}">{}<span class="visually-hidden">{}</span></span>', tone, text, spoken
    )


@writes
def day(value):
    """Write a day: 20 Nov 2026."""
    return _time(value, formats.day)


@writes
def long_day(value):
    """Write a day with its weekday: Friday 20 November 2026."""
    return _time(value, formats.long_day)


@writes
def moment(value):
    """Write a moment: Fri 20 November, 17:42."""
    here = place.current()
    return format_html(
        '<time datetime="{}">{}</time>', value.isoformat(), formats.moment(value, here.zone, here.locale)
    )


@writes
def clock_time(value):
    """Write the time of day: 17:42; the whole moment is in the tip."""
    here = place.current()
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(),
        formats.moment(value, here.zone, here.locale),
        formats.clock_time(value, here.zone, here.locale),
    )


@writes
def ago(value, now):
    """Write "4 minutes ago" under an hour, else the moment; the exact time is in the element."""
    here = place.current()
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(),
        formats.moment(value, here.zone, here.locale),
        formats.ago(value, now, here.zone, here.locale),
    )


@register.simple_tag
def date_range(start, end, year=True):
    """Write a range of days: 14–20 Nov 2026."""
    return formats.date_range(start, end, place.current().locale, year=year)


@register.filter
def site_of(address):
    """Return the host of a web address as ads show it, wheels.example; "" for what is none."""
    try:
        return (urlsplit(str(address)).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@register.filter
def shorten(name, most):
    """Return a name with its middle left out where it is longer than `most` characters."""
    return formats.shorten(str(name), int(most))


@register.filter
def initials(name):
    """Return up to two initials: "Nora Marlow" is NM, and so is "Nora Marlow, approved by Olive Owner"."""
    words = [word for word in str(name).partition(",")[0].replace("@", " ").split() if word[0].isalnum()]
    picked = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0] for word in picked).upper()


def _from_micros(amount_micros, currency):
    return formats.from_micros(amount_micros)


def _money(amount, currency, to_major, *, short=False):
    here = place.current()
    code = currency or here.currency
    return formats.money(to_major(amount, code), code, here.locale, short=short)


def _time(value, write):
    here = place.current()
    local = value.astimezone(here.zone).date() if hasattr(value, "astimezone") else value
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), write(local, here.locale))
