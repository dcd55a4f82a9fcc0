"""The period that a page or an API call is about, as its address says: `?period=7d`, or `?since=…&until=…`; and what it
is set against: `&compare=previous`, `year` or `none`.

Days are those of the place where `today` was read. The named periods hold whole days: today is left out of them,
because a day that is not over cannot be compared with one that is.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from analytics.types import Period
from tenants.errors import Invalid

LONGEST_DAYS = 366
EARLIEST = date(2000, 1, 1)
DEFAULT = "7d"
LENGTHS = {"7d": 7, "14d": 14, "28d": 28, "90d": 90}
LABELS = {
    "today": "Today so far",
    "7d": "Last 7 days",
    "14d": "Last 14 days",
    "28d": "Last 28 days",
    "90d": "Last 90 days",
    "month": "This month",
    "custom": "Chosen days",
}


class Compare(StrEnum):
    """What a period is set against."""

    PREVIOUS = "previous"
    """The days just before: of a month, the same days of the month before."""
    YEAR = "year"
    """The same days a year before."""
    NONE = "none"


COMPARISONS = {
    Compare.PREVIOUS: "The days before",
    Compare.YEAR: "A year before",
    Compare.NONE: "Nothing",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A period with its name, and the period that it is set against (with Compare.NONE in the chart only)."""

    key: str
    period: Period
    before: Period
    compare: Compare = Compare.PREVIOUS

    @property
    def label(self) -> str:
        """Return the period's name."""
        return LABELS[self.key]

    @property
    def query(self) -> str:
        """Return what the address says of it, for links that keep it."""
        compared = "" if self.compare == Compare.PREVIOUS else f"&compare={self.compare}"
        if self.key == "custom":
            return f"since={self.period.since}&until={self.period.until}{compared}"
        return f"period={self.key}{compared}"

    def earlier(self, period: Period) -> Period:
        """Return what another period is set against in the same way."""
        return _year_before(period) if self.compare == Compare.YEAR else period.previous()


def named(key: str, today: date) -> Choice:
    """Return one of the named periods."""
    if key == "today":
        period = Period(today, today)
    elif key == "month":
        return _month(today)
    else:
        period = Period(today - timedelta(days=LENGTHS[key]), today - timedelta(days=1))
    return Choice(key, period, period.previous())


def choose(parameters: Mapping[str, str], *, today: date) -> Choice:
    """Return the period that the parameters ask for, without any the last 7 days, and what it is set against.

    Raises Invalid (fields period, since, until, compare) for what is not a period or no comparison.
    """
    return compared(_choose(parameters, today), parameters.get("compare", ""))


def compared(choice: Choice, how: str) -> Choice:
    """Return the same period, set against something else; the empty word leaves it. Raises Invalid (field compare)."""
    if how not in ("", *Compare):
        raise Invalid({"compare": f"Choose one of {', '.join(Compare)}."})
    compare = Compare(how or Compare.PREVIOUS)
    before = _year_before(choice.period) if compare == Compare.YEAR else choice.before
    return replace(choice, before=before, compare=compare)


def _choose(parameters: Mapping[str, str], today: date) -> Choice:
    key = parameters.get("period", "")
    if key not in ("", "custom"):
        if key not in LABELS:
            raise Invalid({"period": f"Choose one of {', '.join(LABELS)}."})
        return named(key, today)
    if not parameters.get("since") and not parameters.get("until"):
        if key == "custom":
            raise Invalid({"since": "Say the first and the last day."})
        return named(DEFAULT, today)
    period = _custom(parameters, today)
    return Choice("custom", period, period.previous())


def _year_before(period: Period) -> Period:
    """Return as many days from the same date of the year before on; 29 February becomes the 28th."""
    first = period.since
    day = min(first.day, monthrange(first.year - 1, first.month)[1])
    since = first.replace(year=first.year - 1, day=day)
    return Period(since, since + timedelta(days=len(period) - 1))


def _month(today: date) -> Choice:
    first = today.replace(day=1)
    period = Period(first, max(first, today - timedelta(days=1)))
    first_before = (first - timedelta(days=1)).replace(day=1)
    last_before = min(first_before + timedelta(days=len(period) - 1), first - timedelta(days=1))
    return Choice("month", period, Period(first_before, last_before))


def _custom(parameters: Mapping[str, str], today: date) -> Period:
    since, until = _day(parameters, "since"), _day(parameters, "until")
    if until < since:
        raise Invalid({"until": f"The last day is before the first, {since}. Choose a later one."})
    if until > today:
        raise Invalid({"until": f"There are no numbers after today, {today}."})
    if since < EARLIEST:
        raise Invalid({"since": f"There are no numbers before {EARLIEST}. Choose a later day."})
    if (until - since).days >= LONGEST_DAYS:
        raise Invalid({"since": f"At most {LONGEST_DAYS} days at once."})
    return Period(since, until)


def _day(parameters: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(parameters.get(name, ""))
    except ValueError:
        raise Invalid({name: "Write a day as 2026-11-20."})
