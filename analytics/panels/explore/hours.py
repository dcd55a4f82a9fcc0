"""The hours of the week: when people see, click and buy, as a heat map with its table."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from babel import dates

from analytics.charts.heat import HOURS, Heat, draw_heat
from analytics.panels.drawn import Chart
from analytics.panels.explore.figures import list_figures
from analytics.panels.figures import Figure
from analytics.periods import LABELS
from analytics.tables import Table, TableSpec, open_table
from analytics.types import Metrics, Split, combine
from analytics.wording import Piece, Sentence, noun_for
from tenants import formats
from tenants.errors import Invalid
from tenants.place import Place

PERIODS = ("7d", "14d")
"""Hours are kept for 14 days; whole weeks, so that each weekday is in them equally often."""
Fold = dict[tuple[int, int], Metrics]


@dataclass(frozen=True, slots=True)
class Hours:
    """The page: its sentence and its chart; None where nothing is known by the hour."""

    sentence: Sentence
    chart: Chart | None
    figure: Figure
    figures: list[tuple[str, str, bool]]
    periods: list[tuple[str, str, bool]]
    spec: TableSpec


def read_hours(spec: TableSpec, *, now: datetime, place: Place) -> Hours:
    """Return the hours of a question's first column. Raises Invalid (field period) for other days than PERIODS."""
    if spec.period not in PERIODS:
        raise Invalid({"period": f"Hours are kept for 14 days. Choose {' or '.join(PERIODS)}."})
    table = open_table(spec.but(by=(Split.DAY, Split.HOUR), compare="none", sort="", maturity=False), now=now)
    fold = _folded(table)
    whole = combine(fold.values())
    figures = list_figures(noun_for((), whole), place)
    figure = figures[spec.columns[0]]
    known = {key: value for key, metrics in fold.items() if (value := figure.plot(metrics)) is not None}
    return Hours(
        sentence=_tell(fold, known, figure, place),
        chart=_draw(fold, known, figure, table, place) if any(known.values()) else None,
        figure=figure,
        figures=[(each.label, f"?{spec.but(columns=(key,)).query}", each is figure) for key, each in figures.items()],
        periods=[(LABELS[key], f"?{spec.but(period=key).query}", key == spec.period) for key in PERIODS],
        spec=spec,
    )


def _folded(table: Table) -> Fold:
    parts: dict[tuple[int, int], list[Metrics]] = defaultdict(list)
    for stretch in table.stretches():
        for row in stretch:
            day, hour = (label.value for label in row.labels)
            parts[day.weekday(), int(hour)].append(row.metrics)
    return {key: combine(found) for key, found in parts.items()}


def _weekday(number: int, place: Place, width: str = "wide") -> str:
    return str(dates.get_day_names(width, locale=place.locale)[number])


def _tell(fold: Fold, known: dict[tuple[int, int], float], figure: Figure, place: Place) -> Sentence:
    if not any(known.values()):
        return [Piece("Nothing is known by the hour", marked=True), Piece(" in these days.")]
    best = max(known, key=known.__getitem__)
    when = f"{_weekday(best[0], place)} from {best[1]:02}:00 to {(best[1] + 1) % 24:02}:00"
    return [
        Piece(f"{figure.label}: the most was on "),
        Piece(when, marked=True),
        Piece(f", {figure.text(fold[best], place)}."),
    ]


def _draw(fold: Fold, known: dict[tuple[int, int], float], figure: Figure, table: Table, place: Place) -> Chart:
    names = [_weekday(number, place, "abbreviated") for number in range(7)]
    fields = [Heat(names[weekday], hour, value) for (weekday, hour), value in sorted(known.items())]
    finding = "".join(piece.text for piece in _tell(fold, known, figure, place))
    texts = {key: figure.text(metrics, place) for key, metrics in fold.items()}
    return Chart(
        title=f"{figure.label} by weekday and hour",
        note=formats.date_range(table.period.since, table.period.until, place.locale),
        finding=finding,
        spec={**draw_heat(fields, weekdays=names), "description": finding},
        columns=["Hour", *names],
        rows=[
            [f"{hour:02}:00", *(texts.get((weekday, hour), formats.MISSING) for weekday in range(7))] for hour in HOURS
        ],
        legend=[],
    )
