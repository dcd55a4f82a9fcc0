"""The tiles: a figure, how it changed, and against what."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from analytics.panels.figures import Figure
from analytics.panels.maturing import Maturing, is_young, say_maturing
from analytics.panels.sparks import draw_spark
from analytics.periods import Choice, Compare
from analytics.selectors import Overview
from analytics.types import Basis, Comparison, DayMetrics, DayState
from tenants import formats
from tenants.place import Place


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile as the template draws it."""

    figure: Figure
    value: str
    change: Decimal | None
    before: str
    spark: SafeString | str
    maturing: Maturing | None = None


def make_tiles(overview: Overview, figures: Sequence[Figure], *, choice: Choice, place: Place) -> list[Tile]:
    """Return a tile for each figure; a figure that still matures is compared only with its own kind."""
    return [_tile(overview, figure, choice, place) for figure in figures]


def _tile(overview: Overview, figure: Figure, choice: Choice, place: Place) -> Tile:
    comparison = overview.comparison
    first, *others = figure.texts(comparison.current, place) or [formats.MISSING]
    return Tile(
        figure=figure,
        value=first,
        change=figure.change(comparison.current, comparison.previous) if _is_fair(comparison, figure) else None,
        before=f"and {' and '.join(others)}; currencies are not added"
        if others
        else _before(comparison, figure, choice, place),
        spark=_spark(overview, figure),
        maturing=say_maturing(figure, comparison.current, overview.estimate, name="tile", place=place),
    )


def _is_fair(comparison: Comparison, figure: Figure) -> bool:
    return comparison.basis in (Basis.FINAL, Basis.SAME_AGE) or (
        comparison.basis == Basis.UNEQUAL and not figure.matures
    )


def _before(comparison: Comparison, figure: Figure, choice: Choice, place: Place) -> str:
    if comparison.basis == Basis.NONE:
        return ""
    text = f"{figure.text(comparison.previous, place)} {words_before(choice, comparison.basis)}"
    return text if _is_fair(comparison, figure) else f"{text}, complete"


def words_before(choice: Choice, basis: Basis) -> str:
    """Say what the figures before are: which days, and how old they were."""
    shift = (choice.period.since - choice.before.since).days
    if choice.compare == Compare.YEAR:
        return "at this point a year before" if basis == Basis.SAME_AGE else "in the same days a year before"
    if basis == Basis.SAME_AGE:
        return "at this point last month" if choice.key == "month" else _at_this_point(shift)
    if choice.key == "month":
        return "in the same days last month"
    return "the day before" if len(choice.before) == 1 else f"the {len(choice.before)} days before"


def _at_this_point(shift: int) -> str:
    if shift == 1:
        return "by this time the day before"
    return "at this point a week before" if shift == 7 else f"at this point {shift} days before"


def _spark(overview: Overview, figure: Figure) -> SafeString | str:
    now = _within(overview.series, overview.comparison.period)
    then = _within(overview.series_before + overview.series, overview.comparison.before)
    young = [day for day in now if day.state == DayState.MATURING and is_young(overview, day.day)]
    mature = len(now) - len(young) if figure.matures else None
    return draw_spark([_plot(figure, day) for day in now], [_plot(figure, day) for day in then], mature=mature)


def _within(series: list[DayMetrics], period) -> list[DayMetrics]:
    return [day for day in series if day.day in period]


def _plot(figure: Figure, day: DayMetrics) -> float | None:
    return figure.plot(day.metrics) if day.is_known else None
