"""Dates in GAQL: the ranges with names, and the stretch of days that a query's conditions leave."""

from datetime import date, timedelta

from .gaql_fields import DATES
from .gaql_parse import Query
from .gaql_words import refuse

_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)


def span(query: Query, today: date) -> tuple[date, date]:
    """Return the first and last day asked for; everything when nothing limits it.

    Raises QueryError when a date segment is selected without a finite range, as Google does.
    """
    since, until = _EARLIEST, _LATEST
    for condition in query.where:
        if condition.field == "segments.date":
            low, high = _bounds(condition.operator, condition.values, today)
            since, until = max(since, low), min(until, high)
    dated = any(name in DATES for name in query.select)
    limited = any(condition.field == "segments.date" for condition in query.where)
    if (dated or limited) and (since == _EARLIEST or until == _LATEST):
        words = "a finite date range on a core date segment is required in the WHERE clause."
        raise refuse("EXPECTED_FILTERS_ON_DATE_RANGE", words)
    return since, until


def parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text) if "-" in text else date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except ValueError:
        raise refuse("INVALID_DATE_FORMAT", f"invalid date {text!r}; dates must be in yyyy-MM-dd format.") from None


def _bounds(operator: str, values: tuple[str, ...], today: date) -> tuple[date, date]:
    if operator == "DURING":
        return named(values[0], today)
    days = [parse_day(value) for value in values]
    if operator == "BETWEEN":
        if days[0] > days[1]:
            raise refuse("INVALID_VALUE_WITH_BETWEEN_OPERATOR", "the first date is after the second.")
        return days[0], days[1]
    one = timedelta(days=1)
    found = {
        "=": (days[0], days[0]), ">=": (days[0], _LATEST), ">": (days[0] + one, _LATEST), "<=": (_EARLIEST, days[0]),
        "<": (_EARLIEST, days[0] - one), "IN": (min(days), max(days)),
    }  # fmt: skip
    if operator not in found:
        raise refuse("BAD_OPERATOR", f"operator {operator!r} is not allowed on segments.date.")
    return found[operator]


def named(name: str, today: date) -> tuple[date, date]:
    """Return what DURING's names stand for, in the account's days."""
    one, monday = timedelta(days=1), today - timedelta(days=today.weekday())
    sunday = today - timedelta(days=(today.weekday() + 1) % 7)
    first = today.replace(day=1)
    before = (first - one).replace(day=1)
    ranges = {
        "TODAY": (today, today), "YESTERDAY": (today - one, today - one), "LAST_7_DAYS": (today - 7 * one, today - one),
        "LAST_14_DAYS": (today - 14 * one, today - one), "LAST_30_DAYS": (today - 30 * one, today - one),
        "THIS_MONTH": (first, today), "LAST_MONTH": (before, first - one), "THIS_WEEK_MON_TODAY": (monday, today),
        "THIS_WEEK_SUN_TODAY": (sunday, today), "LAST_WEEK_MON_SUN": (monday - 7 * one, monday - one),
        "LAST_WEEK_SUN_SAT": (sunday - 7 * one, sunday - one), "LAST_BUSINESS_WEEK": (monday - 7 * one, monday - 3 * one),
    }  # fmt: skip
    if name.upper() not in ranges:
        raise refuse("INVALID_VALUE_WITH_DURING_OPERATOR", f"invalid date range {name!r}.")
    return ranges[name.upper()]
