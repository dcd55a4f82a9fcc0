"""The chart of one figure over the days: specification, finding, legend and table twin."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics import charts
from analytics.panels.figures import Figure
from analytics.selectors import Overview
from analytics.types import DayMetrics, DayState
from tenants import formats
from tenants.place import Place


@dataclass(frozen=True, slots=True)
class Trend:
    """A chart as `components/chart.html` takes it."""

    title: str
    note: str
    finding: str
    spec: dict
    columns: list[str]
    rows: list[list[str]]
    legend: list[tuple[str, str]]


def make_trend(
    overview: Overview, figure: Figure, *, place: Place, where: str = "", markers: Sequence[charts.Marker] = ()
) -> Trend:
    """Return the chart of a figure; `where` says what is in it ("all platforms")."""
    points = [_point(now, then, figure) for now, then in zip(overview.series, _padded(overview), strict=False)]
    length = len(overview.series)
    before = f"{length} days before"
    finding = _finding(overview.series, figure, place, len(markers))
    spec = charts.draw(_line(points, overview, figure, place, before, markers))
    return Trend(
        title=title(figure),
        note=", ".join(part for part in (_days(overview, place), where) if part),
        finding=finding,
        spec={**spec, "description": finding},  # Vega writes it over the figure's own label
        columns=["Day", figure.label, before.capitalize(), "State"],
        rows=[_row(now, then, figure, place) for now, then in zip(overview.series, _padded(overview), strict=False)],
        legend=_legend(points, before),
    )


def title(figure: Figure) -> str:
    """Return the chart's title: counts and money are "a day", rates are not."""
    return f"{figure.label} a day" if figure.kind == "count" or figure.key == "spend" else f"{figure.label}, day by day"


def _line(points, overview: Overview, figure: Figure, place: Place, before: str, markers) -> charts.Line:
    last = next((day for day in reversed(overview.series) if _plot(day, figure) is not None), None)
    end = figure.text(last.metrics, place) if last else ""
    currency = overview.comparison.current.currency or place.currency
    return charts.Line(
        points=points,
        unit="" if figure.kind == "percent" else figure.unit,
        prefix=formats.numbers.get_currency_symbol(currency, place.locale) if figure.kind in ("money", "ratio") else "",
        suffix="%" if figure.kind == "percent" else "",
        end_label=f"{end} so far" if last and figure.matures and last.state == DayState.MATURING else end,
        before_label=before,
        is_count=figure.kind == "count",
        markers=[each for each in markers if each.day in {day.day for day in overview.series}],
    )


def _padded(overview: Overview) -> list[DayMetrics | None]:
    """Return the days before, as many as there are days (a month's earlier days may be fewer)."""
    return [*overview.series_before, *[None] * (len(overview.series) - len(overview.series_before))]


def _point(now: DayMetrics, then: DayMetrics | None, figure: Figure) -> charts.Point:
    maturing = figure.matures and now.state == DayState.MATURING
    return charts.Point(now.day, _plot(now, figure), _plot(then, figure), maturing)


def _plot(day: DayMetrics | None, figure: Figure) -> float | None:
    return None if day is None or day.state == DayState.MISSING else figure.plot(day.metrics)


def _row(now: DayMetrics, then: DayMetrics | None, figure: Figure, place: Place) -> list[str]:
    states = {DayState.MATURING: "still maturing" if figure.matures else "", DayState.MISSING: "not read"}
    return [
        formats.day(now.day, place.locale),
        _text(now, figure, place),
        _text(then, figure, place),
        states.get(now.state, ""),
    ]


def _text(day: DayMetrics | None, figure: Figure, place: Place) -> str:
    if day is None or day.state == DayState.MISSING:
        return formats.MISSING
    return figure.text(day.metrics, place, short=False)


def _days(overview: Overview, place: Place) -> str:
    return formats.date_range(overview.series[0].day, overview.series[-1].day, place.locale)


def _finding(series: Sequence[DayMetrics], figure: Figure, place: Place, markers: int) -> str:
    known = [day for day in series if _plot(day, figure) is not None]
    if not known:
        return f"{title(figure)}: there are no figures in these days."
    highest = max(known, key=lambda day: _plot(day, figure) or 0)
    words = [
        f"{title(figure)}: {figure.text(known[0].metrics, place)} on {_on(known[0], place)},",
        f"{figure.text(known[-1].metrics, place)} on {_on(known[-1], place)};",
        f"the highest is {figure.text(highest.metrics, place)} on {_on(highest, place)}.",
    ]
    young = [day for day in known if figure.matures and day.state == DayState.MATURING]
    if young:
        words.append(f"The days from {_on(young[0], place)} on are still maturing.")
    if markers:
        words.append(f"{markers} change{'s are' if markers > 1 else ' is'} marked.")
    return " ".join(words)


def _on(day: DayMetrics, place: Place) -> str:
    return formats.date_range(day.day, day.day, place.locale, year=False)


def _legend(points: Sequence[charts.Point], before: str) -> list[tuple[str, str]]:
    lines = [("reported so far" if any(point.is_maturing for point in points) else "reported", "")]
    return [*lines, (f"the {before}", "c")] if any(point.before for point in points) else lines
