"""Own figures over the last seven whole days, and what an expression that is being written would come to."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from analytics import periods
from analytics.expressions import Expression, ExpressionError, Unit, parse
from analytics.selectors import Cut, Dimension, gather
from analytics.selectors.custom import list_custom_metrics, read_metric
from analytics.types import Metrics, Period, combine
from tenants import formats
from tenants.place import Place

MANY = 100
"""From so many on, a count or ratio is written without the decimals that nobody reads."""


@dataclass(frozen=True, slots=True)
class Week:
    """The figures of the last seven whole days, in the organisation's currency, by day."""

    period: Period
    days: dict[date, Metrics]

    @property
    def total(self) -> Metrics:
        """Return the sums."""
        return combine(self.days.values())


@dataclass(frozen=True, slots=True)
class Refused:
    """An expression that means nothing."""

    text: str
    error: ExpressionError

    @property
    def marked(self) -> tuple[str, str, str]:
        """Return the text before the place that is wrong, the place, and the text after it."""
        start, end = self.error.start, self.error.end
        return self.text[:start], self.text[start:end], self.text[end:]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an expression comes to over a week."""

    expression: Expression
    week: Week
    place: Place
    is_percent: bool = False

    @property
    def written(self) -> str:
        """Return the value over the week, as people read it."""
        return self._write(self.week.total)

    @property
    def days(self) -> list[tuple[date, str]]:
        """Return the value of each day that has figures."""
        return [(day, self._write(metrics)) for day, metrics in self.week.days.items()]

    def _write(self, metrics: Metrics) -> str:
        return write(self.expression, metrics, self.place, is_percent=self.is_percent)

    def as_values(self) -> dict[str, Any]:
        """Return the same as the API writes it."""
        total = self.week.total
        value = self.expression.evaluate(total)
        has_currency = self.expression.unit in (Unit.MONEY, Unit.PER_MONEY)
        return {
            "unit": self.expression.unit,
            "value": None if value is None else float(round(value, 6)),
            "currency": (total.currency or self.place.currency) if has_currency else None,
            "since": self.week.period.since,
            "until": self.week.period.until,
        }


def preview(text: str, week: Week, place: Place, *, is_percent: bool = False) -> Preview | Refused:
    """Return what an expression comes to over the week, or what is wrong with it; no query."""
    try:
        return Preview(parse(text), week, place, is_percent)
    except ExpressionError as error:
        return Refused(text, error)


def read_week(*, now: datetime, place: Place) -> Week:
    """Return the last seven whole days, by the organisation's calendar; one query."""
    period = periods.named("7d", now.astimezone(place.zone).date()).period
    (answer,) = gather([Cut(period, (Dimension.DAY,), currency=place.currency)])
    return Week(period, {day: metrics for (day,), metrics in sorted(answer.sums.items())})


def list_rows(week: Week, place: Place) -> list[dict[str, Any]]:
    """Return the own figures with their value over the week; one query."""
    rows = []
    for metric in list_custom_metrics():
        figure = read_metric(metric)
        value = write(figure.expression, week.total, place, is_percent=metric.is_percent) if figure else formats.MISSING
        rows.append(
            {
                "metric": metric,
                "value": value,
                "unit": figure.unit if figure else None,
                "dialog": f"delete-{metric.uuid}",
                "question": f"Delete “{metric.name}”?",
            }
        )
    return rows


def write(expression: Expression, metrics: Metrics, place: Place, *, is_percent: bool = False) -> str:
    """Write a value by its unit: money with its currency, the rest as numbers; "–" where it is not known."""
    value = expression.evaluate(metrics)
    if value is None:
        return formats.MISSING
    if expression.unit == Unit.MONEY:
        return formats.money(value, metrics.currency or place.currency, place.locale)
    if is_percent and expression.unit == Unit.RATIO:
        return formats.percent(value, place.locale)
    return formats.count(value, place.locale, decimals=_decimals(value, expression.unit))


def _decimals(value: Decimal, unit: Unit) -> int:
    if unit == Unit.COUNT:
        return int(value != value.to_integral_value() and abs(value) < MANY)
    return 0 if abs(value) >= MANY else 2 if abs(value) >= 1 or not value else 4
