"""Own figures over the last seven whole days, and what an expression that is being written would come to."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from analytics import periods, wording
from analytics.expressions import Expression, ExpressionError, Unit, parse
from analytics.panels.maturing import Maturing, grown
from analytics.selectors import Cut, Dimension, gather
from analytics.selectors.custom import list_custom_metrics, read_metric
from analytics.types import Estimate, Metrics, Period, combine
from tenants import formats
from tenants.place import Place

MANY = 100
"""From so many on, a count or ratio is written without the decimals that nobody reads."""


@dataclass(frozen=True, slots=True)
class Week:
    """The figures of the last seven whole days, in the organisation's currency, by day."""

    period: Period
    days: dict[date, Metrics]
    estimates: dict[date | None, Estimate]
    """What the conversions of each day that is maturing, and of the whole week (None), will come to."""

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
        return self._written.text(self.week.total)

    @property
    def maturing(self) -> Maturing | None:
        """Return what is said of it while conversions are still reported."""
        return self._written.maturing(self.week.total, self.week.estimates.get(None), name="preview")

    @property
    def days(self) -> list[tuple[date, str, bool]]:
        """Return the value of each day that has figures, and whether it is maturing."""
        return [(day, self._written.text(metrics), self._is_young(day)) for day, metrics in self.week.days.items()]

    def _is_young(self, day: date) -> bool:
        return self.expression.matures and wording.is_growing(self.week.estimates.get(day))

    @property
    def _written(self) -> "Written":
        return Written(self.expression, self.place, self.is_percent)

    def as_values(self) -> dict[str, Any]:
        """Return the same as the API writes it."""
        total = self.week.total
        value = self.expression.evaluate(total)
        has_currency = self.expression.unit in (Unit.MONEY, Unit.PER_MONEY)
        return {
            "unit": self.expression.unit,
            "value": None if value is None else float(round(value, 6)),
            "reported_share": self._reported_share(),
            "currency": (total.currency or self.place.currency) if has_currency else None,
            "since": self.week.period.since,
            "until": self.week.period.until,
        }

    def _reported_share(self) -> float | None:
        estimate = self.week.estimates.get(None)
        return round(estimate.share, 4) if estimate and self.expression.matures else None


@dataclass(frozen=True, slots=True)
class Written:
    """How an own figure is written."""

    expression: Expression
    place: Place
    is_percent: bool = False

    def text(self, metrics: Metrics) -> str:
        """Write its value over some metrics."""
        return write(self.expression, metrics, self.place, is_percent=self.is_percent)

    def maturing(self, metrics: Metrics, estimate: Estimate | None, *, name: str) -> Maturing | None:
        """Return what is said of it while conversions are still reported; None where it is complete, or has none in it.

        Its range is what the ends of the conversions' range make of it.
        """
        if estimate is None or not self.expression.matures or not wording.is_growing(estimate):
            return None
        share = f"{wording.reported_words(estimate, self.place)} of its conversions reported"
        known, ends = self.text(metrics), [self.text(grown(metrics, end)) for end in (estimate.low, estimate.high)]
        if formats.MISSING in ends:
            told = "How much that changes it cannot be told yet."
        elif ends[0] == ends[1] == known:
            told = f"{known} so far, and hardly any change is expected."
        else:
            told = f"{known} so far, {' to '.join(dict.fromkeys(ends))} expected when all is reported."
        return Maturing(
            f"maturing-{name}", share, told, wording.reported_words(estimate, self.place).removeprefix("about ")
        )


def preview(text: str, week: Week, place: Place, *, is_percent: bool = False) -> Preview | Refused:
    """Return what an expression comes to over the week, or what is wrong with it; no query."""
    try:
        return Preview(parse(text), week, place, is_percent)
    except ExpressionError as error:
        return Refused(text, error)


def read_week(*, now: datetime, place: Place) -> Week:
    """Return the last seven whole days, by the organisation's calendar; four queries."""
    today = now.astimezone(place.zone).date()
    period = periods.named("7d", today).period
    by_day = Cut(period, (Dimension.DAY,), currency=place.currency, matures=today)
    answer, whole = gather([by_day, replace(by_day, dimensions=())])
    days = {day: metrics for (day,), metrics in sorted(answer.sums.items())}
    estimates: dict[date | None, Estimate] = {day: each for (day,), each in answer.estimates.items()}
    if () in whole.estimates:
        estimates[None] = whole.estimates[()]
    return Week(period, days, estimates)


def list_rows(week: Week, place: Place) -> list[dict[str, Any]]:
    """Return the own figures with their value over the week; one query."""
    rows = []
    for metric in list_custom_metrics():
        figure = read_metric(metric)
        written = Written(figure.expression, place, metric.is_percent) if figure else None
        rows.append(
            {
                "metric": metric,
                "value": written.text(week.total) if written else formats.MISSING,
                "maturing": written.maturing(week.total, week.estimates.get(None), name=str(metric.uuid))
                if written
                else None,
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
