"""The chart above the table: its first figure as bars, as a line over time, or as a small line for each group."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from analytics import charts, wording
from analytics.charts.groups import Bar, draw_bars, draw_small
from analytics.panels.drawn import Chart
from analytics.panels.explore.words import DATES, name_label, name_row
from analytics.panels.figures import Figure
from analytics.tables import Row
from analytics.types import Period, Split
from tenants import formats
from tenants.place import Place

MOST_BARS, MOST_SMALL, NAME_LENGTH = 10, 6, 42


def draw_groups(rows: Sequence[Row], figure: Figure, note: str, place: Place) -> Chart | None:
    """Return bars of the first rows that have a value; None where fewer than two do."""
    drawn = [(row, value) for row in rows if (value := figure.plot(row.metrics)) is not None][:MOST_BARS]
    if len(drawn) < 2:
        return None
    named = [
        (_short(name_row(row, place)), value, figure.text(row.metrics, place, short=False)) for row, value in drawn
    ]
    highest = max(named, key=lambda each: each[1])
    finding = f"{figure.label}: {highest[0]} has the most, {highest[2]}."
    more = f"the first {len(drawn)} of the rows below" if len(rows) > len(drawn) else ""
    return Chart(
        title=figure.label,
        note=", ".join(part for part in (note, more) if part),
        finding=finding,
        spec={**draw_bars([Bar(*each) for each in named]), "description": finding},
        columns=["", figure.label],
        rows=[[name, text] for name, _, text in named],
        legend=[],
    )


def draw_days(rows: Sequence[Row], figure: Figure, period: Period, note: str, place: Place) -> Chart | None:
    """Return the line over the days, weeks or months; None where there are fewer than two points."""
    split = rows[0].labels[0].split if rows else Split.DAY
    points = _filled([_point(row, figure) for row in rows], period if split == Split.DAY else None)
    known = [point for point in points if point.value is not None]
    if len(known) < 2:
        return None
    highest = max(known, key=lambda point: point.value or 0)
    texts = {row.labels[0].value: figure.text(row.metrics, place, short=False) for row in rows}
    names = {row.labels[0].value: name_row(row, place) for row in rows}
    currency = next((row.metrics.currency for row in rows if row.metrics.currency), place.currency)
    finding = f"{figure.label}: the highest is {texts[highest.day]}, {names[highest.day]}."
    line = charts.Line(
        points=points,
        prefix=formats.numbers.get_currency_symbol(currency, place.locale) if figure.is_money else "",
        suffix="%" if figure.kind == "percent" else "",
        end_label=f"{texts[known[-1].day]} so far" if known[-1].is_maturing else texts[known[-1].day],
        is_count=figure.kind == "count",
    )
    return Chart(
        title=f"{figure.label} by {split}",
        note=note,
        finding=finding,
        spec={**charts.draw(line), "description": finding},
        columns=[split.capitalize(), figure.label],
        rows=[[names[row.labels[0].value], texts[row.labels[0].value]] for row in rows],
        legend=[],
    )


def draw_each(rows: Sequence[Row], figure: Figure, place: Place) -> list[Chart]:
    """Return a small line for each of the largest groups over time; none where the rows are by no days or only by days."""
    by = [label.split for label in rows[0].labels] if rows else []
    when = next((n for n, split in enumerate(by) if split in DATES), None)
    if when is None or len(by) < 2:
        return []
    groups: dict[tuple[tuple[str, UUID | None], ...], list[Row]] = {}
    for row in rows:
        key = tuple((name_label(each, place), each.uuid) for n, each in enumerate(row.labels) if n != when)
        groups.setdefault(key, []).append(row)
    tops = {key: sum(figure.plot(row.metrics) or 0 for row in own) for key, own in groups.items()}
    largest = sorted(tops, key=tops.__getitem__, reverse=True)[:MOST_SMALL]
    highest = max((figure.plot(row.metrics) or 0 for key in largest for row in groups[key]), default=0)
    days = sorted({row.labels[when].value for row in rows})
    return [_small(key, groups[key], when, days, figure, highest, place) for key in largest] if len(days) > 1 else []


def _small(
    key, own: Sequence[Row], when: int, days: Sequence[date], figure: Figure, highest: float, place: Place
) -> Chart:
    values = {row.labels[when].value: row for row in own}
    name = _short(" · ".join(text for text, _ in key))
    top = max(own, key=lambda row: figure.plot(row.metrics) or 0)
    finding = f"{name}: at most {figure.text(top.metrics, place)}, {name_label(top.labels[when], place)}."
    points = [(day, figure.plot(values[day].metrics) if day in values else None) for day in days]
    return Chart(
        title=name,
        note=f"at most {figure.text(top.metrics, place)}",
        finding=finding,
        spec={**draw_small(points, highest=highest), "description": finding},
        columns=[own[0].labels[when].split.capitalize(), figure.label],
        rows=[[name_label(row.labels[when], place), figure.text(row.metrics, place, short=False)] for row in own],
        legend=[],
    )


def _point(row: Row, figure: Figure) -> charts.Point:
    is_young = figure.matures and wording.is_growing(row.estimate)
    return charts.Point(row.labels[0].value, figure.plot(row.metrics), is_maturing=is_young)


def _filled(points: Sequence[charts.Point], period: Period | None) -> list[charts.Point]:
    """Return a point for every day: those without figures are gaps."""
    if period is None:
        return list(points)
    known = {point.day: point for point in points}
    every = [period.since + timedelta(days=n) for n in range(len(period))]
    return [known.get(day, charts.Point(day, None)) for day in every]


def _short(name: str) -> str:
    return formats.shorten(name, NAME_LENGTH)
