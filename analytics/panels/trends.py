"""The chart of one figure over the days: specification, finding, legend and table twin."""

from collections.abc import Sequence
from decimal import Decimal

from analytics import charts
from analytics.panels.drawn import Chart
from analytics.panels.figures import Figure
from analytics.panels.maturing import Expected, expect, is_young, range_words
from analytics.selectors import Overview
from analytics.types import DayMetrics, DayState
from tenants import formats
from tenants.place import Place

GAPS = {DayState.MISSING: "not read", DayState.BEFORE: "before it began"}


def make_trend(
    overview: Overview, figure: Figure, *, place: Place, where: str = "", markers: Sequence[charts.Marker] = ()
) -> Chart:
    """Return the chart of a figure; `where` says what is in it ("all platforms")."""
    pairs = list(zip(overview.series, _padded(overview), strict=False))
    points = [_point(now, then, figure, overview) for now, then in pairs]
    before = _before(overview)
    finding = _finding(overview, figure, place, len(markers))
    spec = charts.draw(_line(points, overview, figure, place, before, markers))
    return Chart(
        title=title(figure),
        note=", ".join(part for part in (_days(overview, place), where) if part),
        finding=finding,
        spec={**spec, "description": finding},  # Vega writes it over the figure's own label
        columns=["Day", figure.label, before.capitalize(), *(["Expected"] if _has_range(points) else []), "State"],
        rows=[_row(now, then, figure, overview, place, has_range=_has_range(points)) for now, then in pairs],
        legend=_legend(points, before),
    )


def title(figure: Figure) -> str:
    """Return the chart's title: counts and money are "a day", rates are not."""
    return f"{figure.label} a day" if figure.kind == "count" or figure.key == "spend" else f"{figure.label}, day by day"


def _before(overview: Overview) -> str:
    shift = (overview.series[0].day - overview.series_before[0].day).days
    is_year = shift in (365, 366) and len(overview.series) < shift
    return "same days a year before" if is_year else f"{len(overview.series)} days before"


def _line(points, overview: Overview, figure: Figure, place: Place, before: str, markers) -> charts.Line:
    last = next((day for day in reversed(overview.series) if _plot(day, figure) is not None), None)
    currency = overview.comparison.current.currency or place.currency
    return charts.Line(
        points=points,
        unit="" if figure.kind == "percent" else figure.unit,
        prefix=formats.numbers.get_currency_symbol(currency, place.locale) if figure.kind in ("money", "ratio") else "",
        suffix="%" if figure.kind == "percent" else "",
        end_label=_end_label(last, figure, overview, place) if last else "",
        before_label=before,
        is_count=figure.kind == "count",
        markers=[each for each in markers if each.day in {day.day for day in overview.series}],
    )


def _padded(overview: Overview) -> list[DayMetrics | None]:
    """Return the days before, as many as there are days (a month's earlier days may be fewer)."""
    return [*overview.series_before, *[None] * (len(overview.series) - len(overview.series_before))]


def _end_label(last: DayMetrics, figure: Figure, overview: Overview, place: Place) -> str:
    expected = _expected(last, figure, overview)
    if expected:
        rounded = round(Decimal(expected.final)) if figure.kind == "count" else expected.final
        return f"{figure.write(rounded, last.metrics.currency or place.currency, place)} expected"
    text = figure.text(last.metrics, place)
    return f"{text} so far" if _matures(last, figure, overview) else text


def _expected(day: DayMetrics, figure: Figure, overview: Overview) -> Expected | None:
    """Return what a maturing day will come to, where that can be told."""
    return expect(figure, day.metrics, overview.expected.get(day.day)) if _matures(day, figure, overview) else None


def _matures(day: DayMetrics, figure: Figure, overview: Overview) -> bool:
    return figure.matures and day.state == DayState.MATURING and is_young(overview, day.day)


def _range(day: DayMetrics, figure: Figure, overview: Overview, place: Place) -> str:
    return range_words(figure, day.metrics, overview.expected[day.day], place)


def _point(now: DayMetrics, then: DayMetrics | None, figure: Figure, overview: Overview) -> charts.Point:
    found = _expected(now, figure, overview)
    ends = [figure.scale(each) for each in (found.low, found.final, found.high)] if found else []
    low, final, high = ends or (None, None, None)
    return charts.Point(
        day=now.day,
        value=_plot(now, figure),
        before=_plot(then, figure),
        is_maturing=_matures(now, figure, overview),
        expected=None if low is None or final is None or high is None else (low, final, high),
    )


def _has_range(points: Sequence[charts.Point]) -> bool:
    return any(point.expected for point in points)


def _plot(day: DayMetrics | None, figure: Figure) -> float | None:
    return figure.plot(day.metrics) if day and day.is_known else None


def _row(
    now: DayMetrics, then: DayMetrics | None, figure: Figure, overview: Overview, place: Place, *, has_range: bool
) -> list[str]:
    states = GAPS | ({now.state: "still maturing"} if _matures(now, figure, overview) else {})
    expected = _range(now, figure, overview, place) if _expected(now, figure, overview) else formats.MISSING
    return [
        formats.day(now.day, place.locale),
        _text(now, figure, place),
        _text(then, figure, place),
        *([expected] if has_range else []),
        states.get(now.state, ""),
    ]


def _text(day: DayMetrics | None, figure: Figure, place: Place) -> str:
    return figure.text(day.metrics, place, short=False) if day and day.is_known else formats.MISSING


def _days(overview: Overview, place: Place) -> str:
    return formats.date_range(overview.series[0].day, overview.series[-1].day, place.locale)


def _finding(overview: Overview, figure: Figure, place: Place, markers: int) -> str:
    known = [day for day in overview.series if _plot(day, figure) is not None]
    if not known:
        return f"{title(figure)}: there are no figures in these days."
    highest = max(known, key=lambda day: _plot(day, figure) or 0)
    words = [
        f"{title(figure)}: {figure.text(known[0].metrics, place)} on {_on(known[0], place)},",
        f"{figure.text(known[-1].metrics, place)} on {_on(known[-1], place)};",
        f"the highest is {figure.text(highest.metrics, place)} on {_on(highest, place)}.",
    ]
    young = [day for day in known if _matures(day, figure, overview)]
    if young:
        words.append(f"The days from {_on(young[0], place)} on are still maturing.")
        if _expected(known[-1], figure, overview):
            words.append(f"Of {_on(known[-1], place)} {_range(known[-1], figure, overview, place)} expected.")
    if markers:
        words.append(f"{markers} change{'s are' if markers > 1 else ' is'} marked.")
    return " ".join(words)


def _on(day: DayMetrics, place: Place) -> str:
    return formats.date_range(day.day, day.day, place.locale, year=False)


def _legend(points: Sequence[charts.Point], before: str) -> list[tuple[str, str]]:
    lines = [("reported so far" if any(point.is_maturing for point in points) else "reported", "")]
    lines += [("expected when complete, with its range", "e")] if _has_range(points) else []
    return [*lines, (f"the {before}", "c")] if any(point.before for point in points) else lines
